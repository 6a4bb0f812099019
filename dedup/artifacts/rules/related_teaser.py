"""A pointer to another article stands between paragraphs: "Lesen Sie dazu: ...".

What it flags: a line that starts with a label for further reading and goes on with a headline.

Why it matters: it breaks the paragraph it stands in, and its names and claims belong to another article.

Where found: between the paragraphs of nearly every news site.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.boilerplate import phrase_lines
from dedup.artifacts.phrases import line_patterns
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView

_FULL_SENTENCE = re.compile(r"[a-zäöüß)]\.[“”»«\"]?$")


def _find(view: TextView) -> Iterator[Hit]:
    patterns = line_patterns("related-teaser")
    for page, line in phrase_lines(view, "related-teaser", max_characters=280, max_words=40):
        match = patterns.starts.match(line.text)
        rest = line.text[match.end() :].strip() if match else ""
        alone = not rest and line.words > 1
        if alone or (len(rest.split()) > 1 and not _FULL_SENTENCE.search(rest)):
            yield Hit(span=line.span, confidence=0.85 if rest else 0.6, fix=page.removal(line, safe=True))


RULE = Rule(
    code="B305",
    name="related-teaser",
    message="A pointer to another article stands in the text",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nPassend dazu: Warum der Rat so oft streitet\n\nDer Rat tagte.",
            "Passend dazu: Warum der Rat so oft streitet",
            repaired="Streit im Rat\n\nDer Rat tagte.",
        ),
        Flagged(
            "Talks fail\n\nWatch now: Storm hits the coast\n\nThey left.",
            "Watch now: Storm hits the coast",
            language="en",
        ),
    ),
    passes=(
        Passed("Streit im Rat\n\nHintergrund: Der Rat tagte schon im Mai und fand damals keine Mehrheit."),
        Passed("Interview: Der Minister über den Streit\n\nDer Rat tagte."),
    ),
)
