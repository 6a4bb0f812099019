"""Where shared wording comes from, as far as dates and credits say.

In: overlaps, passages, citations and the articles. Out: overlaps with a direction, and passages with who credits
whom, who is dated first, and who names no source although others do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dedup.attribution import Catalogue
from dedup.model import Citation, Credit, DocumentSummary, Overlap, Passage
from dedup.provenance.chronology import find_earliest
from dedup.provenance.credits import CreditLedger
from dedup.provenance.direction import decide_direction
from dedup.provenance.publications import Publication, note_publications


def trace_wording(
    overlaps: Iterable[Overlap],
    passages: Iterable[Passage],
    *,
    citations: Iterable[Citation],
    documents: Iterable[DocumentSummary],
    catalogue: Catalogue,
) -> tuple[tuple[Overlap, ...], tuple[Passage, ...]]:
    """Give overlaps their direction and passages their credits; a repeat inside one article has no direction."""
    publications = note_publications(documents, catalogue)
    ledger = CreditLedger(citations, publications, catalogue)
    return (
        tuple(_direct(overlap, publications, ledger) for overlap in overlaps),
        tuple(_credit(passage, publications, ledger, catalogue) for passage in passages),
    )


def _direct(overlap: Overlap, publications: Mapping[str, Publication], ledger: CreditLedger) -> Overlap:
    left, right = overlap.left, overlap.right
    if left.document == right.document:
        return overlap
    direction, basis = decide_direction(
        publications[left.document], publications[right.document], ledger.read(left), ledger.read(right)
    )
    return replace(overlap, direction=direction, direction_basis=basis)


def _credit(
    passage: Passage, publications: Mapping[str, Publication], ledger: CreditLedger, catalogue: Catalogue
) -> Passage:
    documents = tuple(dict.fromkeys(location.document for location in passage.locations))
    places = [(location.document, ledger.read(location)) for location in passage.locations]
    credited = {outlet for _, place in places for outlet in place.named}
    naming = {document for document, place in places if place.names_source}
    return replace(
        passage,
        outlets=tuple(sorted(outlet for outlet in credited if outlet in catalogue.outlets)),
        credits=tuple(sorted({credit for _, place in places for credit in place.credits}, key=_in_order)),
        earliest=find_earliest(documents, {name: publications[name].published for name in documents}),
        uncredited=tuple(
            document
            for document in documents
            if credited and document not in naming and publications[document].outlet not in credited
        ),
    )


def _in_order(credit: Credit) -> tuple[str, str, str]:
    return credit.document, credit.outlet, credit.citation or ""
