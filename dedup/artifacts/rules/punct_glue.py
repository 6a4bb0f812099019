"""A sentence starts right behind the mark that ends the one before: "kam.Der".

What it flags: a full stop, comma, colon or the like between two words, with no blank behind it.

Why it matters: two sentences become one, and the two words one token.

Where found: pages whose paragraphs or captions extraction joined without a blank.
"""

import re
from collections.abc import Iterator

from dedup.artifacts.gates import passes
from dedup.artifacts.lexicon import lexicon
from dedup.artifacts.page import in_address, letters_after, letters_before
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_GLUE = re.compile(
    r"""
    [.!?:,;](?=[^\W\d_])(?:
        (?<=[^\W\d_][^\W\d_][^\W\d_].)(?=[A-ZÄÖÜ][a-zäöüß]{2})     # kam.Der
      | (?<=\d\.\d\.)(?=[A-ZÄÖÜ][a-zäöüß]{3})                      # 4.0.Bild
      | (?<=[^\W\d_][^\W\d_][^\W\d_][,;])(?=[a-zäöüß]{3})          # kam,der
    )
    """,
    re.VERBOSE,
)
_COMMON = 2.5
# "File:Name.jpg" as wikis write it.
_NAMESPACES = frozenset(
    {"file", "datei", "image", "category", "kategorie", "user", "benutzer", "template", "vorlage", "media"}
)


def _find(view: TextView) -> Iterator[Hit]:
    for match in _GLUE.finditer(view.text) if passes("punct-glue", view.text) else ():
        hit = _judge(view, match.start())
        if hit:
            yield hit


def _judge(view: TextView, mark: int) -> Hit | None:
    text = view.text
    start, end = letters_before(text, mark), letters_after(text, mark + 1)
    if start == mark:
        start = mark - len("4.0")
    before, after = text[start:mark], text[mark + 1 : end]
    if after in {"Innen", "In"}:
        return None
    if text[mark] == ":" and before.casefold() in _NAMESPACES:
        return None
    words = lexicon(view.language)
    left = 5.0 if before[-1].isdigit() else words.frequency(before)
    right = words.frequency(after)
    capital = after[0].isupper()
    if words.words and (max(left, right) < _COMMON if capital else min(left, right) < _COMMON):
        return None
    if (text[mark] == "." and not capital) or (text[mark] == "!" and before.isupper()):
        return None  # "www.example", "FRITZ!Box"
    if in_address(text, start, end):
        return None
    fix = Fix(span=Span(mark + 1, mark + 1), replacement=" ", safe=True)
    return Hit(span=Span(start, end), confidence=0.9 if min(left, right) >= _COMMON else 0.7, fix=fix)


RULE = Rule(
    code="G106",
    name="punct-glue",
    message="A punctuation mark stands between two words without a blank",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged("Der Minister kam.Dann ging er.", "kam.Dann", repaired="Der Minister kam. Dann ging er."),
        Flagged("Der Rat tagte lange,Kritik blieb aus.", "lange,Kritik"),
    ),
    passes=(
        Passed("Mehr steht auf Spiegel.de und bei Amazon.com, sagte der Minister."),
        Passed("Die U.S.Army und z.B. der Rat. Dr.Haas kam um 14.30 Uhr."),
        Passed("Die Bürger:Innen und die Leser:innen kamen."),
    ),
    yields_to=("glued-credit", "glued-byline", "html-residue"),
)
