"""What a policy looks at: the figures of one document, and what could not be found out.

In: whatever analysed the document, an audit or the gate. A figure that nobody gives counts as not measured, so that
forgetting one never lets a document pass.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from dedup.model import Severity

Figure = TypeVar("Figure")


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """A figure that could not be found out; `why` ends the sentence "could not be measured: ..."."""

    why: str


NOT_GIVEN = NotMeasured("nobody looked")

Measured: TypeAlias = Figure | NotMeasured


def derive(figure: Measured[Figure], value: Callable[[Figure], float]) -> Measured[float]:
    """Compute a value from a figure; from one that was not measured there is none.

    >>> derive(3, lambda words: words / 2), derive(NotMeasured("nobody looked"), float)
    (1.5, NotMeasured(why='nobody looked'))
    """
    return figure if isinstance(figure, NotMeasured) else value(figure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How much wording this document and one earlier document share, by exact figures over their shingles.

    `containment_in_earlier` is the share of this document's shingles that stand in the earlier one,
    `containment_in_this` the share of the earlier one's shingles that stand in this document.
    """

    document: str
    jaccard: float
    containment_in_earlier: float
    containment_in_this: float

    def __post_init__(self) -> None:
        _check_shares(self, "jaccard", "containment_in_earlier", "containment_in_this")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """How often one artifact rule was right about the document; 0 for a rule that ran and found nothing."""

    code: str
    name: str
    severity: Severity
    count: int = 0

    def __post_init__(self) -> None:
        _check_counts(self, "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationCount:
    """How many citations name a source, and how many are anonymous."""

    named: int
    anonymous: int

    def __post_init__(self) -> None:
        _check_counts(self, "named", "anonymous")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What was measured of one document.

    `language` is an ISO 639-1 code, `und` where the text is too short to tell. `likenesses` are those with earlier
    documents that came out of the search for near-duplicates; documents that have nothing in common are not listed.
    `earlier_share` is the share of words that stand in earlier documents: of two copies the first may stay.
    `uncredited_share` is the part of it that the document credits to nobody; what counts as credited stands in
    `dedup.provenance.uncredited`. `findings` has one entry for every artifact rule that ran.
    """

    words: Measured[int] = NOT_GIVEN
    language: Measured[str] = NOT_GIVEN
    has_title: Measured[bool] = NOT_GIVEN
    has_date: Measured[bool] = NOT_GIVEN
    likenesses: Measured[tuple[Likeness, ...]] = NOT_GIVEN
    earlier_share: Measured[float] = NOT_GIVEN
    uncredited_share: Measured[float] = NOT_GIVEN
    findings: Measured[tuple[RuleCount, ...]] = NOT_GIVEN
    citations: Measured[CitationCount] = NOT_GIVEN

    def __post_init__(self) -> None:
        _check_counts(self, "words")
        _check_shares(self, "earlier_share", "uncredited_share")


def _check_shares(holder: object, *names: str) -> None:
    for name in names:
        value = getattr(holder, name)
        if not isinstance(value, NotMeasured) and not 0 <= value <= 1:  # NaN is caught here too
            raise ValueError(f"{name} is a fraction, got {value}")


def _check_counts(holder: object, *names: str) -> None:
    for name in names:
        value = getattr(holder, name)
        if not isinstance(value, NotMeasured) and not value >= 0:
            raise ValueError(f"{name} is a count, got {value}")
