"""Stories, the claims that their articles share, and who denies them."""

from dedup.provenance.claims.copies import set_copies_aside
from dedup.provenance.claims.find import FoundClaims, Tell, find_claims
from dedup.provenance.claims.stated import Stated
from dedup.provenance.claims.stories import find_stories

__all__ = ["FoundClaims", "Stated", "Tell", "find_claims", "find_stories", "set_copies_aside"]
