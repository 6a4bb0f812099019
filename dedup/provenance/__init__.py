"""What citations and shared wording say together: who is credited, and what rests on whom."""

from dedup.provenance.claimed import Claimed, trace_claims
from dedup.provenance.graph import build_graph
from dedup.provenance.ratings import NO_RATINGS, Ratings, rate_sources, read_ratings
from dedup.provenance.roots.audit_claims import count_roots
from dedup.provenance.sources import summarise_sources
from dedup.provenance.sourcing import describe_articles, describe_sources
from dedup.provenance.uncredited import uncredited_shares
from dedup.provenance.wording import trace_wording

__all__ = [
    "NO_RATINGS",
    "Claimed",
    "Ratings",
    "build_graph",
    "count_roots",
    "describe_articles",
    "describe_sources",
    "rate_sources",
    "read_ratings",
    "summarise_sources",
    "trace_claims",
    "trace_wording",
    "uncredited_shares",
]
