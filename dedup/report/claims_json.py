"""Claims, stories and denials as the plain data of the output contract.

In: the values of an audit. Out: objects with their keys in the contract's order.
"""

from collections.abc import Iterator
from typing import Any

from dedup.model import Claim, Conflict, Denial, Join, Location, Mention, Roots, Story
from dedup.report.claim_wording import say_edges

_DIGITS = 4
_EXPECTED_DIGITS = 2


def claim_fields(claim: Claim) -> dict[str, Any]:
    """Turn a claim into the plain data of the contract."""
    return {
        "id": claim.id,
        "text": claim.text,
        "kind": claim.kind.value,
        "forecast": claim.forecast,
        "mentions": [_mention(mention) for mention in claim.mentions],
        **_roots(claim.roots),
        "story": claim.story,
        "joins": [_join(join) for join in claim.joins],
        "conflicts": [_conflict(conflict) for conflict in claim.conflicts],
    }


def _roots(roots: Roots | None) -> dict[str, Any]:
    """Turn counted roots into the plain data of the contract; figures are null where nobody counted.

    `credibility` is the digit as text, as the scale writes it; `roots` and `roots_inherited` are ids. `reasons` are
    the row of the table that gave the digit, then the edges that narrow the count.
    """
    edges = list(_edges(roots)) if roots else []
    return {
        "roots_low": roots.low if roots else None,
        "roots_high": roots.high if roots else None,
        "roots_expected": round(roots.expected, _EXPECTED_DIGITS) if roots else None,
        "roots": [root.id for root in roots.direct] if roots else [],
        "roots_inherited": [root.id for root in roots.inherited] if roots else [],
        "narrators": list(roots.narrators) if roots else [],
        "vague": roots.vague if roots else 0,
        "denials": list(roots.denials) if roots else [],
        "credibility": str(roots.credibility) if roots else None,
        "reasons": [roots.reason, *(edge["message"] for edge in edges)] if roots else [],
        "denied": bool(roots and roots.denials),
        "analysis": list(roots.analysis) if roots else [],
        "roots_expected_exact": roots.exact if roots else None,
        "effective": round(roots.effective, _EXPECTED_DIGITS) if roots else None,
        "edges": edges,
        "channel_letter": roots.channel_letter if roots else None,
        "root_letter": roots.root_letter if roots else None,
        "root_details": root_details(roots) if roots else [],
    }


def root_details(roots: Roots) -> list[dict[str, Any]]:
    """Turn the roots of a claim into plain data, those that only the context gives last."""
    return [
        {
            "id": root.id,
            "name": root.name,
            "level": root.level,
            "inherited": inherited,
            "names": list(root.names),
            "documents": list(root.documents),
        }
        for inherited, those in ((False, roots.direct), (True, roots.inherited))
        for root in those
    ]


def _edges(roots: Roots) -> Iterator[dict[str, Any]]:
    for edge, message in zip(roots.edges, say_edges(roots), strict=True):
        yield {
            "left": edge.left,
            "right": edge.right,
            "kind": "hard" if edge.prior is None else "soft",
            "prior": edge.prior,
            "why": edge.why,
            "message": message,
        }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        **_location(mention.location),
        "citation": mention.citation,
        "chain": list(mention.chain),
        "relation": mention.stance.value,
        "hedge": mention.hedge,
        "value": mention.value,
        "scope": mention.scope.value,
        "evidence": mention.evidence.value,
    }


def _join(join: Join) -> dict[str, Any]:
    return {
        "left": join.left,
        "right": join.right,
        "confidence": round(join.confidence, _DIGITS),
        "agrees": [list(aspect) for aspect in join.agrees],
        "differs": [list(aspect) for aspect in join.differs],
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "aspect": conflict.aspect,
        "left": conflict.left,
        "right": conflict.right,
        "said": list(conflict.said),
        "message": conflict.message,
    }


def story_fields(story: Story) -> dict[str, Any]:
    """Turn a story into plain data."""
    return {
        "id": story.id,
        "title": story.title,
        "documents": list(story.documents),
        "terms": list(story.terms),
        "names": list(story.names),
        "first": story.first,
        "last": story.last,
    }


def denial_fields(denial: Denial) -> dict[str, Any]:
    """Turn a denial into plain data; `of` are the ids of the claims it can be tied to."""
    return {
        **_location(denial.location),
        "citation": denial.citation,
        "deniers": list(denial.deniers),
        "of": list(denial.of),
        "cue": None if denial.cue is None else [denial.cue.start, denial.cue.end],
    }


def _location(location: Location) -> dict[str, Any]:
    return {"document": location.document, "start": location.span.start, "end": location.span.end}
