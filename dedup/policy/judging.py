"""Audits and policies: what an audit measured of each document, and the same audit judged by another policy.

In: an audit. Out: measures, or the audit with other verdicts. Nothing is analysed again: two policies are compared
on one audit, provided that the audit searched for what both of them limit (`widen`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from dedup.artifacts import running_rules
from dedup.attribution.lexicon import LANGUAGES
from dedup.errors import SettingsMismatchError
from dedup.model import Audit, Citation, Decision, DocumentSummary, Finding, NearDuplicates, Reason, Verdict
from dedup.policy.check import NOT_MEASURED, NOT_MEASURED_CODE
from dedup.policy.measures import CitationCount, Likeness, Measured, Measures, NotMeasured, RuleCount
from dedup.policy.policy import Policy
from dedup.policy.tables import LikenessLimits
from dedup.settings import Settings

UNJUDGED = Verdict(
    decision=Decision.QUARANTINE,
    reasons=(
        Reason(
            check=NOT_MEASURED,
            code=NOT_MEASURED_CODE,
            decision=Decision.QUARANTINE,
            message="no policy has judged the document yet",
            evidence="policy",
            value=None,
            limit=None,
        ),
    ),
)
"""The verdict of a document until a policy gives one."""


def judge_audit(audit: Audit, policy: Policy) -> Audit:
    """Judge every document of an audit by a policy, whatever judged it before.

    Raises:
        SettingsMismatchError: The policy limits likenesses that the audit did not search for.
    """
    settings = Settings.model_validate({key: value for key, value in audit.settings.items() if key != "policy"})
    if widen(settings, policy) != settings:
        raise SettingsMismatchError(
            f"the audit searched for near-duplicates from Jaccard {settings.reuse.near_duplicate_jaccard:g} and "
            f"containment {settings.reuse.near_duplicate_containment:g}, and the policy has lower limits; "
            "audit again with that policy"
        )
    verdicts = map(policy.judge, measure(audit, settings))
    return replace(
        audit,
        settings={**audit.settings, "policy": policy.as_data()},
        documents=tuple(
            replace(summary, verdict=verdict) for summary, verdict in zip(audit.documents, verdicts, strict=True)
        ),
    )


def widen(settings: Settings, *policies: Policy) -> Settings:
    """Lower the thresholds of near-duplicates to what policies limit, so that no limit lies where nobody looked."""
    reuse = settings.reuse
    jaccards = [reuse.near_duplicate_jaccard]
    containments = [reuse.near_duplicate_containment]
    for policy in policies:
        jaccards.extend(_limits(policy.near_duplicate))
        containments.extend((*_limits(policy.contained_in_earlier), *_limits(policy.contains_earlier)))
    lowest = {"near_duplicate_jaccard": min(jaccards), "near_duplicate_containment": min(containments)}
    return settings.model_copy(update={"reuse": reuse.model_copy(update=lowest)})


def audit_policy(settings: Settings) -> Policy:
    """The preset `audit`, to which near-duplicates are at most what the settings call so."""
    preset = Policy.preset("audit")
    least = max((settings.reuse.near_duplicate_jaccard, *_limits(preset.near_duplicate)))
    return Policy.from_data({"extends": "audit", "near-duplicate": {"quarantine": least}})


def _limits(limits: LikenessLimits | None) -> tuple[float, ...]:
    if limits is None:
        return ()
    return tuple(limit for limit in (limits.quarantine, limits.reject) if limit is not None)


def measure(audit: Audit, settings: Settings) -> tuple[Measures, ...]:
    """Gather what the audit measured of each document, in its order; earlier documents are those before it."""
    likenesses = _likenesses(audit.near_duplicates)
    findings: dict[str, list[Finding]] = defaultdict(list)
    citations: dict[str, list[Citation]] = defaultdict(list)
    for finding in audit.findings:
        if finding.suppressed is None:
            findings[finding.document].append(finding)
    for citation in audit.citations:
        citations[citation.document].append(citation)
    silent = {
        rule.code: RuleCount(code=rule.code, name=rule.name, severity=rule.severity)
        for rule in running_rules(settings.artifacts)
    }
    return tuple(
        Measures(
            words=summary.words,
            language=summary.language,
            has_title=summary.title is not None,
            has_date=summary.published is not None,
            likenesses=likenesses.get(summary.id, ()),
            earlier_share=_share(summary.earlier_share),
            uncredited_share=_uncredited(summary),
            findings=count_findings(findings.get(summary.id, ()), silent),
            citations=count_citations(citations.get(summary.id, ()), summary.language),
        )
        for summary in audit.documents
    )


def count_findings(findings: Iterable[Finding], silent: Mapping[str, RuleCount]) -> tuple[RuleCount, ...]:
    """Count the findings of one document; `silent` holds a count of 0 for each rule that ran, by code."""
    counted = Counter(finding.code for finding in findings)
    return tuple(replace(rule, count=counted[code]) if counted[code] else rule for code, rule in silent.items())


def count_citations(citations: Iterable[Citation], language: str) -> Measured[CitationCount]:
    """Count the citations of one document; in other languages than those of the cue lexicons nobody can."""
    if language not in LANGUAGES:
        return NotMeasured(f"citations are told in {', '.join(LANGUAGES)}; the language is {language}")
    anonymous = [citation.anonymous for citation in citations]
    return CitationCount(named=anonymous.count(False), anonymous=anonymous.count(True))


def _likenesses(groups: Iterable[NearDuplicates]) -> dict[str, tuple[Likeness, ...]]:
    """For each document those with earlier ones, by verified pairs alone."""
    found: dict[str, list[Likeness]] = defaultdict(list)
    for pair in (pair for group in groups for pair in group.pairs):
        likeness = Likeness(
            document=pair.left,
            jaccard=pair.jaccard,
            containment_in_earlier=pair.containment_in_left,
            containment_in_this=pair.containment_in_right,
        )
        found[pair.right].append(likeness)
    return {document: tuple(likenesses) for document, likenesses in found.items()}


def _share(share: float | None) -> Measured[float]:
    return NotMeasured("the audit did not look at it") if share is None else share


def _uncredited(summary: DocumentSummary) -> Measured[float]:
    """Nothing reused is nothing uncredited, in any language; else the citations must have been told."""
    citations = count_citations((), summary.language)
    if isinstance(citations, NotMeasured) and summary.earlier_share:
        return citations
    return _share(summary.uncredited_share)
