"""How reports say numbers and kinds: one wording for terminal and page."""

from dedup.model import Audit, Citation, CitationType, Overlap, OverlapKind, Passage, SourceKind
from dedup.report.printable import one_line

OVERLAP_KINDS = {
    OverlapKind.VERBATIM: "word for word",
    OverlapKind.EDITED: "edited",
    OverlapKind.PARAPHRASE: "said anew",
}
CITATION_TYPES = {
    CitationType.DIRECT: "direct quotation",
    CitationType.INDIRECT: "indirect speech",
    CitationType.FREE_INDIRECT: "continued indirect speech",
    CitationType.REPORTED: "reported statement",
}
SOURCE_KINDS = {
    SourceKind.OUTLET: "outlet",
    SourceKind.AGENCY: "agency",
    SourceKind.INSTITUTION: "institution",
    SourceKind.PERSON: "person",
    SourceKind.GROUP: "group",
    SourceKind.DOCUMENT: "document",
}
_ONE_PERCENT = 0.01


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Say how many.

    >>> count(1, "article"), count(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def percent(fraction: float) -> str:
    """Say a fraction in percent. What is not quite nothing or all is not rounded to it.

    >>> percent(0.004), percent(0.314), percent(0.998), percent(1)
    ('<1%', '31%', '>99%', '100%')
    """
    if 0 < fraction < _ONE_PERCENT:
        return "<1%"
    if 1 - _ONE_PERCENT < fraction < 1:
        return ">99%"
    return f"{fraction:.0%}"


def percent_or_dash(fraction: float | None) -> str:
    """Say a fraction in percent, a dash where there is nothing to take a share of.

    >>> percent_or_dash(None), percent_or_dash(0.5)
    ('–', '50%')
    """
    return "–" if fraction is None else percent(fraction)


def measure(value: float | None) -> str:
    """Print a measured value or a limit with no more digits than it needs, None as a dash.

    >>> measure(3.0), measure(0.91666), measure(1200), measure(None)
    ('3', '0.917', '1,200', '–')
    """
    return "–" if value is None else f"{value:,.3f}".rstrip("0").rstrip(".")


def describe_overlap(overlap: Overlap) -> str:
    """Say how two wordings agree: how close, in how many words, in which names and numbers, how surely."""
    if overlap.kind is not OverlapKind.PARAPHRASE:
        shared = f"{count(overlap.words, 'matched word')}, {percent(overlap.similarity)} of the longer wording"
        order = ", parts in another order" if overlap.pieces else ""
        return f"{OVERLAP_KINDS[overlap.kind]}, {shared}{order}"
    agreement = f"; agree in {', '.join(map(one_line, overlap.evidence))}" if overlap.evidence else ""
    matched = f", {count(overlap.words, 'matched word')}" if overlap.words else ""
    return f"{OVERLAP_KINDS[overlap.kind]}{matched}, confidence {percent(overlap.confidence)}{agreement}"


def source_names(audit: Audit) -> dict[str, str]:
    """Names of sources by their catalogue id, to print chains with."""
    return {source.id: source.name for source in audit.sources}


def group_credits(passage: Passage) -> dict[str, list[str]]:
    """List for every outlet that a passage credits the documents that do."""
    grouped: dict[str, list[str]] = {}
    for credit in passage.credits:
        documents = grouped.setdefault(credit.outlet, [])
        if credit.document not in documents:
            documents.append(credit.document)
    return grouped


def is_second_hand(citation: Citation) -> bool:
    """Whether the article reaches the root through another source."""
    return len(citation.chain) > 1
