"""What a document must be like to be accepted, and what an audit may object to."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dedup.policy.fail_on import FailOn, objections

if TYPE_CHECKING:
    from dedup.policy.checks import CHECKS
    from dedup.policy.diff import Change, PolicyDifference, compare_policies
    from dedup.policy.file import PRESETS, preset_text
    from dedup.policy.judging import UNJUDGED, audit_policy, judge_audit, widen
    from dedup.policy.measures import CitationCount, Likeness, Measures, NotMeasured, RuleCount
    from dedup.policy.policy import Policy
    from dedup.policy.schema import policy_schema

__all__ = [
    "CHECKS",
    "PRESETS",
    "UNJUDGED",
    "Change",
    "CitationCount",
    "FailOn",
    "Likeness",
    "Measures",
    "NotMeasured",
    "Policy",
    "PolicyDifference",
    "RuleCount",
    "audit_policy",
    "compare_policies",
    "judge_audit",
    "objections",
    "policy_schema",
    "preset_text",
    "widen",
]

_HOME = {
    "CHECKS": "checks",
    "PRESETS": "file",
    "UNJUDGED": "judging",
    "Change": "diff",
    "CitationCount": "measures",
    "Likeness": "measures",
    "Measures": "measures",
    "NotMeasured": "measures",
    "Policy": "policy",
    "PolicyDifference": "diff",
    "RuleCount": "measures",
    "audit_policy": "judging",
    "compare_policies": "diff",
    "judge_audit": "judging",
    "policy_schema": "schema",
    "preset_text": "file",
    "widen": "judging",
}


def __getattr__(name: str) -> Any:
    """Load the policy itself on first use: the command line starts without its settings library."""
    if name not in _HOME:
        raise AttributeError(f"module 'dedup.policy' has no attribute {name!r}")
    return getattr(import_module(f"dedup.policy.{_HOME[name]}"), name)
