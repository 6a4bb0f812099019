"""A field of the page's metadata stands before the headline: "date 2023-02 ...".

What it flags: at the very start, the name of a field with its value, such as a date, a section or an id.

Why it matters: the headline cannot be compared with others, and its date is no date of the article's story.

Where found: texts that were put together from several fields of a record.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.phrases import alternatives
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_READ = 200
_LABEL = rf"(?:(?:dc|og|article|meta|schema|dcterms)[.:_])?{alternatives('meta-prefix', 'labels')}"
_SECTION = alternatives("meta-prefix", "sections")
_DATE = r"\d{1,4}[-./]\d{1,2}(?:[-./]\d{1,4})?(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?"
_PREFIX = re.compile(
    rf"""
    \s*(?:
        {_LABEL}\s?[:=]?\s?(?:{_DATE}|\d{{4,}})(?=\s)                               # date 2023-02, id 4711
      | {_LABEL}\s?[:=]?\s?{_SECTION}(?:,\s?(?:{_SECTION}|[^\W\d_]{{2,20}}))*
        (?=\s+(?-i:[A-ZÄÖÜ0-9„“»«"]))                                           # section World News
      | (?:title|headline|titel|überschrift|url|slug|lang|language)\s?[:=](?=\s)  # title:
      | {_LABEL}=\S{{1,60}}(?=\s)                                                   # author=haas
      | [a-z]{{2,12}}_[a-z]{{2,12}}\s?[:=]?\s?\S{{1,40}}(?=\s)                          # post_id 4711
    )\s*
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _find(view: TextView) -> Iterator[Hit]:
    match = _PREFIX.match(view.text[:_READ])
    if match is None or not match.group().strip():
        return
    prefix = match.group()
    first = prefix.strip()[0]
    if first.isupper() and ":" not in prefix and "=" not in prefix and not any(map(str.isdigit, prefix)):
        return  # "Artikel Politik" may be a headline
    fix = Fix(span=Span(0, match.end()), replacement="", safe=False)
    yield Hit(span=Span(0, match.end()), confidence=0.9, fix=fix)


RULE = Rule(
    code="M502",
    name="meta-prefix",
    message="A field of the page's metadata stands before the headline",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "date 2023-02 Streit im Rat\n\nDer Rat tagte.",
            "date 2023-02 ",
            repaired="Streit im Rat\n\nDer Rat tagte.",
        ),
        Flagged("ressort: Inland Streit im Rat\n\nDer Rat tagte.", "ressort: Inland "),
    ),
    passes=(
        Passed("Datum der Wahl steht fest\n\nDer Rat tagte."),
        Passed("Stand der Dinge: Der Rat tagt\n\nEr tagte lange."),
        Passed("Quelle: Russland plant Reise\n\nEr tagte lange."),
    ),
)
