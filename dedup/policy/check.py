"""What a check is: one frozen `Check`, a function from measures to a figure, another to words about it.

In: measures and what the policy says about the check. Out: a reason where a limit is passed, a reason too where the
figure could not be found out, None where all is well. A check only measures and explains; limits and decisions are
compared here, so that no check can get them wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from dedup.model import Decision, Reason
from dedup.policy.measures import Measured, Measures, NotMeasured
from dedup.policy.tables import Table

NOT_MEASURED = "not-measured"
NOT_MEASURED_CODE = "P901"


class Words(NamedTuple):
    """What a reason says: the message, and what shows it."""

    message: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that a policy may object to.

    `name` is the key in the policy file and the check of its reasons, `code` P and three digits. `value` measures;
    `explain` is asked where a limit is passed. Both get the table of the check, whose type the policy fixes.
    """

    name: str
    code: str
    measures: str
    unit: str
    value: Callable[[Measures, Any], Measured[float]]
    explain: Callable[[Measures, Any], Words]


@dataclass(frozen=True, slots=True)
class Bound:
    """A check with what one policy says about it; `key` is its place in the file, such as `findings.error`."""

    key: str
    check: Check
    table: Table

    def object_to(self, measures: Measures, not_measured: Decision) -> Reason | None:
        """Give the reason against a document, None where there is none."""
        value = self.check.value(measures, self.table)
        if isinstance(value, NotMeasured):
            return Reason(
                check=NOT_MEASURED,
                code=NOT_MEASURED_CODE,
                decision=not_measured,
                message=f"{self.key} could not be measured: {value.why}",
                evidence=self.key,
                value=None,
                limit=None,
            )
        passed = self.table.passed_by(value)
        if passed is None:
            return None
        words = self.check.explain(measures, self.table)
        return Reason(
            check=self.key,
            code=self.check.code,
            decision=passed.decision,
            message=words.message,
            evidence=words.evidence,
            value=value,
            limit=passed.limit,
        )
