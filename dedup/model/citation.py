"""Who says so: citations found in articles, and the sources they lead to."""

from dataclasses import dataclass
from enum import StrEnum

from dedup.model.span import Span


class SourceKind(StrEnum):
    """What a source is."""

    OUTLET = "outlet"
    AGENCY = "agency"
    INSTITUTION = "institution"
    PERSON = "person"
    GROUP = "group"
    DOCUMENT = "document"


class CitationType(StrEnum):
    """How the statement is rendered: quoted, in a subordinate clause, continued, or only its act named."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    FREE_INDIRECT = "free-indirect"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The article says where something comes from.

    `mention` is the source's name as printed, `cue` the word that introduces the citation, `claim` the
    statement from its first to its last character and `claim_spans` its pieces. `outlet` is the catalogue
    id of the source, None unless the source is an outlet or agency of the catalogue. `speaker` is the
    person or body as printed. `chain` runs from the source nearest the reader to the root, outlets by id
    and others as printed. `medium` is the outlet that the speaker merely spoke to; it is the first hop of
    the chain and `outlet` is then None. `institution` is the catalogue id of the institution that the source is or
    speaks for. `chain_ids` are the catalogue ids of the chain's outlets and institutions, None for other hops;
    empty where nobody has looked them up. `rule` names the frame that found it.
    """

    id: str
    document: str
    mention: Span
    cue: Span | None
    claim: Span
    claim_spans: tuple[Span, ...]
    outlet: str | None
    speaker: str | None
    source_kind: SourceKind
    anonymous: bool
    type: CitationType
    chain: tuple[str, ...]
    medium: str | None
    confidence: float
    rule: str
    institution: str | None = None
    chain_ids: tuple[str | None, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is a fraction, got {self.confidence}")
        if self.outlet is not None and self.medium is not None:
            raise ValueError("an outlet is either the source or the medium of a citation")
        if not self.chain:
            raise ValueError("the chain of a citation names at least one source")
        if self.chain_ids and len(self.chain_ids) != len(self.chain):
            raise ValueError("a chain has one catalogue id, or none, for each of its hops")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One outlet, institution, person or group that the collection cites.

    `state_control` says that the catalogue knows the outlet as run or controlled by a state.
    `institution_kind` is what an institution of the catalogue is for, and `part_of` the ids of what it is part of,
    nearest first. `reliability` is the letter of a ratings file that the user plugs in; None without one.
    `citations` counts citations, `anonymous` those that name nobody, `second_hand` those that reach the
    source through another one; `documents` are the ids of the articles that cite it.
    """

    id: str
    name: str
    kind: SourceKind
    country: str | None
    owner: str | None
    state_control: bool
    reliability: str | None
    citations: int
    anonymous: int
    second_hand: int
    documents: tuple[str, ...]
    institution_kind: str | None = None
    part_of: tuple[str, ...] = ()
