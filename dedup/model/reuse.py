"""Text reuse: the same wording in two places, whatever the reason."""

from dataclasses import dataclass
from enum import StrEnum

from dedup.model.span import Location


class OverlapKind(StrEnum):
    """How close the wording is: word for word, changed on the way, or said anew."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    PARAPHRASE = "paraphrase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """One aligned stretch in two documents, or twice in one.

    `similarity` is matched words / words of the longer side, in [0, 1]; `words` counts matched words.
    `left` comes before `right`. `passage` is the id of the passage the overlap belongs to.
    """

    id: str
    kind: OverlapKind
    left: Location
    right: Location
    similarity: float
    words: int
    passage: str | None = None

    def __post_init__(self) -> None:
        if self.right < self.left:
            raise ValueError("an overlap's left side comes before its right side")
        if not 0 <= self.similarity <= 1:
            raise ValueError(f"similarity is a fraction, got {self.similarity}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One stretch of wording with all places where it stands.

    `text` is the wording at its first location. `outlets` are the catalogue ids that any place credits for it.
    """

    id: str
    text: str
    locations: tuple[Location, ...]
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePair:
    """A verified pair of near-duplicates: exact figures over the two shingle sets.

    `containment_in_left` is the share of right's shingles that stand in left, and the reverse.
    """

    left: str
    right: str
    jaccard: float
    containment_in_left: float
    containment_in_right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuplicates:
    """A group of documents joined by verified pairs; `similarity` is the lowest Jaccard among those pairs."""

    id: str
    documents: tuple[str, ...]
    similarity: float
    pairs: tuple[DuplicatePair, ...]
