"""The lists of the output contract as tables: the columns of each and their types.

A type is `text`, `whole`, `number` or `flag`; `[type]` is a list of it and a mapping a struct. A table has its
columns whatever the audit found, so that tables of several audits fit together. In: the name of a list. Out: its
columns, and as Arrow knows them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

Kind = str | list[Any] | dict[str, Any]
"""The type of a column."""

_RANGE: Kind = ["whole"]
_LOCATION: dict[str, Kind] = {"document": "text", "start": "whole", "end": "whole"}
_TEXTS: Kind = ["text"]

_REASON: Kind = {
    **dict.fromkeys(("check", "code", "decision", "message", "evidence"), "text"),
    **dict.fromkeys(("value", "limit"), "number"),
}
_DOCUMENT: dict[str, Kind] = {
    **dict.fromkeys(("id", "title", "language", "published", "byline", "outlet", "url"), "text"),
    **dict.fromkeys(("characters", "words"), "whole"),
    "reused_share": "number",
    **dict.fromkeys(("findings", "suppressed"), "whole"),
    "decision": "text",
    "reasons": [_REASON],
    **dict.fromkeys(("unattributed_share", "anonymous_share", "second_hand_share"), "number"),
    "republishes": _TEXTS,
    "translation_signs": _TEXTS,
    "path": "text",
}
_OVERLAP: dict[str, Kind] = {
    "id": "text",
    "kind": "text",
    "left": _LOCATION,
    "right": _LOCATION,
    "similarity": "number",
    "words": "whole",
    "passage": "text",
    "confidence": "number",
    "evidence": _TEXTS,
    "pieces": [{"left": _RANGE, "right": _RANGE}],
    "direction": "text",
    "direction_basis": _TEXTS,
}
_PASSAGE: dict[str, Kind] = {
    "id": "text",
    "text": "text",
    "locations": [_LOCATION],
    "outlets": _TEXTS,
    "credits": [{"document": "text", "outlet": "text", "citation": "text"}],
    "earliest": "text",
    "uncredited": _TEXTS,
}
_PAIR: Kind = {
    **dict.fromkeys(("left", "right"), "text"),
    **dict.fromkeys(("jaccard", "containment_in_left", "containment_in_right"), "number"),
    "relation": "text",
}
_NEAR_DUPLICATES: dict[str, Kind] = {"id": "text", "documents": _TEXTS, "similarity": "number", "pairs": [_PAIR]}
_BOILERPLATE: dict[str, Kind] = {
    **dict.fromkeys(("id", "text", "site"), "text"),
    "documents": _TEXTS,
    "locations": [_LOCATION],
    "stubs": _TEXTS,
    "confidence": "number",
}
_CITATION: dict[str, Kind] = {
    **dict.fromkeys(("id", "document"), "text"),
    **dict.fromkeys(("mention", "cue", "claim"), _RANGE),
    "claim_spans": [_RANGE],
    **dict.fromkeys(("outlet", "speaker", "source_kind"), "text"),
    "anonymous": "flag",
    "type": "text",
    "chain": _TEXTS,
    "medium": "text",
    "confidence": "number",
    **dict.fromkeys(("rule", "institution"), "text"),
    "chain_ids": _TEXTS,
}
_FINDING: dict[str, Kind] = {
    **dict.fromkeys(("id", "document"), "text"),
    **dict.fromkeys(("start", "end", "line", "column"), "whole"),
    **dict.fromkeys(("code", "name", "severity"), "text"),
    "confidence": "number",
    **dict.fromkeys(("evidence", "message"), "text"),
    "fix": {"start": "whole", "end": "whole", "replacement": "text", "safe": "flag"},
    "fingerprint": "text",
    "suppressed": {"kind": "text", "reason": "text"},
}
_STORY: dict[str, Kind] = {
    **dict.fromkeys(("id", "title"), "text"),
    **dict.fromkeys(("documents", "terms", "names"), _TEXTS),
    **dict.fromkeys(("first", "last"), "text"),
}
_MENTION: Kind = {
    **_LOCATION,
    "citation": "text",
    "chain": _TEXTS,
    **dict.fromkeys(("relation", "hedge", "value", "scope", "evidence"), "text"),
}
_EDGE: Kind = {
    **dict.fromkeys(("left", "right", "kind"), "text"),
    "prior": "number",
    **dict.fromkeys(("why", "message"), "text"),
}
_ROOT: Kind = {
    **dict.fromkeys(("id", "name"), "text"),
    "level": "whole",
    "inherited": "flag",
    **dict.fromkeys(("names", "documents"), _TEXTS),
}
_JOIN: Kind = {
    **dict.fromkeys(("left", "right"), "whole"),
    "confidence": "number",
    "agrees": [_TEXTS],
    "differs": [_TEXTS],
}
_CONFLICT: Kind = {
    "aspect": "text",
    **dict.fromkeys(("left", "right"), "whole"),
    "said": _TEXTS,
    "message": "text",
}
_CLAIM: dict[str, Kind] = {
    **dict.fromkeys(("id", "text", "kind"), "text"),
    "forecast": "flag",
    "mentions": [_MENTION],
    **dict.fromkeys(("roots_low", "roots_high"), "whole"),
    "roots_expected": "number",
    **dict.fromkeys(("roots", "roots_inherited", "narrators"), _TEXTS),
    "vague": "whole",
    "denials": _TEXTS,
    "credibility": "text",
    "reasons": _TEXTS,
    "denied": "flag",
    "analysis": _TEXTS,
    "roots_expected_exact": "flag",
    "effective": "number",
    "edges": [_EDGE],
    **dict.fromkeys(("channel_letter", "root_letter"), "text"),
    "root_details": [_ROOT],
    "story": "text",
    "joins": [_JOIN],
    "conflicts": [_CONFLICT],
}
_DENIAL: dict[str, Kind] = {**_LOCATION, "citation": "text", "deniers": _TEXTS, "of": _TEXTS, "cue": _RANGE}
_SOURCE: dict[str, Kind] = {
    **dict.fromkeys(("id", "name", "kind", "country", "owner"), "text"),
    "state_control": "flag",
    "reliability": "text",
    "citations": "whole",
    "documents": _TEXTS,
    **dict.fromkeys(("anonymous", "second_hand"), "whole"),
    "institution_kind": "text",
    "part_of": _TEXTS,
    **dict.fromkeys(("second_hand_share", "anonymous_share"), "number"),
    **dict.fromkeys(("claims", "claims_alone"), _TEXTS),
}

COLUMNS: Mapping[str, Mapping[str, Kind]] = MappingProxyType(
    {
        "documents": _DOCUMENT,
        "overlaps": _OVERLAP,
        "repeats": _OVERLAP,
        "passages": _PASSAGE,
        "near_duplicates": _NEAR_DUPLICATES,
        "boilerplate": _BOILERPLATE,
        "citations": _CITATION,
        "findings": _FINDING,
        "stories": _STORY,
        "claims": _CLAIM,
        "denials": _DENIAL,
        "sources": _SOURCE,
        "skipped": {"path": "text", "record": "whole", "reason": "text"},
        "notes": {"note": "text"},
    }
)
"""The columns of each list of the contract, in its order; `documents` has the path of the file besides."""


def arrow_schema(columns: Mapping[str, Kind]) -> "pa.Schema":
    """Build the schema of a table.

    >>> arrow_schema({"id": "text", "mention": ["whole"]}).types
    [DataType(string), ListType(list<item: int64>)]
    """
    import pyarrow as pa

    return pa.schema([(name, _arrow_type(kind)) for name, kind in columns.items()])


def _arrow_type(kind: Kind) -> "pa.DataType":
    import pyarrow as pa

    if isinstance(kind, dict):
        return pa.struct([(name, _arrow_type(part)) for name, part in kind.items()])
    if isinstance(kind, list):
        return pa.list_(_arrow_type(kind[0]))
    plain = {"text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "flag": pa.bool_()}
    return plain[kind]
