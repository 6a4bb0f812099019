"""Notices of a site that may run to a paragraph: what a line says decides, because its shape is that of prose.

In: a text view and a rule's name. Out: hits of the lines that are such a notice, with how sure that is. One sure
phrase is enough; weaker words count when several different ones come together with an address to the reader. The
phrases are data (`phrases/notices.*.toml`).
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

import re2

from dedup.artifacts.page import Line, Page, page_of
from dedup.artifacts.phrases import words_of_all
from dedup.artifacts.rule import Hit
from dedup.text import TextView

_RULES = ("consent-text", "paywall-stub")
_GATE_MEMORY = 64 << 20
_SURE = 0.85
_LIKELY = 0.6
_FEWEST = 3
_ONE_NOTICE = 200
"""Characters up to which a line holds nothing but the notice."""
_MOST_WORDS = 12


@cache
def either(rule: str, key: str) -> str:
    """The entries of all languages as one alternation, exactly as they are written."""
    return "(?:" + "|".join(sorted(words_of_all(rule, key))) + ")"


@cache
def _pattern(rule: str, key: str) -> Any:
    """One automaton for all phrases of a key, over all languages."""
    return re2.compile(_expression(rule, key), _options())


def _options() -> Any:
    """Room for the many states of long phrases; without it re2 falls back to a slower way, and says so."""
    options = re2.Options()
    options.max_mem = _GATE_MEMORY
    options.log_errors = False
    return options


def _expression(rule: str, key: str) -> str:
    return "(?i)(?:^|[^\\pL\\pN])" + either(rule, key)


@cache
def _gate() -> Callable[[str], Sequence[int]]:
    """Make the test which rules may find anything in a text: one pass for all of them."""
    gate = re2.Set.SearchSet(_options())
    for rule in _RULES:
        gate.Add(f"(?:{_expression(rule, 'sure')})|(?:{_expression(rule, 'likely')})")
    gate.Compile()
    match: Callable[[str], Sequence[int]] = gate.Match
    return match


@lru_cache(maxsize=2)
def _possible(text: str) -> frozenset[str]:
    return frozenset(_RULES[number] for number in _gate()(text) or ())


def notice_hits(view: TextView, rule: str, max_characters: int) -> Iterator[Hit]:
    """Find the notices below the headline; a short one that is sure is taken out safely."""
    for page, line, confidence in _notice_lines(view, rule, max_characters):
        safe = len(line.text) <= _ONE_NOTICE and confidence >= _SURE
        yield Hit(span=line.span, confidence=confidence, fix=page.removal(line, safe=safe))


def _notice_lines(view: TextView, rule: str, max_characters: int) -> Iterator[tuple[Page, Line, float]]:
    """Find the lines below the headline that are a notice, with a confidence."""
    if rule not in _possible(view.text):
        return
    sure, likely = _pattern(rule, "sure"), _pattern(rule, "likely")
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
