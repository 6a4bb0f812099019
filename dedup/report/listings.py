"""Outlets and institutions as lists and as pages, for `dedup outlets`.

In: outlets or institutions. Out: text on stdout, tables for many and a page for one, or JSON.
"""

import json
import sys
from collections.abc import Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from dedup.attribution import Institution, Outlet
from dedup.report.console import Console


def print_outlets(outlets: Sequence[Outlet], *, as_json: bool, detailed: bool) -> None:
    """Print outlets: id, name, kind and country; in detail also owner, domains and names."""
    if as_json:
        _print_json({"outlets": [_outlet_fields(outlet) for outlet in outlets]})
        return
    console = Console()
    if detailed:
        for outlet in outlets:
            _print_page(console, outlet.name, _outlet_fields(outlet))
        return
    table = Table("id", "name", "kind", "country", box=None, pad_edge=False)
    for outlet in outlets:
        table.add_row(outlet.id, escape(outlet.name), outlet.kind.value, outlet.country)
    console.print(table)


def print_institutions(institutions: Sequence[Institution], *, as_json: bool, detailed: bool) -> None:
    """Print institutions: id, name, kind and country; in detail also roles, names and what they are part of."""
    if as_json:
        _print_json({"institutions": [_institution_fields(each) for each in institutions]})
        return
    console = Console()
    if detailed:
        for each in institutions:
            _print_page(console, each.name, _institution_fields(each))
        return
    table = Table("id", "name", "kind", "country", box=None, pad_edge=False)
    for each in institutions:
        table.add_row(each.id, escape(each.name), each.kind.value, each.country)
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
        if isinstance(value, list):
            shown = "".join(f"\n  · {item}" for item in value) or " none"
        else:
            shown = f" {value}" if value is not None else " unknown"
        console.print(f"[dim]{name}:[/dim]{escape(shown)}", highlight=False)


def _print_json(data: dict[str, Any]) -> None:
    json.dump({"schema_version": 1, **data}, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
