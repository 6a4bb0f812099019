"""What the gate answers for one record, and its line in the output contract."""

import json
from dataclasses import dataclass
from typing import Any

from dedup.model import Decision, Reason, Verdict
from dedup.report.json import reason_fields

_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Duplicate:
    """An accepted document that shares wording with the record.

    `kind` is `passage`, `estimated` where only a signature of the document is known, or what the record is seen
    from the document: `same-text`, `cut`, `extended`, `new-lead`. `similarity` is the Jaccard similarity of a
    near-duplicate, or the highest one of a passage. `share` is the share of the record that stands in the document:
    of its shingles for a near-duplicate, of its characters for passages; an estimated one states its similarity.
    """

    document: str
    kind: str
    similarity: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The decision about one record with everything it rests on.

    `findings` counts the findings of those artifact rules that the policy counts. `indexed` says whether the index
    holds the record with this text, durably. `answered` is false where the record could not be read, analysed or
    compared: it is not accepted then. `notes` name limits that were reached.
    """

    id: str
    verdict: Verdict
    duplicates: tuple[Duplicate, ...] = ()
    findings: int = 0
    indexed: bool = False
    answered: bool = True
    notes: tuple[str, ...] = ()

    @property
    def decision(self) -> Decision:
        """Accept, quarantine or reject."""
        return self.verdict.decision

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every objection, strictest first."""
        return self.verdict.reasons

    def as_data(self) -> dict[str, Any]:
        """Plain data as the output contract has it."""
        return {
            "id": self.id,
            "decision": self.decision.value,
            "reasons": [reason_fields(reason) for reason in self.reasons],
            "duplicates": [
                {
                    "id": duplicate.document,
                    "kind": duplicate.kind,
                    "similarity": round(duplicate.similarity, _DIGITS),
                    "share": round(duplicate.share, _DIGITS),
                }
                for duplicate in self.duplicates
            ],
            "findings": self.findings,
            "indexed": self.indexed,
            "notes": list(self.notes),
        }

    def as_line(self) -> bytes:
        """One line of JSON Lines in UTF-8."""
        plain = json.dumps(self.as_data(), ensure_ascii=False, allow_nan=False)
        try:
            return plain.encode() + b"\n"
        except UnicodeEncodeError:  # half a surrogate pair, which only an escape can carry
            return json.dumps(self.as_data(), allow_nan=False).encode() + b"\n"


def refuse(
    name: str, check: str, message: str, *, evidence: str, decision: Decision, notes: tuple[str, ...] = ()
) -> Answer:
    """Answer for a record that could not be read, analysed or compared.

    >>> refuse("a", "unreadable", "is not JSON", evidence="line 1", decision=Decision.REJECT).reasons[0].code
    'P902'
    """
    reason = Reason(
        check=check,
        code=CODES[check],
        decision=decision,
        message=message,
        evidence=evidence,
        value=None,
        limit=None,
    )
    return Answer(
        id=name, verdict=Verdict(decision=decision, reasons=(reason,)), answered=check == "id-conflict", notes=notes
    )


CODES = {"unreadable": "P902", "not-analysed": "P903", "not-compared": "P904", "id-conflict": "P905"}
"""Reasons of the gate itself; P901 is the policy's own for what could not be measured."""
