"""The exact comparison of one article with the accepted documents that are worth it.

In: the article, those documents with their texts, and where they hold the same seeds. Out: overlaps and
near-duplicates, by the stages of an audit (dedup.reuse) run on this handful. Two stages of an audit are missing,
because they look at a whole collection: the search for paraphrases, and that for text of sites other than by
counting (dedup.index.site_text).
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from dedup.index.matches import Matches
from dedup.index.postings import distinct
from dedup.index.prepared import Prepared
from dedup.index.segments import pair_places
from dedup.model import DuplicatePair
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


@dataclass(frozen=True, slots=True)
class Comparison:
    """An article, accepted documents, and for each of them the seeds that it shares with the article."""

    article: Prepared
    others: Sequence[Prepared]
    seeds: Sequence[SeedPlaces]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """What an article shares with its candidates.

    `members` are the article and the candidates, in the order of their ids. They are rows of a collection from
    `first` on, and `own` is the article's; `words` and `places` are those of the collection.
    """

    members: Sequence[Prepared]
    first: int
    own: int
    words: Words
    places: WordPlaces
    alignments: Sequence[Alignment]

    def row(self, member: Prepared) -> int:
        """The row of a member in the collection."""
        return self.first + next(number for number, item in enumerate(self.members) if item is member)


def align_all(comparisons: Sequence[Comparison], settings: ReuseSettings) -> list[Aligned]:
    """Align each article with its candidates; together, because many cost little more calls than one.

    They become one collection in which those of an article stand together, so that nothing that is found for one
    depends on the others.
    """
    handfuls = [sorted((item.article, *item.others), key=lambda member: member.document.id) for item in comparisons]
    members = [member for handful in handfuls for member in handful]
    firsts = _offsets(map(len, handfuls)).tolist()
    offsets = _offsets(len(member.words.hashes) for member in members)
    words = Words(np.concatenate([member.words.hashes for member in members]), offsets)
    places = WordPlaces(words, [member.document for member in members])
    pairs: list[tuple[Int64s, Int64s]] = []
    owns = []
    for item, handful, first in zip(comparisons, handfuls, firsts, strict=False):
        starts = {id(member): start for member, start in zip(handful, offsets[first:].tolist(), strict=False)}
        start = starts[id(item.article)]
        owns.append(first + next(number for number, member in enumerate(handful) if member is item.article))
        pairs += [
            (asked + start, found + starts[id(other)])
            for other, (asked, found) in zip(item.others, item.seeds, strict=True)
        ]
    own, other = (np.concatenate([_NONE, *column]) for column in (zip(*pairs, strict=True) if pairs else ((), ())))
    segments = find_segments(words, pair_places(own, other), settings)
    alignments = align_chains(words, link_segments(segments, settings), places, settings)
    cuts = [bisect_left(alignments, first, key=attrgetter("left_document")) for first in firsts]
    return [
        Aligned(
            members=handful,
            first=first,
            own=own_row,
            words=words,
            places=places,
            alignments=alignments[start:end],
        )
        for handful, first, own_row, (start, end) in zip(handfuls, firsts, owns, pairwise(cuts), strict=False)
    ]


def conclude(
    aligned: Aligned, banded: Iterable[Prepared], *, is_site_text: Judge, settings: ReuseSettings
) -> Matches:
    """Say what an article shares; `banded` are those of its candidates that share a band with it."""
    pairs = {_in_order(aligned.own, aligned.row(other)) for other in banded}
    pairs |= _sharing_half(aligned.words, aligned.alignments)
    return Matches(
        overlaps=tuple(to_overlaps(aligned.alignments, aligned.places)),
        near_duplicates=tuple(_near_duplicates(aligned, pairs, is_site_text, settings)),
        earlier_share=_covered_share(aligned),
    )


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


def _near_duplicates(
    aligned: Aligned, pairs: set[tuple[int, int]], is_site_text: Judge, settings: ReuseSettings
) -> list[DuplicatePair]:
    if not pairs:
        return []
    members, first = aligned.members, aligned.first
    shingles, offsets = _gather_shingles(members)
    hashes = distinct(shingles.hashes)
    site_text = hashes[is_site_text(hashes)]
    if len(site_text):
        starts = np.zeros(int(offsets[-1]), np.bool_)
        starts[shingles.positions] = np.isin(shingles.hashes, site_text)
        shingles = shingles.without(starts)
    own_pairs = {(left - first, right - first) for left, right in pairs}
    groups = group_near_duplicates([member.document for member in members], shingles, own_pairs, settings)
    return sorted((pair for group in groups for pair in group.pairs), key=lambda pair: (pair.left, pair.right))


def _gather_shingles(members: Sequence[Prepared]) -> tuple[Shingles, Int64s]:
    """The shingles of some documents as a collection, and where the words of each begin."""
    offsets = _offsets(len(member.words.hashes) for member in members)
    positions = [member.shingles.positions + offset for member, offset in zip(members, offsets, strict=False)]
    shingles = Shingles(
        hashes=np.concatenate([member.shingles.hashes for member in members]),
        positions=np.concatenate(positions),
        offsets=_offsets(len(member.shingles.hashes) for member in members),
    )
    return shingles, offsets


def _covered_share(aligned: Aligned) -> float:
    """The share of the article's words that overlaps cover."""
    first, end = aligned.words.offsets[aligned.own : aligned.own + 2].tolist()
    if first == end or not aligned.alignments:
        return 0.0
    covered = np.zeros(end - first, np.bool_)
    for item in aligned.alignments:
        is_left = item.left_document == aligned.own
        start, stop = (item.left_start, item.left_end) if is_left else (item.right_start, item.right_end)
        covered[start - first : stop - first] = True
    return float(covered.mean())


def _offsets(counts: Iterable[int]) -> Int64s:
    return np.concatenate(([0], np.cumsum(list(counts), dtype=np.int64))).astype(np.int64)
