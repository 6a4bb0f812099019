"""The answer about a whole collection."""

from collections.abc import Mapping
from dataclasses import dataclass

from dedup.model.citation import Citation, Source
from dedup.model.claim import Claim, Denial, Story
from dedup.model.document import SkippedRecord
from dedup.model.finding import Finding
from dedup.model.reuse import Boilerplate, NearDuplicates, Overlap, Passage
from dedup.model.span import Span
from dedup.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSummary:
    """One article in the audit: what it says of itself, how much of it is shared, what should happen to it.

    `title`, `byline` and `published` come from the record, else from the text, where the title stands at
    `headline`. `published` is an ISO date as precise as the source (2024-06, 2024-06-18).
    `reused_share` is the share of words that stand in another document of the collection too, `earlier_share` the
    share that stands in a document before it, `uncredited_share` the part of those that is credited to nobody; None
    where that was not looked at.
    """

    id: str
    title: str | None
    language: str
    published: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    path: str | None
    headline: Span | None
    characters: int
    words: int
    reused_share: float
    findings: int
    verdict: Verdict
    earlier_share: float | None = None
    uncredited_share: float | None = None
    suppressed: int = 0
    """Findings that are known and do not count; `findings` are the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionSummary:
    """The figures that sum an audit up.

    `paraphrases` counts the overlaps of that kind, `boilerplate` the blocks of site text, `findings` those that are
    not suppressed.
    """

    documents: int
    words: int
    skipped: int
    distinct_outlets_cited: int
    near_duplicate_groups: int
    passages: int
    overlaps: int
    repeats: int
    citations: int
    anonymous_citations: int
    findings: int
    findings_per_1000_words: float
    paraphrases: int = 0
    boilerplate: int = 0
    suppressed_findings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Everything an audit found, sorted by document id, then start, then end.

    `settings` are the settings that were used, as plain data. `notes` say what the reader of the report
    must know of the run itself: warnings and limits that were reached. `repeats` are overlaps inside one document.
    """

    settings: Mapping[str, object]
    collection: CollectionSummary
    documents: tuple[DocumentSummary, ...]
    overlaps: tuple[Overlap, ...]
    repeats: tuple[Overlap, ...]
    passages: tuple[Passage, ...]
    near_duplicates: tuple[NearDuplicates, ...]
    boilerplate: tuple[Boilerplate, ...]
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    sources: tuple[Source, ...]
    skipped: tuple[SkippedRecord, ...]
    notes: tuple[str, ...]
    stories: tuple[Story, ...] = ()
    claims: tuple[Claim, ...] = ()
    denials: tuple[Denial, ...] = ()
