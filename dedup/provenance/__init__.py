"""What citations and shared wording say together: who is credited for what, and which sources are used how."""

from dedup.provenance.credits import credit_passages
from dedup.provenance.sources import summarise_sources

__all__ = ["credit_passages", "summarise_sources"]
