"""Thresholds for shared wording."""

from typing import Self

from pydantic import Field, model_validator

from dedup.settings.section import Section


class ReuseSettings(Section):
    """When wording counts as shared. Figures: DESIGN section 4, tests/benchmarks/reuse.py."""

    shingle_size: int = Field(default=5, ge=2, le=16)
    """Words in a shingle."""
    num_perm: int = Field(default=256, ge=32, le=1024)
    """Values in a MinHash signature (a power of two)."""
    bands: int = Field(default=51, ge=1)
    """Bands of a signature; with 5 rows candidates are found at Jaccard .5/.6/.7/.8 in .80/.98/.999/1 of cases."""
    rows: int = Field(default=5, ge=1)
    """Rows of a band."""
    near_duplicate_jaccard: float = Field(default=0.7, ge=0, le=1)
    """Exact Jaccard from which two documents are near-duplicates."""
    near_duplicate_containment: float = Field(default=0.9, ge=0, le=1)
    """Share of the smaller document's shingles in the larger from which one is a cut version of the other."""
    min_passage_words: int = Field(default=12, ge=5)
    """Matched words from which an overlap is reported; shorter runs are names, dates and set phrases."""
    max_document_frequency: int = Field(default=50, ge=2)
    """Places in which a shingle may stand; one that stands in more starts no overlap, and the audit says so."""
    max_gap_words: int = Field(default=12, ge=0)
    """Unmatched words between two seeds on one diagonal that are still one segment."""
    max_drift_words: int = Field(default=8, ge=0)
    """Difference of inserted and deleted words between two segments that are still one overlap."""
    alignment_margin_words: int = Field(default=25, ge=0)
    """Words around a chain that the alignment may add to it."""
    boilerplate_documents: int = Field(default=10, ge=2)
    """Different documents from which a shingle of one site is site text, which makes no overlaps."""
    boilerplate_share: float = Field(default=0.9, gt=0.5, le=1)
    """Share of those documents that must be of the one site."""
    min_alignment_gain: float = Field(default=8.0, ge=1)
    """Matched words minus the cost of unmatched ones from which an alignment counts, in words."""
    mismatch_cost: float = Field(default=0.6, gt=0, le=2)
    """Cost of an unmatched word, where a matched word earns 1. Chosen in DESIGN section 4."""

    paraphrase: bool = True
    """Whether sentences that say the same in other words are looked for."""
    paraphrase_cosine: float = Field(default=0.36, ge=0.2, le=1)
    """Cosine of two sentences from which they begin a paraphrase; .33 in the best published system, whose source
    documents were known. Chosen on development pairs by tests/benchmarks/paraphrase.py."""
    paraphrase_dice: float = Field(default=0.3, ge=0, le=1)
    """Share of distinct stems (Dice) that the same two sentences must have in common."""
    paraphrase_gap_units: int = Field(default=5, ge=0, le=20)
    """Sentences without a counterpart that may stand inside a paraphrase."""
    paraphrase_min_words: int = Field(default=20, ge=5)
    """Words of the shorter side from which a paraphrase is reported; 150 characters in PAN's measure."""
    paraphrase_min_confidence: float = Field(default=0.5, ge=0, le=1)
    """Paraphrases below are dropped; confidence is the share of such pairs that hold, see tests/benchmarks."""
    paraphrase_shared_pairs: int = Field(default=2, ge=1)
    """Neighbouring pairs of rare words that two documents must share within a paragraph to be compared sentence by
    sentence. Recall and cost by number: tests/benchmarks/paraphrase.py."""
    max_rare_pair_places: int = Field(default=8, ge=2)
    """Places in which a pair of rare words may stand; one that stands in more is a set phrase, and that is said."""
    max_paraphrase_pairs: int = Field(default=3_000, ge=1)
    """Pairs of documents that are compared sentence by sentence, 2 ms each, in a collection of up to 30,000; larger
    ones get as many for each document. Pairs that share more rare words in one place go first; a thousand news
    articles have one to three hundred of them. Reaching the limit is reported."""
    max_paraphrase_partners: int = Field(default=20, ge=1)
    """Documents that one document is compared with sentence by sentence; the most promising go first."""
    max_paraphrase_units: int = Field(default=2_000, ge=10)
    """Sentences of one document that are compared; what follows is left out, and that is said."""

    version_jaccard: float = Field(default=0.5, ge=0, le=1)
    """Exact Jaccard from which two documents with one body of text are near-duplicates: new lead, cut tail."""
    version_body_share: float = Field(default=0.5, ge=0, le=1)
    """Share of each document's shingles that the one shared body must hold; many short loans make no version."""
    version_own_share: float = Field(default=0.05, ge=0, le=1)
    """Share of a document that may stand on its side only while both are still the same text. Chosen by hand."""
    max_body_gap_words: int = Field(default=40, ge=0)
    """Words in a row without counterpart that a body of text may hold: an inserted sentence or two."""

    boilerplate_least_documents: int = Field(default=4, ge=3)
    """Different documents from which a text at the edge of articles that share nothing else is a site's."""
    boilerplate_confidence: float = Field(default=0.6, ge=0, le=1)
    """Confidence from which a text is a site's; in doubt it is reuse: a footer left is better than hidden reuse."""

    seed_words: int = Field(default=4, ge=3, le=16)
    """Words in a row that two texts must share to be compared further. Of 20 words of which one in five is changed
    93 % keep five in a row and 99 % four."""
    max_seed_places: int = Field(default=4, ge=2)
    """Places in which so short a run may stand, where it is shorter than a shingle; set phrases stand in more."""

    @model_validator(mode="after")
    def _check_signature(self) -> Self:
        if self.num_perm & (self.num_perm - 1):
            raise ValueError(f"num_perm is {self.num_perm}; it must be a power of two")
        if self.bands * self.rows > self.num_perm:
            raise ValueError(f"bands * rows is {self.bands * self.rows}, more than num_perm = {self.num_perm}")
        return self
