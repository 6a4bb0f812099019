"""What a user may ask an audit to object to.

In: an audit and the names given with `--fail-on`. Out: those that occur in it. This module imports no settings
library, because the command line needs its names at start-up.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedup.model import Audit


class FailOn(StrEnum):
    """Findings of at least a severity, shared text, or a decision of at least a gravity."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OVERLAP = "overlap"
    NEAR_DUPLICATE = "near-duplicate"
    QUARANTINE = "quarantine"
    REJECT = "reject"


def objections(audit: "Audit", asked: Iterable[FailOn]) -> tuple[FailOn, ...]:
    """Name what occurs of what was asked for."""
    return tuple(fail_on for fail_on in asked if _occurs(audit, fail_on))


def _occurs(audit: "Audit", fail_on: FailOn) -> bool:
    from dedup.model import Decision, Severity

    match fail_on:
        case FailOn.OVERLAP:
            return bool(audit.overlaps)
        case FailOn.NEAR_DUPLICATE:
            return bool(audit.near_duplicates)
        case FailOn.QUARANTINE | FailOn.REJECT:
            least = Decision(fail_on.value).rank
            return any(document.verdict.decision.rank >= least for document in audit.documents)
        case _:
            severity = Severity(fail_on.value).rank
            return any(
                finding.severity.rank >= severity for finding in audit.findings if finding.suppressed is None
            )
