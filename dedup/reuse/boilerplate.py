"""Site text: wording that one site puts into many of its articles.

In: frequent shingles and the site of each document. Out: where shingles of site text start. A shingle is, when
it stands in many different documents and nearly all of them are of one site: then it is a footer, a paywall notice
or a newsletter box, and must make no duplicates. Documents whose site is unknown never make site text: a sentence
that twelve articles of unknown origin share may be the very thing that is looked for.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from dedup.model import Document
from dedup.reuse.shared import SharedShingles
from dedup.reuse.words import Int64s, Words
from dedup.settings import ReuseSettings

_UNKNOWN = -1


def name_sites(documents: Sequence[Document]) -> npt.NDArray[np.int32]:
    """Number the sites of documents, shape (documents,); -1 where neither outlet nor address is known."""
    numbers: dict[str, int] = {}
    sites = [_site(document) for document in documents]
    return np.array([numbers.setdefault(site, len(numbers)) if site else _UNKNOWN for site in sites], np.int32)


def _site(document: Document) -> str:
    if document.outlet:
        return document.outlet.casefold()
    try:
        host = urlsplit(document.url or "").hostname or ""
    except ValueError:  # an address with half a bracket
        return ""
    return host.removeprefix("www.")


def find_boilerplate(
    words: Words, shared: SharedShingles, sites: npt.NDArray[np.int32], settings: ReuseSettings
) -> npt.NDArray[np.bool_]:
    """Say for every word whether a shingle of site text starts there, shape (words,)."""
    starts = np.zeros(len(words.hashes), np.bool_)
    if not len(shared.frequent_places) or not (sites != _UNKNOWN).any():
        return starts
    _, runs = np.unique(shared.frequent_runs, return_inverse=True)
    documents = words.documents()[shared.frequent_places]
    kept = _first_copies(words)[documents]
    pairs = np.unique(np.stack([runs[kept], documents[kept]]), axis=1)
    count = int(runs.max()) + 1
    in_documents = np.bincount(pairs[0], minlength=count)
    of_site = _most_of_one_site(pairs[0], sites[pairs[1]], count)
    is_site_text = (in_documents >= settings.boilerplate_documents) & (
        of_site >= settings.boilerplate_share * in_documents
    )
    starts[shared.frequent_places[is_site_text[runs]]] = True
    return starts


def _first_copies(words: Words) -> npt.NDArray[np.bool_]:
    """Whether a document is the first with exactly its words: ten copies of one article are no site text."""
    totals = np.concatenate((np.zeros(1, np.uint64), np.cumsum(words.hashes)))
    sums = totals[words.offsets[1:]] - totals[words.offsets[:-1]]  # equal for equal texts, modulo 2**64
    first = np.zeros(len(sums), np.bool_)
    first[np.unique(sums, return_index=True)[1]] = True
    return first


def _most_of_one_site(runs: Int64s, sites: npt.NDArray[np.int32], count: int) -> Int64s:
    """For each run the largest number of its documents that one known site has, shape (count,)."""
    known = sites != _UNKNOWN
    pairs, numbers = np.unique(np.stack([runs[known], sites[known].astype(np.int64)]), axis=1, return_counts=True)
    most = np.zeros(count, np.int64)
    np.maximum.at(most, pairs[0], numbers)
    return most
