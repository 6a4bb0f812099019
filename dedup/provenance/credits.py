"""Which outlets a place of wording credits.

In: citations, publications and the catalogue. Out: for every place the outlets that it names as source or medium of
the wording. A citation speaks of a place when its claim and the place share text; the byline speaks of the whole
article when it names an agency.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from dedup.attribution import Catalogue
from dedup.model import Citation, Credit, Location, Span
from dedup.provenance.publications import Publication, fold_name

_MOST = 0.5
"""Share of a place from which an outlet that is credited for statements speaks for its wording. Chosen by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCredits:
    """What one place of wording credits: its credits, and `named`, the outlets of all of them.

    `providers` are the outlets of which the wording as a whole may come: agencies, whose text others print, and
    outlets that are credited for at least half of it. `names_source` says that somebody is named, outlet or not.
    """

    credits: tuple[Credit, ...]
    named: frozenset[str]
    providers: frozenset[str]
    names_source: bool


_NOTHING = PlaceCredits(credits=(), named=frozenset(), providers=frozenset(), names_source=False)


class CreditLedger:
    """The citations of a collection, to be asked about places."""

    def __init__(
        self, citations: Iterable[Citation], publications: Mapping[str, Publication], catalogue: Catalogue
    ) -> None:
        self._publications = publications
        self._catalogue = catalogue
        self._publishers = frozenset(item.outlet for item in publications.values() if item.outlet)
        by_document: dict[str, list[Citation]] = defaultdict(list)
        for citation in citations:
            by_document[citation.document].append(citation)
        self._pages = {document: _Page(of_document) for document, of_document in by_document.items()}
        self._read: dict[tuple[str, int, int], PlaceCredits] = {}

    def read(self, location: Location) -> PlaceCredits:
        """Say what a place credits."""
        key = (location.document, location.span.start, location.span.end)
        if key not in self._read:
            self._read[key] = self._look_up(location)
        return self._read[key]

    def _look_up(self, location: Location) -> PlaceCredits:
        page = self._pages.get(location.document)
        speaking = page.speaking_of(location.span) if page else ()
        agencies = self._publications[location.document].agencies
        if not speaking and not agencies:
            return _NOTHING
        found = {Credit(document=location.document, outlet=agency, citation=None): 1.0 for agency in agencies}
        for citation in speaking:
            for outlet in self._outlets(citation):
                credit = Credit(document=location.document, outlet=outlet, citation=citation.id)
                found[credit] = _covered_share(citation.claim_spans, location.span)
        shares: dict[str, float] = defaultdict(float)
        for credit, share in found.items():
            shares[self._key(credit.outlet)] += share
        return PlaceCredits(
            credits=tuple(found),
            named=frozenset(shares),
            providers=frozenset(key for key, share in shares.items() if share >= _MOST or self._is_agency(key)),
            names_source=bool(agencies) or not all(citation.anonymous for citation in speaking),
        )

    def _outlets(self, citation: Citation) -> list[str]:
        """The hops of a chain that are outlets: of the catalogue, or publishers of this collection."""
        return [
            hop for hop in dict.fromkeys(citation.chain) if self._key(hop) in self._publishers or self._knows(hop)
        ]

    def _key(self, hop: str) -> str:
        return hop if self._knows(hop) else fold_name(hop)

    def _knows(self, hop: str) -> bool:
        return hop in self._catalogue.outlets

    def _is_agency(self, key: str) -> bool:
        return self._knows(key) and self._catalogue.outlets[key].is_agency


class _Page:
    """The citations of one document by the start of their claims."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        self._citations = sorted(citations, key=lambda citation: (citation.claim, citation.id))
        self._starts = [citation.claim.start for citation in self._citations]
        self._reach = list(accumulate((citation.claim.end for citation in self._citations), max))

    def speaking_of(self, span: Span) -> list[Citation]:
        """The citations whose claim shares text with a span, in order."""
        first = bisect_right(self._reach, span.start)
        last = bisect_left(self._starts, span.end)
        return [
            citation
            for citation in self._citations[first:last]
            if any(piece.overlaps(span) for piece in citation.claim_spans)
        ]


def _covered_share(pieces: Iterable[Span], place: Span) -> float:
    common = (max(0, min(piece.end, place.end) - max(piece.start, place.start)) for piece in pieces)
    return sum(common) / max(1, len(place))
