"""Sources on a terminal: how they are used, and what the catalogue knows of them.

In: an audit and a rich console. Out: a table. Described, never summed up into a grade.
"""

from rich.console import Console
from rich.text import Text

from dedup.model import Audit, Source
from dedup.report.printable import one_line
from dedup.report.source_use import UsedSource, sourcing_of_articles, use_of_sources
from dedup.report.terminal_layout import make_table, print_heading, print_indented, print_table, title_of
from dedup.report.wording import SOURCE_KINDS, count, percent, percent_or_dash

_ROWS = 40
_ARTICLES_KEY = (
    "No source: share of its mentions of claims. Unnamed, 2nd hand: shares of its citations. Elsewhere: share of "
    "its words."
)
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
    _print_articles(audit, console)


def _print_articles(audit: Audit, console: Console) -> None:
    """Print where articles have what they say from, those with most citations first."""
    sourcing = sorted(sourcing_of_articles(audit).values(), key=lambda each: (-each.citations, each.document))
    titles = {summary.id: title_of(summary) for summary in audit.documents}
    print_heading("Where articles have it from", console)
    table = make_table(
        console,
        *(("Article", "wide"), ("Cites", "figure"), ("No source", "figure"), ("Unnamed", "figure")),
        *(("2nd hand", "figure"), ("Elsewhere", "figure")),
    )
    for each in sourcing[:_ROWS]:
        republishes = f"\n  prints text of {', '.join(map(one_line, each.republishes))}" if each.republishes else ""
        table.add_row(
            Text.assemble(titles[each.document], (republishes, "dim")),
            Text(f"{each.citations:,}"),
            *map(
                Text, map(percent_or_dash, (each.unattributed_share, each.anonymous_share, each.second_hand_share))
            ),
            Text(percent(each.reused_share)),
        )
    print_table(table, console, more=len(sourcing) - _ROWS)
    print_indented(Text(_ARTICLES_KEY, style="dim"), console)


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
