"""What several articles claim: statements joined into claims, and the independent roots behind each.

Terms and formulas: docs/PROVENANCE.md. A claim is never said to be so or not so; it rests on sources.
"""

from dataclasses import dataclass
from enum import StrEnum

from dedup.model.span import Location, Span


class ClaimKind(StrEnum):
    """What is claimed."""

    EVENT = "event"
    QUANTITY = "quantity"
    INTENTION = "intention"
    SPEECH_ACT = "speech-act"
    BACKGROUND = "background"
    FORECAST = "forecast"


class Stance(StrEnum):
    """What a mention says of the claim."""

    SUPPORTS = "supports"
    DENIES = "denies"
    QUALIFIES = "qualifies"
    FORECAST = "forecast"


class Scope(StrEnum):
    """How far the attribution is from the statement; `article` means that the sentence itself names nobody."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    ARTICLE = "article"


class Evidence(StrEnum):
    """How the source of a mention knows: it tells, interprets, is quoted word for word, or is a document."""

    TOLD = "told"
    ANALYSIS = "analysis"
    QUOTE = "quote"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where an article states a claim.

    `citation` is the id of the citation that covers it, `chain` that citation's chain, both empty where the
    article states it in its own voice. `hedge` is what weakens it, as printed; `value` the quantity, date or place
    that it gives, as printed.
    """

    location: Location
    stance: Stance
    scope: Scope
    evidence: Evidence
    citation: str | None = None
    chain: tuple[str, ...] = ()
    hedge: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why two mentions are one claim: what agrees and what differs, each as (aspect, left, right).

    `left` and `right` number the claim's mentions. Aspects are `wording`, `name`, `quantity`, `date`, `place`.
    """

    left: int
    right: int
    confidence: float
    agrees: tuple[tuple[str, str, str], ...]
    differs: tuple[tuple[str, str, str], ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is a fraction, got {self.confidence}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two mentions of one claim that do not say the same.

    `aspect` is `quantity`, `date`, `place`, `attribution` (one figure, two sources named), `hedge` (lost on the
    way) or `stance`. `left` and `right` number the claim's mentions, `said` is what each says, as printed.
    """

    aspect: str
    left: int
    right: int
    said: tuple[str, str]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A party that a claim rests on.

    `id` is that of its principal: the government of a ministry, the company of a spokesman. `level` is 3 for a
    named person or document, 2 for a named institution, 1 for unnamed with affiliation. `names` are the sources of
    that principal as printed, `documents` the articles that lead to it.
    """

    id: str
    name: str
    level: int
    names: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RootEdge:
    """Two roots that are one, or may be one.

    `prior` is the probability that the settings give to a soft edge: set, not measured. None for a hard edge.
    """

    left: str
    right: str
    prior: float | None
    why: str

    def __post_init__(self) -> None:
        if self.prior is not None and not 0 < self.prior < 1:
            raise ValueError(f"a soft edge's prior is between 0 and 1, got {self.prior}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """How many independent roots a claim has, and what the figure rests on.

    `low` counts what is attributed and resolved, merged over hard and soft edges; `high` counts inherited roots
    too and merges over hard edges alone; `expected` lies between them. `direct` and `inherited` are the roots.
    Apart from those: `analysis` (interpretations), `narrators` (state it and name no source), `vague` (mentions
    whose source nobody can be told from), `denials` (principals that deny). `credibility` is a digit of the
    Admiralty scale, 1 to 6, `reason` the row of the table that gave it. `channel_letter` and `root_letter` are A
    to F from the user's ratings, F without. `expected` is not `exact` where there were too many soft edges to
    compute it and it was sampled instead.
    """

    low: int
    high: int
    expected: float
    effective: float
    direct: tuple[Root, ...]
    inherited: tuple[Root, ...]
    analysis: tuple[str, ...]
    narrators: tuple[str, ...]
    vague: int
    denials: tuple[str, ...]
    edges: tuple[RootEdge, ...]
    credibility: int
    reason: str
    channel_letter: str = "F"
    root_letter: str = "F"
    exact: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"roots are an interval, got {self.low} to {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement with all the places where articles make it.

    `text` is the wording of its fullest mention, `story` the id of the story it belongs to. `roots` is None until
    they are counted.
    """

    id: str
    text: str
    kind: ClaimKind
    forecast: bool
    story: str
    mentions: tuple[Mention, ...]
    joins: tuple[Join, ...]
    conflicts: tuple[Conflict, ...] = ()
    roots: Roots | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about the same events.

    `title` is the headline of its most typical article; `terms` are the words that tell it from other stories,
    `names` the names that its articles share. `first` and `last` are ISO dates, None where no article is dated.
    """

    id: str
    title: str
    documents: tuple[str, ...]
    terms: tuple[str, ...]
    names: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """Somebody denies what articles claim; `of` are the ids of the claims it can be tied to, often none."""

    location: Location
    citation: str | None
    deniers: tuple[str, ...]
    of: tuple[str, ...] = ()
    cue: Span | None = None
