"""Which lines of a text are the page's and which the article's, told by the shape of lines and their neighbours.

In: a text. Out: lines outside the article. Articles are runs of sentences, pages runs of labels: menus, teasers,
share buttons, footers. The article is the stretch of lines with the most prose (the maximum subsequence of line
weights); what stands before and behind it is the page's where that is long and made of labels. Inside the article
only runs of labels are the page's whose lines stand elsewhere in the text, too, as buttons and menus do.

Source of the approach: Pasternack and Roth 2009, Extracting article text from the web with maximum subsequence
segmentation.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dedup.artifacts.page import Line, Page, page_of

_FEWEST_LABELS = 6
_LABEL_SHARE = 0.5
_LABEL_SHARE_OF_FEW = 0.7
_FEW = 30
_LIST_SHARE = 0.4
_PROSE_WORDS = 9
_LONG_WORDS = 22
_WIDE = 60
"""Characters of a line in a script without blanks that make it prose."""
_TERSE = 3
_TERSE_SHARE = 0.33
_SHORTEST_LIST = 3
_ITEM_WORDS = 3
_LABEL_WEIGHT = -5
_MOST_WEIGHT = 40
_BULLET = re.compile(r"[*•·▪‣–—»›>|+-]+\s*")
_LIST_ITEM = re.compile(r"\d|:\s|[–—-]{1,2}\s")


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line of the page; `outside` tells whether it stands before or behind the article or within it."""

    line: Line
    outside: bool


def find_furniture(page: Page) -> tuple[Furniture, ...]:
    """Find the lines that are the page's; none where the text does not look like a page."""
    return _furniture(page.text)


@lru_cache(maxsize=2)
def _furniture(text: str) -> tuple[Furniture, ...]:
    lines = page_of(text).lines
    if len(lines) <= _FEWEST_LABELS:
        return ()
    shapes = [_weight(line) for line in lines]
    start, end = _article(shapes)
    found: list[Furniture] = []
    end = _end_of_list(lines, shapes, end)
    times = Counter(line.text.casefold() for line in lines)
    for low, high in ((0, start), (end, len(lines))):
        if _is_furniture(lines[low:high], shapes[low:high], times):
            found += [Furniture(line, outside=True) for line in lines[low:high]]
    if found:
        found += [
            Furniture(line, outside=False)
            for line, weight in zip(lines[start:end], shapes[start:end], strict=True)
            if weight < 0 and times[line.text.casefold()] > 1
        ]
    return tuple(sorted(found, key=lambda item: item.line.number))


def _weight(line: Line) -> int:
    """How much a line speaks for the article: its words where it is prose, a fine where it is a label."""
    words = line.words
    if words >= _LONG_WORDS or (words >= _PROSE_WORDS and line.ends_sentence) or _is_wide(line, words):
        return min(max(words, len(line.text) // 6), _MOST_WEIGHT)
    if line.ends_sentence and words > 3:  # noqa: PLR2004 - "Yes." is a button as well
        return 0
    return _LABEL_WEIGHT


def _is_wide(line: Line, words: int) -> bool:
    """Whether a line of a script that sets no blanks, or few, is prose."""
    return len(line.text) >= _WIDE and len(line.text) > 12 * words


def _article(weights: Sequence[int]) -> tuple[int, int]:
    """The stretch of lines with the largest sum of weights, empty at the end where nothing is prose."""
    best = (0, len(weights), len(weights))
    total, start = 0, 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, index
        total += weight
        if total > best[0]:
            best = (total, start, index + 1)
    return best[1], best[2]


def _end_of_list(lines: Sequence[Line], weights: Sequence[int], end: int) -> int:
    """Where a list ends that goes on right behind the article ("Gruppe A: Norwegen"); else the same place."""
    last = end
    while last < len(lines) and weights[last] <= 0 and _is_list_item(lines[last]):
        last += 1
    return last if last - end >= _SHORTEST_LIST else end


def _is_furniture(lines: Sequence[Line], weights: Sequence[int], times: Mapping[str, int]) -> bool:
    """Whether a stretch is made of labels that are no list ("1. Runde: 2:1") and no poem: short, or repeated."""
    labels = [line for line, weight in zip(lines, weights, strict=True) if weight < 0]
    least = _LABEL_SHARE if len(lines) > _FEW else _LABEL_SHARE_OF_FEW
    if len(labels) < _FEWEST_LABELS or len(labels) < least * len(lines):
        return False
    if sum(map(_is_list_item, labels)) >= _LIST_SHARE * len(labels):
        return False
    terse = sum(line.words <= _TERSE or times[line.text.casefold()] > 1 for line in labels)
    return terse >= _TERSE_SHARE * len(labels)


def _is_list_item(line: Line) -> bool:
    return line.words >= _ITEM_WORDS and _LIST_ITEM.search(_BULLET.sub("", line.text, count=1)) is not None
