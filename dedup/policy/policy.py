"""From measures of one document to a verdict.

In: what the analyses measured. Out: accept, quarantine or reject, with a reason for every limit that is passed.
A limit that a policy leaves out is not checked. Figures are compared inclusively.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from dedup.model import Decision, Reason, Verdict


class Limit(BaseModel):
    """A figure and what happens to a document that passes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limit: float = Field(ge=0)
    decision: Decision = Decision.QUARANTINE


class Policy(BaseModel):
    """Which limits hold; None switches a check off.

    >>> Policy().judge(Measures(words=3, nearest=None, similarity=0.0, earlier_share=0.0, errors=0)).decision.value
    'reject'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    near_duplicate: Limit | None = Limit(limit=0.7)
    """Jaccard similarity with a document that comes earlier in the collection."""
    reused_share: Limit | None = Limit(limit=0.8)
    """Share of words that stand in documents which come earlier in the collection."""
    errors_per_1000_words: Limit | None = Limit(limit=5)
    """Findings of severity error."""
    min_words: Limit | None = Limit(limit=20, decision=Decision.REJECT)
    """Fewer words than this are no article."""

    def judge(self, measures: "Measures") -> Verdict:
        """Decide about one document."""
        reasons = tuple(self._reasons(measures))
        gravest = max((reason.decision for reason in reasons), key=lambda item: item.rank, default=Decision.ACCEPT)
        return Verdict(decision=gravest, reasons=reasons)

    def _reasons(self, measures: "Measures") -> Iterator[Reason]:
        for name, check in _CHECKS.items():
            limit: Limit | None = getattr(self, name)
            reason = check(measures, limit) if limit is not None else None
            if reason is not None:
                yield reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What a policy looks at: shares and similarities in [0, 1], counts otherwise.

    `nearest` is the id of the earlier document that this one is a near-duplicate of, None without one.
    `earlier_share` is the share of words that stand in earlier documents: of two copies the first may stay.
    """

    words: int
    nearest: str | None
    similarity: float
    earlier_share: float
    errors: int


def _near_duplicate(measures: Measures, limit: Limit) -> Reason | None:
    if measures.nearest is None or measures.similarity < limit.limit:
        return None
    return Reason(
        check="near-duplicate",
        decision=limit.decision,
        message=f"shares nearly all of its text with {measures.nearest}",
        evidence=measures.nearest,
        value=measures.similarity,
        limit=limit.limit,
    )


def _reused_share(measures: Measures, limit: Limit) -> Reason | None:
    if measures.earlier_share < limit.limit:
        return None
    return Reason(
        check="reused-share",
        decision=limit.decision,
        message=f"{measures.earlier_share:.0%} of its words stand in documents that come before it",
        evidence="overlaps",
        value=measures.earlier_share,
        limit=limit.limit,
    )


def _errors_per_1000_words(measures: Measures, limit: Limit) -> Reason | None:
    density = 1000 * measures.errors / max(measures.words, 1)
    if density < limit.limit:
        return None
    return Reason(
        check="errors-per-1000-words",
        decision=limit.decision,
        message=f"{measures.errors} findings of severity error in {measures.words} words",
        evidence="findings",
        value=density,
        limit=limit.limit,
    )


def _min_words(measures: Measures, limit: Limit) -> Reason | None:
    if measures.words >= limit.limit:
        return None
    return Reason(
        check="min-words",
        decision=limit.decision,
        message=f"has {measures.words} words",
        evidence="text",
        value=measures.words,
        limit=limit.limit,
    )


_CHECKS: dict[str, Callable[[Measures, Limit], Reason | None]] = {
    "near_duplicate": _near_duplicate,
    "reused_share": _reused_share,
    "errors_per_1000_words": _errors_per_1000_words,
    "min_words": _min_words,
}
