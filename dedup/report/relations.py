"""What two articles are to each other, in words: versions of one text, and which way wording went.

In: verified pairs and overlaps, with the names under which a report prints articles. Out: sentences. They say what
was seen (an earlier date, a credit), never that somebody took something.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from dedup.model import Direction, DirectionBasis, DuplicatePair, Overlap, Relation
from dedup.report.wording import count, percent

_RELATIONS = {
    Relation.SAME_TEXT: "{right} has {nearly}the same text as {left}",
    Relation.CUT: "{right} is a cut version of {left}",
    Relation.EXTENDED: "{right} is an extended version of {left}",
    Relation.NEW_LEAD: "{left} and {right}: new lead on the same body",
}
_SEEN_FROM_RIGHT = {Relation.CUT: Relation.EXTENDED, Relation.EXTENDED: Relation.CUT}
_DECIDED = {
    (DirectionBasis.DATES,): "{first} is dated earlier than {others}",
    (DirectionBasis.CREDIT,): "{others} {credit} the outlet of {first}",
    (
        DirectionBasis.DATES,
        DirectionBasis.CREDIT,
    ): "{others} {credit} the outlet of {first}, which is dated earlier",
}
_UNDECIDED = {
    (): "dates and credits say nothing",
    (DirectionBasis.CREDIT,): "each credits the other",
    (DirectionBasis.DATES, DirectionBasis.CREDIT): "dates and credits contradict each other",
    (DirectionBasis.COMMON_SOURCE,): "both credit the same source",
    (DirectionBasis.OTHER_SOURCE,): "the later one credits another source",
}
_MOST_NAMES = 12
"""Names that one sentence lists; chosen by hand."""

Basis = tuple[DirectionBasis, ...]


def describe_relation(pair: DuplicatePair, left: str, right: str) -> str:
    """Say what the right document is, seen from the left one, under their names.

    >>> pair = DuplicatePair(left="a", right="b", jaccard=0.5, containment_in_left=1, containment_in_right=0.5,
    ...                      relation=Relation.CUT)
    >>> describe_relation(pair, "article 1", "article 2")
    'article 2 is a cut version of article 1'
    """
    nearly = "nearly " if pair.jaccard < 1 else ""
    return _RELATIONS[pair.relation].format(left=left, right=right, nearly=nearly)


def describe_containment(pair: DuplicatePair, left: str, right: str) -> str:
    """Say how much of either side stands in the other one."""
    return (
        f"{percent(pair.containment_in_left)} of {right} in {left}, "
        f"{percent(pair.containment_in_right)} of {left} in {right}"
    )


def flip(pair: DuplicatePair) -> DuplicatePair:
    """See a pair from its other side."""
    return DuplicatePair(
        left=pair.right,
        right=pair.left,
        jaccard=pair.jaccard,
        containment_in_left=pair.containment_in_right,
        containment_in_right=pair.containment_in_left,
        relation=_SEEN_FROM_RIGHT.get(pair.relation, pair.relation),
    )


def describe_directions(
    overlaps: Iterable[Overlap], name: Callable[[str], str], *, noun: str = ""
) -> tuple[str, ...]:
    """Say which way wording went between the articles of overlaps, what was decided first.

    `name` gives the printed name of a document, `noun` what stands before names (article 1, articles 2, 3).
    """
    decided: dict[tuple[str, Basis], list[str]] = defaultdict(list)
    undecided: dict[Basis, list[Overlap]] = defaultdict(list)
    for overlap in overlaps:
        if overlap.left.document == overlap.right.document:
            continue
        if overlap.direction is Direction.UNDECIDED:
            undecided[overlap.direction_basis].append(overlap)
        else:
            first, second = overlap.left.document, overlap.right.document
            if overlap.direction is Direction.RIGHT_TO_LEFT:
                first, second = second, first
            decided[first, overlap.direction_basis].append(second)
    sentences = [_say_decided(first, basis, others, name, noun) for (first, basis), others in decided.items()]
    is_only_pair = not decided and len({_pair(item) for group in undecided.values() for item in group}) == 1
    return (*sentences, *_say_undecided(undecided, name, noun, is_only_pair=is_only_pair))


def _pair(overlap: Overlap) -> tuple[str, str]:
    return overlap.left.document, overlap.right.document


def _say_decided(first: str, basis: Basis, others: Sequence[str], name: Callable[[str], str], noun: str) -> str:
    distinct = list(dict.fromkeys(others))
    return _DECIDED.get(basis, "from {first} to {others}").format(
        first=_list([first], name, noun),
        others=_list(distinct, name, noun),
        credit="credits" if len(distinct) == 1 else "credit",
    )


def _say_undecided(
    undecided: dict[Basis, list[Overlap]], name: Callable[[str], str], noun: str, *, is_only_pair: bool
) -> Iterator[str]:
    """Say what keeps pairs undecided; the only two articles that are spoken of are not named again."""
    for basis, overlaps in undecided.items():
        pairs = list(dict.fromkeys(map(_pair, overlaps)))
        if is_only_pair:
            between = ""
        elif len(pairs) == 1:
            between = f" between {_list(pairs[0], name, noun)}"
        else:
            between = f" for {count(len(pairs), 'pair')}"
        yield f"direction undecided{between}: {_UNDECIDED.get(basis, _UNDECIDED[()])}"


def _list(documents: Sequence[str], name: Callable[[str], str], noun: str) -> str:
    names = ", ".join(map(name, documents[:_MOST_NAMES]))
    if len(documents) > _MOST_NAMES:
        names += f" and {len(documents) - _MOST_NAMES} more"
    if not noun:
        return names
    return f"{noun} {names}" if len(documents) == 1 else f"{noun}s {names}"
