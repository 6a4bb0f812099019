"""How much of each article stands in earlier ones of other outlets and is credited to nobody.

In: documents, the overlaps between them, passages and citations. Out: a share for each document. A reused word
counts as credited when one of these holds:

- the earlier article is of the same outlet, by the record's outlet or the host of its address;
- the article credits any outlet or agency for the passage: in a citation whose statement shares text with the
  passage, or by what `Passage.credits` says of the article;
- the word stands in a statement that the article credits to a source with a name, whoever that is.

Anonymous sources are no credit. Of several earlier articles one that is credited is enough.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from dedup.model import Citation, Document, Overlap, OverlapKind, Passage, Span

_WORD = re.compile(r"\w[\w\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*+")
_REUSED, _CREDITED = b"\x01", b"\x02"


def uncredited_shares(
    documents: Sequence[Document],
    overlaps: Iterable[Overlap],
    passages: Iterable[Passage],
    citations: Iterable[Citation],
    outlets: Collection[str],
) -> tuple[float, ...]:
    """Measure the share of each document's words, in [0, 1]; `outlets` are the ids of the catalogue.

    The earlier article is the left side of an overlap.
    """
    publishers = {document.id: _publisher(document) for document in documents}
    crediting = {(credit.document, passage.id) for passage in passages for credit in passage.credits}
    cited: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        cited[citation.document].append(citation)
    reused: dict[str, list[tuple[Span, list[Span]]]] = defaultdict(list)
    for overlap in overlaps:
        if overlap.kind is OverlapKind.PARAPHRASE:  # said anew: no word of it stands in the earlier article
            continue
        document, span = overlap.right.document, overlap.right.span
        is_own = publishers[document] and publishers[document] == publishers[overlap.left.document]
        if is_own or (document, overlap.passage) in crediting:
            reused[document].append((span, [span]))
        else:
            reused[document].append((span, list(_credited(span, cited[document], outlets))))
    return tuple(_share(document.text, reused.get(document.id, ())) for document in documents)


def _publisher(document: Document) -> str:
    """The outlet of a document, or the host of its address; empty where neither is known."""
    if document.outlet:
        return document.outlet.casefold().strip()
    try:
        return (urlsplit(document.url or "").hostname or "").removeprefix("www.")
    except ValueError:  # an address with half a bracket
        return ""


def _credited(span: Span, citations: Iterable[Citation], outlets: Collection[str]) -> Iterator[Span]:
    """The parts of a reused stretch that the citations of its article credit to somebody."""
    for citation in citations:
        claims = [claim for claim in citation.claim_spans if claim.overlaps(span)]
        if claims and any(hop in outlets for hop in citation.chain):
            yield span
        elif claims and not citation.anonymous:
            yield from claims


def _share(text: str, reused: Iterable[tuple[Span, list[Span]]]) -> float:
    stretches = list(reused)
    if not stretches:
        return 0.0
    starts = [match.start() for match in _WORD.finditer(text)]
    states = bytearray(len(starts))
    for span, _ in stretches:
        _mark(states, starts, span, _REUSED)
    for span, credited in stretches:
        for part in credited:
            _mark(states, starts, Span(max(part.start, span.start), min(part.end, span.end)), _CREDITED)
    return states.count(_REUSED) / max(len(states), 1)


def _mark(states: bytearray, starts: list[int], span: Span, state: bytes) -> None:
    """Set the state of the words that begin in a span."""
    first, end = bisect_left(starts, span.start), bisect_left(starts, span.end)
    states[first:end] = state * (end - first)
