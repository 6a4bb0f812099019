"""Two words stand together without a blank: "sagtePutin", "undder".

What it flags: a token whose parts are common words of the language while the whole is none. It decides by word
frequency: capitals inside a word alone would flag every brand name.

Why it matters: both words are lost to search, to shingles and to name matching.

Where found: pages whose text runs over several tags (links, bold type, line breaks) that extraction joined.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.gates import passes
from dedup.artifacts.glue import find_glue
from dedup.artifacts.lexicon import lexicon
from dedup.artifacts.lowercase_glue import find_lowercase_glue
from dedup.artifacts.page import in_address, letters_after
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_YEAR = re.compile(r"[12](?<![\w,/-].)(?:(?<=1)9|(?<=2)0)\d\d(?=[A-ZÄÖÜ][a-zäöüß]{2})")
_COMMON = 3.5


def _find(view: TextView) -> Iterator[Hit]:
    for glue in (*find_glue(view), *find_lowercase_glue(view)):
        if not glue.stray_letter:
            position = glue.span.start + len(glue.left)
            fix = Fix(span=Span(position, position), replacement=" ", safe=True)
            yield Hit(span=glue.span, confidence=glue.confidence, fix=fix, detail=f"read {glue.left} {glue.right}")
    yield from _behind_years(view)


def _behind_years(view: TextView) -> Iterator[Hit]:
    """Words right behind a year, as datelines leave them: "19.11.2019Der"."""
    words = lexicon(view.language)
    for match in _YEAR.finditer(view.text) if passes("year-glue", view.text) else ():
        seam, end = match.end(), letters_after(view.text, match.end())
        word = view.text[seam:end]
        if word[1:].islower() and words.frequency(word) >= _COMMON and not in_address(view.text, seam, end):
            fix = Fix(span=Span(seam, seam), replacement=" ", safe=True)
            yield Hit(span=Span(match.start(), end), confidence=0.8, fix=fix, detail=f"read {match.group()} {word}")


RULE = Rule(
    code="G102",
    name="glued-words",
    message="Two words stand together without a blank",
    severity=Severity.ERROR,
    find=_find,
    flags=(
        Flagged("Dazu kam derMinister nach Berlin.", "derMinister", repaired="Dazu kam der Minister nach Berlin."),
        Flagged("Er hoffte aufHilfe aus dem Westen.", "aufHilfe", repaired="Er hoffte auf Hilfe aus dem Westen."),
        Flagged("Die Reise begann amDienstag.", "amDienstag", repaired="Die Reise begann am Dienstag."),
        Flagged(
            "The talks began onMonday in Geneva.",
            "onMonday",
            repaired="The talks began on Monday in Geneva.",
            language="en",
        ),
    ),
    passes=(
        Passed("YouTube und LinkedIn sind Plattformen, auch die LehrerInnen nutzen sie."),
        Passed("McDonald und DiCaprio kamen mit der BayernLB."),
        Passed("Mehr steht auf derStandard.at/Panorama und bei @DerMinister."),
    ),
    yields_to=("glued-credit", "glued-byline", "caption-repeated", "drop-letter"),
)
