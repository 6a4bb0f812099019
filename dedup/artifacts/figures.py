"""What each rule was measured to find: on damage planted into clean articles, and on the clean articles themselves.

In: the data file `figures.json`, which `tests/benchmarks/rule_figures.py` writes. Out: figures by rule code.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`planted` places of damage, found with this precision and recall; None where nothing plants it.

    `clean_findings` are all findings in `clean_words` words of clean articles: an upper bound of false alarms,
    since printed articles hold damage of their own.
    """

    planted: int
    precision: float | None
    recall: float | None
    clean_findings: int
    clean_words: int

    @property
    def clean_per_10000_words(self) -> float:
        """Findings in ten thousand words of clean articles."""
        return round(10_000 * self.clean_findings / max(1, self.clean_words), 3)


@dataclass(frozen=True, slots=True)
class Measured:
    """All figures, and the command that wrote them."""

    command: str
    by_code: Mapping[str, Figures]


@cache
def measured() -> Measured:
    """Read the figures that come with the program.

    >>> measured().command.startswith("python tests/benchmarks/rule_figures.py")
    True
    """
    data = json.loads((resources.files("dedup.artifacts") / "figures.json").read_text(encoding="utf-8"))
    return Measured(data["command"], {code: Figures(**row) for code, row in data["rules"].items()})
