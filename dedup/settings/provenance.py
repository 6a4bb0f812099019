"""Thresholds for stories and claims, and priors for their roots."""

from pydantic import Field

from dedup.settings.section import Section


class ClaimSettings(Section):
    """When articles are one story, and when two statements are one claim. Figures: tests/benchmarks/claims.py."""

    story_cosine: float = Field(default=0.17, ge=0, le=1)
    """Mean cosine of the weighted terms of two groups of articles from which they are one story."""
    story_days: int = Field(default=30, ge=0)
    """Days between two articles beyond which they must be more alike to be one story."""
    story_late_cosine: float = Field(default=0.25, ge=0, le=1)
    """The cosine that such articles need."""
    max_story_documents: int = Field(default=200, ge=2)
    """Articles of one story; one that has as many takes in no more, and that is said."""
    story_neighbours: int = Field(default=20, ge=1)
    """Most similar articles that each article is compared with further."""
    max_term_articles: int = Field(default=1_000, ge=2)
    """Articles that a term may stand in to lead to pairs of near ones; all terms count once a pair is found."""
    min_confidence: float = Field(default=0.55, ge=0, le=1)
    """Confidence from which two statements are one claim."""
    max_statement_places: int = Field(default=60, ge=2)
    """Statements of a story that a word may stand in to make them candidates; more say too little about a claim."""
    max_copies: int = Field(default=40, ge=2)
    """Copies of a statement, word for word, that are looked at, the earliest first; more would make its words look
    common and its story vanish. What is left out is said."""
    max_candidates: int = Field(default=10, ge=1)
    """Statements that one statement is compared with, the most promising first."""
    max_claims: int = Field(default=100, ge=1)
    """Claims of one story, those of most articles first; reaching it is said."""
    max_mentions: int = Field(default=60, ge=2)
    """Statements that one claim takes in, those of which it is surest first; reaching it is said."""
    max_joins: int = Field(default=60, ge=1)
    """Pairs of mentions that a claim prints with what they share, those first that hang all mentions together, then
    the strongest; more are counted, not printed, and that is said."""
    max_single_claims: int = Field(default=10, ge=0)
    """Claims of a single article in one story: figures and treaties that a named source gives."""


class RootSettings(Section):
    """How independent roots are counted. The priors are set by hand, not measured; every report prints them."""

    anonymous_prior: float = Field(default=0.8, gt=0, lt=1)
    """Probability that an unnamed source is the named one that it may be."""
    allied_prior: float = Field(default=0.5, gt=0, lt=1)
    """Probability that two allied governments pass on the same knowledge."""
    party_prior: float = Field(default=0.3, gt=0, lt=1)
    """Probability that an outlet's unnamed source belongs to a party to the story."""
    inherited_share: float = Field(default=0.5, ge=0, le=1)
    """Probability that a root which only an article's context gives is a root of the claim."""
    max_states: int = Field(default=16_384, ge=1, le=10_000_000)
    """States visited up to which the expected roots of a claim are exact, as with nine governments that are all
    allied; past it they are sampled, and that is said. Figures: tests/benchmarks/roots.py."""
