"""A picture caption or credit stands among the paragraphs: "Der Rat. Foto: Eva Haas/dpa".

What it flags: a short line that holds a credit or calls itself an archive picture.

Why it matters: the names in it are not the article's, and a caption is shared by all who bought the picture.

Where found: between any two paragraphs of an illustrated article.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.credits import credit_lines
from dedup.artifacts.page import Line, Page, page_of
from dedup.artifacts.phrases import alternatives
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView

_MAX_CHARACTERS = 420
_MAX_LINE = 5_000
_MAX_WORDS = 55
_CREDIT_REACH = 130
_CAPTION_ABOVE = 160
_ARCHIVE = alternatives("credit", "standing")
_STANDING = re.compile(
    rf"(?:{_ARCHIVE}\s?:\s?\S|.*\({_ARCHIVE}\b[^()]{{0,30}}\)\.?$)",
    re.IGNORECASE,
)


def _find(view: TextView) -> Iterator[Hit]:
    page = page_of(view.text)
    credited = [(line, credit) for line, credit in credit_lines(page, _MAX_LINE) if line.number]
    found = {line.number: 0.9 for line, credit in credited if _is_caption(line, credit)}
    for line in page.up_to(_MAX_CHARACTERS // 2):
        if line.number and line.number not in found and _STANDING.match(line.text):
            found[line.number] = 0.8
    double_spaced = "\n\n" in view.text
    for line, credit in credited:
        above = None if double_spaced or credit.start() else _caption_above(page, line)
        if above:
            found.setdefault(above.number, 0.6)
    for number in sorted(found):
        line = page.lines[number]
        yield Hit(span=line.span, confidence=found[number], fix=page.removal(line, safe=False))


def _is_caption(line: Line, credit: re.Match[str]) -> bool:
    """Whether the credit ends the line, or the line starts with it, and the line is short."""
    if len(line.text) > _MAX_CHARACTERS or line.words > _MAX_WORDS:
        return False
    return credit.start() == 0 or len(line.text) - credit.start() <= _CREDIT_REACH


def _caption_above(page: Page, line: Line) -> Line | None:
    """The caption right above a line that starts with a credit: the next line up, without a blank line between."""
    if line.number < 2 or not line.text[:1].isalpha():  # noqa: PLR2004 - below a headline
        return None
    above = page.lines[line.number - 1]
    touching = page.text.count("\n", above.end, line.start) == 1
    caption = len(above.text) <= _CAPTION_ABOVE and not above.text.endswith((".", "!", "?", ":"))
    credited = line.text.split(":")[0].casefold() in _HEADS
    return above if touching and caption and credited else None


_HEADS = frozenset({"foto", "fotos", "bild", "bilder", "photo", "photos", "image", "picture", "credit"})

RULE = Rule(
    code="C901",
    name="caption-in-body",
    message="A picture caption or credit stands among the paragraphs",
    severity=Severity.INFO,
    find=_find,
    flags=(
        Flagged(
            "Streit im Rat\n\nBlick in den Saal. © Eva Haas/Imago\n\nDer Rat tagte.",
            "Blick in den Saal. © Eva Haas/Imago",
        ),
        Flagged(
            "Talks fail\n\nThe hall. (Photo by Grace Doyle/AFP)\n\nThey left.",
            "The hall. (Photo by Grace Doyle/AFP)",
            language="en",
        ),
    ),
    passes=(
        Passed("Streit im Rat\n\nDas Bild zeigt: Der Rat streitet.\n\nDas Foto von Eva Haas ging um die Welt."),
        Passed("Streit im Rat\n\nWie die Agentur dpa berichtet, tagte der Rat (AFP und Reuters zufolge) lange."),
    ),
    yields_to=("caption-repeated", "glued-credit", "duplicate-paragraph", "rights-line"),
)
