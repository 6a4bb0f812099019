"""A decision about one document, with every reason."""

from dataclasses import dataclass
from enum import StrEnum


class Decision(StrEnum):
    """What should happen to a document."""

    ACCEPT = "accept"
    QUARANTINE = "quarantine"
    REJECT = "reject"

    @property
    def rank(self) -> int:
        """0 for accept, 1 for quarantine, 2 for reject."""
        return (Decision.ACCEPT, Decision.QUARANTINE, Decision.REJECT).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One check that objected: what was measured (`value`), what is allowed (`limit`), what shows it.

    `check` is the name of the check and its key in the policy file, `code` its short form for filters. Both figures
    are None where nothing could be measured.
    """

    check: str
    code: str
    decision: Decision
    message: str
    evidence: str
    value: float | None
    limit: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A decision and its reasons; the decision is the gravest that any reason asks for."""

    decision: Decision
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        gravest = max((reason.decision.rank for reason in self.reasons), default=0)
        if self.decision.rank != gravest:
            raise ValueError("the decision of a verdict is the gravest that a reason asks for")
