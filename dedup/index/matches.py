"""What a look-up answers, and what became of an article that was handed in."""

from dataclasses import dataclass
from enum import StrEnum

from dedup.model import DuplicatePair, Overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatedDuplicate:
    """An entry without text whose signature says near-duplicate: nothing but signatures could be compared.

    `standard_error` is that of the estimate: the true Jaccard is within twice of it in 19 of 20 cases.
    """

    document: str
    jaccard: float
    standard_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """What one article shares with the accepted documents.

    `near_duplicates` and `overlaps` are what an audit of these documents reports for it; left and right follow the
    ids, as there. `earlier_share` is the share of its words that stands in an accepted document. `notes` name the
    bounds that were reached.
    """

    near_duplicates: tuple[DuplicatePair, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    estimated: tuple[EstimatedDuplicate, ...] = ()
    earlier_share: float = 0.0
    notes: tuple[str, ...] = ()


class Admission(StrEnum):
    """What became of an article.

    `already` means same id, text and policy as stored; `confirmed` the same under another policy, which agreed;
    `conflict` that the id is stored with another text; `replaced` that this text took the place of an older one.
    """

    ADDED = "added"
    REFUSED = "refused"
    ALREADY = "already"
    CONFIRMED = "confirmed"
    CONFLICT = "conflict"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one article; `matches` are empty where it was not looked up."""

    document: str
    admission: Admission
    matches: Matches
    indexed: bool
    """Whether the index now holds the article with this very text, durably."""
