"""The audit on a terminal: figures first, then what is most worth looking at, cut to a screen.

In: an audit and a rich console. Out: printed tables. Text from articles only ever becomes a `Text`, never markup,
and its control characters are shown instead of sent. Colour repeats what words say.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dedup.model import Audit, Citation, Decision, DocumentSummary, Finding, Location, Severity
from dedup.report.comparison import print_comparison
from dedup.report.figures import list_figures, pair_documents
from dedup.report.passages import rank_passages
from dedup.report.printable import one_line, shorten
from dedup.report.wording import SOURCE_KINDS, count, is_second_hand, percent, source_names

__all__ = ["print_comparison", "print_terminal"]

# A screen holds about this many lines of a table. Chosen by hand.
_ROWS = 10
_PAIRS = 6
_PLACES = 3
_SNIPPET = 160
_EXAMPLE = 32
_MAX_WIDTH = 100
_DECISION_STYLES = {Decision.ACCEPT: "green", Decision.QUARANTINE: "yellow", Decision.REJECT: "red"}
_SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_terminal(audit: Audit, console: Console) -> None:
    """Print an audit in sections; a long list ends with how much more there is."""
    _print_figures(audit, console)
    _print_documents(audit, console)
    _print_pairs(audit, console)
    _print_passages(audit, console)
    _print_duplicates(audit, console)
    _print_sources(audit, console)
    _print_findings(audit, console)
    _print_run(audit, console)


def _print_figures(audit: Audit, console: Console) -> None:
    table = Table.grid(padding=(0, 2))
    for figure in list_figures(audit):
        table.add_row(
            Text(figure.label), Text(figure.value, style="bold", justify="right"), Text(figure.remark, "dim")
        )
    console.print(Text(f"Audit of {count(audit.collection.documents, 'article')}", style="bold underline"))
    console.print(table)


def _print_documents(audit: Audit, console: Console) -> None:
    _print_heading("Articles", console)
    table = _table(
        console,
        ("Title", "wide"),
        ("Words", "figure"),
        ("Elsewhere", "figure"),
        ("Findings", "figure"),
        ("Decision", "word"),
    )
    ordered = sorted(audit.documents, key=_by_interest)
    for summary in ordered[:_ROWS]:
        table.add_row(
            Text(_title(summary)),
            Text(f"{summary.words:,}"),
            Text(percent(summary.reused_share)),
            Text(f"{summary.findings:,}"),
            Text(summary.verdict.decision.value, style=_DECISION_STYLES[summary.verdict.decision]),
        )
    _print_table(table, console, more=len(ordered) - _ROWS)


def _by_interest(summary: DocumentSummary) -> tuple[int, float, int, str]:
    return (-summary.verdict.decision.rank, -summary.reused_share, -summary.findings, summary.id)


def _print_pairs(audit: Audit, console: Console) -> None:
    pairs = pair_documents(audit)
    if not pairs:
        return
    _print_heading("Who shares text with whom", console)
    table = _table(console, ("Article", "wide"), ("Article", "wide"), ("Words", "figure"), ("Passages", "figure"))
    for pair in pairs[:_PAIRS]:
        table.add_row(
            Text(one_line(pair.left)),
            Text(one_line(pair.right)),
            Text(f"{pair.words:,}"),
            Text(f"{len(pair.overlaps):,}"),
        )
    _print_table(table, console, more=len(pairs) - _PAIRS)


def _print_passages(audit: Audit, console: Console) -> None:
    ranked = rank_passages(audit)
    if not ranked:
        return
    _print_heading("Shared passages", console)
    for item in ranked[:_PAIRS]:
        locations = item.passage.locations
        console.print(Text(f"{count(item.words, 'word')} in {count(len(locations), 'place')}"))
        if item.passage.text:
            _print_indented(Text(f"“{shorten(item.passage.text, _SNIPPET)}”", style="italic"), console)
        for location in locations[:_PLACES]:
            _print_indented(Text(_place(location), style="dim"), console)
        _print_more(len(locations) - _PLACES, console)
    _print_more(len(ranked) - _PAIRS, console)


def _print_duplicates(audit: Audit, console: Console) -> None:
    if not audit.near_duplicates:
        return
    _print_heading("Near-duplicates", console)
    titles = {summary.id: _title(summary) for summary in audit.documents}
    for group in audit.near_duplicates[:_ROWS]:
        size = count(len(group.documents), "article")
        console.print(Text(f"{size}, at least {percent(group.similarity)} of shingles in common"))
        for document in group.documents[:_PAIRS]:
            _print_indented(
                Text(f"{one_line(document)}  {titles.get(document, '')}", overflow="ellipsis", no_wrap=True),
                console,
            )
        _print_more(len(group.documents) - _PAIRS, console)
    _print_more(len(audit.near_duplicates) - _ROWS, console)


def _print_sources(audit: Audit, console: Console) -> None:
    if not audit.sources:
        return
    _print_heading("Cited sources", console)
    table = _table(console, ("Source", "wide"), ("Kind", "word"), ("Citations", "figure"), ("Named", "figure"),
                   ("Anonymous", "figure"), ("2nd hand", "figure"))  # fmt: skip
    ordered = sorted(audit.sources, key=lambda source: (-source.citations, source.name, source.id))
    for source in ordered[:_ROWS]:
        table.add_row(
            Text(one_line(source.name)),
            Text(SOURCE_KINDS[source.kind]),
            Text(f"{source.citations:,}"),
            Text(f"{source.citations - source.anonymous:,}"),
            Text(f"{source.anonymous:,}"),
            Text(f"{source.second_hand:,}"),
        )
    _print_table(table, console, more=len(ordered) - _ROWS)
    _print_chains(list(filter(is_second_hand, audit.citations)), audit, console)


def _print_chains(citations: Sequence[Citation], audit: Audit, console: Console) -> None:
    names = source_names(audit)
    chains = Counter(
        (citation.document, *(names.get(hop, hop) for hop in citation.chain)) for citation in citations
    )
    for chain, number in list(chains.items())[:_PAIRS]:
        times = f" ({number:,} times)" if number > 1 else ""
        _print_indented(Text(" → ".join(map(one_line, chain)) + times), console)
    _print_more(len(chains) - _PAIRS, console)


def _print_findings(audit: Audit, console: Console) -> None:
    if not audit.findings:
        return
    _print_heading("Findings by rule", console)
    grouped: dict[tuple[str, str, Severity], list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        grouped[finding.code, finding.name, finding.severity].append(finding)
    ordered = sorted(grouped.items(), key=lambda item: (-item[0][2].rank, -len(item[1]), item[0][0]))
    table = _table(console, ("Rule, with an example", "wide"), ("Severity", "word"), ("Count", "figure"))
    for (code, name, severity), findings in ordered[:_ROWS]:
        example = findings[0]
        where = f"{one_line(example.document)}:{example.line}:{example.column}"
        table.add_row(
            Text(f"{one_line(code)} {one_line(name)}\n  “{shorten(example.evidence, _EXAMPLE)}” {where}"),
            Text(severity.value, style=_SEVERITY_STYLES[severity]),
            Text(f"{len(findings):,}"),
        )
    _print_table(table, console, more=len(ordered) - _ROWS)


def _print_run(audit: Audit, console: Console) -> None:
    if audit.skipped:
        _print_heading("Skipped input", console)
        for item in audit.skipped[:_ROWS]:
            record = "" if item.record is None else f", record {item.record}"
            _print_indented(Text(f"{one_line(item.path)}{record}: {one_line(item.reason)}"), console)
        _print_more(len(audit.skipped) - _ROWS, console)
    if audit.notes:
        _print_heading("Notes", console)
        for note in audit.notes[:_ROWS]:
            _print_indented(Text(one_line(note)), console)
        _print_more(len(audit.notes) - _ROWS, console)


def _table(console: Console, *columns: tuple[str, str]) -> Table:
    """Lay out a table: "wide" columns share what is left and are cut to a line, "figure" columns stand right."""
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, width=min(console.width, _MAX_WIDTH)
    )
    for name, role in columns:
        table.add_column(
            Text(name),
            justify="right" if role == "figure" else "left",
            ratio=1 if role == "wide" else None,
            no_wrap=True,
            overflow="ellipsis",
        )
    return table


def _print_table(table: Table, console: Console, *, more: int) -> None:
    console.print(table)
    _print_more(more, console)


def _print_heading(text: str, console: Console) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def _print_more(number: int, console: Console) -> None:
    if number > 0:
        console.print(Text(f"… and {number:,} more; the HTML and JSON reports have them", style="dim"))


def _print_indented(text: Text, console: Console) -> None:
    console.print(Padding(text, (0, 0, 0, 2), expand=False))


def _title(summary: DocumentSummary) -> str:
    return shorten(summary.title or summary.id, _SNIPPET)


def _place(location: Location) -> str:
    return f"{one_line(location.document)} at {location.span.start:,}–{location.span.end:,}"
