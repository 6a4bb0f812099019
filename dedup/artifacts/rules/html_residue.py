"""Markup is left in the text: "&nbsp;", "<br>".

What it flags: character references and the tags that news pages are made of.

Why it matters: it parts words and shows up in every index and report.

Where found: texts that were escaped twice, or cut out of a page by a pattern.
"""

import html
import re
from collections.abc import Iterator
from html.entities import html5

from dedup.artifacts.gates import passes
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_MARKUP = re.compile(
    r"""
    [&<](?i:
      (?<=&)(?:\#\d{2,7}|\#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,10}\d{0,2});
    | (?<=<)/?(?:p|br|strong|b|i|em|u|a|div|span|li|ul|ol|h[1-6]|img|figure|figcaption|blockquote|section
        |article|iframe|script
        |style|table|tr|td|th|font|small|sup|sub|hr|center|q|cite|time|header|footer|aside|picture|source|video)
      (?:\s[^<>\n]{0,300})?\s?/?>
    | (?<=<)!--[^<>\n]{0,300}-->
    )
    """,
    re.VERBOSE,
)


def _find(view: TextView) -> Iterator[Hit]:
    for match in _MARKUP.finditer(view.text) if passes("html-residue", view.text) else ():
        markup = match.group()
        if markup[0] == "&" and markup[1] != "#" and markup[1:] not in html5:
            continue
        span = Span(match.start(), match.end())
        replacement = html.unescape(markup) if markup[0] == "&" else ""
        fix = Fix(span=span, replacement=replacement.replace("\u00a0", " "), safe=True)
        yield Hit(span=span, confidence=0.95, fix=fix)


RULE = Rule(
    code="E802",
    name="html-residue",
    message="Markup is left in the text",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged("Handel &amp; Wandel", "&amp;", repaired="Handel & Wandel"),
        Flagged("Der Rat <em>tagte</em>.", "<em>"),
    ),
    passes=(Passed("Handel & Wandel; a < b und c > d, AT&T; 3 <4> 5"),),
)
