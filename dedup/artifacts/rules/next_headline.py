"""The headline of the next article hangs on: "NEXT Der Rat vertagt sich".

What it flags: a line that starts with a word for the next or previous article and goes on with a headline.

Why it matters: it names people and places that the article does not speak of.

Where found: at the end of pages that offer one article after the other.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.boilerplate import phrase_lines
from dedup.artifacts.phrases import line_patterns
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView

_HEADLINE = re.compile(r"[\s:»›>→|–-]*[A-ZÄÖÜ0-9„“»«\"‚'(\[]\S*")


def _find(view: TextView) -> Iterator[Hit]:
    patterns = line_patterns("next-headline")
    for page, line in phrase_lines(view, "next-headline", max_characters=260, max_words=40):
        match = patterns.starts.match(line.text)
        if match is None:
            continue
        rest = line.text[match.end() :]
        shouted = match.group().isupper() or ":" in match.group()
        headline = _HEADLINE.match(rest) if rest else None
        near_the_end = line.number >= len(page.lines) - 6
        if (headline or not rest.strip()) and (shouted or near_the_end) and not line.text.endswith("."):
            yield Hit(span=line.span, confidence=0.85, fix=page.removal(line, safe=True))


RULE = Rule(
    code="B303",
    name="next-headline",
    message="The headline of another article hangs on",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nDer Rat tagte.\n\nNÄCHSTE Sturm an der Küste: Zwei Fähren fallen aus",
            "NÄCHSTE Sturm an der Küste: Zwei Fähren fallen aus",
            repaired="Streit im Rat\n\nDer Rat tagte.",
        ),
        Flagged(
            "Talks fail\n\nThey left.\n\nPrevious: Storm hits coast", "Previous: Storm hits coast", language="en"
        ),
    ),
    passes=(
        Passed("Streit im Rat\n\nDer Rat tagte.\n\nNächste Woche kommt der Minister zurück."),
        Passed("Talks fail\n\nNext Monday they meet again.", language="en"),
    ),
)
