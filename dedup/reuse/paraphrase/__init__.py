"""Reuse beyond shared wording: sentences that say the same in other words."""

from dedup.reuse.paraphrase.reading import Paraphrase
from dedup.reuse.paraphrase.search import ParaphraseSearch, find_paraphrases, to_paraphrase_overlap

__all__ = ["Paraphrase", "ParaphraseSearch", "find_paraphrases", "to_paraphrase_overlap"]
