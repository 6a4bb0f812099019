"""Thresholds for single documents: how they are read, who is cited in them, what is damaged."""

from typing import Annotated, Literal

from pydantic import Field

from dedup.settings.section import Section


class ReaderSettings(Section):
    """How input becomes documents."""

    text: str = "text"
    """Field that holds the article."""
    id: str = "id"
    """Field that holds the document id."""
    title: str = "title"
    """Field that holds the headline."""
    url: str = "url"
    """Field that holds the address."""
    date: str = "date"
    """Field that holds the day of publication."""
    outlet: str = "outlet"
    """Field that holds the publisher."""
    max_characters: int = Field(default=2_000_000, ge=1_000)
    """Code points of one article; longer ones are skipped and said so. A long feature has 60,000."""
    max_file_bytes: int = Field(default=4_000_000_000, ge=1_000)
    """Bytes of one input file; guards against reading a disk image."""


class AttributionSettings(Section):
    """Which citations are reported."""

    min_confidence: float = Field(default=0.3, ge=0, le=1)
    """Citations below are dropped."""


class ArtifactSettings(Section):
    """Which artifacts are reported."""

    select: tuple[str, ...] = ()
    """Codes, names or family prefixes to run (G101, drop-letter, G); empty means all."""
    ignore: tuple[str, ...] = ()
    """Codes, names or family prefixes to leave out."""
    min_confidence: float = Field(default=0.5, ge=0, le=1)
    """Findings below are dropped."""
    levels: dict[str, Literal["error", "warning", "info"]] = Field(default_factory=dict)
    """Severity by code, name or family prefix, in place of the rule's own; the most specific selector counts."""
    thresholds: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)
    """The same for `min_confidence`."""
    languages: dict[str, Annotated[tuple[str, ...], Field(min_length=1)]] = Field(default_factory=dict)
    """The same for the languages in which a rule runs, among those that it can judge."""
    max_findings_per_rule: int = Field(default=200, ge=1)
    """Findings of one rule in one document; reaching it is noted in the audit."""
    adaptive: bool = True
    """Whether sure hits in a text raise weak ones of their kind, and a token on several sites lowers its own."""
    adaptive_relief: float = Field(default=0.15, ge=0, le=0.5)
    """How far sure hits may raise a weak one in all, and never above 0.65. A threshold set for a rule stays."""
    known_articles: int = Field(default=3, ge=2)
    """Articles, copies counted once, that make a form a word of the collection, if they are of enough sites."""
    known_sites: int = Field(default=2, ge=2)
    """Sites that must write a form so; one site alone may repeat its own damage."""
    max_repair_passes: int = Field(default=8, ge=1, le=1_000)
    """Times that `dedup clean` looks at a text again after repairing it; reaching it is said. Most need two."""
