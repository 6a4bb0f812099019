"""Which way wording went between two articles, where dates or credits say so.

In: an overlap, what its two places credit, and who published both articles when. Out: a direction and what speaks
for it, or that it is undecided and what keeps it so.

A place that credits the publisher of the other one took the wording from there, unless the other one does the same.
Dates alone order two places that name no other origin: where both credit one third source, or the later one credits
a third source that the earlier one does not name, the wording may have come to it from there. Where dates and
credits contradict each other nothing is decided: an article that was updated carries its last date.
"""

from dedup.model import Direction, DirectionBasis
from dedup.provenance.chronology import is_earlier
from dedup.provenance.credits import PlaceCredits
from dedup.provenance.publications import Publication

Decided = tuple[Direction, tuple[DirectionBasis, ...]]


def decide_direction(
    left: Publication, right: Publication, left_credits: PlaceCredits, right_credits: PlaceCredits
) -> Decided:
    """Decide which way the wording of two places went."""
    by_date = _point(is_earlier(left.published, right.published), is_earlier(right.published, left.published))
    right_names_left = _names(right, right_credits, left)
    left_names_right = _names(left, left_credits, right)
    by_credit = _point(right_names_left, left_names_right)
    if right_names_left and left_names_right:
        return Direction.UNDECIDED, (DirectionBasis.CREDIT,)
    if by_credit is not Direction.UNDECIDED:
        return _agree(by_credit, by_date)
    third = _third(left, left_credits), _third(right, right_credits)
    if third[0] & third[1]:
        return Direction.UNDECIDED, (DirectionBasis.COMMON_SOURCE,)
    if by_date is Direction.UNDECIDED:
        return Direction.UNDECIDED, ()
    if third[1 if by_date is Direction.LEFT_TO_RIGHT else 0]:
        return Direction.UNDECIDED, (DirectionBasis.OTHER_SOURCE,)
    return by_date, (DirectionBasis.DATES,)


def _point(to_right: bool, to_left: bool) -> Direction:  # noqa: FBT001 - two signs, one for each way
    if to_right == to_left:
        return Direction.UNDECIDED
    return Direction.LEFT_TO_RIGHT if to_right else Direction.RIGHT_TO_LEFT


def _names(reader: Publication, place: PlaceCredits, publisher: Publication) -> bool:
    """Whether a place credits the publisher of the other one; an article's own outlet is no credit."""
    return publisher.outlet in place.named and publisher.outlet != reader.outlet


def _agree(by_credit: Direction, by_date: Direction) -> Decided:
    if by_date is Direction.UNDECIDED:
        return by_credit, (DirectionBasis.CREDIT,)
    both = (DirectionBasis.DATES, DirectionBasis.CREDIT)
    return (by_credit if by_date is by_credit else Direction.UNDECIDED), both


def _third(publication: Publication, place: PlaceCredits) -> frozenset[str]:
    """The sources of which a place says that the wording comes from them, its own outlet aside."""
    return place.providers - {publication.outlet}
