"""What roots are counted from: the mentions of one claim, reduced to what the count looks at.

Hand-made files and audits both become a `RootCase`; the formulas know nothing of texts, catalogues or files.
"""

from dataclasses import dataclass

from dedup.model import Evidence, RootEdge, Scope, Stance

NAMED = 2
"""Level from which a source is named: 3 for a person or document, 2 for an institution."""

_HIGHEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainEnd:
    """The last node of a chain, as the party that it belongs to.

    `level` is 3 for a named person or document, 2 for a named institution, 1 for unnamed with affiliation, 0 for
    vague. A chain is `unresolved` that ends at an outlet, because where the outlet has it from is not said, or at a
    bare office, surname or pronoun that nobody can be told from for certain. `interprets`
    marks experts, whose reading of events is no observation of them.
    """

    principal: str
    name: str
    level: int
    unresolved: bool = False
    interprets: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.level <= _HIGHEST:
            raise ValueError(f"the level of a source is 0 to {_HIGHEST}, got {self.level}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RootMention:
    """One place where an article states a claim, and where its chains end.

    Without `ends` the article states it in its own voice; `narrator` is the party whose voice that is. `quoted`
    says that the source is quoted word for word, `contradicts` that a source other than the accused says the
    opposite.
    """

    document: str
    narrator: str
    ends: tuple[ChainEnd, ...] = ()
    stance: Stance = Stance.SUPPORTS
    scope: Scope = Scope.SENTENCE
    evidence: Evidence = Evidence.TOLD
    quoted: bool = False
    contradicts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCase:
    """A claim as the count sees it.

    `settled` marks background and law, which can be looked up. `hard` edges always hold, `soft` ones with their
    prior; both join principals. `deniers` are the principals that deny.
    """

    mentions: tuple[RootMention, ...]
    hard: tuple[RootEdge, ...] = ()
    soft: tuple[RootEdge, ...] = ()
    deniers: tuple[str, ...] = ()
    is_speech_act: bool = False
    is_forecast: bool = False
    is_settled: bool = False
