"""What the articles share: overlaps, passages, versions of one text, and what the site adds."""

from typing import Any

from dedup.model import (
    Boilerplate,
    Credit,
    Direction,
    DirectionBasis,
    DuplicatePair,
    Location,
    NearDuplicates,
    Overlap,
    OverlapKind,
    Passage,
    Relation,
)
from tests.report.sample.articles import AREA, AREA_EDITED, FERRY, FOOTER, PORT, place


def overlap(
    number: int,
    left: Location,
    right: Location,
    *,
    kind: OverlapKind,
    words: int,
    passage: str | None,
    **fields: Any,
) -> Overlap:
    return Overlap(
        id=f"o{number}",
        kind=kind,
        left=left,
        right=right,
        similarity=1.0 if kind is OverlapKind.VERBATIM else 0.8123456,
        words=words,
        passage=passage,
        **fields,
    )


def make_overlaps() -> tuple[Overlap, ...]:
    verbatim, edited = OverlapKind.VERBATIM, OverlapKind.EDITED
    a, b, d, e = (
        place(document, FERRY) for document in ("hafen/a.txt", "hafen/b.txt", "insel/d.txt", "insel/e.txt")
    )
    return (
        overlap(
            1, place("hafen/a.txt", AREA), place("hafen/b.txt", AREA_EDITED), kind=edited, words=18, passage="p1",
            direction=Direction.LEFT_TO_RIGHT, direction_basis=(DirectionBasis.DATES,),
        ),
        overlap(
            2, place("hafen/a.txt", AREA), place("hafen/c.txt", PORT), kind=OverlapKind.PARAPHRASE, words=12,
            passage=None, confidence=0.83333, evidence=("Terminal", "2027"),
            direction_basis=(DirectionBasis.COMMON_SOURCE,),
        ),
        overlap(3, a, b, kind=verbatim, words=16, passage="p2"),
        overlap(4, a, d, kind=verbatim, words=16, passage="p2"),
        overlap(5, a, e, kind=verbatim, words=16, passage="p2"),
        overlap(6, b, d, kind=verbatim, words=16, passage="p2"),
        overlap(7, b, e, kind=verbatim, words=16, passage="p2"),
        overlap(8, d, e, kind=verbatim, words=16, passage="p2"),
    )  # fmt: skip


def make_passages() -> tuple[Passage, ...]:
    ferry = tuple(
        place(document, FERRY) for document in ("hafen/a.txt", "hafen/b.txt", "insel/d.txt", "insel/e.txt")
    )
    return (
        Passage(
            id="p1",
            text=AREA,
            locations=(place("hafen/a.txt", AREA), place("hafen/b.txt", AREA_EDITED)),
            outlets=("bloomberg",),
            credits=(Credit(document="hafen/a.txt", outlet="bloomberg", citation="c1"),),
            earliest="hafen/a.txt",
            uncredited=("hafen/b.txt",),
        ),
        Passage(id="p2", text=FERRY, locations=ferry),
    )


def make_repeats() -> tuple[Overlap, ...]:
    sentence = "Auf der Insel freuen sich vor allem die Wirte über die Rückkehr der Gäste im Sommer."
    left, right = place("insel/d.txt", sentence), place("insel/d.txt", sentence, 2)
    return (overlap(9, left, right, kind=OverlapKind.VERBATIM, words=16, passage=None),)


def make_near_duplicates() -> tuple[NearDuplicates, ...]:
    pair = DuplicatePair(
        left="insel/d.txt",
        right="insel/e.txt",
        jaccard=0.61,
        containment_in_left=0.98765,
        containment_in_right=0.4,
        relation=Relation.CUT,
    )
    return (NearDuplicates(id="n1", documents=("insel/d.txt", "insel/e.txt"), similarity=0.61, pairs=(pair,)),)


def make_boilerplate() -> tuple[Boilerplate, ...]:
    return (
        Boilerplate(
            id="b1",
            text=FOOTER,
            site="inselbote.example",
            locations=(place("insel/d.txt", FOOTER), place("insel/e.txt", FOOTER)),
            stubs=("insel/e.txt",),
            confidence=0.98765,
        ),
    )
