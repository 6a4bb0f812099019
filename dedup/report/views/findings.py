"""What looks damaged and what should happen to it: findings by rule, decisions with reasons.

In: the index of a page. Out: views; findings of the articles that are shown in full, counts of all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from dedup.model import Decision, Finding, Reason
from dedup.report.printable import one_line, shorten, squeeze
from dedup.report.ranking import rank_articles, rank_rules
from dedup.report.segments import Piece, show_invisible
from dedup.report.views.index import ArticleLabel, PageIndex
from dedup.report.views.layout import OVERVIEW
from dedup.report.wording import measure, percent

_CONTEXT = 60
_MAX_EVIDENCE = 240
_MAX_REPLACEMENT = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding in its context, with the repair in words."""

    label: str
    anchor: str
    href: str
    article: ArticleLabel
    line: int
    column: int
    before: str
    evidence: tuple[Piece, ...]
    after: str
    message: str
    fix: str
    confidence: str
    suppressed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """One rule with the findings that are shown; `total` counts all but those that are suppressed."""

    code: str
    name: str
    severity: str
    total: int
    suppressed: int
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonView:
    """One check that objected, with what was measured and what is allowed."""

    check: str
    decision: str
    message: str
    evidence: str
    value: str
    limit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """The articles with one decision; reasons stand beside each."""

    decision: str
    total: int
    articles: tuple[tuple[ArticleLabel, tuple[ReasonView, ...]], ...]


def view_rules(index: PageIndex) -> Iterator[RuleView]:
    """Show the findings by rule: gravest first, then the most frequent, then by code.

    A page shows those of its texts, an overview some of each rule, first those whose text a page has.
    """
    findings: Iterable[Finding] = index.audit.findings
    if index.layout.here != OVERVIEW:
        findings = [finding for finding in findings if index.is_shown(finding.document)]
    for rule in rank_rules(findings):
        suppressed = sum(finding.suppressed is not None for finding in rule.findings)
        yield RuleView(
            code=one_line(rule.code),
            name=one_line(rule.name),
            severity=rule.severity.value,
            total=len(rule.findings) - suppressed,
            suppressed=suppressed,
            findings=tuple(_view_finding(index, finding) for finding in _choose(index, rule.findings)),
        )


def _choose(index: PageIndex, findings: Sequence[Finding]) -> Iterator[Finding]:
    if index.limits.examples is None or index.layout.here != OVERVIEW:
        return (finding for finding in findings if index.is_shown(finding.document))
    with_text = (finding for finding in findings if finding.document in index.texts)
    shown_first = sorted(with_text, key=lambda finding: finding.document not in index.layout.texts)
    return islice(shown_first, index.limits.examples)


def _view_finding(index: PageIndex, finding: Finding) -> FindingView:
    text = index.texts[finding.document]
    span = finding.span
    number = index.finding_numbers[finding.id]
    article = index.articles[finding.document]
    evidence = text[span.start : min(span.end, span.start + _MAX_EVIDENCE)]
    return FindingView(
        label=f"F{number}",
        anchor=f"finding-{number}",
        href=index.layout.link_text(finding.document, f"found-{number}") if article.is_shown else article.href,
        article=article,
        line=finding.line,
        column=finding.column,
        before=_before(text, span.start),
        evidence=(*show_invisible(evidence), *([Piece("…")] if len(span) > _MAX_EVIDENCE else [])),
        after=_after(text, span.end),
        message=one_line(finding.message),
        fix=_describe_fix(finding, text),
        confidence=percent(finding.confidence),
        suppressed=_describe_suppression(finding),
    )


def _describe_suppression(finding: Finding) -> str:
    if finding.suppressed is None:
        return ""
    return f"Suppressed by the {finding.suppressed.kind.value}: {one_line(finding.suppressed.reason)}"


def _before(text: str, start: int) -> str:
    """Return the words before a finding; a word that the window cuts becomes an ellipsis."""
    window = squeeze(text[max(0, start - _CONTEXT) : start])
    head, space, tail = window.partition(" ")
    return f"… {tail}" if start > _CONTEXT and space and head else window


def _after(text: str, end: int) -> str:
    window = squeeze(text[end : end + _CONTEXT])
    head, space, tail = window.rpartition(" ")
    return f"{head} …" if end + _CONTEXT < len(text) and space and tail else window


def _describe_fix(finding: Finding, text: str) -> str:
    fix = finding.fix
    if fix is None:
        return ""
    old = shorten(fix.span.within(text), _MAX_REPLACEMENT)
    new = shorten(fix.replacement, _MAX_REPLACEMENT)
    if not fix.span:
        repair = f"Insert “{new}”"
    elif fix.replacement.strip():
        repair = f"“{old}” → “{new}”"
    elif fix.replacement:
        repair = f"Put white space for “{old}”" if old else "Shorten the white space"
    else:
        repair = f"Remove “{old}”" if old else "Remove the white space"
    return repair + (" (safe: no wording is lost)" if fix.safe else " (check before use)")


def view_decisions(index: PageIndex) -> tuple[DecisionView, ...]:
    """Group the articles by decision, gravest first; an overview has the most telling of each."""
    return tuple(
        _view_decision(index, decision) for decision in (Decision.REJECT, Decision.QUARANTINE, Decision.ACCEPT)
    )


def _view_decision(index: PageIndex, decision: Decision) -> DecisionView:
    decided = [summary for summary in index.audit.documents if summary.verdict.decision is decision]
    most = index.limits.cases
    return DecisionView(
        decision=decision.value,
        total=len(decided),
        articles=tuple(
            (index.articles[summary.id], tuple(map(_view_reason, summary.verdict.reasons)))
            for summary in (decided if most is None else rank_articles(decided)[:most])
        ),
    )


def _view_reason(reason: Reason) -> ReasonView:
    return ReasonView(
        check=one_line(reason.check),
        decision=reason.decision.value,
        message=one_line(reason.message),
        evidence=shorten(reason.evidence, _MAX_EVIDENCE),
        value=measure(reason.value),
        limit=measure(reason.limit),
    )
