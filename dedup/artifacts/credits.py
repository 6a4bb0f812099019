"""What a picture credit looks like: "Foto: Name/dpa", "© Name/Imago", "(Photo by Name/Agency)".

In: a line. Out: where a credit starts. A credit word with a colon, a copyright sign before a name, or a list of
agencies joined by slashes; the words are data (`phrases/`, table `credit`).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import re2

from dedup.artifacts.bounds import note_bound
from dedup.artifacts.page import Line, Page, page_of
from dedup.artifacts.phrases import alternatives

AGENCIES = (
    r"(?:"
    r"dpa(?:-Zentralbild)?|AFP|Reuters|REUTERS|AP(?:A)?|EPA|epd|KNA|SID|ANSA|TASS|Tass"
    r"|RIA Novosti|SPUTNIK|Sputnik|Xinhua|(?:IMAGO|Imago|imago)(?:[ -][Ii]mages)?"
    r"|Getty(?: Images)?|GETTY(?: IMAGES)?|picture[ -]alliance|Picture[ -]Alliance|Keystone"
    r"|KEYSTONE|Shutterstock|iStock(?:photo)?|Unsplash|Pixabay|Pexels|Adobe Stock|Depositphotos"
    r"|Alamy|ddp|SIPA|Sipa|Zuma(?: ?Press)?|ZUMA|Anadolu(?: Agency)?|NurPhoto|Bloomberg"
    r"|PA(?: Wire| Media)?|MAXPPP|laif|Wikimedia(?: Commons)?|[Pp]ublic [Dd]omain"
    r"|CC[ -]BY(?:-SA|-NC|-ND)*|KREMLIN|Kremlin|NASA|ESA|UPI|TT|NTB|Ritzau|CTK|PAP|MTI|Kyodo"
    r"|Yonhap|KCNA|KNS"
    r")"
)
_AGENCY = AGENCIES.replace(" ", r"\s")
_ANY_BLANK = AGENCIES.replace("[ -]", ".").replace(" ", ".")
# A wire service alone in brackets signs the text before it (dpa), not a picture.
_WIRE = r"(?:dpa|AFP|Reuters|AP|APA|epd|KNA|SID|ANSA|TASS|Xinhua|Bloomberg|PAP|MTI|Kyodo|Yonhap|KCNA)"
_SIGNATURE = rf"{_WIRE}(?:\s?[/,;]\s?(?:{_WIRE}|red|[\d. ]{{4,10}})){{0,3}}\)"  # (APA/Reuters, 18.6.2024)
_LABEL = alternatives("credit", "labels")
_NAME = r"[A-ZÄÖÜÁÉÓŠŽČØÅ][\w.’'\-]*"
_BEHIND_MARK = rf"""
      ©\s?(?!\s*(?:19|20)\d\d|\s*(?i:alle|all|copyright)\b)(?=["„“»«]?\w)    # © Eva Haas/Imago
    | \(\s?(?i:{_LABEL})s?\s?(?::|\b(?i:by|von)\b)                          # (Foto: dpa)
"""
_BEHIND_SENTENCE = rf"""
      (?:(?<=^)|(?<=[.!?)\]»«“”"|]\s)|(?<=[.!?)\]|]))(?i:{_LABEL})
        \s?(?::|\b(?i:by|courtesy)\b)\s?(?=["„“»«©]?\w)                       # Foto: dpa
"""
_IN_BRACKETS = rf"""
      \((?!{_SIGNATURE})(?:{_NAME}(?:\s{_NAME}){{0,3}}\s?[/|,]\s?)?{_AGENCY}
        (?:\s?[/|]\s?[\w .\-]{{2,30}}){{0,3}}(?:\sPhoto|\svia\s[\w ]{{2,20}})?\)  # (Haas/AFP)
"""
_BY_SLASH = rf"""
      (?<=\s)(?:{_NAME}\s){{1,3}}/\s?{_AGENCY}(?=\s|/|$|\))                # Eva Haas / dpa
    | {_AGENCY}\s?/\s?(?:{_AGENCY}|{_NAME}(?:\s{_NAME}){{0,3}})$           # picture alliance / Eva Haas
"""
_CREDIT = re.compile(f"{_BEHIND_MARK}|{_BEHIND_SENTENCE}|{_IN_BRACKETS}|{_BY_SLASH}", re.VERBOSE)
_MARKED = re.compile(f"{_BEHIND_MARK}|{_IN_BRACKETS}", re.VERBOSE)
"""Credits that start with a mark, which is searched in no time; most lines can hold no other."""


_LONGEST_LINE = 5_000
_MOST_LINES = 2_000
"""More than any page has; a text of nothing but credits would take seconds."""
_GATE = re2.compile(
    rf"©|(?i:\b{_LABEL})s?\s?(?::|\b(?i:by|von|courtesy)\b)|(?:/\s?|\(){AGENCIES}|{AGENCIES}\s?[/)]".replace(
        r"[\s_]+", r"\s"
    )
)
# What every credit without a mark fits: wider than the pattern, because re2 has no Unicode blanks.
_UNMARKED = re2.compile(
    rf"(?i:{_LABEL})[\s\PL]?(?i::|by|courtesy)".replace(r"[\s_]+", r"[\s\PL]+")
    + rf"|[\s\PL]/[\s\PL]?{_ANY_BLANK}|{_ANY_BLANK}[\s\PL]?/[^()]*$"
)


def credit_lines(page: Page, max_characters: int) -> Iterator[tuple[Line, re.Match[str]]]:
    """Find the lines of at most so many characters that hold a credit, with the first credit of each."""
    found = _credits(page.text)
    if len(found) >= _MOST_LINES:
        note_bound(f"{_MOST_LINES:,} lines with a credit")
    return ((line, credit) for line, credit in found if len(line.text) <= max_characters)


@lru_cache(maxsize=2)
def _credits(text: str) -> tuple[tuple[Line, re.Match[str]], ...]:
    """The lines that hold a credit, found once for all rules; a fast automaton passes over texts without any."""
    if not _GATE.search(text):
        return ()
    found = []
    for line in page_of(text).up_to(_LONGEST_LINE):
        credit = _first_credit(line.text) if _GATE.search(line.text) else None
        if credit:
            found.append((line, credit))
            if len(found) >= _MOST_LINES:
                break
    return tuple(found)


def _first_credit(line: str) -> re.Match[str] | None:
    return (_CREDIT if _UNMARKED.search(line) else _MARKED).search(line)
