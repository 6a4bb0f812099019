"""Text of the site in one document, for callers that look at one document at a time.

In: a document, its findings, and the spans that reuse found to be a site's. Out: all findings, as if the rule had
run with the others.
"""

from collections.abc import Sequence

from dedup.artifacts.collection import join
from dedup.artifacts.engine import ArtifactResult
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
    hits = [(rule, hit) for hit in hits_of(document.text, site_text)] if rule else []
    return join(document, findings, hits, settings, language)
