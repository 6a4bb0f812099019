"""Reading one pair of documents: which stretches say the same.

In: units of both documents and the alignments of the pair. Out: paraphrases, and the alignments that stay.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dedup.model import OverlapKind
from dedup.reuse.alignment import Alignment
from dedup.reuse.paraphrase.blocks import Block, Link, find_blocks
from dedup.reuse.paraphrase.confidence import Signs, judge
from dedup.reuse.paraphrase.evidence import Excerpt, compare_facts
from dedup.reuse.paraphrase.merge import Stretch, Told, merge
from dedup.reuse.paraphrase.similarity import Matches, match_units
from dedup.reuse.paraphrase.units import Units
from dedup.reuse.words import UInt64s
from dedup.settings import ReuseSettings

_MOSTLY_ALIGNED = 0.5
"""Share of the longer side in exact alignments from which a stretch is edited, not paraphrased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paraphrase:
    """A stretch that two documents have in other words; `stretch` counts words through the collection.

    `matched` counts words that stand on both sides, in any order.
    """

    left_document: int
    right_document: int
    stretch: Stretch
    matched: int
    kind: OverlapKind
    confidence: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One document of the collection among the units: its `number` there, and how much further its words count.

    `shift` is the number of its first word in the collection minus that within the units.
    """

    document: int
    number: int
    shift: int
    text: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pair of documents gave: the alignments that stay, paraphrases beside or instead of the others.

    `repetitive` says that so many sentences match that none was chosen: tables, or a text that repeats itself.
    """

    alignments: tuple[Alignment, ...]
    paraphrases: tuple[Paraphrase, ...] = ()
    repetitive: bool = False


