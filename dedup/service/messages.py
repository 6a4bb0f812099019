"""What requests and answers look like: the types of the OpenAPI document.

They describe; answers are written by the gate itself, and the tests hold every answer against them.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from dedup.settings import ReaderSettings, ServiceSettings

_BLANK = r"\s\x1c-\x1f\x85"
"""What counts as blank in a text: in patterns of JSON Schema, \\s alone leaves some control characters out."""
Decisions = Literal["accept", "quarantine", "reject"]
_REASON = {
    "check": "near-duplicate",
    "code": "P101",
    "decision": "reject",
    "message": "shares 0.97 of its shingles with an accepted document, 0.95 allowed",
    "evidence": "agency-0007",
    "value": 0.97,
    "limit": 0.95,
}
_DUPLICATE = {"id": "agency-0007", "kind": "same-text", "similarity": 0.97, "share": 0.98}
_ANSWER = {
    "id": "2024-05-01/a17",
    "decision": "reject",
    "reasons": [_REASON],
    "duplicates": [_DUPLICATE],
    "findings": 0,
    "indexed": False,
    "notes": [],
}


def _exact(example: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [example]})


class ReasonMessage(BaseModel):
    """One check of the policy that objects."""

    model_config = _exact(_REASON)

    check: str = Field(description="Name of the check, and its key in the policy file.")
    code: str = Field(description="Its short form for filters.")
    decision: Decisions = Field(description="What the check asks for.")
    message: str = Field(description="What it objects to, for people.")
    evidence: str = Field(description="What shows it: a document, a rule, a figure.")
    value: float | None = Field(description="What was measured.")
    limit: float | None = Field(description="What the policy allows.")


class DuplicateMessage(BaseModel):
    """An accepted document that shares wording with the article."""

    model_config = _exact(_DUPLICATE)

    id: str
    kind: str = Field(description="same-text, cut, extended, new-lead, passage or estimated.")
    similarity: float = Field(ge=0, le=1)
    share: float = Field(ge=0, le=1, description="Share of the article that stands in the document.")


class AnswerMessage(BaseModel):
    """The decision about one article with everything it rests on."""

    model_config = _exact(_ANSWER)

    id: str
    decision: Decisions
    reasons: list[ReasonMessage] = Field(description="Every objection, strictest first.")
    duplicates: list[DuplicateMessage]
    findings: int = Field(ge=0, description="Findings of the artifact rules that the policy counts.")
    indexed: bool = Field(description="Whether the index holds the article with this text, durably.")
    notes: list[str] = Field(description="Limits that were reached.")


class BatchMessage(BaseModel):
    """The answers for a batch, in the order of its articles."""

    model_config = _exact({"answers": [_ANSWER]})

    answers: list[AnswerMessage]


class MetadataMessage(BaseModel):
    """A further field of the record."""

    model_config = _exact({"name": "section", "value": "Politik"})

    name: str
    value: str


class DocumentMessage(BaseModel):
    """An accepted document as it was handed in."""

    model_config = _exact(
        {
            "id": "2024-05-01/a17",
            "text": "Der Ausschuss vertagte die Sitzung auf Montag.",
            "title": "Sitzung vertagt",
            "language": "de",
            "published": "2024-05-01",
            "byline": "Von unserer Redaktion",
            "outlet": "Beispielblatt",
            "url": "https://example.org/a17",
            "metadata": [{"name": "section", "value": "Politik"}],
        }
    )

    id: str
    text: str
    title: str | None
    language: str | None
    published: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    metadata: list[MetadataMessage]


class HealthMessage(BaseModel):
    """The process runs, or the index answers."""

    model_config = _exact({"status": "ok"})

    status: Literal["ok"]


class ErrorDetail(BaseModel):
    """Why there is no answer."""

    model_config = _exact(
        {
            "code": "body-too-large",
            "message": "the body is larger than 8,000,000 bytes; split it",
            "detail": {"max_body_bytes": 8_000_000},
        }
    )

    code: str = Field(description="For programs; stable.")
    message: str = Field(description="For people: what happened, and what to do next.")
    detail: dict[str, Any] | None = Field(description="Further facts, by code.")


class ErrorMessage(BaseModel):
    """Every error looks like this."""

    model_config = ConfigDict(extra="forbid")

    error: ErrorDetail


def article_schema(readers: ReaderSettings, settings: ServiceSettings, *, needs_id: bool) -> dict[str, Any]:
    """The JSON schema of an article: the fields that are read under the names that the settings give them."""
    pattern = rf"^[^\x00]*[^{_BLANK}\x00][^\x00]*$" if needs_id else r"^[^\x00]*$"
    name = {"type": "string", "pattern": pattern, "maxLength": settings.max_id_characters}
    fields: dict[str, Any] = {
        readers.text: {
            "type": "string",
            "pattern": f"[^{_BLANK}]",
            "maxLength": readers.max_characters,
            "description": "The article, as it was extracted. Nothing is stripped or repaired.",
        },
        readers.id: {
            "anyOf": [name, {"type": "number"}, *([] if needs_id else [{"type": "null"}])],
            "description": "Id of the article; what is added needs one.",
        },
        readers.title: {"description": "Headline."},
        readers.url: {"description": "Address."},
        readers.date: {"description": "Day of publication, in any usual form."},
        readers.outlet: {"description": "Publisher."},
    }
    example = {
        readers.id: "2024-05-01/a17",
        readers.text: "Der Ausschuss vertagte die Sitzung auf Montag.",
        readers.title: "Sitzung vertagt",
        readers.date: "2024-05-01",
        readers.outlet: "Beispielblatt",
        "section": "Politik",
    }
    return {
        "type": "object",
        "description": "Fields beyond these are kept as metadata.",
        "required": [readers.text, readers.id] if needs_id else [readers.text],
        "properties": fields,
        "examples": [example],
    }


def batch_schema(settings: ServiceSettings, article: str) -> dict[str, Any]:
    """The JSON schema of a batch of articles, which are described under a name."""
    return {
        "type": "object",
        "required": ["articles"],
        "additionalProperties": False,
        "properties": {
            "articles": {
                "type": "array",
                "maxItems": settings.max_batch,
                "items": {
                    "anyOf": [
                        {"$ref": f"#/components/schemas/{article}"},
                        {"title": "Anything else", "description": "Answered with the decision reject."},
                    ]
                },
            }
        },
    }
