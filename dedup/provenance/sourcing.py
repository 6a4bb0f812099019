"""How articles and sources are used.

In: articles, citations, claims and findings. Out: one description an article and one a source, each figure for
itself: on German publishers such signals did not tell reliable outlets from others, so none is summed into a grade.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dedup.attribution import Catalogue
from dedup.model import Citation, Claim, DocumentSummary, Finding, Source, Stance
from dedup.model.sourcing import ArticleSourcing, SourceUse
from dedup.provenance.publications import note_publications
from dedup.provenance.sources import Hop, source_id, trace_chains

_TRANSLATION = "X"
"""The family of rules about machine translation."""


def describe_articles(
    documents: Sequence[DocumentSummary],
    citations: Iterable[Citation],
    claims: Iterable[Claim],
    findings: Iterable[Finding],
    catalogue: Catalogue,
) -> tuple[ArticleSourcing, ...]:
    """Describe where every article has what it says from, in the order of the articles."""
    chains: dict[str, list[tuple[Hop, ...]]] = defaultdict(list)
    for hops in trace_chains(citations, catalogue):
        chains[hops[0].citation.document].append(hops)
    mentions: dict[str, list[bool]] = defaultdict(list)
    for mention in (mention for claim in claims for mention in claim.mentions):
        mentions[mention.location.document].append(mention.citation is None)
    signs: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.code.startswith(_TRANSLATION) and finding.suppressed is None:
            signs[finding.document].append(finding.name)
    publications = note_publications(documents, catalogue)
    return tuple(
        ArticleSourcing(
            document=document.id,
            mentions=len(mentions[document.id]),
            citations=len(chains[document.id]),
            unattributed_share=_share(mentions[document.id]),
            anonymous_share=_share([hops[-1].citation.anonymous for hops in chains[document.id]]),
            second_hand_share=_share([hops[-1].is_second_hand for hops in chains[document.id]]),
            reused_share=document.reused_share,
            republishes=publications[document.id].agencies,
            translation_signs=tuple(sorted(signs[document.id])),
        )
        for document in documents
    )


def describe_sources(
    sources: Iterable[Source], citations: Iterable[Citation], claims: Iterable[Claim], catalogue: Catalogue
) -> tuple[SourceUse, ...]:
    """Describe how every source is used, in the order of the sources."""
    chains = {
        hops[0].citation.id: frozenset(source_id(hop, catalogue) for hop in hops)
        for hops in trace_chains(citations, catalogue)
    }
    leading: dict[str, list[str]] = defaultdict(list)
    alone: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        counts, supporting = _count_paths(claim, chains)
        for ident, count in counts.items():
            leading[ident].append(claim.id)
            if count == supporting:
                alone[ident].append(claim.id)
    return tuple(
        SourceUse(
            source=source.id,
            second_hand_share=source.second_hand / source.citations,
            anonymous_share=source.anonymous / source.citations,
            claims=tuple(sorted(leading[source.id])),
            alone=tuple(sorted(alone[source.id])),
            owner=source.owner,
            state_control=source.state_control,
        )
        for source in sources
    )


def _count_paths(claim: Claim, chains: Mapping[str, frozenset[str]]) -> tuple[Counter[str], int]:
    """Count the supporting mentions that lead through each source, and all that support the claim."""
    counts: Counter[str] = Counter()
    supporting = [mention for mention in claim.mentions if mention.stance is Stance.SUPPORTS]
    for mention in supporting:
        counts.update(chains.get(mention.citation or "", ()))
    return counts, len(supporting)


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None
