"""The phrase lists of the rules: a TOML file per language (`de.toml`), more per topic (`notices.de.toml`).

In: a rule's name. Out: patterns over all languages, because sites mix them (an English "Advertisement" in a German
article), or the words of one language where grammar decides. A new language is a new file in `phrases/`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import re2
import rtoml

from dedup.errors import CatalogueError

_NEVER = re.compile(r"(?!)")
_GATE_MEMORY = 64 << 20
_GAP = r"[^\n]{0,40}?"
_LAST_MARKS = r"[\s.!?…:»>›→|*\-–—]*"
_FIRST_MARKS = r"[\s»>›→|*•\-–—+]*"

_Table = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LinePatterns:
    """What a line is, starts with or contains."""

    whole: re.Pattern[str]
    starts: re.Pattern[str]
    contains: re.Pattern[str]

    def match(self, line: str) -> bool:
        """Whether any of the three holds."""
        return bool(self.whole.fullmatch(line) or self.starts.match(line) or self.contains.search(line))


@cache
def _tables() -> Mapping[str, Mapping[str, _Table]]:
    """All files: language -> rule -> key -> entries."""
    folder = resources.files("dedup.artifacts") / "phrases"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    found: dict[str, dict[str, _Table]] = {}
    for file in files:
        try:
            data = rtoml.loads(file.read_text(encoding="utf-8"))
        except rtoml.TomlParsingError as error:
            raise CatalogueError(f"phrases/{file.name}: is not TOML ({error})") from error
        language = file.name.removesuffix(".toml").rpartition(".")[2]
        found.setdefault(language, {}).update(
            {rule: {key: tuple(entries) for key, entries in table.items()} for rule, table in data.items()}
        )
    return found


def languages() -> tuple[str, ...]:
    """The languages that have a phrase file, sorted."""
    return tuple(_tables())


@cache
def words_of(rule: str, key: str, language: str) -> frozenset[str]:
    """The words of one language; empty where it has none."""
    return frozenset(_tables().get(language, {}).get(rule, {}).get(key, ()))


@cache
def words_of_all(rule: str, key: str) -> frozenset[str]:
    """The words of all languages."""
    return frozenset(entry for language in _tables() for entry in words_of(rule, key, language))


@cache
def alternatives(rule: str, key: str) -> str:
    """The entries of all languages as one alternation, longer ones first."""
    entries = sorted(words_of_all(rule, key), key=lambda entry: (-len(entry), entry))
    return "(?:" + "|".join(entry.replace(" ", r"[\s_]+") for entry in entries) + ")"


@cache
def line_patterns(rule: str) -> LinePatterns:
    """Compile the line phrases of a rule over all languages."""
    return LinePatterns(
        whole=_compile(rule, "whole", _FIRST_MARKS + "{}" + _LAST_MARKS),
        starts=_compile(rule, "starts", _FIRST_MARKS + "{}"),
        contains=_compile(rule, "contains", "{}"),
    )


@cache
def line_gate() -> Callable[[str], Sequence[int]]:
    """Make the test whether any phrase of any rule may match in a line; it passes few other lines.

    It spares nearly all lines the rules' own patterns: one pass of an automaton over the text instead of dozens of
    tries at every line. Of a phrase with gaps it looks for one piece only: gaps would multiply the automaton's
    states. A set is used because it answers yes or no without looking for the place, in half
    the time. re2 knows only ASCII classes, so classes are widened and word boundaries dropped.
    """
    anchored, free = [], []
    for table in (table for rules in _tables().values() for table in rules.values()):
        anchored += [_widened(entry.split("…")[0]) for key in ("whole", "starts") for entry in table.get(key, ())]
        free += [_widened(_telling_piece(entry)) for entry in table.get("contains", ())]
    options = re2.Options()
    options.max_mem = _GATE_MEMORY
    options.log_errors = False
    gate = re2.Set.SearchSet(options)
    gate.Add(f"(?im)(?:^[^\\pL\\pN\\n(©]*(?:{'|'.join(anchored)})|{'|'.join(free)})")
    gate.Compile()
    match: Callable[[str], Sequence[int]] = gate.Match
    return match


def _telling_piece(entry: str) -> str:
    """The piece of a phrase with gaps that fits the fewest texts: the one with the fewest alternatives."""
    return min(entry.split("…"), key=lambda piece: (piece.count("|"), -len(piece)))


def _widened(entry: str) -> str:
    entry = entry.strip().replace(r"\b", "").replace(r"\w", r"[\pL\pN_]")
    return entry.replace(r"\s", r"[ \t\x{a0}]").replace(" ", r"[ \t\x{a0}]+")


def _compile(rule: str, key: str, frame: str) -> re.Pattern[str]:
    entries = [entry for table in _tables().values() for entry in table.get(rule, {}).get(key, ())]
    if not entries:
        return _NEVER
    body = "(?:" + "|".join(_expression(entry) for entry in entries) + ")"
    try:
        return re.compile(frame.replace("{}", body), re.IGNORECASE)
    except re.error as error:
        raise CatalogueError(f"phrases: [{rule}] {key} has a malformed entry ({error})") from error


def _expression(entry: str) -> str:
    """Turn a phrase into a regular expression: blanks are white space, … a gap (with the blanks around it)."""
    entry = re.sub(r" ?… ?", "\N{HORIZONTAL ELLIPSIS}", entry)
    return re.sub(r"(?<!\\) ", r"\\s+", entry).replace("…", _GAP)
