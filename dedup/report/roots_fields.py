"""Roots as the plain data that `dedup roots` writes: as in the claims of an audit, with edges between ids."""

from collections.abc import Sequence
from typing import Any, TextIO

from dedup.model import RootEdge, Roots
from dedup.provenance.roots import CountedClaim
from dedup.report.claims_json import root_details
from dedup.report.json import SCHEMA_VERSION, encode_json
from dedup.report.roots_words import describe_edge, describe_interval
from dedup.settings import RootSettings

_EXPECTED_DIGITS = 2


def roots_fields(roots: Roots) -> dict[str, Any]:
    """Turn roots into the fields of a claim; the digit is a text, as on the Admiralty scale."""
    return {
        "roots_low": roots.low,
        "roots_high": roots.high,
        "roots_expected": round(roots.expected, _EXPECTED_DIGITS),
        "roots_expected_exact": roots.exact,
        "effective": round(roots.effective, _EXPECTED_DIGITS),
        "roots": [root.id for root in roots.direct],
        "roots_inherited": [root.id for root in roots.inherited],
        "root_details": root_details(roots),
        "analysis": list(roots.analysis),
        "narrators": list(roots.narrators),
        "vague": roots.vague,
        "denied": bool(roots.denials),
        "denials": list(roots.denials),
        "edges": [_edge(edge) for edge in roots.edges],
        "credibility": str(roots.credibility),
        "reasons": [roots.reason],
        "channel_letter": roots.channel_letter,
        "root_letter": roots.root_letter,
    }


def _edge(edge: RootEdge) -> dict[str, Any]:
    return {
        "left": edge.left,
        "right": edge.right,
        "kind": "hard" if edge.prior is None else "soft",
        "prior": edge.prior,
        "why": edge.why,
        "message": describe_edge(edge),
    }


def write_roots_json(
    claims: Sequence[CountedClaim], settings: RootSettings, notes: Sequence[str], stream: TextIO
) -> None:
    """Write counted claims as one JSON object, a line a claim."""
    stream.write(f'{{\n "schema_version": {SCHEMA_VERSION},\n')
    stream.write(f' "settings": {encode_json({"roots": settings.model_dump(mode="json")})},\n "claims": [')
    for number, claim in enumerate(claims):
        fields = {"id": claim.id, "text": claim.text, "kind": claim.kind, **roots_fields(claim.roots)}
        fields["sentence"] = describe_interval(claim.roots)
        stream.write(("," if number else "") + "\n  " + encode_json(fields))
    stream.write(f'{chr(10) + " " if claims else ""}],\n "notes": {encode_json(list(notes))}\n}}\n')
