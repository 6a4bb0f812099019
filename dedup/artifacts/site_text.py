"""Findings that need the collection: text of the site, added to what one document showed on its own.

In: a document, its findings, and the spans that reuse found to be a site's. Out: all findings, as if the rule had
run with the others. It is a step of its own because documents are analysed while reuse still looks at all of them.
"""

from collections.abc import Sequence

from dedup.artifacts.engine import ArtifactResult, to_findings
from dedup.artifacts.rules.site_boilerplate import RULE, hits_of
from dedup.artifacts.running import running_rules
from dedup.model import Document, Finding, Span
from dedup.settings import ArtifactSettings


def add_site_text(
    document: Document,
    findings: Sequence[Finding],
    site_text: Sequence[Span],
    settings: ArtifactSettings,
    language: str = "und",
) -> ArtifactResult:
    """Add the findings of `site-boilerplate` to those of the other rules; notes are the new ones.

    >>> document = Document(id="a", text="Der Rat tagte. Jeden Morgen unser Brief.")
    >>> added = add_site_text(document, (), [Span(15, 40)], ArtifactSettings())
    >>> [finding.evidence for finding in added.findings]
    ['Jeden Morgen unser Brief.']
    """
    rule = next((rule for rule in running_rules(settings) if rule.code == RULE.code), None) if site_text else None
    if rule is None or (rule.languages and language not in rule.languages):
        return ArtifactResult(tuple(findings))
    least = settings.min_confidence if rule.min_confidence is None else rule.min_confidence
    better = [finding.span for finding in findings if finding.name in rule.yields_to]
    sure = [hit for hit in hits_of(document.text, site_text) if hit.confidence >= least]
    hits = [hit for hit in sure[: settings.max_findings_per_rule] if not any(map(hit.span.overlaps, better))]
    added = to_findings(document, [(rule, hit) for hit in sorted(hits, key=lambda hit: hit.span)])
    merged = sorted((*findings, *added), key=lambda finding: (finding.span, finding.code))
    if len(sure) <= settings.max_findings_per_rule:
        return ArtifactResult(tuple(merged))
    limit = f"{document.id}: {rule.code} {rule.name} stopped at {settings.max_findings_per_rule} findings"
    return ArtifactResult(tuple(merged), (f"{limit}; there may be more",))
