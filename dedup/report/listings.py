"""Artifact rules, outlets and institutions as lists and as pages, for `dedup rules` and `dedup outlets`.

In: rules, outlets or institutions. Out: text on stdout, tables for many and a page for one, or JSON.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from rich.markup import escape
from rich.table import Table

from dedup.artifacts import Rule
from dedup.attribution import Institution, Outlet
from dedup.report.console import Console
from dedup.report.json import write_object


def print_rules(rules: Sequence[Rule], *, as_json: bool, detailed: bool) -> None:
    """Print rules: code, name, severity and message; in detail also rationale and examples."""
    listing = _Listing(
        key="rules",
        columns={"code": "code", "name": "name", "severity": "severity", "what it flags": "message"},
        title=lambda fields: f"{fields['code']} {fields['name']}",
    )
    listing.show(list(map(_rule_fields, rules)), as_json=as_json, detailed=detailed)


def print_outlets(outlets: Sequence[Outlet], *, as_json: bool, detailed: bool) -> None:
    """Print outlets: id, name, kind and country; in detail also owner, domains and names."""
    _Listing(key="outlets").show(list(map(_outlet_fields, outlets)), as_json=as_json, detailed=detailed)


def print_institutions(institutions: Sequence[Institution], *, as_json: bool, detailed: bool) -> None:
    """Print institutions: id, name, kind and country; in detail also roles, names and what they are part of."""
    fields = list(map(_institution_fields, institutions))
    _Listing(key="institutions").show(fields, as_json=as_json, detailed=detailed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listing:
    """How entries of one kind are listed: their key in JSON, columns by field, and the title of a page."""

    key: str
    columns: Mapping[str, str] = field(
        default_factory=lambda: {"id": "id", "name": "name", "kind": "kind", "country": "country"}
    )
    title: Callable[[Mapping[str, Any]], str] = itemgetter("name")

    def show(self, entries: Sequence[dict[str, Any]], *, as_json: bool, detailed: bool) -> None:
        if as_json:
            write_object({self.key: entries}, sys.stdout)
            return
        console = Console()
        if detailed:
            for entry in entries:
                _print_page(console, self.title(entry), entry)
            return
        table = Table(*self.columns, box=None, pad_edge=False)
        for entry in entries:
            table.add_row(*(escape(entry[name]) for name in self.columns.values()))
        console.print(table)


def _rule_fields(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "message": rule.message,
        "rationale": rule.page,
        "flags": [_shown(example.text, example.evidence) for example in rule.flags],
        "passes": [_shown(example.text) for example in rule.passes],
    }


def _shown(text: str, evidence: str | None = None) -> str:
    """An example on one line, its flagged part in brackets."""
    marked = text.replace(evidence, f"[{evidence}]", 1) if evidence else text
    return marked.replace("\n", " ⏎ ")


def _outlet_fields(outlet: Outlet) -> dict[str, Any]:
    return {
        "id": outlet.id,
        "name": outlet.name,
        "kind": outlet.kind.value,
        "country": outlet.country,
        "owner": outlet.owner,
        "state_control": outlet.state_control,
        "domains": list(outlet.domains),
        "names": [alias.text for alias in outlet.aliases],
        "basis": outlet.basis,
        "cites": list(outlet.cites),
        "ignores": list(outlet.ignores),
    }


def _institution_fields(institution: Institution) -> dict[str, Any]:
    return {
        "id": institution.id,
        "name": institution.name,
        "english": institution.english,
        "kind": institution.kind.value,
        "country": institution.country,
        "roles": list(institution.roles),
        "part_of": list(institution.part_of),
        "names": [alias.text for alias in institution.aliases],
        "basis": institution.basis,
        "cites": list(institution.cites),
        "ignores": list(institution.ignores),
    }


def _print_page(console: Console, title: str, fields: dict[str, Any]) -> None:
    console.print(f"[bold]{escape(title)}[/bold]")
    for name, value in fields.items():
        console.print(f"[dim]{name}:[/dim]{escape(_field(value))}", highlight=False)


def _field(value: object) -> str:
    if isinstance(value, list):
        return "".join(f"\n  · {item}" for item in value) or " none"
    if value is None:
        return " unknown"
    # The terminal breaks lines where it ends, not where the source did.
    paragraphs = (" ".join(paragraph.split()) for paragraph in str(value).split("\n\n"))
    return " " + "\n\n".join(paragraphs)
