"""The values that analyses exchange: frozen data with checked invariants, nothing else."""

from dedup.model.audit import Audit, CollectionSummary, DocumentSummary
from dedup.model.citation import Citation, CitationType, Source, SourceKind
from dedup.model.document import Collection, Document, SkippedRecord, name_place
from dedup.model.finding import Finding, Fix, Severity, Suppression, SuppressionKind
from dedup.model.reuse import (
    Boilerplate,
    Credit,
    Direction,
    DirectionBasis,
    DuplicatePair,
    NearDuplicates,
    Overlap,
    OverlapKind,
    Passage,
    Relation,
)
from dedup.model.span import Location, Span
from dedup.model.verdict import Decision, Reason, Verdict

__all__ = [
    "Audit",
    "Boilerplate",
    "Citation",
    "CitationType",
    "Collection",
    "CollectionSummary",
    "Credit",
    "Decision",
    "Direction",
    "DirectionBasis",
    "Document",
    "DocumentSummary",
    "DuplicatePair",
    "Finding",
    "Fix",
    "Location",
    "NearDuplicates",
    "Overlap",
    "OverlapKind",
    "Passage",
    "Reason",
    "Relation",
    "Severity",
    "SkippedRecord",
    "Source",
    "SourceKind",
    "Span",
    "Suppression",
    "SuppressionKind",
    "Verdict",
    "name_place",
]
