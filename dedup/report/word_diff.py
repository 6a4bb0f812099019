"""Which words two wordings have in common, for showing them side by side.

In: two texts. Out: both as runs that are common or stand on one side only; the runs of a side join to its text.
Words and marks are compared exactly, by the longest common subsequence: rapidfuzz, Hyyrö 2004 (bit-parallel). What
it leaves over is compared again, so that sentences which changed places are common too. Of a paraphrase, nearly
every word differs: there the names, numbers and dates are marked in which both sides agree.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import Indel

from dedup.model import Overlap, OverlapKind

_WORD = re.compile(r"\w+|[^\w\s]")
# The alignment keeps a bit for every two words: 20,000 words a side take 50 MB. Chosen by hand.
_MAX_WORDS = 20_000
# Words in a row that say the same in another place, and how many times what is left over is compared. By hand.
_LEAST_MOVED = 4
_MAX_MOVES = 5


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one side; `differs` where the other side has no such words here, `agrees` where both say it."""

    text: str
    differs: bool
    agrees: bool = False

    @property
    def size(self) -> int:
        """Code points of the stretch."""
        return len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordDiff:
    """Both sides as runs. `is_compared` is False where no words were marked: a paraphrase, or too long a text."""

    left: tuple[Run, ...]
    right: tuple[Run, ...]
    is_compared: bool = True


def compare_words(left: str, right: str) -> WordDiff:
    """Mark the words that stand on one side only.

    >>> [(run.text, run.differs) for run in compare_words("Er kam am Dienstag", "Er kam spät am Dienstag").right]
    [('Er kam ', False), ('spät', True), (' am Dienstag', False)]
    """
    left_words = list(_WORD.finditer(left))
    right_words = list(_WORD.finditer(right))
    if max(len(left_words), len(right_words)) > _MAX_WORDS:
        return leave_unmarked(left, right)
    left_common, right_common = _align(left_words, right_words)
    return WordDiff(left=_runs(left, left_words, left_common), right=_runs(right, right_words, right_common))


def compare_overlap(overlap: Overlap, left: str, right: str) -> WordDiff:
    """Mark what differs between two wordings, or, of a paraphrase, what agrees."""
    if overlap.kind is OverlapKind.PARAPHRASE:
        return mark_agreement(left, right, overlap.evidence)
    return compare_words(left, right)


def mark_agreement(left: str, right: str, evidence: Iterable[str]) -> WordDiff:
    """Mark in two texts the words of a paraphrase's evidence, also with a letter or two of inflection behind them.

    >>> mark_agreement("Berlin zahlt 40 Euro", "40 Euro aus Berlins Kasse", ["Berlin", "40"]).right[2].text
    'Berlins'
    """
    words = sorted({item.strip() for item in evidence if item.strip()}, key=lambda item: (-len(item), item))
    if not words:
        return leave_unmarked(left, right)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?:[^\W\d_]{{1,2}})?(?!\w)", re.IGNORECASE)
    return WordDiff(
        left=tuple(_mark_matches(left, pattern)), right=tuple(_mark_matches(right, pattern)), is_compared=False
    )


def _mark_matches(text: str, pattern: re.Pattern[str]) -> Iterator[Run]:
    position = 0
    for match in pattern.finditer(text):
        if match.start() > position:
            yield Run(text[position : match.start()], differs=False)
        yield Run(match.group(), differs=False, agrees=True)
        position = match.end()
    if position < len(text):
        yield Run(text[position:], differs=False)


def leave_unmarked(left: str, right: str) -> WordDiff:
    """Put two texts side by side without a comparison: nearly every word of a paraphrase differs."""
    return WordDiff(left=(Run(left, differs=False),), right=(Run(right, differs=False),), is_compared=False)


def _align(left: Sequence[re.Match[str]], right: Sequence[re.Match[str]]) -> tuple[list[bool], list[bool]]:
    """Say for every word of both sides whether it is common."""
    numbers: dict[str, int] = {}
    left_ids = [numbers.setdefault(match.group(), len(numbers)) for match in left]
    right_ids = [numbers.setdefault(match.group(), len(numbers)) for match in right]
    left_common = [False] * len(left)
    right_common = [False] * len(right)
    least = 1
    for _ in range(_MAX_MOVES):
        runs = [run for run in _common_runs(left_ids, right_ids, left_common, right_common) if run[2] >= least]
        for left_first, right_first, length in runs:
            left_common[left_first : left_first + length] = [True] * length
            right_common[right_first : right_first + length] = [True] * length
        if not runs:
            break
        least = _LEAST_MOVED
    return left_common, right_common


def _common_runs(
    left: Sequence[int], right: Sequence[int], left_common: Sequence[bool], right_common: Sequence[bool]
) -> Iterator[tuple[int, int, int]]:
    """Align the words that are not common yet; give runs of them as first word left, first word right, length."""
    left_open = [index for index, is_common in enumerate(left_common) if not is_common]
    right_open = [index for index, is_common in enumerate(right_common) if not is_common]
    opcodes = Indel.opcodes([left[index] for index in left_open], [right[index] for index in right_open])
    pairs = [
        (left_open[opcode.src_start + offset], right_open[opcode.dest_start + offset])
        for opcode in opcodes
        if opcode.tag == "equal"
        for offset in range(opcode.src_end - opcode.src_start)
    ]
    steps = enumerate(pairs)
    for _, group in groupby(steps, key=lambda step: (step[1][0] - step[0], step[1][1] - step[0])):
        run = [pair for _, pair in group]
        yield *run[0], len(run)


def _runs(text: str, words: Sequence[re.Match[str]], common: Sequence[bool]) -> tuple[Run, ...]:
    """Cut a side into runs; white space counts as different only between two words that do."""
    pieces: list[tuple[str, bool]] = []
    position = 0
    differed = False
    for word, is_common in zip(words, common, strict=True):
        pieces.append((text[position : word.start()], differed and not is_common))
        pieces.append((word.group(), not is_common))
        position = word.end()
        differed = not is_common
    pieces.append((text[position:], False))
    filled = [piece for piece in pieces if piece[0]]
    return tuple(
        Run("".join(piece for piece, _ in group), differs)
        for differs, group in groupby(filled, key=lambda piece: piece[1])
    )
