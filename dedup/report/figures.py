"""The figures that sum an audit up, and who shares how much with whom.

In: an audit. Out: sentences and labelled figures in the order in which reports print them, and pairs of
articles with the words they share.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dedup.model import Audit, CollectionSummary, Decision, Overlap, OverlapKind
from dedup.report.stories import describe_stories
from dedup.report.wording import count, is_second_hand, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure with its name; `remark` says what it is a part of."""

    label: str
    value: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingPair:
    """Two articles that share wording. `words` sums the matched words of their overlaps, longest first."""

    left: str
    right: str
    words: int
    overlaps: tuple[Overlap, ...]


def pair_documents(audit: Audit) -> tuple[SharingPair, ...]:
    """List every two articles that share wording, most shared words first."""
    grouped: dict[tuple[str, str], list[Overlap]] = defaultdict(list)
    for overlap in audit.overlaps:
        if overlap.kind is not OverlapKind.PARAPHRASE:
            grouped[overlap.left.document, overlap.right.document].append(overlap)
    pairs = [
        SharingPair(
            left=left,
            right=right,
            words=sum(overlap.words for overlap in overlaps),
            overlaps=tuple(sorted(overlaps, key=lambda overlap: -overlap.words)),
        )
        for (left, right), overlaps in grouped.items()
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.words, pair.left, pair.right)))


def reused_share(audit: Audit) -> float:
    """Share of all words that stand in another article of the collection too."""
    words = sum(summary.words for summary in audit.documents)
    reused = sum(summary.words * summary.reused_share for summary in audit.documents)
    return reused / words if words else 0.0


def anonymous_share(audit: Audit) -> float:
    """Share of the citations that name no source."""
    collection = audit.collection
    return collection.anonymous_citations / collection.citations if collection.citations else 0.0


def count_decisions(audit: Audit) -> dict[Decision, int]:
    """Count the articles by decision, gravest first."""
    counted = Counter(summary.verdict.decision for summary in audit.documents)
    return {decision: counted[decision] for decision in (Decision.REJECT, Decision.QUARANTINE, Decision.ACCEPT)}


def list_figures(audit: Audit) -> tuple[Figure, ...]:
    """Name the figures that a reader wants at one glance."""
    total = audit.collection
    return (
        Figure(label="Articles", value=f"{total.documents:,}", remark=count(total.words, "word")),
        Figure(
            label="Shared passages", value=f"{total.passages:,}", remark=f"{percent(reused_share(audit))} of words"
        ),
        Figure(label="Said anew", value=f"{total.paraphrases:,}", remark="in other words"),
        Figure(label="Near-duplicate groups", value=f"{total.near_duplicate_groups:,}"),
        Figure(label="Site text", value=f"{total.boilerplate:,}", remark="blocks that count as no reuse"),
        Figure(
            label="Outlets cited",
            value=f"{total.distinct_outlets_cited:,}",
            remark=count(total.citations, "citation"),
        ),
        Figure(
            label="Name no source",
            value=percent(anonymous_share(audit)),
            remark=f"{total.anonymous_citations:,} of {count(total.citations, 'citation')}",
        ),
        Figure(
            label="Findings",
            value=f"{total.findings:,}",
            remark=f"{total.findings_per_1000_words:.1f} per 1,000 words{_suppressed(total)}",
        ),
        _accepted(audit),
        Figure(label="Skipped input", value=f"{total.skipped:,}"),
    )


def _accepted(audit: Audit) -> Figure:
    counted = count_decisions(audit)
    held = f"{counted[Decision.QUARANTINE]:,} quarantine, {counted[Decision.REJECT]:,} reject"
    return Figure(
        label="Accepted", value=f"{counted[Decision.ACCEPT]:,} of {audit.collection.documents:,}", remark=held
    )


def describe(audit: Audit) -> tuple[str, ...]:
    """Sum the audit up in sentences."""
    total = audit.collection
    read = f"{count(total.documents, 'article')} with {count(total.words, 'word')} {_verb(total.documents)} read"
    skipped = f"; {count(total.skipped, 'input')} could not be read." if total.skipped else "."
    return (
        read + skipped,
        *_describe_sharing(audit),
        _describe_citations(audit),
        *([describe_stories(audit)] if audit.stories else ()),
        _describe_findings(audit),
        f"By the policy: {_decisions(audit)}.",
    )


def _describe_sharing(audit: Audit) -> Iterator[str]:
    total = audit.collection
    yield _describe_passages(audit)
    if total.paraphrases:
        yield f"Two articles say the same in other words in {count(total.paraphrases, 'place')}."
    if total.boilerplate:
        stands = "stands" if total.boilerplate == 1 else "stand"
        counts = "counts" if total.boilerplate == 1 else "count"
        yield (
            f"{count(total.boilerplate, 'block')} of site text {stands} in many articles of one site and "
            f"{counts} as no reuse."
        )


def _describe_passages(audit: Audit) -> str:
    total = audit.collection
    if all(overlap.kind is OverlapKind.PARAPHRASE for overlap in audit.overlaps):
        return "No two articles share a passage."
    groups = count(total.near_duplicate_groups, "group")
    stand = "stands" if total.passages == 1 else "stand"
    return (
        f"{count(total.passages, 'passage')} {stand} in more than one place; "
        f"{percent(reused_share(audit))} of all words stand in another article too. "
        f"{groups} of near-duplicates {'was' if total.near_duplicate_groups == 1 else 'were'} found."
    )


def _describe_citations(audit: Audit) -> str:
    total = audit.collection
    if not total.citations:
        return "The articles cite no source."
    second_hand = sum(map(is_second_hand, audit.citations))
    return (
        f"{count(total.citations, 'citation')} {'leads' if total.citations == 1 else 'lead'} to "
        f"{count(total.distinct_outlets_cited, 'outlet')} and other sources; "
        f"{total.anonymous_citations:,} ({percent(anonymous_share(audit))}) "
        f"{'names' if total.anonymous_citations == 1 else 'name'} no source, "
        f"{second_hand:,} {'reaches' if second_hand == 1 else 'reach'} the source through another."
    )


def _describe_findings(audit: Audit) -> str:
    total = audit.collection
    return (
        f"{count(total.findings, 'place')} {'looks' if total.findings == 1 else 'look'} damaged by extraction, "
        f"{total.findings_per_1000_words:.1f} per 1,000 words{_suppressed(total)}."
    )


def _suppressed(total: CollectionSummary) -> str:
    return f"; {total.suppressed_findings:,} suppressed" if total.suppressed_findings else ""


def _decisions(audit: Audit) -> str:
    counted = count_decisions(audit)
    return (
        f"{counted[Decision.ACCEPT]:,} accept, {counted[Decision.QUARANTINE]:,} quarantine, "
        f"{counted[Decision.REJECT]:,} reject"
    )


def _verb(number: int) -> str:
    return "was" if number == 1 else "were"
