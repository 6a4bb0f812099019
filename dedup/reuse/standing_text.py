"""Standing text: stretches of wording that stand in many documents, whatever the reason.

In: the places of frequent shingles. Out: pieces (shingles that stand in the same documents one after the other)
with every place where one occurs, and the stretches that frequent shingles cover. A piece is what is judged as a
whole later: a notice, an agency's sentence, a set phrase. Shingles are joined by how often they follow one another,
not by standing in one stretch: a set phrase in front of a notice stays apart from it, and so does a notice that
follows another one in some documents only.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.settings import ReuseSettings

MAX_VARIABLE_WORDS = 6
"""Words between two shingles that may be a template's variable part: a date, a name, a number. Chosen by hand."""
_SAME_DOCUMENTS = 0.7
"""Of the documents of the more frequent shingle, the share in which the other one follows. Chosen by hand."""

Bools = npt.NDArray[np.bool_]


class FrequentShingles(Protocol):
    """All places of the shingles that stand in many, and which of them belong to one; each of shape (places,)."""

    @property
    def frequent_places(self) -> Int64s:
        """The number of each one's first word, through the collection."""

    @property
    def frequent_runs(self) -> Int64s:
        """Equal numbers for equal shingles."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Half-open ranges of words, apart from each other, in order; `before` counts the words of those before."""

    starts: Int64s
    ends: Int64s
    before: Int64s

    @classmethod
    def of(cls, starts: Int64s, ends: Int64s) -> "Stretches":
        """Melt ranges that touch; both columns have shape (ranges,) and any order."""
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], np.maximum.accumulate(ends[order]) if len(ends) else ends
        begins = np.flatnonzero(np.concatenate(([True], starts[1:] > ends[:-1]))) if len(starts) else starts
        last = np.concatenate((begins[1:], [len(starts)]))[: len(begins)] - 1
        melted_starts, melted_ends = starts[begins], ends[last]
        lengths = melted_ends - melted_starts
        return cls(melted_starts, melted_ends, np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths))))

    def words_before(self, places: Int64s) -> Int64s:
        """Count the covered words in front of each place."""
        if not len(self.starts):
            return np.zeros(len(places), np.int64)
        order = np.argsort(places)  # looking up in order is many times faster
        index = np.empty(len(places), np.int64)
        index[order] = np.searchsorted(self.starts, places[order], side="right") - 1
        inside = np.minimum(self.ends[index], places) - self.starts[index]
        return np.where(index >= 0, self.before[index] + np.maximum(inside, 0), 0)


@dataclass(frozen=True, slots=True)
class StandingText:
    """Pieces of standing text and where they occur.

    The columns have shape (occurrences,), ordered by piece and place: half-open ranges of words and their document.
    `offsets`, shape (pieces + 1,), says which belong to a piece. `covered` are the stretches of all frequent
    shingles; `sums`, shape (documents,), are equal for documents of equal words and as good as random otherwise.
    `first_copies`, shape (documents,), says whether a document is the first with exactly its words.
    """

    documents: Int64s
    starts: Int64s
    ends: Int64s
    offsets: Int64s
    covered: Stretches
    sums: UInt64s
    first_copies: Bools

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def pieces(self) -> Int64s:
        """The piece of each occurrence, shape (occurrences,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))


def find_standing_text(words: Words, shared: FrequentShingles, settings: ReuseSettings) -> StandingText:
    """Put the frequent shingles together to pieces; time and memory follow the number of their places."""
    sums = _sum_words(words)
    first_copies = np.zeros(len(sums), np.bool_)
    first_copies[np.unique(sums, return_index=True)[1]] = True  # ten copies of one article are no site text
    order = np.argsort(shared.frequent_places, kind="stable")
    places = shared.frequent_places[order]
    _, runs = np.unique(shared.frequent_runs[order], return_inverse=True)
    documents = np.searchsorted(words.offsets, places, side="right") - 1
    counts = _documents_of_runs(runs, documents, first_copies)
    kept = counts[runs] >= settings.boilerplate_least_documents
    places, runs, documents = places[kept], runs[kept], documents[kept]
    size = settings.shingle_size
    pieces = _pieces(places, runs, np.where(first_copies[documents], documents, -1), counts, size)[runs]
    order = np.lexsort((places, pieces))
    places, documents, pieces = places[order], documents[order], pieces[order]
    ends = np.minimum(places + size, words.offsets[documents + 1])
    breaks = (np.diff(pieces) != 0) | (np.diff(documents) != 0) | (places[1:] - ends[:-1] > MAX_VARIABLE_WORDS)
    firsts = np.concatenate(([0], np.flatnonzero(breaks) + 1))[: len(places)]
    lasts = np.concatenate((firsts[1:], [len(places)]))[: len(firsts)] - 1
    _, offsets = np.unique(pieces[firsts], return_index=True)
    return StandingText(
        documents=documents[firsts],
        starts=places[firsts],
        ends=ends[lasts],
        offsets=np.concatenate((offsets, [len(firsts)])).astype(np.int64),
        covered=Stretches.of(places, ends),
        sums=sums,
        first_copies=first_copies,
    )


def distinct(numbers: Int64s) -> Int64s:
    """Sort numbers and drop repeats; NumPy's own `unique` hashes, which takes far longer for many."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def _sum_words(words: Words) -> UInt64s:
    sums = np.zeros(len(words.offsets) - 1, np.uint64)
    filled = np.flatnonzero(words.counts > 0)
    if len(filled):
        sums[filled] = np.add.reduceat(words.hashes, words.offsets[filled])  # modulo 2**64
    return sums


def _documents_of_runs(runs: Int64s, documents: Int64s, first_copies: Bools) -> Int64s:
    """In how many different texts each shingle stands, shape (shingles,)."""
    if not len(runs):
        return np.zeros(0, np.int64)
    counted = first_copies[documents]
    pairs = distinct(runs[counted] * len(first_copies) + documents[counted])
    return np.bincount(pairs // len(first_copies), minlength=int(runs.max()) + 1)


def _pieces(places: Int64s, runs: Int64s, documents: Int64s, counts: Int64s, size: int) -> Int64s:
    """Number the pieces that shingles belong to, shape (shingles,): those that follow one another nearly always."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    follows = (
        (documents[1:] == documents[:-1]) & (documents[1:] >= 0) & (np.diff(places) <= size + MAX_VARIABLE_WORDS)
    )
    keys, numbers = np.unique(runs[:-1][follows] * len(counts) + runs[1:][follows], return_counts=True)
    left, right = keys // max(len(counts), 1), keys % max(len(counts), 1)
    joined = numbers >= _SAME_DOCUMENTS * np.maximum(counts[left], counts[right])
    edges = (np.ones(int(joined.sum()), np.int8), (left[joined], right[joined]))
    _, labels = connected_components(csr_matrix(edges, shape=(len(counts), len(counts))), directed=False)
    pieces: Int64s = labels.astype(np.int64)
    return pieces
