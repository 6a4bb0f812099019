"""The audit as the JSON of the output contract (schema version 1).

In: an audit. Out: plain data, or the same written list by list, so that a large audit never stands in memory as
one string. Every list item is one line: the file can be searched and compared with line tools.
"""

import json
import math
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, TextIO

from dedup import __version__
from dedup.model import (
    ArticleSourcing,
    Audit,
    Boilerplate,
    Citation,
    DocumentSummary,
    Finding,
    Fix,
    Location,
    NearDuplicates,
    Overlap,
    Passage,
    Reason,
    Source,
    SourceUse,
    Span,
    Suppression,
)
from dedup.report.claims_json import claim_fields, denial_fields, story_fields
from dedup.report.printable import escape_surrogates
from dedup.report.source_use import sourcing_of_articles, uses_by_source

SCHEMA_VERSION = 1
_DIGITS = 4
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def to_contract(audit: Audit) -> dict[str, Any]:
    """Turn an audit into the plain data of the contract, keys in its order."""
    return {key: list(value) if isinstance(value, Iterator) else value for key, value in contract_sections(audit)}


def write_json(audit: Audit, stream: TextIO, keys: Container[str] | None = None) -> None:
    """Write an audit as one JSON object, or a part of it. The same audit gives the same characters.

    Lone surrogates, which no encoding can carry, are written as JSON escapes.
    """
    before = "{\n"
    for key, value in contract_sections(audit):
        if keys is not None and key not in keys:
            continue
        stream.write(f'{before} "{key}": ')
        if isinstance(value, Iterator):
            _write_list(value, stream)
        else:
            stream.write(encode_json(value))
        before = ",\n"
    stream.write("\n}\n")


def _write_list(items: Iterable[object], stream: TextIO) -> None:
    before = "["
    for item in items:
        stream.write(f"{before}\n  {encode_json(item)}")
        before = ","
    stream.write("[]" if before == "[" else "\n ]")


def encode_json(value: object) -> str:
    """Write a value on one line; lone surrogates become escapes."""
    return escape_surrogates(_ENCODER.encode(value))


