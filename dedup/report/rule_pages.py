"""The artifact rules as a list and as pages, for `dedup rules`.

In: rules and what was measured of them. Out: text on stdout, a list by family or a page for one rule, or JSON.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from dedup.artifacts import Flagged, Passed, Rule, repair_kind
from dedup.artifacts.figures import Figures, measured
from dedup.report.console import Console
from dedup.report.json import write_object
from dedup.settings import ArtifactSettings

_FAMILIES = {
    "B": "Text of the site",
    "C": "Captions and credits",
    "D": "Repeats",
    "E": "Encoding and hidden characters",
    "G": "Glued words",
    "M": "Metadata",
    "Q": "Quotation marks",
    "S": "Spacing and splits",
    "T": "Truncation and orphans",
    "X": "Translation and language",
}
_REPAIRS = {
    "none": "none: only a person can tell what is right",
    "safe": "safe: it loses no wording",
    "unsafe": "unsafe: made with `dedup clean --unsafe` alone",
    "safe or unsafe": "safe or unsafe, by what is found",
}


def print_rules(rules: Sequence[Rule], *, as_json: bool, detailed: bool) -> None:
    """Print rules by family; in detail what one flags, why it matters, its examples, repair and figures."""
    if as_json:
        write_object({"rules": list(map(_fields, rules))}, sys.stdout)
        return
    console = Console()
    if detailed:
        for rule in rules:
            _print_page(console, rule)
        return
    for letter, family in groupby(rules, key=lambda rule: rule.family):
        console.print(f"[bold]{letter}[/bold] {_FAMILIES.get(letter, '')}")
        table = Table("code", "name", "level", "what it flags", box=None, pad_edge=False, show_header=False)
        for rule in family:
            table.add_row(rule.code, rule.name, rule.severity.value, escape(rule.message))
        console.print(Padding(table, (0, 0, 1, 2)))
    console.print("[dim]`dedup rules CODE` explains a rule.[/dim]")


def _print_page(console: Console, rule: Rule) -> None:
    console.print(f"[bold]{rule.code} {rule.name}[/bold]  {_FAMILIES.get(rule.family, '')}, {rule.severity.value}")
    console.print("[dim]rationale[/dim]")
    for paragraph in rule.page.split("\n\n"):
        console.print(Padding(escape(" ".join(paragraph.split())), (0, 0, 1, 2)), highlight=False)
    for title, lines in _sections(rule):
        console.print(f"[bold]{title}[/bold]")
        for line in lines:
            console.print(Padding(escape(line), (0, 0, 0, 2)), highlight=False)
    console.print()


def _sections(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    yield "Flagged", [_shown(example.text, example) for example in rule.flags]
    yield "Left alone", [_shown(example.text) for example in rule.passes]
    repaired = [_shown(example.repaired) for example in rule.flags if example.repaired is not None]
    yield "Repair", [_REPAIRS[repair_kind(rule)], *(f"gives: {text}" for text in repaired)]
    yield "Languages", [", ".join(rule.languages) or "every one"]
    yield "Threshold", [f"confidence {_threshold(rule)} and more; change it under [artifacts.thresholds]"]
    if rule.needs_collection:
        yield "Needs", ["other articles: the rule finds nothing in one text alone"]
    if rule.yields_to:
        yield "Leaves to", [", ".join(rule.yields_to)]
    yield "Measured", _figures(measured().by_code.get(rule.code))


def _figures(figures: Figures | None) -> list[str]:
    if figures is None:
        return ["not yet"]
    lines = []
    if figures.precision is not None and figures.recall is not None:
        shares = f"precision {figures.precision:.1%}, recall {figures.recall:.1%}"
        lines.append(f"{shares} on {figures.planted} planted places")
    found = f"{figures.clean_findings} findings in {figures.clean_words:,} words of printed news"
    lines.append(f"{found}, {figures.clean_per_10000_words:g} in 10,000 words; some are real damage")
    return [*lines, f"by {measured().command}"]


def _threshold(rule: Rule) -> float:
    return ArtifactSettings().min_confidence if rule.min_confidence is None else rule.min_confidence


def _fields(rule: Rule) -> dict[str, Any]:
    figures = measured().by_code.get(rule.code)
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "message": rule.message,
        "rationale": rule.page,
        "flags": [_shown(example.text, example) for example in rule.flags],
        "passes": [_shown(example.text) for example in rule.passes],
        "family": rule.family,
        "languages": list(rule.languages),
        "threshold": _threshold(rule),
        "repair": repair_kind(rule),
        "needs_collection": rule.needs_collection,
        "yields_to": list(rule.yields_to),
        "examples": [*map(_example, rule.flags), *map(_example, rule.passes)],
        "figures": None
        if figures is None
        else {
            "planted": figures.planted,
            "precision": figures.precision,
            "recall": figures.recall,
            "clean_findings": figures.clean_findings,
            "clean_words": figures.clean_words,
            "clean_per_10000_words": figures.clean_per_10000_words,
            "command": measured().command,
        },
    }


def _example(example: Flagged | Passed) -> dict[str, Any]:
    """An example as data: `evidence` is what is flagged, None where nothing is."""
    evidence = example.evidence if isinstance(example, Flagged) else None
    repaired = example.repaired if isinstance(example, Flagged) else None
    beside = list(example.beside)
    return {
        "text": example.text,
        "language": example.language,
        "evidence": evidence,
        "repaired": repaired,
        "beside": beside,
    }


def _shown(text: str, example: Flagged | None = None) -> str:
    """An example on one line, its flagged part in brackets, characters that nobody sees by their numbers."""
    marked = text if example is None else text.replace(example.evidence, f"[{example.evidence}]", 1)
    visible = "".join(
        character if character.isprintable() or character == "\n" else f"<U+{ord(character):04X}>"
        for character in marked
    )
    return visible.replace("\n", " ⏎ ")
