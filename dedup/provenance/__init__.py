"""What citations and shared wording say together: who is credited for what, and which sources are used how."""

from dedup.provenance.sources import summarise_sources
from dedup.provenance.uncredited import uncredited_shares
from dedup.provenance.wording import trace_wording

__all__ = ["summarise_sources", "trace_wording", "uncredited_shares"]
