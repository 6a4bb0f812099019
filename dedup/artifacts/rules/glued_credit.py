"""A picture credit runs into the article: "Foto: Haas / EPAWährend".

What it flags: the word in which the last name of a credit and the first word of the text below stand together.

Why it matters: both words are lost, and the caption becomes part of a sentence.

Where found: galleries and lead pictures whose credit stands in a tag right before the paragraph.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.credits import AGENCIES, credit_lines
from dedup.artifacts.lexicon import lexicon
from dedup.artifacts.page import page_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_MAX_LINE = 5_000
_REACH = 110
_CREDIT_STARTS_WITHIN = 300
_SEAM = re.compile(
    r"(?P<left>[^\W\d_]*(?:[a-zäöüß](?=[A-ZÄÖÜ][a-zäöüß])|[A-Z]{2}(?=[A-ZÄÖÜ][a-zäöüß])))(?P<right>[A-ZÄÖÜ][a-zäöüß]+)(?![A-ZÄÖÜ])"
)
_AGENCY = re.compile(rf"(?:.*[\s/])?{AGENCIES}|Images|alliance|Press|Agency|Commons|Domain")
_OWN_NAME = re.compile(
    r"(?:Nur|Adobe|i|Mc|Mac|De|Di|Du|La|Le|Van)[A-Z].*|.*(?:Images|Press|Wire|Photo|Stock|Pictures|Media|News)"
)
_BODY_CHARACTERS = 60


def _find(view: TextView) -> Iterator[Hit]:
    words = lexicon(view.language)
    for line, credit in credit_lines(page_of(view.text), _MAX_LINE):
        if credit.start() > _CREDIT_STARTS_WITHIN:
            continue
        for seam in _SEAM.finditer(line.text, credit.start(), credit.start() + _REACH):
            if _OWN_NAME.fullmatch(seam.group()) or words.frequency(seam.group()) > 2.5:  # noqa: PLR2004 - YouTube
                continue
            agency = _AGENCY.fullmatch(seam["left"]) is not None
            body_follows = credit.start() == 0 and len(line.text) - seam.end() > _BODY_CHARACTERS
            if agency or body_follows or words.frequency(seam["right"]) >= 3.0:  # noqa: PLR2004 - a common word
                position = line.start + seam.end("left")
                fix = Fix(span=Span(position, position), replacement="\n", safe=True)
                span = Span(line.start + seam.start(), line.start + seam.end())
                yield Hit(span=span, confidence=0.9 if agency else 0.75, fix=fix)
                break


RULE = Rule(
    code="G104",
    name="glued-credit",
    message="A picture credit runs into the article",
    severity=Severity.ERROR,
    find=_find,
    flags=(
        Flagged(
            "Streit\n\nFoto: Eva Haas / AFPNach der Sitzung war der Rat sich einig.",
            "AFPNach",
            repaired="Streit\n\nFoto: Eva Haas / AFP\nNach der Sitzung war der Rat sich einig.",
        ),
        Flagged("Streit\n\n© Eva Haas/dpaDie Sitzung dauerte lange.", "dpaDie"),
    ),
    passes=(
        Passed("Streit\n\nFoto: Eva Haas / AFP\nNach der Sitzung war der Rat sich einig."),
        Passed("Streit\n\n© Eva Haas/NurPhoto\n\nDie Sitzung dauerte lange."),
    ),
    yields_to=("caption-repeated",),
)
