"""Claims as a MISP event: a text attribute for each, with tags of the admiralty-scale taxonomy.

In: an audit. Out: the JSON of one event. The event is marked for the own organisation only and unpublished: a
person decides who sees it.
"""

from collections.abc import Iterator
from typing import Any

from dedup.model import Audit, Roots
from dedup.report.exports.parts import ExportParts, derive_id, describe_roots
from dedup.report.exports.written import write_json_text

_OWN_ORGANISATION = "0"
_UNDEFINED_THREAT = "4"
_COMPLETED = "2"


def export_misp(audit: Audit) -> str:
    """Write the event."""
    parts = ExportParts(audit=audit)
    attributes = [*_claims(parts), *_links(parts)]
    idents = "".join(attribute["uuid"] for attribute in attributes)
    event = {
        "uuid": derive_id("event", idents),
        "info": f"Claims of {len(audit.documents)} articles and the sources that they rest on",
        "date": parts.day,
        "threat_level_id": _UNDEFINED_THREAT,
        "analysis": _COMPLETED,
        "distribution": _OWN_ORGANISATION,
        "published": False,
        "Attribute": attributes,
    }
    return write_json_text({"Event": event})


def _claims(parts: ExportParts) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for claim, roots in parts.counted():
        value = claim.text if claim.text not in seen else f"{claim.text} [{claim.id}]"  # values are unique
        seen.add(value)
        yield {
            "uuid": derive_id("claim", claim.id),
            "type": "text",
            "category": "External analysis",
            "value": value,
            "comment": describe_roots(roots),
            "to_ids": False,
            "Tag": [{"name": tag} for tag in admiralty_tags(roots)],
        }


def admiralty_tags(roots: Roots) -> tuple[str, ...]:
    """The tags of a claim: the letter of its channel and the digit.

    MISP has one predicate for reliability; the letter of the root stands in the comment where there is one.
    """
    return (
        f'admiralty-scale:source-reliability="{roots.channel_letter.lower()}"',
        f'admiralty-scale:information-credibility="{roots.credibility}"',
    )


def _links(parts: ExportParts) -> Iterator[dict[str, Any]]:
    """The addresses of the articles."""
    urls = dict.fromkeys(
        document.url
        for document in parts.audit.documents
        if document.url and document.url.startswith(("http://", "https://"))
    )
    for url in urls:
        yield {
            "uuid": derive_id("link", url),
            "type": "link",
            "category": "External analysis",
            "value": url,
            "to_ids": False,
        }
