"""In which order reports list articles, sources and rules.

In: an audit's articles, sources or findings. Out: the same, what matters most first, in one order for every report.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dedup.model import Audit, DocumentSummary, Finding, Severity, Source, Suppression


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsOfRule:
    """The findings of one rule with one severity, in the order of the audit."""

    code: str
    name: str
    severity: Severity
    findings: tuple[Finding, ...]


def rank_articles(summaries: Iterable[DocumentSummary]) -> list[DocumentSummary]:
    """Order articles: those the policy objects to first, then those with most text of others, then the damaged."""
    return sorted(summaries, key=_interest)


def _interest(summary: DocumentSummary) -> tuple[int, float, int, str]:
    return (-summary.verdict.decision.rank, -summary.reused_share, -summary.findings, summary.id)


def rank_sources(sources: Iterable[Source]) -> list[Source]:
    """Order sources: most cited first, then by name."""
    return sorted(sources, key=lambda source: (-source.citations, source.name, source.id))


def rank_rules(findings: Iterable[Finding]) -> list[FindingsOfRule]:
    """Group findings by rule: gravest first, then the most frequent, then by code."""
    grouped: dict[tuple[str, str, Severity], list[Finding]] = defaultdict(list)
    for finding in findings:
        grouped[finding.code, finding.name, finding.severity].append(finding)
    rules = [
        FindingsOfRule(code=code, name=name, severity=severity, findings=tuple(found))
        for (code, name, severity), found in grouped.items()
    ]
    return sorted(rules, key=lambda rule: (-rule.severity.rank, -len(rule.findings), rule.code))


def count_suppressed(audit: Audit) -> list[tuple[tuple[str, str, Suppression], int]]:
    """Count suppressed findings by code and name of the rule and by what suppresses them, most first."""
    counted = Counter(
        (finding.code, finding.name, finding.suppressed) for finding in audit.findings if finding.suppressed
    )
    return sorted(counted.items(), key=lambda item: (-item[1], item[0][0], item[0][2].kind, item[0][2].reason))
