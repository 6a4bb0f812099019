"""The persistent memory of accepted documents: one schema in a file (SQLite) or on a server (PostgreSQL)."""

from dedup.index.index import Index
from dedup.index.matches import Admission, EstimatedDuplicate, Matches, Outcome
from dedup.index.place import Place
from dedup.index.prepared import Columns, Prepared, make_columns, prepare
from dedup.index.resumed import Foreseen

__all__ = [
    "Admission",
    "Columns",
    "EstimatedDuplicate",
    "Foreseen",
    "Index",
    "Matches",
    "Outcome",
    "Place",
    "Prepared",
    "make_columns",
    "prepare",
]
