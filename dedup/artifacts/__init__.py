"""What extraction left in a text: rules, the engine that runs them, repairs."""

from dedup.artifacts.catalog import catalog, selected_rules
from dedup.artifacts.engine import ArtifactResult, find_artifacts
from dedup.artifacts.repair import apply_fixes
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule

__all__ = [
    "ArtifactResult",
    "Flagged",
    "Hit",
    "Passed",
    "Rule",
    "apply_fixes",
    "catalog",
    "find_artifacts",
    "selected_rules",
]
