"""Notices of a site that may run to a paragraph: what a line says decides, because its shape is that of prose.

In: a text view and a rule's name. Out: the lines that are such a notice, with how sure that is. One sure phrase is
enough; weaker words count when several different ones come together with an address to the reader. The phrases are
data (`phrases/notices.*.toml`).
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import re2

from dedup.artifacts.page import Line, Page, page_of
from dedup.artifacts.phrases import words_of_all
from dedup.text import TextView

_SURE = 0.85
_LIKELY = 0.6
_FEWEST = 3
_MOST_WORDS = 12


@cache
def either(rule: str, key: str) -> str:
    """The entries of all languages as one alternation, exactly as they are written."""
    return "(?:" + "|".join(sorted(words_of_all(rule, key))) + ")"


@cache
def _pattern(rule: str, key: str) -> Any:
    """One automaton for all phrases of a key, over all languages."""
    return re2.compile("(?i)(?:^|[^\\pL\\pN])" + either(rule, key))


def notice_lines(view: TextView, rule: str, max_characters: int) -> Iterator[tuple[Page, Line, float]]:
    """Find the lines below the headline that are a notice, with a confidence."""
    sure, likely = _pattern(rule, "sure"), _pattern(rule, "likely")
    plain = view.text.replace("\xa0", " ")
    if not likely.search(plain) and not sure.search(plain):
        return
    page = page_of(view.text)
    for line in page.up_to(max_characters):
        if not line.number:
            continue
        plain = line.text.replace("\xa0", " ")
        if sure.search(plain):
            yield page, line, _SURE
        elif likely.search(plain) and _is_notice(line, rule):
            yield page, line, _LIKELY


def _is_notice(line: Line, rule: str) -> bool:
    """Whether several different likely phrases stand in the line, closely, with an address."""
    found = {match.group().strip().lower() for match in _pattern(rule, "likely").finditer(line.text)}
    close = line.words <= _MOST_WORDS * len(found)
    return len(found) >= _FEWEST and close and _pattern(rule, "address").search(line.text) is not None
