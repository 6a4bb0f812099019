"""Standing text: stretches of wording that stand in many documents, whatever the reason.

In: the places of frequent shingles. Out: pieces (shingles that stand in the same documents one after the other)
with every place where one occurs, and the stretches that frequent shingles cover. A piece is what is judged as a
whole later: a notice, an agency's sentence, a set phrase. Shingles are joined by how often they follow one another,
not by standing in one stretch: a set phrase in front of a notice stays apart from it, and so does a notice that
follows another one in some documents only.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dedup.reuse.owners import Owners
from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.settings import ReuseSettings

MAX_VARIABLE_WORDS = 6
"""Words between two shingles that may be a template's variable part: a date, a name, a number. Chosen by hand."""
_SAME_DOCUMENTS = 0.7
"""Of the documents of the more frequent shingle, the share in which the other one follows. Chosen by hand."""

_BLOCK = 1 << 22
"""Places that are looked at together: bounds memory."""
_FEW_WORDS = 1 << 31
_PLACE_BITS = np.uint64(32)
_PLACE = np.uint64(0xFFFFFFFF)

Bools = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.signedinteger[Any]]
"""Words by their number through the collection, or documents, in four bytes each where that is enough."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Half-open ranges of words, apart from each other, in order; `before` counts the words of those before."""

    starts: Numbers
    ends: Numbers
    before: Numbers

    @classmethod
    def of(cls, starts: Numbers, ends: Numbers) -> "Stretches":
        """Melt ranges that touch; both columns have shape (ranges,) and any order."""
        order = np.argsort(starts, kind="stable")
        return cls.of_ordered(starts[order], ends[order])

    @classmethod
    def of_ordered(cls, starts: Numbers, ends: Numbers) -> "Stretches":
        """Melt ranges that touch, which come in order of their starts."""
        ends = np.maximum.accumulate(ends) if len(ends) else ends
        begins = np.flatnonzero(np.concatenate(([True], starts[1:] > ends[:-1]))) if len(starts) else starts
        last = np.concatenate((begins[1:], [len(starts)]))[: len(begins)] - 1
        melted_starts, melted_ends = starts[begins], ends[last]
        before = np.zeros(len(begins) + 1, starts.dtype)
        np.cumsum(melted_ends - melted_starts, out=before[1:])
        return cls(melted_starts, melted_ends, before)

    def longest_gap(self, first: int, last: int) -> int:
        """The most words in a row of a range that stand in no stretch."""
        bounds = np.array([first, last], self.starts.dtype)
        inside = slice(self.ends.searchsorted(bounds[0], "right"), self.starts.searchsorted(bounds[1]))
        starts = np.concatenate((bounds[:1], np.minimum(self.ends[inside], last)))
        ends = np.concatenate((np.maximum(self.starts[inside], first), bounds[1:]))
        return int((ends - starts).max())

    def finder(self, words: int) -> Callable[[Numbers], Numbers]:
        """What finds for many of so many places the last stretch that begins before them; -1 for none."""
        owners = Owners(np.concatenate(([0], self.starts, [words + 1])))
        return lambda places: owners.of(places) - 1

    def words_before(self, places: Numbers, find: Callable[[Numbers], Numbers] | None = None) -> Int64s:
        """Count the covered words in front of each place; `find` is the finder, for callers with many places."""
        if not len(self.starts):
            return np.zeros(len(places), np.int64)
        places = places.astype(self.starts.dtype, copy=False)  # a search among other numbers copies all of these
        index = find(places) if find else np.searchsorted(self.starts, places, side="right") - 1
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

    documents: Numbers
    starts: Numbers
    ends: Numbers
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


def find_standing_text(words: Words, frequent: UInt64s, settings: ReuseSettings) -> StandingText:
    """Put the frequent shingles together to pieces; time and memory follow the number of their places.

    `frequent`, shape (places,), holds for each place of a frequent shingle the number of its first word in the low
    32 bits and a number of the shingle in the high ones, in order.
    """
    sums = _sum_words(words)
    first_copies = np.zeros(len(sums), np.bool_)
    first_copies[np.unique(sums, return_index=True)[1]] = True  # ten copies of one article are no site text
    size = settings.shingle_size
    owners = Owners(words.offsets)
    places, runs, counts = _by_place(words, owners, frequent, first_copies, settings.boilerplate_least_documents)
    documents = _documents_of(owners, places)
    covered = Stretches.of_ordered(places, _ends(words, places, documents, size))
    labels = _pieces(places, runs, np.where(first_copies[documents], documents, -1), counts, size)
    keys = np.empty(len(places), np.uint64)
    for block in _blocks(len(places)):
        keys[block] = labels[runs[block]].astype(np.uint64) << _PLACE_BITS | places[block].astype(np.uint64)
    del places, runs, documents
    keys.sort()
    return _put_together(words, owners, keys, size, covered=covered, sums=sums, first_copies=first_copies)


