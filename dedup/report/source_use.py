"""How each source is used: how often at second hand or without a name, and which claims rest on it alone.

In: an audit. Out: one line a source, most cited first. Described, never summed up into a grade.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dedup.model import Audit, Citation, Claim, Mention, Source, Stance
from dedup.report.ranking import rank_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUse:
    """A source with its shares of citations, as fractions, and the ids of the claims that rest on it alone."""

    source: Source
    second_hand_share: float
    anonymous_share: float
    claims_alone: tuple[str, ...]

    @property
    def letter(self) -> str:
        """The letter of the user's ratings, F where nobody rated the source."""
        return self.source.reliability or "F"


def use_of_sources(audit: Audit) -> tuple[SourceUse, ...]:
    """Describe the sources, most cited first."""
    alone = find_claims_alone(audit)
    return tuple(
        SourceUse(
            source=source,
            second_hand_share=source.second_hand / source.citations if source.citations else 0.0,
            anonymous_share=source.anonymous / source.citations if source.citations else 0.0,
            claims_alone=tuple(alone.get(source.id, ())),
        )
        for source in rank_sources(audit.sources)
    )


def find_claims_alone(audit: Audit) -> Mapping[str, list[str]]:
    """List for every source the claims of which each attributed statement leads through it."""
    citations = {citation.id: citation for citation in audit.citations}
    names = _source_names(audit)
    alone: dict[str, list[str]] = defaultdict(list)
    for claim in audit.claims:
        paths = [_path(mention, citations, names) for mention in _attributed(claim)]
        if paths:
            for source in sorted(set.intersection(*paths)):
                alone[source].append(claim.id)
    return alone


def _attributed(claim: Claim) -> Iterator[Mention]:
    """The mentions that give a claim a source."""
    return (mention for mention in claim.mentions if mention.chain and mention.stance is not Stance.DENIES)


def _path(mention: Mention, citations: Mapping[str, Citation], names: Mapping[str, str]) -> set[str]:
    """The ids of the sources that a mention leads through: by the catalogue, else by the name as printed."""
    citation = citations.get(mention.citation or "")
    known = citation.chain_ids if citation and len(citation.chain_ids) == len(mention.chain) else ()
    catalogued = known or (None,) * len(mention.chain)
    return {ident or names.get(hop.casefold(), hop) for hop, ident in zip(mention.chain, catalogued, strict=True)}


def _source_names(audit: Audit) -> Mapping[str, str]:
    """Ids of sources by what a chain may print; the most cited one where several share a name."""
    names: dict[str, str] = {}
    for source in sorted(audit.sources, key=lambda source: (-source.citations, source.id)):
        for name in (source.id, source.name, source.id.partition(":")[2]):
            if name:
                names.setdefault(name.casefold(), source.id)
    return names
