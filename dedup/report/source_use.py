"""Sources in the order of reports, each with how it is used, and articles with where they have it from.

In: an audit. Out: sources and their use, most cited first; articles by id. Described, never summed up into a grade.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dedup.attribution import load_catalogue
from dedup.model import ArticleSourcing, Audit, Source, SourceUse
from dedup.provenance import describe_articles, describe_sources
from dedup.report.ranking import rank_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedSource:
    """A source, how it is used, and its letter of the user's ratings, F where they do not rate it."""

    source: Source
    use: SourceUse

    @property
    def letter(self) -> str:
        """The letter of the user's ratings, F where nobody rated the source."""
        return self.source.reliability or "F"


def use_of_sources(audit: Audit) -> tuple[UsedSource, ...]:
    """Describe the sources, most cited first."""
    uses = uses_by_source(audit)
    return tuple(UsedSource(source=source, use=uses[source.id]) for source in rank_sources(audit.sources))


def uses_by_source(audit: Audit) -> Mapping[str, SourceUse]:
    """Describe the sources by their ids."""
    described = describe_sources(audit.sources, audit.citations, audit.claims, load_catalogue())
    return {use.source: use for use in described}


def sourcing_of_articles(audit: Audit) -> Mapping[str, ArticleSourcing]:
    """Describe where every article has what it says from, by its id."""
    described = describe_articles(audit.documents, audit.citations, audit.claims, audit.findings, load_catalogue())
    return {sourcing.document: sourcing for sourcing in described}
