"""The audit on a terminal: figures first, then what is most worth looking at, cut to a screen.

In: an audit and a rich console. Out: printed tables. Text from articles only ever becomes a `Text`, never markup,
and its control characters are shown instead of sent. Colour repeats what words say.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dedup.model import Audit, Citation, Decision, DocumentSummary, Finding, Severity
from dedup.report.comparison import print_comparison
from dedup.report.figures import list_figures
from dedup.report.printable import one_line, shorten
from dedup.report.terminal_layout import (
    BLOCKS,
    ROWS,
    make_table,
    print_heading,
    print_indented,
    print_more,
    print_table,
    title_of,
)
from dedup.report.terminal_sharing import print_duplicates, print_pairs, print_passages, print_site_text
from dedup.report.wording import SOURCE_KINDS, count, is_second_hand, percent, source_names

__all__ = ["print_comparison", "print_terminal"]

_EXAMPLE = 32
_DECISION_STYLES = {Decision.ACCEPT: "green", Decision.QUARANTINE: "yellow", Decision.REJECT: "red"}
_SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_terminal(audit: Audit, console: Console) -> None:
    """Print an audit in sections; a long list ends with how much more there is."""
    _print_figures(audit, console)
    _print_documents(audit, console)
    print_pairs(audit, console)
    print_passages(audit, console)
    print_duplicates(audit, console)
    print_site_text(audit, console)
    _print_sources(audit, console)
    _print_findings(audit, console)
    _print_suppressed(audit, console)
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
    print_heading("Articles", console)
    table = make_table(
        console,
        ("Title", "wide"),
        ("Words", "figure"),
        ("Elsewhere", "figure"),
        ("Findings", "figure"),
        ("Decision", "word"),
    )
    ordered = sorted(audit.documents, key=_by_interest)
    for summary in ordered[:ROWS]:
        table.add_row(
            Text(title_of(summary)),
            Text(f"{summary.words:,}"),
            Text(percent(summary.reused_share)),
            Text(f"{summary.findings:,}"),
            Text(summary.verdict.decision.value, style=_DECISION_STYLES[summary.verdict.decision]),
        )
    print_table(table, console, more=len(ordered) - ROWS)


def _by_interest(summary: DocumentSummary) -> tuple[int, float, int, str]:
    return (-summary.verdict.decision.rank, -summary.reused_share, -summary.findings, summary.id)


def _print_sources(audit: Audit, console: Console) -> None:
    if not audit.sources:
        return
    print_heading("Cited sources", console)
    table = make_table(console, ("Source", "wide"), ("Kind", "word"), ("Citations", "figure"), ("Named", "figure"),
                   ("Anonymous", "figure"), ("2nd hand", "figure"))  # fmt: skip
    ordered = sorted(audit.sources, key=lambda source: (-source.citations, source.name, source.id))
    for source in ordered[:ROWS]:
        table.add_row(
            Text(one_line(source.name)),
            Text(SOURCE_KINDS[source.kind]),
            Text(f"{source.citations:,}"),
            Text(f"{source.citations - source.anonymous:,}"),
            Text(f"{source.anonymous:,}"),
            Text(f"{source.second_hand:,}"),
        )
    print_table(table, console, more=len(ordered) - ROWS)
    _print_chains(list(filter(is_second_hand, audit.citations)), audit, console)


def _print_chains(citations: Sequence[Citation], audit: Audit, console: Console) -> None:
    names = source_names(audit)
    chains = Counter(
        (citation.document, *(names.get(hop, hop) for hop in citation.chain)) for citation in citations
    )
    for chain, number in list(chains.items())[:BLOCKS]:
        times = f" ({number:,} times)" if number > 1 else ""
        print_indented(Text(" → ".join(map(one_line, chain)) + times), console)
    print_more(len(chains) - BLOCKS, console)


def _print_findings(audit: Audit, console: Console) -> None:
    if not any(finding.suppressed is None for finding in audit.findings):
        return
    print_heading("Findings by rule", console)
    grouped: dict[tuple[str, str, Severity], list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        if finding.suppressed is not None:
            continue
        grouped[finding.code, finding.name, finding.severity].append(finding)
    ordered = sorted(grouped.items(), key=lambda item: (-item[0][2].rank, -len(item[1]), item[0][0]))
    table = make_table(console, ("Rule, with an example", "wide"), ("Severity", "word"), ("Count", "figure"))
    for (code, name, severity), findings in ordered[:ROWS]:
        example = findings[0]
        where = f"{one_line(example.document)}:{example.line}:{example.column}"
        table.add_row(
            Text(f"{one_line(code)} {one_line(name)}\n  “{shorten(example.evidence, _EXAMPLE)}” {where}"),
            Text(severity.value, style=_SEVERITY_STYLES[severity]),
            Text(f"{len(findings):,}"),
        )
    print_table(table, console, more=len(ordered) - ROWS)


def _print_suppressed(audit: Audit, console: Console) -> None:
    reasons = Counter(
        (finding.code, finding.name, finding.suppressed) for finding in audit.findings if finding.suppressed
    )
    if not reasons:
        return
    print_heading("Suppressed findings, which do not count", console)
    table = make_table(console, ("Rule and reason", "wide"), ("By", "word"), ("Count", "figure"))
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0][0], item[0][2].kind, item[0][2].reason))
    for (code, name, suppression), number in ordered[:ROWS]:
        table.add_row(
            Text(f"{one_line(code)} {one_line(name)}: {one_line(suppression.reason)}"),
            Text(suppression.kind.value),
            Text(f"{number:,}"),
        )
    print_table(table, console, more=len(ordered) - ROWS)


def _print_run(audit: Audit, console: Console) -> None:
    if audit.skipped:
        print_heading("Skipped input", console)
        for item in audit.skipped[:ROWS]:
            record = "" if item.record is None else f", record {item.record}"
            print_indented(Text(f"{one_line(item.path)}{record}: {one_line(item.reason)}"), console)
        print_more(len(audit.skipped) - ROWS, console)
    if audit.notes:
        print_heading("Notes", console)
        for note in audit.notes[:ROWS]:
            print_indented(Text(one_line(note)), console)
        print_more(len(audit.notes) - ROWS, console)
