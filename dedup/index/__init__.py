"""The persistent memory of accepted documents: one schema in a file (SQLite) or on a server (PostgreSQL)."""

from dedup.index.index import Index
from dedup.index.matches import Admission, EstimatedDuplicate, Matches, Outcome
from dedup.index.prepared import Prepared, prepare

__all__ = ["Admission", "EstimatedDuplicate", "Index", "Matches", "Outcome", "Prepared", "prepare"]
