"""The values that analyses exchange: frozen data with checked invariants, nothing else."""

from dedup.model.audit import Audit, CollectionSummary, DocumentSummary
from dedup.model.citation import Citation, CitationType, Source, SourceKind
from dedup.model.document import Collection, Document, SkippedRecord
from dedup.model.finding import Finding, Fix, Severity
from dedup.model.reuse import DuplicatePair, NearDuplicates, Overlap, OverlapKind, Passage
from dedup.model.span import Location, Span
from dedup.model.verdict import Decision, Reason, Verdict

__all__ = [
    "Audit",
    "Citation",
    "CitationType",
    "Collection",
    "CollectionSummary",
    "Decision",
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
    "Severity",
    "SkippedRecord",
    "Source",
    "SourceKind",
    "Span",
    "Verdict",
]
