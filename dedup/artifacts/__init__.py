"""What extraction left in a text: rules, the engine that runs them, repairs."""

from dedup.artifacts.catalog import catalog, selected_rules
from dedup.artifacts.engine import ArtifactResult, find_artifacts
from dedup.artifacts.repair import apply_fixes
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.artifacts.site_text import add_site_text

__all__ = [
    "ArtifactResult",
    "Flagged",
    "Hit",
    "Passed",
    "Rule",
    "add_site_text",
    "apply_fixes",
    "catalog",
    "find_artifacts",
    "selected_rules",
]
