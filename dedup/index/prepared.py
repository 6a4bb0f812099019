"""Articles made ready for the index: everything that costs time and needs no index.

In: documents. Out: for each its words, shingles, signature and the hash of its content. It is the work to do before
a lock is taken, in batches: the columns of many articles cost little more than those of one.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from dedup.model import Document
from dedup.reuse.minhash import sign
from dedup.reuse.shingles import Shingles, hash_shingles
from dedup.reuse.words import Words, hash_words
from dedup.settings import ReuseSettings
from dedup.text import normalize

Signature = npt.NDArray[np.uint16]
UNKNOWN_SITE = 0
_SHORTER = np.uint64(0x6A09E667F3BCC908)
"""What tells the hash of a shorter run from that of a shingle; a tiny document has one run of both kinds."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One article with its columns, which are those of a collection of one.

    `seeds` are all runs of words that may start an overlap: the shingles and, behind them, the runs of `seed_words`
    words where these are shorter. `signature` has shape (num_perm,). `content` is the hash of the text exactly as
    read. `site` is a hash of the outlet or host, 0 where neither is known.
    """

    document: Document
    words: Words
    shingles: Shingles
    seeds: Shingles
    signature: Signature
    content: bytes
    site: int

    @property
    def is_signature_only(self) -> bool:
        """Whether nothing but a signature is known, from another index."""
        return not len(self.words.hashes) and bool(self.signature.any())


@dataclass(frozen=True, slots=True)
class Columns:
    """Everything about some articles but themselves, as columns over all of them: it travels between processes."""

    words: Words
    shingles: Shingles
    shorter: Shingles | None
    signatures: Signature | Sequence[Signature]
    contents: tuple[bytes, ...]
    sites: tuple[int, ...]

    def prepared(self, documents: Sequence[Document]) -> tuple[Prepared, ...]:
        """Give each article its part."""
        words, shingles = self.words, self.shingles
        return tuple(
            Prepared(
                document=document,
                words=_words_of(words, number),
                shingles=_shingles_of(shingles, words, number),
                seeds=_seeds_of(shingles, self.shorter, words, number),
                signature=self.signatures[number],
                content=self.contents[number],
                site=self.sites[number],
            )
            for number, document in enumerate(documents)
        )


def prepare(documents: Sequence[Document], settings: ReuseSettings) -> tuple[Prepared, ...]:
    """Make articles ready to be looked up and added.

    >>> one, = prepare([Document(id="a", text="Der Minister reiste in den Osten des Landes.")], ReuseSettings())
    >>> len(one.words.hashes), len(one.shingles.hashes), one.signature.shape
    (8, 4, (256,))
    """
    return make_columns(documents, settings).prepared(documents)


def restore(
    documents: Sequence[Document], signatures: Sequence[Signature], settings: ReuseSettings
) -> tuple[Prepared, ...]:
    """Make stored articles ready, whose signatures are known."""
    return make_columns(documents, settings, signatures).prepared(documents)


def make_columns(
    documents: Sequence[Document], settings: ReuseSettings, signatures: Sequence[Signature] | None = None
) -> Columns:
    """Compute what the index needs of articles; `signatures` are given where they are known."""
    words = hash_words(normalize(document.text).text for document in documents)
    shingles = hash_shingles(words, settings.shingle_size)
    made = sign(shingles, settings.num_perm) if signatures is None else signatures
    return Columns(
        words=words,
        shingles=shingles,
        shorter=hash_shingles(words, settings.seed_words) if settings.seed_words < settings.shingle_size else None,
        signatures=made,
        contents=tuple(
            _hash_entry(document.text, bool(words.offsets[number] == words.offsets[number + 1]), made[number])
            for number, document in enumerate(documents)
        ),
        sites=tuple(map(_hash_site, documents)),
    )


def _hash_entry(text: str, is_wordless: bool, signature: Signature) -> bytes:  # noqa: FBT001 - a column's value
    """What tells an entry from others of its id: its text; where nothing but a signature is known, that."""
    if is_wordless and signature.any():
        return hashlib.blake2b(signature.astype("<u2").tobytes(), digest_size=16).digest()
    return hash_content(text)


def hash_content(text: str) -> bytes:
    """Hash a text exactly as read (16 bytes of BLAKE2b; lone surrogates are kept)."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _words_of(words: Words, number: int) -> Words:
    first, end = int(words.offsets[number]), int(words.offsets[number + 1])
    return Words(words.hashes[first:end], np.array([0, end - first]))


def _shingles_of(shingles: Shingles, words: Words, number: int) -> Shingles:
    first, end = int(shingles.offsets[number]), int(shingles.offsets[number + 1])
    return Shingles(
        hashes=shingles.hashes[first:end],
        positions=shingles.positions[first:end] - words.offsets[number],
        offsets=np.array([0, end - first]),
    )


def _seeds_of(shingles: Shingles, shorter: Shingles | None, words: Words, number: int) -> Shingles:
    own = _shingles_of(shingles, words, number)
    if shorter is None:
        return own
    others = _shingles_of(shorter, words, number)
    hashes = np.concatenate((own.hashes, others.hashes ^ _SHORTER))
    return Shingles(hashes, np.concatenate((own.positions, others.positions)), np.array([0, len(hashes)]))


def _hash_site(document: Document) -> int:
    site = document.outlet.casefold() if document.outlet else _host(document.url)
    return int.from_bytes(hashlib.blake2b(site.encode(), digest_size=8).digest()) if site else UNKNOWN_SITE


def _host(url: str | None) -> str:
    if not url:
        return ""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # an address with half a bracket
        return ""
