"""The exact comparison of one article with the accepted documents that are worth it.

In: the article, those documents with their texts, and where they hold the same seeds. Out: overlaps and
near-duplicates, by the stages of an audit (dedup.reuse) run on this handful. Two stages of an audit are missing,
because they look at a whole collection: the search for paraphrases, and that for text of sites other than by
counting (dedup.index.site_text).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.index.matches import Matches
from dedup.index.postings import distinct
from dedup.index.prepared import Prepared
from dedup.index.segments import pair_places
from dedup.model import Document, DuplicatePair
from dedup.reuse.alignment import Alignment, align_chains
from dedup.reuse.chains import link_segments
from dedup.reuse.near_duplicates import group_near_duplicates
from dedup.reuse.overlaps import WordPlaces, to_overlaps
from dedup.reuse.seeds import find_segments
from dedup.reuse.shingles import Shingles
from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.settings import ReuseSettings

Judge = Callable[[UInt64s], npt.NDArray[np.bool_]]
"""Says which of some sorted, distinct shingles are site text."""

SeedPlaces = tuple[Int64s, Int64s]
"""Where seeds begin in the article and in a document, counted from the start of each text."""
_NONE: Int64s = np.zeros(0, np.int64)
NO_SEEDS: SeedPlaces = (_NONE, _NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handful:
    """The article and its candidates as a collection in the order of their ids; `own` is the article's row."""

    members: Sequence[Prepared]
    own: int
    words: Words
    shingles: Shingles


def compare(
    article: Prepared,
    others: Sequence[Prepared],
    seeds: Sequence[SeedPlaces],
    banded: Sequence[bool],
    *,
    is_site_text: Judge,
    settings: ReuseSettings,
) -> Matches:
    """Compare an article with accepted documents.

    `seeds` holds for each of them the seeds it shares with the article; `banded` says which of them share a band
    with it.
    """
    handful = _gather(article, others)
    rows = {id(member): row for row, member in enumerate(handful.members)}
    documents = [member.document for member in handful.members]
    places = WordPlaces(handful.words, documents)
    alignments = _align(handful, [rows[id(other)] for other in others], seeds, places, settings)
    pairs = {_in_order(handful.own, rows[id(other)]) for other, has in zip(others, banded, strict=True) if has}
    pairs |= _sharing_half(handful.words, alignments)
    return Matches(
        overlaps=tuple(to_overlaps(alignments, places)),
        near_duplicates=tuple(_near_duplicates(handful, documents, pairs, is_site_text, settings)),
        earlier_share=_covered_share(handful, alignments),
    )


def _align(
    handful: Handful,
    others: Sequence[int],
    seeds: Sequence[SeedPlaces],
    places: WordPlaces,
    settings: ReuseSettings,
) -> list[Alignment]:
    """Align what the article and the documents with these rows share."""
    offsets = handful.words.offsets
    own = np.concatenate([_NONE, *(asked for asked, _ in seeds)]) + offsets[handful.own]
    other = np.concatenate([_NONE, *(found + offsets[row] for row, (_, found) in zip(others, seeds, strict=True))])
    segments = find_segments(handful.words, pair_places(own, other), settings)
    return align_chains(handful.words, link_segments(segments, settings), places, settings)


def _in_order(row: int, other: int) -> tuple[int, int]:
    return (row, other) if row < other else (other, row)


def _sharing_half(words: Words, alignments: Iterable[Alignment]) -> set[tuple[int, int]]:
    """Pairs whose alignments match half of the smaller text; the others need a band, as in an audit."""
    matched: dict[tuple[int, int], int] = {}
    for item in alignments:
        pair = (item.left_document, item.right_document)
        matched[pair] = matched.get(pair, 0) + item.matched
    counts = words.counts
    return {pair for pair, total in matched.items() if total * 2 >= min(counts[pair[0]], counts[pair[1]])}


def _gather(article: Prepared, others: Sequence[Prepared]) -> Handful:
    members = sorted((article, *others), key=lambda member: member.document.id)
    offsets = _offsets(len(member.words.hashes) for member in members)
    words = Words(
        hashes=np.concatenate([member.words.hashes for member in members]),
        offsets=offsets,
    )
    shingles = Shingles(
        hashes=np.concatenate([member.shingles.hashes for member in members]),
        positions=np.concatenate(
            [member.shingles.positions + offset for member, offset in zip(members, offsets[:-1], strict=True)]
        ),
        offsets=_offsets(len(member.shingles.hashes) for member in members),
    )
    own = next(row for row, member in enumerate(members) if member is article)
    return Handful(members=members, own=own, words=words, shingles=shingles)


def _near_duplicates(
    handful: Handful,
    documents: Sequence[Document],
    pairs: set[tuple[int, int]],
    is_site_text: Judge,
    settings: ReuseSettings,
) -> list[DuplicatePair]:
    if not pairs:
        return []
    shingles = handful.shingles
    hashes = distinct(shingles.hashes)
    site_text = hashes[is_site_text(hashes)]
    if len(site_text):
        starts = np.zeros(len(handful.words.hashes), np.bool_)
        starts[shingles.positions] = np.isin(shingles.hashes, site_text)
        shingles = shingles.without(starts)
    groups = group_near_duplicates(documents, shingles, pairs, settings)
    return sorted((pair for group in groups for pair in group.pairs), key=lambda pair: (pair.left, pair.right))


def _covered_share(handful: Handful, alignments: Iterable[Alignment]) -> float:
    """The share of the article's words that overlaps cover."""
    first, end = int(handful.words.offsets[handful.own]), int(handful.words.offsets[handful.own + 1])
    covered = np.zeros(end - first, np.bool_)
    for item in alignments:
        is_left = item.left_document == handful.own
        start, stop = (item.left_start, item.left_end) if is_left else (item.right_start, item.right_end)
        covered[start - first : stop - first] = True
    return float(covered.mean()) if end > first else 0.0


def _offsets(counts: Iterable[int]) -> Int64s:
    return np.concatenate(([0], np.cumsum(list(counts), dtype=np.int64))).astype(np.int64)
