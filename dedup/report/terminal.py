"""The audit as text: figures first, then section by section what is most worth looking at.

In: an audit and a rich console. Out: printed tables. Text from articles only ever becomes a `Text`, never markup,
and its control characters are shown instead of sent. Colour repeats what words say.
"""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dedup.model import Audit, Citation, Decision, Severity
from dedup.report.figures import list_figures
from dedup.report.printable import one_line, shorten
from dedup.report.ranking import count_suppressed, rank_articles, rank_rules, rank_sources
from dedup.report.terminal_claims import print_stories
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

_EXAMPLE = 32
_REASONS = 3
_DECISION_STYLES = {Decision.ACCEPT: "green", Decision.QUARANTINE: "yellow", Decision.REJECT: "red"}
_SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_terminal(audit: Audit, console: Console) -> None:
    """Print an audit in sections; a long list ends with how much more there is."""
    _print_figures(audit, console)
    _print_documents(audit, console)
    _print_decisions(audit, console)
    print_stories(audit, console)
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
    ordered = rank_articles(audit.documents)
    for summary in ordered[:ROWS]:
        table.add_row(
            Text(title_of(summary)),
            Text(f"{summary.words:,}"),
            Text(percent(summary.reused_share)),
            Text(f"{summary.findings:,}"),
            Text(summary.verdict.decision.value, style=_DECISION_STYLES[summary.verdict.decision]),
        )
    print_table(table, console, more=len(ordered) - ROWS)


def _print_decisions(audit: Audit, console: Console) -> None:
    """Print which articles are kept out, and why."""
    kept_out = [summary for summary in audit.documents if summary.verdict.decision is not Decision.ACCEPT]
    if not kept_out:
        return
    print_heading("Kept out by the policy", console)
    ordered = rank_articles(kept_out)
    for summary in ordered[:BLOCKS]:
        decision = summary.verdict.decision
        console.print(Text(f"{one_line(summary.id)}: ").append(decision.value, style=_DECISION_STYLES[decision]))
        for reason in summary.verdict.reasons[:_REASONS]:
            print_indented(Text(f"{one_line(reason.check)}: {one_line(reason.message)}", style="dim"), console)
        print_more(len(summary.verdict.reasons) - _REASONS, console, is_indented=True)
    print_more(len(ordered) - BLOCKS, console)


def _print_sources(audit: Audit, console: Console) -> None:
    if not audit.sources:
        return
    print_heading("Cited sources", console)
    table = make_table(console, ("Source", "wide"), ("Kind", "word"), ("Citations", "figure"), ("Named", "figure"),
                   ("Anonymous", "figure"), ("2nd hand", "figure"))  # fmt: skip
    for source in rank_sources(audit.sources)[:ROWS]:
        table.add_row(
            Text(one_line(source.name)),
            Text(SOURCE_KINDS[source.kind]),
            Text(f"{source.citations:,}"),
            Text(f"{source.citations - source.anonymous:,}"),
            Text(f"{source.anonymous:,}"),
            Text(f"{source.second_hand:,}"),
        )
    print_table(table, console, more=len(audit.sources) - ROWS)
    _print_chains(list(filter(is_second_hand, audit.citations)), audit, console)


def _print_chains(citations: Sequence[Citation], audit: Audit, console: Console) -> None:
    if citations:
        print_heading("Citations that reach their source through another", console)
    names = source_names(audit)
    chains = Counter(
        (citation.document, *(names.get(hop, hop) for hop in citation.chain)) for citation in citations
    )
    for chain, number in list(chains.items())[:BLOCKS]:
        times = f" ({number:,} times)" if number > 1 else ""
        print_indented(Text(" → ".join(map(one_line, chain)) + times), console)
    print_more(len(chains) - BLOCKS, console)


def _print_findings(audit: Audit, console: Console) -> None:
    rules = rank_rules(finding for finding in audit.findings if finding.suppressed is None)
    if not rules:
        return
    print_heading("Findings by rule", console)
    table = make_table(console, ("Rule, with an example", "wide"), ("Severity", "word"), ("Count", "figure"))
    for rule in rules[:ROWS]:
        example = rule.findings[0]
        where = f"{one_line(example.document)}:{example.line}:{example.column}"
        table.add_row(
            Text(f"{one_line(rule.code)} {one_line(rule.name)}\n  “{shorten(example.evidence, _EXAMPLE)}” {where}"),
            Text(rule.severity.value, style=_SEVERITY_STYLES[rule.severity]),
            Text(f"{len(rule.findings):,}"),
        )
    print_table(table, console, more=len(rules) - ROWS)


def _print_suppressed(audit: Audit, console: Console) -> None:
    reasons = count_suppressed(audit)
    if not reasons:
        return
    print_heading("Suppressed findings, which do not count", console)
    table = make_table(console, ("Rule and reason", "wide"), ("By", "word"), ("Count", "figure"))
    for (code, name, suppression), number in reasons[:ROWS]:
        table.add_row(
            Text(f"{one_line(code)} {one_line(name)}: {one_line(suppression.reason)}"),
            Text(suppression.kind.value),
            Text(f"{number:,}"),
        )
    print_table(table, console, more=len(reasons) - ROWS)


def _print_run(audit: Audit, console: Console) -> None:
    if audit.skipped:
        print_heading("Skipped input", console)
        for item in audit.skipped[:ROWS]:
            print_indented(Text(f"{one_line(item.place)}: {one_line(item.reason)}"), console)
        print_more(len(audit.skipped) - ROWS, console)
    if audit.notes:
        print_heading("Notes", console)
        for note in audit.notes[:ROWS]:
            print_indented(Text(one_line(note)), console)
        print_more(len(audit.notes) - ROWS, console)
