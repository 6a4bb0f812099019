"""Claims as schema.org `Claim` in JSON-LD: what is claimed, where it appears and on whom it rests.

In: an audit. Out: JSON-LD. `ClaimReview` is what a fact-checker publishes with a verdict; the program gives none.
"""

from typing import Any

from dedup.model import Audit, Claim, Root, Roots
from dedup.report.exports.parts import ExportParts, derive_id, describe_roots, documents_of, full_day
from dedup.report.exports.written import write_json_text

_TYPES = {"PER": "Person", "EXP": "Person", "DOC": "CreativeWork", "GOV": "GovernmentOrganization"}


def export_schema_org(audit: Audit) -> str:
    """Write the claims."""
    parts = ExportParts(audit=audit)
    claims = [_claim(claim, roots, parts) for claim, roots in parts.counted()]
    return write_json_text({"@context": "https://schema.org", "@graph": claims})


def _claim(claim: Claim, roots: Roots, parts: ExportParts) -> dict[str, Any]:
    articles = {ident: _article(ident, parts) for ident in documents_of(claim)}
    fields: dict[str, Any] = {
        "@type": "Claim",
        "@id": f"urn:uuid:{derive_id('claim', claim.id)}",
        "identifier": claim.id,
        "text": claim.text,
        "description": describe_roots(roots),
        "appearance": list(articles.values()),
    }
    dated = [(day, ident) for ident in articles if (day := _day(ident, parts))]
    if dated and len(dated) == len(articles):
        fields["firstAppearance"] = articles[min(dated)[1]]
    if roots.direct:
        fields["author"] = [_author(root) for root in roots.direct]
    if roots.inherited:
        fields["contributor"] = [_author(root) for root in roots.inherited]
    return fields


def _day(ident: str, parts: ExportParts) -> str | None:
    document = parts.articles.get(ident)
    return full_day(document.published) if document else None


def _article(ident: str, parts: ExportParts) -> dict[str, Any]:
    document = parts.articles.get(ident)
    article: dict[str, Any] = {"@type": "NewsArticle", "identifier": ident}
    if document is None:
        return article
    named = {
        "headline": document.title,
        "url": document.url,
        "datePublished": document.published,
        "inLanguage": document.language,
    }
    article |= {name: value for name, value in named.items() if value}
    if document.outlet:
        article["publisher"] = {"@type": "Organization", "name": document.outlet}
    return article


def _author(root: Root) -> dict[str, str]:
    kind = _TYPES.get(root.id.partition(":")[0], "Organization")
    return {"@type": kind, "identifier": root.id, "name": root.name}
