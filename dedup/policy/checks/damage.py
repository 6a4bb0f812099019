"""The check of extraction damage: findings per 1,000 words, for a severity, a family of rules or one rule.

A selector names what is counted: `error`, `warning` or `info` for findings of at least that severity, a family
letter (`G`), a code (`G101`) or a name (`drop-letter`) of an artifact rule.
"""

from collections.abc import Callable, Sequence
from functools import cache

from dedup.artifacts import catalog
from dedup.model import Severity
from dedup.policy.check import Check, Words
from dedup.policy.measures import Measured, Measures, NotMeasured, RuleCount
from dedup.policy.tables import FindingLimits

_PER_WORDS = 1000
_SHOWN = 5
_NO_RULE_RAN = NotMeasured("the settings leave out every artifact rule that it counts")
_SEVERITIES = tuple(severity.value for severity in Severity)


@cache
def selectors() -> tuple[str, ...]:
    """Every selector there is: severities, families, codes, names."""
    rules = catalog()
    families = sorted({rule.family for rule in rules})
    return (*_SEVERITIES, *families, *(rule.code for rule in rules), *(rule.name for rule in rules))


@cache
def findings_check(selector: str) -> Check:
    """The check of what a selector counts."""
    is_selected = _selected_by(selector)

    def value(measures: Measures, limits: FindingLimits) -> Measured[float]:
        if isinstance(measures.findings, NotMeasured):
            return measures.findings
        if isinstance(measures.words, NotMeasured):
            return measures.words
        if not any(is_selected(item) for item in measures.findings):
            return _NO_RULE_RAN
        count = sum(item.count for item in measures.findings if item.count and is_selected(item))
        return _PER_WORDS * count / max(measures.words, 1) if count >= limits.at_least else 0.0

    def explain(measures: Measures, _limits: FindingLimits) -> Words:
        findings: tuple[RuleCount, ...] = measures.findings  # type: ignore[assignment]  # a value was measured
        found = sorted(filter(is_selected, findings), key=lambda item: (-item.count, item.code))
        return _explain(selector, [item for item in found if item.count], measures)

    return Check(
        name="findings",
        code="P201",
        measures="Artifact findings of a severity and graver ones, of a family of rules, or of one rule.",
        unit="findings per 1,000 words",
        value=value,
        explain=explain,
    )


def _selected_by(selector: str) -> Callable[[RuleCount], bool]:
    if selector not in _SEVERITIES:
        return lambda rule: selector in (rule.code, rule.name, rule.code[0])
    least = Severity(selector).rank
    graver = {severity for severity in Severity if severity.rank >= least}
    return lambda rule: rule.severity in graver


def _explain(selector: str, found: Sequence[RuleCount], measures: Measures) -> Words:
    count = sum(item.count for item in found)
    kind = f"severity {selector}" if selector in _SEVERITIES else selector
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return Words(
        f"{count} {'finding' if count == 1 else 'findings'} of {kind} in {measures.words} words",
        ", ".join(f"{item.name} {item.count}" for item in found[:_SHOWN]) + more,
    )


CHECKS = (findings_check("info"),)
