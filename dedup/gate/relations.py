"""What an article shares with accepted documents, in the terms of policies and of answers.

In: the matches of the index. Out: likenesses for the policy, duplicates for the answer, and how much of the shared
wording the article credits to nobody. Accepted documents are earlier ones, whatever their ids.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from dedup.attribution import load_catalogue
from dedup.gate.answer import Duplicate
from dedup.index import Matches
from dedup.model import Citation, Document, DuplicatePair, Location, Overlap, Relation, Span
from dedup.policy import Likeness
from dedup.provenance import uncredited_shares

_LAST = "\U0010ffff"
"""Stands for the article where its id must come after those of all earlier documents."""
_SEEN_FROM_THE_OTHER = {Relation.CUT: Relation.EXTENDED, Relation.EXTENDED: Relation.CUT}


def find_likenesses(name: str, matches: Matches) -> tuple[Likeness, ...]:
    """The near-duplicates of the article with an id, for the policy.

    Where only a signature is known, containment is at least the Jaccard similarity, and taken as that.
    """
    verified = (_likeness(name, pair) for pair in matches.near_duplicates)
    estimated = (
        Likeness(
            document=item.document,
            jaccard=item.jaccard,
            containment_in_earlier=item.jaccard,
            containment_in_this=item.jaccard,
        )
        for item in matches.estimated
    )
    return (*verified, *estimated)


def find_duplicates(document: Document, matches: Matches) -> tuple[Duplicate, ...]:
    """The accepted documents that share wording with an article, by id."""
    found = {
        duplicate.document: duplicate for duplicate in _passages(document, matches.overlaps) if duplicate.share
    }
    for item in matches.estimated:
        found[item.document] = Duplicate(
            document=item.document, kind="estimated", similarity=item.jaccard, share=item.jaccard
        )
    for pair in matches.near_duplicates:
        likeness = _likeness(document.id, pair)
        is_left = pair.left == document.id
        found[likeness.document] = Duplicate(
            document=likeness.document,
            kind=(_SEEN_FROM_THE_OTHER.get(pair.relation, pair.relation) if is_left else pair.relation).value,
            similarity=likeness.jaccard,
            share=likeness.containment_in_earlier,
        )
    return tuple(found[name] for name in sorted(found))


def measure_uncredited(
    document: Document,
    matches: Matches,
    citations: Iterable[Citation],
    find_document: Callable[[str], Document | None],
) -> float:
    """The share of an article's words that stand in accepted documents of other outlets and are credited to nobody.

    `find_document` gives accepted documents, whose outlets count.
    """
    if not matches.overlaps:
        return 0.0
    turned = tuple(_turn(document.id, overlap) for overlap in matches.overlaps)
    names = sorted({overlap.left.document for overlap in turned})
    others = [_publisher_of(name, find_document if document.outlet or document.url else None) for name in names]
    own = replace(document, id=_LAST)
    own_citations = (replace(citation, document=_LAST) for citation in citations)
    return uncredited_shares((*others, own), turned, (), own_citations, load_catalogue().outlets.keys())[-1]


def _publisher_of(name: str, find_document: Callable[[str], Document | None] | None) -> Document:
    """An accepted document for its outlet; without, where nobody needs to know it or it is gone."""
    return (find_document and find_document(name)) or Document(id=name, text="")


def _likeness(name: str, pair: DuplicatePair) -> Likeness:
    is_left = pair.left == name
    return Likeness(
        document=pair.right if is_left else pair.left,
        jaccard=pair.jaccard,
        containment_in_earlier=pair.containment_in_right if is_left else pair.containment_in_left,
        containment_in_this=pair.containment_in_left if is_left else pair.containment_in_right,
    )


def _passages(document: Document, overlaps: Iterable[Overlap]) -> Iterator[Duplicate]:
    by_document: dict[str, list[tuple[Span, float]]] = defaultdict(list)
    for overlap in overlaps:
        own, other = _sides(document.id, overlap)
        by_document[other.document].append((own.span, overlap.similarity))
    for name, places in by_document.items():
        covered, end = 0, 0
        for span, _ in sorted(places):
            covered += max(0, span.end - max(span.start, end))
            end = max(end, span.end)
        yield Duplicate(
            document=name,
            kind="passage",
            similarity=max(similarity for _, similarity in places),
            share=covered / max(len(document.text), 1),
        )


def _turn(name: str, overlap: Overlap) -> Overlap:
    """The overlap with the accepted document on the left and the article, under another name, on the right."""
    own, other = _sides(name, overlap)
    return replace(overlap, left=other, right=Location(_LAST, own.span))


def _sides(name: str, overlap: Overlap) -> tuple[Location, Location]:
    """The article's side and that of the accepted document."""
    is_left = overlap.left.document == name
    return (overlap.left, overlap.right) if is_left else (overlap.right, overlap.left)
