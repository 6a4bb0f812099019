"""What a document must be like to be accepted, and what an audit may object to."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dedup.policy.fail_on import FailOn, objections

if TYPE_CHECKING:
    from dedup.policy.policy import Limit, Measures, Policy

__all__ = ["FailOn", "Limit", "Measures", "Policy", "objections"]


def __getattr__(name: str) -> Any:
    """Load the policy itself on first use: the command line starts without its settings library."""
    if name not in __all__:
        raise AttributeError(f"module 'dedup.policy' has no attribute {name!r}")
    return getattr(import_module("dedup.policy.policy"), name)
