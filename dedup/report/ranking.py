"""In which order reports list sources and rules.

In: an audit's sources or findings. Out: the same, what matters most first, in one order for every report.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dedup.model import Finding, Severity, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsOfRule:
    """The findings of one rule with one severity, in the order of the audit."""

    code: str
    name: str
    severity: Severity
    findings: tuple[Finding, ...]


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
