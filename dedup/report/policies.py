"""Policies and what changes between two of them, as tables on stdout or as JSON.

In: a policy, or the difference that another one makes. Out: text for a terminal, or one JSON object.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from dedup.model import Decision, SkippedRecord, Verdict
from dedup.policy.check import Bound
from dedup.policy.checks import CHECKS
from dedup.policy.diff import Change, PolicyDifference, substance
from dedup.policy.policy import Policy
from dedup.policy.tables import FindingLimits, Languages, Limits
from dedup.report.json import reason_fields, write_object
from dedup.report.printable import one_line
from dedup.report.wording import count, measure

_OBJECTING = (Decision.QUARANTINE, Decision.REJECT)


def print_policy(name: str, policy: Policy, console: Console) -> None:
    """Print the checks of a policy with their limits, and which checks it does not make."""
    checks = policy.checks
    console.print(f"[bold]{escape(one_line(name))}[/bold]: {count(len(checks), 'check')}")
    console.print(f"digest {policy.digest()}", highlight=False)
    grid = Grid(box=None, pad_edge=False)
    for heading in ("code", "check", "measured in", "quarantine", "reject"):
        grid.add_column(heading, no_wrap=heading in {"code", "check"})
    for bound in checks:
        grid.add_row(bound.check.code, bound.key, bound.check.unit, *(_limit(bound, item) for item in _OBJECTING))
    console.print(grid)
    console.print(f"What cannot be measured: {policy.not_measured.value}.", highlight=False)
    made = {bound.check.name for bound in checks}
    left_out = [name for name in CHECKS if name not in made]
    console.print(f"Not checked: {', '.join(left_out) or 'nothing'}.", highlight=False)


def write_policy(name: str, policy: Policy, stream: TextIO) -> None:
    """Write a policy as JSON: its digest, and its content in the form of a policy file."""
    write_object({"name": name, "digest": policy.digest(), "policy": policy.as_data()}, stream)


def print_difference(names: Sequence[str], difference: PolicyDifference, console: Console) -> None:
    """Print how often each decision becomes which other, and the documents that change with their reasons."""
    left, right = (escape(one_line(name)) for name in names)
    changes = difference.changes
    verb = "changes" if len(changes) == 1 else "change"
    console.print(
        f"[bold]{left} → {right}[/bold]: {len(changes)} of {count(difference.documents, 'document')} {verb}",
        highlight=False,
    )
    grid = Grid(f"{left} ↓   {right} →", box=None, pad_edge=False)
    for decision in Decision:
        grid.add_column(decision.value, justify="right")
    for old in Decision:
        row = [number for before, _, number in difference.counts if before is old]
        grid.add_row(old.value, *(f"{number:,}" for number in row))
    console.print(grid)
    for change in changes:
        _print_change(change, console)


def write_difference(
    names: Sequence[str],
    policies: Sequence[Policy],
    difference: PolicyDifference,
    skipped: Iterable[SkippedRecord],
    stream: TextIO,
) -> None:
    """Write the same as JSON, with what could not be read."""
    left, right = ({"name": name, "digest": policy.digest()} for name, policy in zip(names, policies, strict=True))
    data = {
        "left": left,
        "right": right,
        "documents": difference.documents,
        "counts": [
            {"left": old.value, "right": new.value, "documents": number} for old, new, number in difference.counts
        ],
        "changes": [
            {"id": item.document, "left": _verdict_fields(item.left), "right": _verdict_fields(item.right)}
            for item in difference.changes
        ],
        "skipped": list(map(asdict, skipped)),
    }
    write_object(data, stream)


def _limit(bound: Bound, decision: Decision) -> str:
    """What a check needs for a decision, in words; empty where it never asks for it."""
    table = bound.table
    if isinstance(table, Limits):
        limit = table.quarantine if decision is Decision.QUARANTINE else table.reject
        if limit is None:
            return ""
        words = f"{'below' if table.falling else 'from'} {measure(limit)}"
        return f"{words}, if {table.at_least} or more" if isinstance(table, FindingLimits) else words
    if table.passed_by(1) != (decision, 1):
        return ""
    return f"not {', '.join(table.allowed)}" if isinstance(table, Languages) else "yes"


def _print_change(change: Change, console: Console) -> None:
    old, new = change.left, change.right
    decisions = old.decision.value
    if old.decision is not new.decision:
        decisions += f" → {new.decision.value}"
    console.print(f"\n[bold]{escape(one_line(change.document))}[/bold]  {decisions}", highlight=False)
    for sign, ours, theirs in (("-", old, new), ("+", new, old)):
        for reason in ours.reasons:
            if substance(reason) not in set(map(substance, theirs.reasons)):
                line = one_line(f"{reason.check} ({reason.decision.value}): {reason.message}")
                console.print(f"  {sign} {escape(line)}", highlight=False)


def _verdict_fields(verdict: Verdict) -> dict[str, Any]:
    return {"decision": verdict.decision.value, "reasons": [reason_fields(reason) for reason in verdict.reasons]}
