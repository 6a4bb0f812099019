"""Artifacts: what extraction left in a text, where, and how it can be repaired."""

from dataclasses import dataclass
from enum import StrEnum

from dedup.model.span import Span


class Severity(StrEnum):
    """How much a finding hurts a reader or an index; apart from how sure the rule is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return (Severity.INFO, Severity.WARNING, Severity.ERROR).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A repair: put `replacement` for the code points of `span`. `safe` repairs lose no wording."""

    span: Span
    replacement: str
    safe: bool


class SuppressionKind(StrEnum):
    """Who says that a finding is known."""

    BASELINE = "baseline"
    ALLOW_LIST = "allow-list"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is shown and does not count."""

    kind: SuppressionKind
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One artifact in one place. `line` and `column` count from 1; `evidence` is `text[start:end]`.

    A finding that is `suppressed` is shown with the reason and does not count.
    """

    id: str
    document: str
    span: Span
    line: int
    column: int
    code: str
    name: str
    severity: Severity
    confidence: float
    evidence: str
    message: str
    fix: Fix | None
    fingerprint: str
    suppressed: Suppression | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is a fraction, got {self.confidence}")
