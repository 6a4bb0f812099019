"""How reliable outlets are, by a file that the user brings: a letter from A to F for each.

In: a CSV or JSON file with an outlet id or domain and a letter, a share between 0 and 1, or a step of a named
scale. Out: `Ratings`. The layouts of Lin et al. 2023 (domain, pc1) and of Media Bias/Fact Check (domain,
factual_reporting) are known; other files are read by their headers. The program ships no ratings and derives none.

Source: Lin et al. 2023, High level of correspondence across different news domain quality rating sets, PNAS Nexus.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from dedup.attribution import Catalogue
from dedup.errors import InvalidRecordError
from dedup.model import Source
from dedup.provenance.ratings_table import RatedLine, read_lines

LETTERS = "ABCDEF"
UNRATED = "F"
_STEPS = ((0.8, "A"), (0.6, "B"), (0.4, "C"), (0.2, "D"), (0.0, "E"))
"""The least share of each letter; equal fifths, because no scale says more. Docs/PROVENANCE.md prints them."""
_NAMED = {
    **{letter.casefold(): letter for letter in LETTERS},
    "very high": "A",
    "high": "B",
    "mostly factual": "C",
    "mixed": "D",
    "low": "E",
    "very low": "E",
    "high credibility": "B",
    "medium credibility": "C",
    "low credibility": "E",
    "medium": "C",
    "reliable": "A",
    "completely reliable": "A",
    "usually reliable": "B",
    "fairly reliable": "C",
    "not usually reliable": "D",
    "unreliable": "E",
    "cannot be judged": "F",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """The letters of a file, by what it names: outlet ids and domains."""

    letters: Mapping[str, str] = field(default_factory=dict)
    origin: str | None = None

    def of(self, outlet: str | None, address: str | None = None, catalogue: Catalogue | None = None) -> str | None:
        """The letter of an outlet, found by its id, its address or the domains that the catalogue knows of it."""
        if not self.letters:
            return None
        known = catalogue.outlets.get(outlet) if catalogue and outlet else None
        aliases = (known.name, *known.domains) if known else ()
        for name in (outlet, *_with_parents(host_of(address)), *aliases):
            if name and name.casefold() in self.letters:
                return self.letters[name.casefold()]
        return None


NO_RATINGS = Ratings()


def read_ratings(path: Path, column: str | None = None) -> Ratings:
    """Read a ratings file; `column` names the one that holds the rating where several could.

    Raises:
        UnreadableFileError: The file cannot be opened or is not UTF-8.
        InvalidRecordError: The file has no column of outlets or ratings, more than one that could be, or a value
            outside every scale; the message names line and value.
    """
    letters: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line in read_lines(path, column):
        name = host_of(line.name) if "." in line.name else line.name.casefold()
        letter = _letter(line, path)
        if letters.setdefault(name, letter) != letter:
            raise InvalidRecordError(
                f"{path}, line {line.number}: {line.name!r} is {letter} here and {letters[name]} in line "
                f"{lines[name]}; keep one of them"
            )
        lines.setdefault(name, line.number)
    return Ratings(letters=letters, origin=str(path))


def _letter(line: RatedLine, path: Path) -> str:
    """Turn a rating into a letter."""
    named = _NAMED.get(" ".join(line.value.casefold().replace("_", " ").replace("-", " ").split()))
    if named:
        return named
    try:
        share = float(line.value.replace(",", "."))
    except ValueError:
        raise InvalidRecordError(
            f"{path}, line {line.number}: {line.value!r} is no rating; write a letter from A to F, a share between "
            "0 and 1, or VERY HIGH, HIGH, MOSTLY FACTUAL, MIXED, LOW, VERY LOW"
        ) from None
    if not 0 <= share <= 1:
        raise InvalidRecordError(
            f"{path}, line {line.number}: {line.value} is no share between 0 and 1; divide by the scale's maximum"
        )
    return next(letter for least, letter in _STEPS if share >= least)


def host_of(address: str | None) -> str:
    """The host of an address without www; empty where there is none.

    >>> host_of("https://www.example.org/politik"), host_of("example.org")
    ('example.org', 'example.org')
    """
    if not address:
        return ""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _with_parents(host: str) -> tuple[str, ...]:
    """A host and the domains above it, the last label aside."""
    labels = host.split(".")
    return tuple(".".join(labels[start:]) for start in range(len(labels) - 1))


def rate_sources(sources: Iterable[Source], ratings: Ratings, catalogue: Catalogue) -> tuple[Source, ...]:
    """Give every source that the file rates its letter."""
    return tuple(
        replace(source, reliability=ratings.of(source.id, None, catalogue) or source.reliability)
        for source in sources
    )


def best(letters: Iterable[str | None]) -> str:
    """The best letter of several sources: another one that is worse takes nothing away. F where none is rated.

    >>> best(["C", None, "B"]), best([])
    ('B', 'F')
    """
    return min((letter for letter in letters if letter), default=UNRATED)