def _put_together(
    words: Words,
    owners: Owners,
    keys: UInt64s,
    size: int,
    *,
    covered: Stretches,
    sums: UInt64s,
    first_copies: Bools,
) -> StandingText:
    """Put shingles of one piece that follow one another together; `keys` hold pieces and places, in order."""
    pieces, places = _unpack(words, keys)
    documents = _documents_of(owners, places)
    ends = _ends(words, places, documents, size)
    breaks = (np.diff(pieces) != 0) | (np.diff(documents) != 0) | (places[1:] - ends[:-1] > MAX_VARIABLE_WORDS)
    firsts = np.concatenate(([0], np.flatnonzero(breaks) + 1))[: len(places)]
    lasts = np.concatenate((firsts[1:], [len(places)]))[: len(firsts)] - 1
    offsets = np.flatnonzero(np.diff(pieces[firsts], prepend=-1, append=-1)) if len(firsts) else firsts[:1]
    return StandingText(
        documents=documents[firsts],
        starts=places[firsts],
        ends=ends[lasts],
        offsets=offsets if len(firsts) else np.zeros(1, np.int64),
        covered=covered,
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


def _blocks(count: int) -> Iterator[slice]:
    return (slice(first, first + _BLOCK) for first in range(0, count, _BLOCK))


def _unpack(words: Words, keys: UInt64s) -> tuple[Numbers, Numbers]:
    """The high 32 bits of keys, and the low ones, which are words."""
    high: Numbers = np.empty(len(keys), np.int32)
    low: Numbers = np.empty(len(keys), np.int32 if len(words.hashes) < _FEW_WORDS else np.int64)
    for block in _blocks(len(keys)):
        high[block] = keys[block] >> _PLACE_BITS
        low[block] = keys[block] & _PLACE
    return high, low


def _documents_of(owners: Owners, places: Numbers) -> Numbers:
    found = np.empty(len(places), np.int32)
    for block in _blocks(len(places)):
        found[block] = owners.of(places[block])
    return found


def _ends(words: Words, places: Numbers, documents: Numbers, size: int) -> Numbers:
    """Where the shingles at places end."""
    found = np.empty_like(places)
    for block in _blocks(len(places)):
        found[block] = np.minimum(places[block].astype(np.int64) + size, words.offsets[documents[block] + 1])
    return found


def _by_place(
    words: Words, owners: Owners, frequent: UInt64s, first_copies: Bools, least: int
) -> tuple[Numbers, Numbers, Int64s]:
    """Places and shingles in order of place, and in how many different texts each shingle stands.

    Shingles that stand in less than `least` texts are left out, the others numbered anew, in order.
    """
    begins, counted = np.ones(len(frequent), np.bool_), np.zeros(len(frequent), np.bool_)
    for block in _blocks(len(frequent)):
        rows = slice(max(block.start - 1, 0), block.stop)  # the row before tells what is new
        skipped = block.start - rows.start
        shingles, places = frequent[rows] >> _PLACE_BITS, (frequent[rows] & _PLACE).view(np.int64)
        documents = owners.of(places)
        is_new = np.ones(len(shingles), np.bool_)
        is_new[1:] = shingles[1:] != shingles[:-1]
        begins[block] = is_new[skipped:]
        is_new[1:] |= documents[1:] != documents[:-1]
        counted[block] = (is_new & first_copies[documents])[skipped:]
    firsts = np.flatnonzero(begins)
    counts = np.add.reduceat(counted, firsts, dtype=np.int64) if len(firsts) else np.zeros(0, np.int64)
    kept = counts >= least
    numbers = np.cumsum(kept) - 1
    keys = np.empty(int(np.diff(firsts, append=len(frequent))[kept].sum()), np.uint64)
    done, run = 0, -1
    for block in _blocks(len(frequent)):
        of_block = np.cumsum(begins[block]) + run
        run = int(of_block[-1])
        chosen = kept[of_block]
        found = (frequent[block][chosen] << _PLACE_BITS) | numbers[of_block[chosen]].astype(np.uint64)
        keys[done : done + len(found)] = found
        done += len(found)
    keys.sort()
    for block in _blocks(len(keys)):
        keys[block] = keys[block] << _PLACE_BITS | keys[block] >> _PLACE_BITS
    runs, ordered = _unpack(words, keys)
    return ordered, runs, counts[kept]


def _pieces(places: Numbers, runs: Numbers, documents: Numbers, counts: Int64s, size: int) -> Numbers:
    """Number the pieces that shingles belong to, shape (shingles,): those that follow one another nearly always."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    follows = np.diff(places) <= size + MAX_VARIABLE_WORDS
    follows &= (documents[1:] == documents[:-1]) & (documents[1:] >= 0)
    count = max(len(counts), 1)
    keys = runs[:-1][follows].astype(np.int64)
    keys *= count
    keys += runs[1:][follows]
    keys.sort()
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    keys, numbers = keys[firsts], np.diff(firsts, append=len(keys))
    left, right = keys // count, keys % count
    joined = numbers >= _SAME_DOCUMENTS * np.maximum(counts[left], counts[right])
    edges = (np.ones(int(joined.sum()), np.int8), (left[joined], right[joined]))
    _, labels = connected_components(csr_matrix(edges, shape=(len(counts), len(counts))), directed=False)
    pieces: Numbers = labels
    return pieces
