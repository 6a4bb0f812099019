"""What a translation word by word makes of the names of outlets.

In: a language. Out: the translated names in it, as a pattern, with the outlets that each may stand for. The names
are made from the meanings of their parts (`translated_outlets.toml`); those that an outlet really has are left out.
The catalogue of outlets belongs to another part of the program; here only names matter that fall apart into words.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import re2
import rtoml

from dedup.artifacts.phrases import words_of

_PLACE = r"(?: (?:aus|von|from|of) [A-ZÄÖÜ][\w-]+)"


@dataclass(frozen=True, slots=True)
class TranslatedNames:
    """Translated names of one language.

    The group `name` of the pattern is the name with its article and with the place that some add ("aus London"),
    `known` the part that `outlets_of` can be asked for.
    """

    pattern: re.Pattern[str]
    gate: Any
    outlets: Mapping[str, tuple[str, ...]]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find the names in order; the pattern is tried only where the automaton saw one."""
        found = self.gate.search(text)
        while found:
            match = self.pattern.match(text, found.start())
            if match:
                yield match
            found = self.gate.search(text, match.end() if match else found.start() + 1)

    def outlets_of(self, name: str) -> tuple[str, ...]:
        """The outlets that a translated name may stand for, sorted."""
        return self.outlets[name]


@cache
def translated_names(language: str) -> TranslatedNames | None:
    """Make the translated names of a language; None where nothing is known of it.

    >>> names = translated_names("de")
    >>> names.outlets_of("Der Messenger") if names else None
    ('Il Messaggero',)
    """
    articles = sorted(words_of("translated-brand", "articles", language))
    if not articles:
        return None
    data = _data()
    outlets: dict[str, set[str]] = {}
    for outlet, (origin, *parts) in data["outlets"].items():
        if origin == language:
            continue
        for name in _names(parts, data["meaning"], language, articles):
            outlets.setdefault(name, set()).add(outlet)
    real = {*data["known"], *data["outlets"]}
    kept = {name: tuple(sorted(outlets[name])) for name in sorted(outlets) if name not in real}
    body = "|".join(sorted(map(re.escape, kept), key=lambda name: (-len(name), name)))
    return TranslatedNames(
        re.compile(rf"(?<!\w)(?P<name>(?P<known>{body})(?!\w){_PLACE}?)"), re2.compile(f"(?:{body})"), kept
    )


@cache
def _data() -> dict[str, Any]:
    file = resources.files("dedup.artifacts") / "translated_outlets.toml"
    return dict(rtoml.loads(file.read_text(encoding="utf-8")))


def _names(parts: list[str], meaning: Mapping[str, Any], language: str, articles: list[str]) -> Iterator[str]:
    """All translations of a name: each meaning of each part; single words carry an article, others may."""
    for words in itertools.product(*(meaning[part][language] for part in parts)):
        name = " ".join(words)
        if len(parts) > 1:
            yield name
        if len(parts) == 2 and language == "de" and words[0] in {"Abend", "Morgen"}:  # noqa: PLR2004 - a compound
            yield words[0] + words[1].lower()
            yield from (f"{article} {words[0]}{words[1].lower()}" for article in articles)
        yield from (f"{article} {name}" for article in articles)
