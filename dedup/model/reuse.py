"""Text reuse: the same wording in two places, whatever the reason."""

from dataclasses import dataclass
from enum import StrEnum

from dedup.model.span import Location, Span


class OverlapKind(StrEnum):
    """How close the wording is: word for word, changed on the way, or said anew."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    PARAPHRASE = "paraphrase"


class Direction(StrEnum):
    """Which way wording went, where dates or credits say so."""

    LEFT_TO_RIGHT = "left-to-right"
    RIGHT_TO_LEFT = "right-to-left"
    UNDECIDED = "undecided"


class DirectionBasis(StrEnum):
    """What speaks for a direction; where it is undecided, what keeps it so.

    `common-source`: both places credit the same third source, from which the wording came to both.
    `other-source`: the later place credits a third source that the earlier one does not name.
    """

    DATES = "dates"
    CREDIT = "credit"
    COMMON_SOURCE = "common-source"
    OTHER_SOURCE = "other-source"


class Relation(StrEnum):
    """What the right document of a verified pair is, seen from the left one."""

    SAME_TEXT = "same-text"
    CUT = "cut"
    EXTENDED = "extended"
    NEW_LEAD = "new-lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """One aligned stretch in two documents, or twice in one.

    `similarity` is matched words / words of the longer side, in [0, 1]; `words` counts matched words.
    `left` comes before `right`. `passage` is the id of the passage the overlap belongs to. `confidence`, in
    [0, 1], is 1 for wording that is shared word for word. `evidence` holds what a paraphrase agrees in: names,
    numbers, dates, as printed on the left. `pieces` are the parts of both sides that say the same, (left, right) in
    the order of the left side, where they stand in another order on the right side; else empty. `direction` is
    decided by dates and credits alone. Undecided with the basis `dates` and `credit` means that the two disagree,
    with `credit` alone that each side credits the other, without basis that nothing is known.
    """

    id: str
    kind: OverlapKind
    left: Location
    right: Location
    similarity: float
    words: int
    passage: str | None = None
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()
    pieces: tuple[tuple[Span, Span], ...] = ()
    direction: Direction = Direction.UNDECIDED
    direction_basis: tuple[DirectionBasis, ...] = ()

    def __post_init__(self) -> None:
        if self.right < self.left:
            raise ValueError("an overlap's left side comes before its right side")
        if not 0 <= self.similarity <= 1:
            raise ValueError(f"similarity is a fraction, got {self.similarity}")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is a fraction, got {self.confidence}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One place of a passage credits an outlet for it.

    `outlet` is its id in the catalogue; an outlet of the collection that the catalogue does not know stands here as
    printed. `citation` is the id of the citation that says so, None where the byline of the article does.
    """

    document: str
    outlet: str
    citation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One stretch of wording with all places where it stands.

    `text` is the wording at its first location. `outlets` are the catalogue ids that any place credits for it,
    `credits` say which place credits whom. `earliest` is the document with the first date, where every place has a
    date and one of them is alone the first. `uncredited` are the documents that name no source for it although
    another one credits an outlet; the outlet's own articles are not among them.
    """

    id: str
    text: str
    locations: tuple[Location, ...]
    outlets: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    earliest: str | None = None
    uncredited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """Text that a site puts into many of its articles; it makes no overlaps and no near-duplicates.

    `text` is the wording at its first location. `site` is None where records name no site and the text was told by
    standing at the edge of articles that have nothing else in common. `stubs` are documents that consist of such
    text for the greater part: what makes them alike is the site's text only.
    """

    id: str
    text: str
    site: str | None
    locations: tuple[Location, ...]
    stubs: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePair:
    """A verified pair of near-duplicates: exact figures over the two shingle sets.

    `containment_in_left` is the share of right's shingles that stand in left, and the reverse. `relation` says what
    right is, seen from left.
    """

    left: str
    right: str
    jaccard: float
    containment_in_left: float
    containment_in_right: float
    relation: Relation = Relation.SAME_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuplicates:
    """A group of documents joined by verified pairs; `similarity` is the lowest Jaccard among those pairs."""

    id: str
    documents: tuple[str, ...]
    similarity: float
    pairs: tuple[DuplicatePair, ...]
