"""What a policy file may say about one check: limits with their decisions, or a decision alone.

In: the tables of a policy file. Out: for a measured value the strictest decision that it calls for. A limit that is
left out, or set to `false`, is not checked. Limits are inclusive.
"""

from abc import ABC, abstractmethod
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from dedup.model import Decision

Objecting = Literal[Decision.QUARANTINE, Decision.REJECT]
Share = Annotated[float, Field(strict=True, gt=0, le=1, allow_inf_nan=False)]
LikenessShare = Annotated[float, Field(strict=True, ge=0.5, le=1, allow_inf_nan=False)]
Density = Annotated[float, Field(strict=True, gt=0, le=1_000_000, allow_inf_nan=False)]
Count = Annotated[int, Field(strict=True, ge=1, le=1_000_000_000)]
LanguageCode = Annotated[str, Field(pattern="^[a-z]{2,3}$")]

_TOLERANCE = 1e-9
"""What two ways to compute one figure may differ by."""


class Passed(NamedTuple):
    """A limit that a value passes, and what it asks for."""

    decision: Decision
    limit: float


def kebab(name: str) -> str:
    """Spell a field the way policy files do.

    >>> kebab("near_duplicate")
    'near-duplicate'
    """
    return name.replace("_", "-")


def without_false(data: Any) -> Any:
    """Read `key = false` as a key that is not there."""
    if not isinstance(data, dict):
        return data
    return {key: None if value is False else value for key, value in data.items()}


class Table(BaseModel, ABC):
    """A table of a policy file: immutable, no unknown keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=kebab, populate_by_name=True, use_attribute_docstrings=True
    )

    _read_false = model_validator(mode="before")(without_false)

    @abstractmethod
    def passed_by(self, value: float) -> Passed | None:
        """The strictest limit that the value passes."""


class Limits(Table):
    """Figures from which a document is kept out; with both, `reject` is the stricter one."""

    falling: ClassVar[bool] = False
    """Whether too little is the trouble: then values below the limit pass it."""

    quarantine: float | None = None
    reject: float | None = None

    def passed_by(self, value: float) -> Passed | None:
        """The strictest limit that the value passes."""
        for decision, limit in ((Decision.REJECT, self.reject), (Decision.QUARANTINE, self.quarantine)):
            if limit is not None and self._passes(value, limit):
                return Passed(decision, limit)
        return None

    def _passes(self, value: float, limit: float) -> bool:
        return value < limit - _TOLERANCE if self.falling else value >= limit - _TOLERANCE

    @model_validator(mode="after")
    def _check_limits(self) -> Self:
        if self.quarantine is None and self.reject is None:
            raise ValueError("sets no limit; give quarantine, reject or both, or write false for the whole check")
        if self.quarantine is not None and self.reject is not None and self._passes(self.quarantine, self.reject):
            side = "below" if self.falling else "above"
            raise ValueError(
                f"quarantine = {self.quarantine:g} would never apply, reject = {self.reject:g} comes first; "
                f"put reject {side} quarantine, or write quarantine = false"
            )
        return self


class LikenessLimits(Limits):
    """Shares of shingles, from 0.5 to 1: what two documents share below that is not searched for reliably."""

    quarantine: LikenessShare | None = None
    """Put aside from this share on."""
    reject: LikenessShare | None = None
    """Reject from this share on."""


class ShareLimits(Limits):
    """Shares of the words of the document, above 0 up to 1."""

    quarantine: Share | None = None
    """Put aside from this share on."""
    reject: Share | None = None
    """Reject from this share on."""


class FindingLimits(Limits):
    """Findings per 1,000 words; nothing is said of fewer findings than `at-least`."""

    quarantine: Density | None = None
    """Put aside from so many findings per 1,000 words."""
    reject: Density | None = None
    """Reject from so many findings per 1,000 words."""
    at_least: Count = 2
    """Findings below which the check keeps silent: one finding in a text of 50 words is 20 per 1,000."""


class CountLimits(Limits):
    """Whole numbers, from 1."""

    quarantine: Count | None = None
    """Put aside from this number on."""
    reject: Count | None = None
    """Reject from this number on."""


class LeastLimits(Limits):
    """Whole numbers that are still enough, from 1; here `reject` is the smaller one."""

    falling: ClassVar[bool] = True

    quarantine: Count | None = None
    """Put aside with less."""
    reject: Count | None = None
    """Reject with less."""


class Presence(Table):
    """What happens where the thing is so."""

    decision: Objecting
    """`quarantine` or `reject`."""

    def passed_by(self, value: float) -> Passed | None:
        """The decision where the value says so: 1 for yes, 0 for no."""
        return Passed(self.decision, 1) if value else None


class Languages(Presence):
    """Which languages may enter, and what happens to others."""

    allowed: Annotated[
        tuple[LanguageCode, ...],
        Field(min_length=1),
        AfterValidator(lambda codes: tuple(sorted(set(codes)))),
    ]
    """ISO 639-1 codes."""
