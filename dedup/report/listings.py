"""Outlets and institutions as lists and as pages, for `dedup outlets`.

In: outlets or institutions. Out: text on stdout, tables for many and a page for one, or JSON.
"""

import sys
from collections.abc import Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from dedup.attribution import Institution, Outlet
from dedup.report.console import Console
from dedup.report.json import write_object

_COLUMNS = ("id", "name", "kind", "country")


def print_outlets(outlets: Sequence[Outlet], *, as_json: bool, detailed: bool) -> None:
    """Print outlets: id, name, kind and country; in detail also owner, domains and names."""
    _show("outlets", list(map(_outlet_fields, outlets)), as_json=as_json, detailed=detailed)


def print_institutions(institutions: Sequence[Institution], *, as_json: bool, detailed: bool) -> None:
    """Print institutions: id, name, kind and country; in detail also roles, names and what they are part of."""
    fields = list(map(_institution_fields, institutions))
    _show("institutions", fields, as_json=as_json, detailed=detailed)


def _show(key: str, entries: Sequence[dict[str, Any]], *, as_json: bool, detailed: bool) -> None:
    if as_json:
        write_object({key: entries}, sys.stdout)
        return
    console = Console()
    if detailed:
        for entry in entries:
            _print_page(console, entry["name"], entry)
        return
    table = Table(*_COLUMNS, box=None, pad_edge=False)
    for entry in entries:
        table.add_row(*(escape(entry[name]) for name in _COLUMNS))
    console.print(table)


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
