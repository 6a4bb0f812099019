"""Sources on a terminal: how they are used, and what the catalogue knows of them.

In: an audit and a rich console. Out: a table. Described, never summed up into a grade.
"""

from rich.console import Console
from rich.text import Text

from dedup.model import Audit, Source
from dedup.report.printable import one_line
from dedup.report.source_use import UsedSource, use_of_sources
from dedup.report.terminal_layout import make_table, print_indented, print_table
from dedup.report.wording import SOURCE_KINDS, count, percent

_ROWS = 40
_KEY = (
    "2nd hand and Unnamed are shares of its citations, Alone counts the claims that rest on it alone. A to F is "
    "the letter of your ratings, F what they do not rate."
)


def print_sources(audit: Audit, console: Console) -> None:
    """Print the sources, most cited first."""
    uses = use_of_sources(audit)
    console.print(Text(f"{count(len(uses), 'source')}, most cited first", style="bold underline"))
    if not uses:
        print_indented(Text("The articles cite no source."), console)
        return
    table = make_table(
        console,
        *(("Source", "wide"), ("Cited", "figure"), ("Articles", "figure"), ("2nd hand", "figure")),
        *(("Unnamed", "figure"), ("Alone", "figure"), ("A–F", "word")),
    )
    for used in uses[:_ROWS]:
        table.add_row(*_row(used))
    print_table(table, console, more=len(uses) - _ROWS)
    print_indented(Text(_KEY, style="dim"), console)


def _row(used: UsedSource) -> tuple[Text, ...]:
    source, use = used.source, used.use
    return (
        Text.assemble(one_line(source.name), (f"\n  {describe_source(source)}", "dim")),
        Text(f"{source.citations:,}"),
        Text(f"{len(source.documents):,}"),
        Text(percent(use.second_hand_share)),
        Text(percent(use.anonymous_share)),
        Text(f"{len(use.alone):,}"),
        Text(used.letter),
    )


def describe_source(source: Source) -> str:
    """Say what the catalogue knows of a source."""
    known = (
        SOURCE_KINDS[source.kind],
        one_line(source.country or ""),
        "state-controlled" if source.state_control else "",
        f"owner {one_line(source.owner)}" if source.owner else "",
    )
    return ", ".join(filter(None, known))
