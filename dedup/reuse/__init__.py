"""Text reuse: the same wording in two articles, whatever the reason."""

from dedup.reuse.find import Reuse, find_reuse
from dedup.reuse.minhash import estimate_jaccard

__all__ = ["Reuse", "estimate_jaccard", "find_reuse"]