def write_object(data: Mapping[str, object], stream: TextIO) -> None:
    """Write one small JSON object, laid out over lines; the schema version comes first."""
    json.dump({"schema_version": SCHEMA_VERSION, **data}, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def contract_sections(audit: Audit) -> Iterator[tuple[str, Any]]:
    """Name and content of every top-level key; lists come as iterators."""
    yield "schema_version", SCHEMA_VERSION
    yield "tool", {"name": "dedup", "version": __version__}
    yield "settings", _plain(audit.settings)
    yield "collection", {key: _rounded(value) for key, value in asdict(audit.collection).items()}
    sourcing = sourcing_of_articles(audit)
    yield "documents", (_document(summary, sourcing[summary.id]) for summary in audit.documents)
    yield "overlaps", map(_overlap, audit.overlaps)
    yield "repeats", map(_overlap, audit.repeats)
    yield "passages", map(_passage, audit.passages)
    yield "near_duplicates", map(_near_duplicates, audit.near_duplicates)
    yield "boilerplate", map(_boilerplate, audit.boilerplate)
    yield "citations", map(_citation, audit.citations)
    yield "findings", map(_finding, audit.findings)
    yield "stories", map(story_fields, audit.stories)
    yield "claims", map(claim_fields, audit.claims)
    yield "denials", map(denial_fields, audit.denials)
    uses = uses_by_source(audit)
    yield "sources", (_source(source, uses[source.id]) for source in audit.sources)
    yield "skipped", map(asdict, audit.skipped)
    yield "notes", iter(audit.notes)


def _document(summary: DocumentSummary, sourcing: ArticleSourcing) -> dict[str, Any]:
    return {
        "id": summary.id,
        "title": summary.title,
        "language": summary.language,
        "published": summary.published,
        "byline": summary.byline,
        "outlet": summary.outlet,
        "url": summary.url,
        "characters": summary.characters,
        "words": summary.words,
        "reused_share": _rounded(summary.reused_share),
        "findings": summary.findings,
        "suppressed": summary.suppressed,
        "decision": summary.verdict.decision.value,
        "reasons": [reason_fields(reason) for reason in summary.verdict.reasons],
        "unattributed_share": _rounded(sourcing.unattributed_share),
        "anonymous_share": _rounded(sourcing.anonymous_share),
        "second_hand_share": _rounded(sourcing.second_hand_share),
        "republishes": list(sourcing.republishes),
        "translation_signs": list(sourcing.translation_signs),
    }


def reason_fields(reason: Reason) -> dict[str, Any]:
    """Turn a reason into the plain data of the contract."""
    return {
        "check": reason.check,
        "code": reason.code,
        "decision": reason.decision.value,
        "message": reason.message,
        "evidence": reason.evidence,
        "value": _rounded(reason.value),
        "limit": _rounded(reason.limit),
    }


def _overlap(overlap: Overlap) -> dict[str, Any]:
    return {
        "id": overlap.id,
        "kind": overlap.kind.value,
        "left": _location(overlap.left),
        "right": _location(overlap.right),
        "similarity": _rounded(overlap.similarity),
        "words": overlap.words,
        "passage": overlap.passage,
        "confidence": _rounded(overlap.confidence),
        "evidence": list(overlap.evidence),
        "pieces": [
            {"left": [left.start, left.end], "right": [right.start, right.end]} for left, right in overlap.pieces
        ],
        "direction": overlap.direction.value,
        "direction_basis": [basis.value for basis in overlap.direction_basis],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "text": passage.text,
        "locations": [_location(location) for location in passage.locations],
        "outlets": list(passage.outlets),
        "credits": [asdict(credit) for credit in passage.credits],
        "earliest": passage.earliest,
        "uncredited": list(passage.uncredited),
    }


def _near_duplicates(group: NearDuplicates) -> dict[str, Any]:
    return {
        "id": group.id,
        "documents": list(group.documents),
        "similarity": _rounded(group.similarity),
        "pairs": [{key: _rounded(value) for key, value in asdict(pair).items()} for pair in group.pairs],
    }


def _boilerplate(block: Boilerplate) -> dict[str, Any]:
    return {
        "id": block.id,
        "text": block.text,
        "site": block.site,
        "documents": list(dict.fromkeys(location.document for location in block.locations)),
        "locations": [_location(location) for location in block.locations],
        "stubs": list(block.stubs),
        "confidence": _rounded(block.confidence),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "id": citation.id,
        "document": citation.document,
        "mention": _range(citation.mention),
        "cue": None if citation.cue is None else _range(citation.cue),
        "claim": _range(citation.claim),
        "claim_spans": [_range(span) for span in citation.claim_spans],
        "outlet": citation.outlet,
        "speaker": citation.speaker,
        "source_kind": citation.source_kind.value,
        "anonymous": citation.anonymous,
        "type": citation.type.value,
        "chain": list(citation.chain),
        "medium": citation.medium,
        "confidence": _rounded(citation.confidence),
        "rule": citation.rule,
        "institution": citation.institution,
        "chain_ids": list(citation.chain_ids),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "document": finding.document,
        "start": finding.span.start,
        "end": finding.span.end,
        "line": finding.line,
        "column": finding.column,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": _rounded(finding.confidence),
        "evidence": finding.evidence,
        "message": finding.message,
        "fix": None if finding.fix is None else _fix(finding.fix),
        "fingerprint": finding.fingerprint,
        "suppressed": None if finding.suppressed is None else _suppression(finding.suppressed),
    }


def _suppression(suppression: Suppression) -> dict[str, Any]:
    return {"kind": suppression.kind.value, "reason": suppression.reason}


def _fix(fix: Fix) -> dict[str, Any]:
    return {"start": fix.span.start, "end": fix.span.end, "replacement": fix.replacement, "safe": fix.safe}


def _source(source: Source, use: SourceUse) -> dict[str, Any]:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "country": source.country,
        "owner": source.owner,
        "state_control": source.state_control,
        "reliability": source.reliability,
        "citations": source.citations,
        "documents": list(source.documents),
        "anonymous": source.anonymous,
        "second_hand": source.second_hand,
        "institution_kind": source.institution_kind,
        "part_of": list(source.part_of),
        "second_hand_share": _rounded(use.second_hand_share),
        "anonymous_share": _rounded(use.anonymous_share),
        "claims": list(use.claims),
        "claims_alone": list(use.alone),
    }


def _location(location: Location) -> dict[str, Any]:
    return {"document": location.document, "start": location.span.start, "end": location.span.end}


def _range(span: Span) -> list[int]:
    return [span.start, span.end]


def _rounded(value: Any) -> Any:
    """Round a float to four digits; what JSON cannot write (infinity, NaN) becomes null."""
    if not isinstance(value, float):
        return value
    return round(value, _DIGITS) if math.isfinite(value) else None


def _plain(value: object) -> Any:
    """Settings as JSON knows them: mappings become objects, tuples lists."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
