"""The page around the article is in the text: menus, share buttons, lists of further articles, the footer.

What it flags: the lines before and behind the article where these are long runs of labels instead of sentences, and
labels between its paragraphs that stand on the page more than once.

Why it matters: the menu of a site makes all of its articles look alike, and its words are no one's statement.

Where found: in texts of whole pages, which were taken without cutting the article out.
"""

from collections.abc import Iterator

from dedup.artifacts.furniture import find_furniture
from dedup.artifacts.page import page_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Severity
from dedup.text import TextView

_SURE, _LIKELY = 0.75, 0.65


def _find(view: TextView) -> Iterator[Hit]:
    page = page_of(view.text)
    for item in find_furniture(page):
        if item.line.number:
            yield Hit(
                span=page.whole(item.line),
                confidence=_SURE if item.outside else _LIKELY,
                fix=page.removal(item.line, safe=False),
            )


_MENU = "Politik\nWirtschaft\nSport\nKultur\nReise\nWetter\nAnmelden\nSuche"
_PARAGRAPH = "Der Rat der Stadt hat am Dienstag bis in die Nacht getagt, ohne sich auf einen Haushalt zu einigen."

RULE = Rule(
    code="B320",
    name="page-furniture",
    message="The line belongs to the page around the article",
    severity=Severity.INFO,
    find=_find,
    flags=(Flagged(f"Streit im Rat\n{_MENU}\nStreit im Rat\n{_PARAGRAPH}\n{_PARAGRAPH}", "Wirtschaft"),),
    passes=(
        Passed(
            f"Streit im Rat\n{_PARAGRAPH}\n{_PARAGRAPH}\n"
            + "\n".join(f"{n}. Wahlkreis: {n + 20} Sitze" for n in range(1, 9))
        ),
        Passed("Refrain\nWir gehen heim\nWir gehen fort\nWir gehen weiter"),
    ),
    yields_to=(
        "ad-marker",
        "caption-in-body",
        "caption-repeated",
        "cta-line",
        "duplicate-paragraph",
        "glued-byline",
        "next-headline",
        "read-more",
        "related-teaser",
        "rights-line",
        "timestamp-line",
    ),
)
