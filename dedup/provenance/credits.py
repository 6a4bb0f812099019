"""Which outlets the places of a passage credit.

In: passages and citations. Out: the passages with the catalogue ids of the outlets that any of their places
names as source or medium of the wording. A citation speaks of a passage when its claim and the place share text.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from dedup.model import Citation, Location, Passage


def credit_passages(
    passages: Iterable[Passage], citations: Iterable[Citation], outlets: Collection[str]
) -> tuple[Passage, ...]:
    """Name the outlets that passages credit; `outlets` are the ids of the catalogue, which chains may hold."""
    by_document: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        by_document[citation.document].append(citation)
    for of_document in by_document.values():
        of_document.sort(key=lambda citation: citation.claim)
    return tuple(
        replace(passage, outlets=_credited(passage.locations, by_document, outlets)) for passage in passages
    )


def _credited(
    locations: Iterable[Location], by_document: dict[str, list[Citation]], outlets: Collection[str]
) -> tuple[str, ...]:
    named = {
        hop
        for location in locations
        for citation in _candidates(by_document.get(location.document, []), location)
        if any(span.overlaps(location.span) for span in citation.claim_spans)
        for hop in citation.chain
        if hop in outlets
    }
    return tuple(sorted(named))


def _candidates(citations: Sequence[Citation], location: Location) -> Sequence[Citation]:
    """Citations, sorted by claim, whose claim starts before the place ends."""
    return citations[: bisect_left(citations, location.span.end, key=lambda citation: citation.claim.start)]
