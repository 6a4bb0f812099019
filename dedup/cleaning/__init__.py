"""Repaired copies of articles, with a log by which every change can be replayed or undone."""

from dedup.cleaning.edits import Edit, apply_edits, compose, revert_edits
from dedup.cleaning.log import read_log
from dedup.cleaning.repairing import Repaired, repair
from dedup.cleaning.run import Cleaned, clean
from dedup.cleaning.undo import undo

__all__ = [
    "Cleaned",
    "Edit",
    "Repaired",
    "apply_edits",
    "clean",
    "compose",
    "read_log",
    "repair",
    "revert_edits",
    "undo",
]
