"""What extraction left in a text: rules, the engine that runs them, repairs."""

from dedup.artifacts.allow_list import load_allow_list
from dedup.artifacts.baseline import baseline_of, load_baseline
from dedup.artifacts.catalog import catalog, selected_rules
from dedup.artifacts.collection import Looked, Shown, Traces, add_collection_findings, trace
from dedup.artifacts.engine import ArtifactResult, find_artifacts
from dedup.artifacts.examples import repair_kind, run_example
from dedup.artifacts.repair import apply_fixes, choose_repairs, touches
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.artifacts.running import running_rules
from dedup.artifacts.site_text import add_site_text
from dedup.artifacts.suppression import NOTHING_KNOWN, Known, note_unused, suppress

__all__ = [
    "NOTHING_KNOWN",
    "ArtifactResult",
    "Flagged",
    "Hit",
    "Known",
    "Looked",
    "Passed",
    "Rule",
    "Shown",
    "Traces",
    "add_collection_findings",
    "add_site_text",
    "apply_fixes",
    "baseline_of",
    "catalog",
    "choose_repairs",
    "find_artifacts",
    "load_allow_list",
    "load_baseline",
    "note_unused",
    "repair_kind",
    "run_example",
    "running_rules",
    "selected_rules",
    "suppress",
    "touches",
    "trace",
]
