"""The figures of an audit: a line for each document, and one for the collection.

In: what the analyses and reuse found. Out: summaries, which no policy has judged yet.
"""

from collections import Counter
from collections.abc import Sequence

from dedup.analysis import Analysis
from dedup.model import (
    Citation,
    Collection,
    CollectionSummary,
    Document,
    DocumentSummary,
    Finding,
    OverlapKind,
    Source,
)
from dedup.policy import UNJUDGED
from dedup.reuse import Reuse


def summarise_documents(
    documents: Sequence[Document], analyses: Sequence[Analysis], reuse: Reuse
) -> tuple[DocumentSummary, ...]:
    """Sum up every document, in order."""
    columns = (reuse.word_counts, reuse.reused_shares, reuse.earlier_shares)
    return tuple(_summary(*row) for row in zip(documents, analyses, zip(*columns, strict=True), strict=True))


def _summary(document: Document, analysis: Analysis, figures: tuple[int, float, float]) -> DocumentSummary:
    words, reused_share, earlier_share = figures
    layout = analysis.layout
    headline = layout.headline.within(document.text) if layout.headline else None
    return DocumentSummary(
        id=document.id,
        title=document.title or headline,
        language=analysis.language,
        published=document.published or (layout.date.iso if layout.date else None),
        byline=document.byline or layout.byline_name,
        outlet=document.outlet,
        url=document.url,
        path=document.path,
        headline=layout.headline,
        characters=len(document.text),
        words=words,
        reused_share=reused_share,
        earlier_share=earlier_share,
        findings=sum(finding.suppressed is None for finding in analysis.findings),
        suppressed=sum(finding.suppressed is not None for finding in analysis.findings),
        verdict=UNJUDGED,
    )


def summarise_collection(
    collection: Collection,
    reuse: Reuse,
    citations: Sequence[Citation],
    findings: Sequence[Finding],
    sources: Sequence[Source],
) -> CollectionSummary:
    """Sum up the collection."""
    words = sum(reuse.word_counts)
    counted = sum(finding.suppressed is None for finding in findings)
    kinds = Counter(source.kind.value for source in sources)
    return CollectionSummary(
        documents=len(collection.documents),
        words=words,
        skipped=len(collection.skipped),
        distinct_outlets_cited=kinds["outlet"] + kinds["agency"],
        near_duplicate_groups=len(reuse.near_duplicates),
        passages=len(reuse.passages),
        overlaps=len(reuse.overlaps),
        repeats=len(reuse.repeats),
        citations=len(citations),
        anonymous_citations=sum(citation.anonymous for citation in citations),
        findings=counted,
        findings_per_1000_words=1000 * counted / words if words else 0.0,
        paraphrases=sum(overlap.kind is OverlapKind.PARAPHRASE for overlap in reuse.overlaps),
        boilerplate=len(reuse.boilerplate),
        suppressed_findings=len(findings) - counted,
    )
