"""The headlines of a collection, asked whether a line is one of them.

In: documents with what their first line or title says, and which of them are copies of each other. Out: whose
headline a line is. Copies, and documents with the same headline, do not point at one another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dedup.artifacts.page import page_of
from dedup.model import Document

_FEWEST_WORDS = 4
_SHORTEST = 24
_LONGEST = 220
_ENDS = 3
_SAME = 0.9
_WORD = re.compile(r"\w+")
_SITE = re.compile(r"\s[|–—-]\s[^|–—]{2,40}$")
_MOST_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Owner:
    """A document whose headline a line is."""

    document: str
    exact: bool


def headline_of(document: Document) -> str:
    """What a document's headline says: its title, without the site's name behind it, or else its first line."""
    title = document.title
    if not title:
        lines = page_of(document.text).lines
        title = lines[0].text if len(lines) > 1 else ""
    return _SITE.sub("", title)[: _LONGEST + 1]


def _wording(line: str) -> str:
    """A line as it is compared: its words in small letters; empty where it is too short or long for a headline."""
    if not _SHORTEST <= len(line) <= _LONGEST:
        return ""
    words = _WORD.findall(line.casefold())
    return " ".join(words) if len(words) >= _FEWEST_WORDS else ""


class HeadlineIndex:
    """The headlines of a collection.

    >>> index = HeadlineIndex([("a", "Sturm an der Küste: Fähren fallen aus"), ("b", "Streit im Rat")], {})
    >>> index.owner_of("Sturm an der Küste – Fähren fallen aus", "b")
    Owner(document='a', exact=True)
    """

    def __init__(self, headlines: Iterable[tuple[str, str]], copies: Mapping[str, int]) -> None:
        self._wordings = {document: wording for document, line in headlines if (wording := _wording(line))}
        self._copies = copies
        self._exact: dict[str, list[str]] = {}
        self._ends: dict[str, list[str]] = {}
        for document, wording in sorted(self._wordings.items()):
            self._exact.setdefault(wording, []).append(document)
        for wording in self._exact:
            for end in _ends(wording):
                self._ends.setdefault(end, []).append(wording)

    def owner_of(self, line: str, document: str) -> Owner | None:
        """Whose headline a line of a document is; None for its own, a copy's, and what is no headline."""
        wording = _wording(line)
        own = self._wordings.get(document, "")
        if not wording or wording == own:
            return None
        if wording in self._exact:
            other = self._stranger(wording, document)
            return Owner(other, exact=True) if other else None
        for candidate in self._near(wording, own):
            other = self._stranger(candidate, document)
            if other:
                return Owner(other, exact=False)
        return None

    def _stranger(self, wording: str, document: str) -> str | None:
        """The first document with a headline that is neither this one nor a copy of it."""
        group = self._copies.get(document)
        for other in self._exact[wording]:
            if other != document and (group is None or self._copies.get(other) != group):
                return other
        return None

    def _near(self, wording: str, own: str) -> Iterator[str]:
        """Headlines that are nearly the line, likest first, where the document's own is not as like."""
        candidates = {
            candidate for end in _ends(wording) for candidate in self._ends.get(end, ())[:_MOST_CANDIDATES]
        }
        if not candidates:
            return
        from rapidfuzz import fuzz  # most lines are near no headline

        if fuzz.ratio(wording, own) >= 100 * _SAME:
            return
        likeness = sorted((-fuzz.ratio(wording, candidate), candidate) for candidate in candidates)
        yield from (candidate for ratio, candidate in likeness if -ratio >= 100 * _SAME)


def _ends(wording: str) -> tuple[str, str]:
    """The first and the last words, one of which near headlines share."""
    words = wording.split()
    return (" ".join(["^", *words[:_ENDS]]), " ".join([*words[-_ENDS:], "$"]))
