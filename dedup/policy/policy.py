"""From measures of one document to a verdict.

In: what was measured. Out: accept, quarantine or reject, with a reason for every check that objects, strictest
first. A check that a policy leaves out is not made; one that it asks for and that could not be measured objects.
"""

import hashlib
import json
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

from dedup.model import Decision, Verdict
from dedup.policy import file
from dedup.policy.check import Bound
from dedup.policy.checks import CHECKS
from dedup.policy.checks.damage import findings_check, selectors
from dedup.policy.measures import Measures
from dedup.policy.tables import (
    CountLimits,
    FindingLimits,
    Languages,
    LeastLimits,
    LikenessLimits,
    Objecting,
    Presence,
    ShareLimits,
    Table,
    kebab,
    without_false,
)

JUDGING = 1
"""Raised when the same policy may judge the same measures in another way; it is part of the digest."""


def _check_selector(selector: str) -> str:
    known = selectors()
    if selector not in known:
        close = get_close_matches(selector, known, n=1)
        hint = f"did you mean {close[0]}? " if close else ""
        raise ValueError(
            f"{selector!r} is neither a severity (error, warning, info) nor family letter, code or name of an "
            f"artifact rule; {hint}`dedup rules` lists them"
        )
    return selector


def _drop_left_out(tables: Any) -> Any:
    """Leave out the selectors whose table is `false`; their names must be right all the same."""
    if not isinstance(tables, dict):
        return tables
    left_out = {_check_selector(selector) for selector, table in tables.items() if table is False}
    return {selector: table for selector, table in tables.items() if selector not in left_out}


class Policy(BaseModel):
    """Which checks are made, and with which limits; None leaves a check out.

    >>> policy = Policy.from_data({"min-words": {"reject": 20}})
    >>> policy.judge(Measures(words=3)).decision.value
    'reject'
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=kebab, populate_by_name=True, use_attribute_docstrings=True
    )

    version: Literal[1] = 1
    """Version of the file format."""
    not_measured: Objecting = Decision.QUARANTINE
    """What happens to a document where a check that the policy asks for could not be made."""
    near_duplicate: LikenessLimits | None = None
    """Jaccard similarity with the most similar earlier document."""
    contained_in_earlier: LikenessLimits | None = None
    """Share of the document's shingles that stand in one earlier document: a cut version."""
    contains_earlier: LikenessLimits | None = None
    """Share of one earlier document's shingles that stand in this one: an extended version."""
    reused_share: ShareLimits | None = None
    """Share of words that stand in earlier documents."""
    uncredited_reuse: ShareLimits | None = None
    """Share of words that stand in earlier documents of other outlets and are credited to nobody."""
    findings: Annotated[
        Mapping[Annotated[str, AfterValidator(_check_selector)], FindingLimits],
        BeforeValidator(_drop_left_out),
    ] = {}
    """Artifact findings per 1,000 words, one table for each severity, family letter, code or name of a rule."""
    min_words: LeastLimits | None = None
    """Words that a document must have."""
    max_words: CountLimits | None = None
    """Words from which a document is too long."""
    languages: Languages | None = None
    """Languages that may enter."""
    language_unknown: Presence | None = None
    """The text is too short to tell its language."""
    missing_date: Presence | None = None
    """Neither record nor text shows a day of publication."""
    missing_title: Presence | None = None
    """Neither record nor text shows a title."""
    anonymous_only: CountLimits | None = None
    """Citations from which it matters that all of them are anonymous."""
    no_named_source: Presence | None = None
    """No citation names its source."""

    _read_false = model_validator(mode="before")(without_false)

    @classmethod
    def load(cls, name: str | Path) -> Self:
        """Read a preset by its name, or a policy file by its path.

        Raises:
            PolicyError: There is neither; or the file holds mistakes, and the message lists them all.
        """
        return cls.preset(str(name)) if str(name) in file.PRESETS else cls.from_toml(Path(name))

    @classmethod
    def preset(cls, name: str) -> Self:
        """Read a policy that ships with the program: archive, audit, rag or training.

        Raises:
            PolicyError: No preset is called so.
        """
        return file.build(cls, file.read_preset(name), origin=f"preset {name}")

    @classmethod
    def from_toml(cls, path: Path) -> Self:
        """Read a policy file.

        Raises:
            PolicyError: The file is missing, is no TOML, or holds mistakes; the message lists them all.
        """
        return file.build(cls, file.read_policy(path), origin=str(path))

    @classmethod
    def from_data(cls, data: Mapping[str, object], *, origin: str = "policy") -> Self:
        """Build a policy from plain data in the form of a policy file; `extends` names a preset.

        Raises:
            PolicyError: The data holds mistakes; the message lists them all.
        """
        return file.build(cls, data, origin=origin)

    def judge(self, measures: Measures) -> Verdict:
        """Decide about one document."""
        found = (bound.object_to(measures, self.not_measured) for bound in self.checks)
        reasons = [reason for reason in found if reason is not None]
        reasons.sort(key=lambda reason: (-reason.decision.rank, reason.check, reason.evidence))
        return Verdict(decision=reasons[0].decision if reasons else Decision.ACCEPT, reasons=tuple(reasons))

    def digest(self) -> str:
        """Hash everything that shapes verdicts: 64 hexadecimal digits, the same for policies that judge alike."""
        content = {"judging": JUDGING, "policy": self.as_data()}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def as_data(self) -> dict[str, object]:
        """Plain data in the form of a policy file, without what is left out."""
        data = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        return {key: value for key, value in data.items() if value != {}}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy the policy; the copy binds its checks anew."""
        copied = super().model_copy(update=update, deep=deep)
        vars(copied).pop("checks", None)
        return copied

    @cached_property
    def checks(self) -> tuple[Bound, ...]:
        """The checks that are made, in the order of their codes."""
        bound = []
        for name, check in CHECKS.items():
            table = getattr(self, name.replace("-", "_"))
            if isinstance(table, Table):
                bound.append(Bound(name, check, table))
        for selector, limits in self.findings.items():
            bound.append(Bound(f"findings.{selector}", findings_check(selector), limits))
        return tuple(sorted(bound, key=lambda item: (item.check.code, item.key)))

    @model_validator(mode="after")
    def _check_something(self) -> Self:
        if not self.checks:
            raise ValueError(
                "makes no check and would accept everything; add a check, or write extends = with a preset"
            )
        return self
