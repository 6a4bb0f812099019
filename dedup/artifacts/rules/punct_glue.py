"""A sentence starts right behind the mark that ends the one before: "kam.Der".

What it flags: a full stop, comma, colon or the like between two words, with no blank behind it.

Why it matters: two sentences become one, and the two words one token.

Where found: pages whose paragraphs or captions extraction joined without a blank.
"""

import re
from collections.abc import Iterator
from itertools import islice

from dedup.artifacts.bounds import note_bound
from dedup.artifacts.gates import passes
from dedup.artifacts.lexicon import Lexicon, lexicon
from dedup.artifacts.page import in_address, letters_after, letters_before
from dedup.artifacts.phrases import words_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_GLUE = re.compile(
    r"""
    [.!?:,;](?=[^\W\d_])(?:
        (?<=[^\W\d_][^\W\d_][^\W\d_].)(?=[A-ZÄÖÜ])           # kam.Der  kam.MEHR  kam.Er
      | (?<=\b[a-zäöüß][a-zäöüß][.!?])(?=[A-ZÄÖÜ])             # zu.Der
      | (?<=\b[A-Z][A-Z][.!?])(?=[A-ZÄÖÜ][a-zäöüß])            # in the US.As
      | (?<=\d[.!?])(?=[A-ZÄÖÜ])                               # 4.0.Bild  2019.Wer
      | (?<=[^\W\d_][^\W\d_][^\W\d_][,;])(?=[a-zäöüß]{3})     # kam,der
      | (?<=[)\]%”“"»«’!?][.!?])(?=[A-ZÄÖÜ])                   # (dpa).Der  Ja!!Der
    )
    | [)\]](?<=[^\W_][^\W_].|[^\W_][.!?].)(?=[A-ZÄÖÜ][a-zäöüß])  # Patientenakte (ePA)Status  (... ging.)Der
    """,
    re.VERBOSE,
)
_COMMON = 2.5
_COMMON_SHORT = 5.0
_SHORT = 3
_MOST_CANDIDATES = 20_000
"""More than the largest page has; a text of nothing but such marks would take seconds."""
_BRACKET_REACH = 80
_TOKEN_REACH = 40
_LONG_NUMBER = 4
_SENTENCE_ENDS = frozenset(".!?")
# "File:Name.jpg" as wikis write it.
_NAMESPACES = frozenset(
    {"file", "datei", "image", "category", "kategorie", "user", "benutzer", "template", "vorlage", "media"}
)
_TOP_LEVEL = frozenset(
    {"de", "at", "ch", "com", "net", "org", "info", "eu", "uk", "us", "fr", "it", "tv", "io", "js"}
)


def _find(view: TextView) -> Iterator[Hit]:
    words = lexicon(view.language)
    candidates = _GLUE.finditer(view.text) if passes("punct-glue", view.text) else iter(())
    for match in islice(candidates, _MOST_CANDIDATES):
        mark = match.start()
        hit = (
            _between_words(view, mark, words) if view.text[mark - 1].isalpha() else _behind_mark(view, mark, words)
        )
        if hit and not in_address(view.text, hit.span.start, hit.span.end):
            yield hit
    if next(candidates, None):
        note_bound(f"{_MOST_CANDIDATES:,} marks without a blank")


def _between_words(view: TextView, mark: int, words: Lexicon) -> Hit | None:
    """Judge a mark between two words by how common they are."""
    text = view.text
    if text[mark] in ")]":
        return _behind_mark(view, mark, words)
    start, end = letters_before(text, mark), letters_after(text, mark + 1)
    before, after = text[start:mark], text[mark + 1 : end]
    if _is_form(before, text[mark], after):
        return None
    left, right = words.frequency(before), words.frequency(after)
    if after[0].isupper():
        if words.words and (max(left, right) < _COMMON or not _starts_sentence(before, after, left, right)):
            return None
    elif text[mark] == "." or (words.words and min(left, right) < _COMMON):
        return None  # "www.example"
    return _hit(Span(start, end), mark + 1, sure=min(left, right) >= _COMMON)


