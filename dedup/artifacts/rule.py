"""What an artifact rule is: one file, one frozen `Rule`, a function from a text to hits.

In: a `TextView`. Out: `Hit`s in coordinates of the original text. A rule only says where and how sure; the engine
makes the finding, so that no rule can get position, severity or fingerprint wrong.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dedup.model import Fix, Severity, Span
from dedup.text import TextView


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place that a rule objects to. `detail` is added to the rule's message."""

    span: Span
    confidence: float
    fix: Fix | None = None
    detail: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is a fraction, got {self.confidence}")
        if self.span.start == self.span.end:
            raise ValueError("a hit shows at least one character")


@dataclass(frozen=True, slots=True)
class Flagged:
    """A text that a rule flags: `evidence` is the flagged stretch, `repaired` the text after the fix, if any.

    `site_text` is a stretch of the text that its collection showed to be a site's, and `beside` are the texts of
    other documents, where the rule needs them.
    """

    text: str
    evidence: str
    repaired: str | None = field(default=None, kw_only=True)
    language: str = field(default="de", kw_only=True)
    site_text: str | None = field(default=None, kw_only=True)
    beside: tuple[str, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class Passed:
    """A text that looks like the artifact and is right; `beside` are the texts of other documents."""

    text: str
    language: str = "de"
    beside: tuple[str, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An artifact rule.

    `code` is a family letter and three digits, `name` says in kebab case what is wrong. `languages` are those
    the rule can judge, none meaning every one. `yields_to` names rules that say the same better: where one of
    their hits overlaps, this rule keeps silent. `min_confidence` is what settings ask of this rule's hits, None
    meaning what they ask of all. A rule that `needs_collection` finds nothing in one text alone. `page` is the
    docstring of the rule's module.
    """

    code: str
    name: str
    message: str
    severity: Severity
    find: Callable[[TextView], Iterable[Hit]]
    flags: tuple[Flagged, ...]
    passes: tuple[Passed, ...]
    languages: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    min_confidence: float | None = None
    needs_collection: bool = False

    @property
    def family(self) -> str:
        """The letter that the code starts with."""
        return self.code[0]

    @property
    def page(self) -> str:
        """What the rule flags, why it matters and where it is found."""
        return (sys.modules[self.find.__module__].__doc__ or "").strip()
