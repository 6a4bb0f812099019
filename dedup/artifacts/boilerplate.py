"""Lines that a site adds to its articles, recognised by shape and phrase together.

In: a text and a rule's name. Out: hits on whole lines. A phrase alone is not enough: a line must also be short, and
the first line of a text is its headline, which may well speak of newsletters or copyright.
"""

import itertools
from collections.abc import Callable, Iterator
from functools import lru_cache

from dedup.artifacts.page import Line, Page, page_of
from dedup.artifacts.phrases import line_gate, line_patterns
from dedup.artifacts.rule import Hit
from dedup.text import TextView

_LONGEST = 280
_MOST_LINES = 2_000
"""More than any page has; a text of nothing but such lines would take seconds."""


@lru_cache(maxsize=2)
def phrased_lines(text: str) -> tuple[Line, ...]:
    """The lines that may hold a phrase of any rule: few, found in one pass for all rules.

    They are tried all at once first, because most texts hold none.
    """
    may_match = line_gate()
    short = page_of(text).up_to(_LONGEST)
    if not may_match("\n".join([line.text for line in short])):
        return ()
    return tuple(itertools.islice((line for line in short if may_match(line.text)), _MOST_LINES))


def phrase_lines(view: TextView, rule: str, *, max_characters: int, max_words: int) -> Iterator[tuple[Page, Line]]:
    """Find lines below the headline that are short and match a rule's phrases."""
    page = page_of(view.text)
    patterns = line_patterns(rule)
    for line in phrased_lines(view.text):
        if (
            line.number
            and len(line.text) <= max_characters
            and patterns.match(line.text)
            and line.words <= max_words
        ):
            yield page, line


def line_hits(
    view: TextView,
    rule: str,
    *,
    max_characters: int,
    max_words: int,
    confidence: float,
    safe: bool,
    accepts: Callable[[Line], bool] | None = None,
) -> Iterator[Hit]:
    """Flag such lines whole; the repair takes the line out. `accepts` has the last word on a line."""
    for page, line in phrase_lines(view, rule, max_characters=max_characters, max_words=max_words):
        if accepts is None or accepts(line):
            yield Hit(span=line.span, confidence=confidence, fix=page.removal(line, safe=safe))