def _is_form(before: str, mark: str, after: str) -> bool:
    """Whether a mark stands inside a word by rights: "Leser:Innen", "File:Name.jpg", "FRITZ!Box"."""
    if mark == ":" and before.casefold() in _NAMESPACES:
        return True
    return (mark == "!" and before.isupper()) or (after in {"Innen", "In"} and mark not in _SENTENCE_ENDS)


def _starts_sentence(before: str, after: str, left: float, right: float) -> bool:
    """Whether two words beside a mark may end and start a sentence; short and shouted ones only where common."""
    if len(before) < _SHORT and (left < _COMMON_SHORT or (before.isupper() and right < _COMMON_SHORT)):
        return False
    if len(after) < _SHORT and right < _COMMON_SHORT:
        return False
    if after.isupper() and len(after) > 1:
        return before.islower() and after.lower() not in _TOP_LEVEL and right >= _COMMON
    return after.lower() not in _TOP_LEVEL or right >= _COMMON_SHORT


def _behind_mark(view: TextView, mark: int, words: Lexicon) -> Hit | None:
    """Judge a word right behind a bracket, or behind the full stop of a figure, a bracket or a quotation."""
    text = view.text
    end = letters_after(text, mark + 1)
    after = text[mark + 1 : end]
    frequency = words.frequency(after) if words.words else _COMMON_SHORT
    start = max(0, mark - _TOKEN_REACH) + len(text[max(0, mark - _TOKEN_REACH) : mark].rpartition(" ")[0])
    before = text[start:mark].lstrip()
    if text[mark] in ")]":
        opening = text.rfind("(" if text[mark] == ")" else "[", max(0, mark - _BRACKET_REACH), mark)
        bracket = opening >= 0 and (not opening or text[opening - 1].isspace())
        if not (bracket or before[-1:] in _SENTENCE_ENDS) or frequency < _COMMON + 1:
            return None
    elif before[-1:].isdigit():
        number = len(before) - len(before.rstrip("0123456789.,"))
        is_parted = any(sign in before[-number:] for sign in ".,")  # "Lizenz 4.0.Archivbild"
        figure = frequency > 0 if is_parted else number >= _LONG_NUMBER and frequency >= _COMMON
        if not figure and (
            frequency < _COMMON_SHORT or after.lower() not in words_of("glued-words", "function", view.language)
        ):
            return None  # "3.Liga", "20.April"
    elif frequency < (_COMMON if len(after) >= _SHORT else _COMMON_SHORT):
        return None
    return _hit(Span(mark - len(before) if before else mark, end), mark + 1, sure=True)


def _hit(span: Span, seam: int, *, sure: bool) -> Hit:
    fix = Fix(span=Span(seam, seam), replacement=" ", safe=True)
    return Hit(span=span, confidence=0.9 if sure else 0.7, fix=fix)


RULE = Rule(
    code="G106",
    name="punct-glue",
    message="A punctuation mark stands between two words without a blank",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged("Der Minister kam.Dann ging er.", "kam.Dann", repaired="Der Minister kam. Dann ging er."),
        Flagged("Der Rat tagte lange,Kritik blieb aus.", "lange,Kritik"),
        Flagged("Der Rat (er tagt oft) kam.Er ging um 2019.", "kam.Er"),
        Flagged("Die Karte steht unter der Lizenz 4.0.Bild und Text sind frei.", "4.0.Bild"),
        Flagged("Die Mehrheit war dafür (52 Stimmen).Dann ging der Rat.", "Stimmen).Dann"),
    ),
    passes=(
        Passed("Mehr steht auf Spiegel.de und bei Amazon.com, sagte der Minister."),
        Passed("Die U.S.Army und z.B. der Rat. Dr.Haas kam um 14.30 Uhr."),
        Passed("Die Bürger:Innen und die Leser:innen kamen."),
    ),
    yields_to=("glued-credit", "glued-byline", "html-residue"),
)