@dataclass(frozen=True, slots=True)
class PairReader:
    """One pair of documents among the units; all ranges of words count through the collection."""

    units: Units
    left: Copy
    right: Copy
    settings: ReuseSettings

    def read(self, alignments: Sequence[Alignment]) -> Reading:
        """Find the paraphrases of the pair, and the alignments that they leave."""
        matches = match_units(self.units.stems[self.left.number], self.units.stems[self.right.number])
        anchors = [link for item in alignments for link in self._anchors(item, matches)]
        found = find_blocks(matches, anchors, self.settings)
        if found is None:
            return Reading(tuple(alignments), repetitive=True)
        blocks = {self._stretch(block): block for block in found}
        candidates = [
            Told(stretch, *self._adds(matches, anchors, block))
            for stretch, block in blocks.items()
            if stretch.shorter >= self.settings.paraphrase_min_words
        ]
        merged = merge(alignments, candidates)
        kept, paraphrases = list(merged.alignments), []
        for stretch, inside in merged.stretches:
            confidence, evidence = self._judge(stretch, blocks[stretch], matches)
            if confidence < self.settings.paraphrase_min_confidence:
                kept.extend(inside)
            else:
                paraphrases.append(self._paraphrase(stretch, inside, confidence, evidence))
        return Reading(tuple(kept), tuple(paraphrases))

    def _anchors(self, item: Alignment, matches: Matches) -> list[Link]:
        """Join the units that an alignment runs through, along its diagonal; those not compared are left out."""
        left_first, left_last = self._units_of(self.left, item.left_start, item.left_end)
        right_first, right_last = self._units_of(self.right, item.right_start, item.right_end)
        if left_last >= matches.counts[0] or right_last >= matches.counts[1]:
            return []
        left_count, right_count = left_last - left_first + 1, right_last - right_first + 1
        steps = max(left_count, right_count)
        return [
            Link(left_first + step * left_count // steps, right_first + step * right_count // steps, 1.0)
            for step in range(steps)
        ]

    def _units_of(self, copy: Copy, start: int, end: int) -> tuple[int, int]:
        """The first and the last unit that hold a range of words."""
        inside = (start - copy.shift, end - 1 - copy.shift)
        found = np.searchsorted(self.units.first_words, inside, side="right") - 1 - self.units.offsets[copy.number]
        return int(found[0]), int(found[1])

    def _stretch(self, block: Block) -> Stretch:
        return Stretch(
            *self._words_of(self.left, block.left_first, block.left_last),
            *self._words_of(self.right, block.right_first, block.right_last),
        )

    def _words_of(self, copy: Copy, first: int, last: int) -> tuple[int, int]:
        """The words that a range of units holds."""
        before = int(self.units.offsets[copy.number])
        start, end = self.units.first_words[[before + first, before + last + 1]].tolist()
        return start + copy.shift, end + copy.shift

    def _sides(self, stretch: Stretch) -> tuple[tuple[Copy, int, int], tuple[Copy, int, int]]:
        """Both documents with the range of words among the units."""
        return (
            (self.left, stretch.left_start - self.left.shift, stretch.left_end - self.left.shift),
            (self.right, stretch.right_start - self.right.shift, stretch.right_end - self.right.shift),
        )

    def _adds(self, matches: Matches, anchors: Sequence[Link], block: Block) -> tuple[bool, bool]:
        """Whether units that no alignment touches match within the block, and whether strongly."""
        free_left, free_right = (np.ones(count, np.bool_) for count in matches.counts)
        free_left[[link.left for link in anchors]] = False
        free_right[[link.right for link in anchors]] = False
        left_first, left_last, right_first, right_last = block.bounds
        inside = (matches.lefts >= left_first) & (matches.lefts <= left_last)
        inside &= (matches.rights >= right_first) & (matches.rights <= right_last)
        inside &= free_left[matches.lefts] & free_right[matches.rights]
        strong = matches.cosines >= self.settings.paraphrase_cosine
        return bool(inside.any()), bool((inside & strong).any())

    def _judge(self, stretch: Stretch, block: Block, matches: Matches) -> tuple[float, tuple[str, ...]]:
        """Confidence and evidence; facts are looked for only where the rest is convincing, and may lower it."""
        sides = self._sides(stretch)
        signs = Signs(
            cosine=block.cosine,
            stems=matches.count_common(*block.bounds),
            words=stretch.shorter,
            longer=stretch.longer,
            grammar=min(float((self.units.word_stems[start:end] < 0).mean()) for _, start, end in sides),
            days=_days_between(self.left, self.right),
        )
        confidence = judge(signs)
        if confidence < self.settings.paraphrase_min_confidence:
            return confidence, ()
        left, right = (self._excerpt(copy, start, end) for copy, start, end in sides)
        facts = compare_facts(left, right)
        return judge(replace(signs, facts=facts)), facts.agreeing

    def _excerpt(self, copy: Copy, start: int, end: int) -> Excerpt:
        """The words of one side as evidence reads them."""
        units, rows = self.units, slice(start, end)
        columns = (units.words.starts, units.words.ends, units.word_stems, units.is_name, units.is_number)
        return Excerpt(copy.text, *(column[rows] for column in columns))  # type: ignore[arg-type]

    def _paraphrase(
        self, stretch: Stretch, inside: Sequence[Alignment], confidence: float, evidence: tuple[str, ...]
    ) -> Paraphrase:
        left, right = (self.units.words.hashes[start:end] for _, start, end in self._sides(stretch))
        return Paraphrase(
            left_document=self.left.document,
            right_document=self.right.document,
            stretch=stretch,
            matched=_count_common(left, right),
            kind=_kind(stretch, inside),
            confidence=confidence,
            evidence=evidence,
        )


def _kind(stretch: Stretch, inside: Sequence[Alignment]) -> OverlapKind:
    aligned = sum(item.matched for item in inside)
    return OverlapKind.EDITED if aligned >= _MOSTLY_ALIGNED * stretch.longer else OverlapKind.PARAPHRASE


def _count_common(left: UInt64s, right: UInt64s) -> int:
    """Count words that stand on both sides, each as often as on the side where it is rarer."""
    lefts, left_counts = np.unique(left, return_counts=True)
    rights, right_counts = np.unique(right, return_counts=True)
    _, of_left, of_right = np.intersect1d(lefts, rights, assume_unique=True, return_indices=True)
    return int(np.minimum(left_counts[of_left], right_counts[of_right]).sum())


def _days_between(left: Copy, right: Copy) -> int | None:
    dates = [_date(copy.published) for copy in (left, right)]
    if dates[0] is None or dates[1] is None:
        return None
    return abs((dates[0] - dates[1]).days)


def _date(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
