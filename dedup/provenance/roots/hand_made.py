"""Hand-made claims: a JSON file in which an analyst wrote down who says what, without any article text.

In: the text of the file. Out: its claims as `RootCase`, with notes on what was passed over. The layout stands in
docs/PROVENANCE.md. Fields that the count does not need are left alone; missing ones have defaults.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dedup.errors import InvalidRecordError
from dedup.model import Evidence, RootEdge, Scope, Stance
from dedup.provenance.roots.case import NAMED, ChainEnd, RootCase, RootMention
from dedup.provenance.roots.fields import (
    Record,
    as_object,
    choice,
    flag,
    items,
    names,
    normal,
    number,
    objects,
    parse_object,
    text_of,
)
from dedup.provenance.roots.hand_sources import HandSource, Narrators, is_expert, read_sources
from dedup.settings import RootSettings

_CONTRADICTS = "contradicts"
_STANCES: Mapping[str, Stance | str] = {
    "supports": Stance.SUPPORTS,
    "denies": Stance.DENIES,
    "contradicts": _CONTRADICTS,
    "qualifies": Stance.QUALIFIES,
    "forecast": Stance.FORECAST,
}
_NO_SUPPORT = Stance.QUALIFIES
_SCOPES = {scope.value: scope for scope in (Scope.SENTENCE, Scope.PARAGRAPH, Scope.ARTICLE)}
_QUOTES = frozenset({"quote", "quoted", "direct", "direct-quote", "direct-speech", "verbatim", "quotation"})
_FORECASTS = frozenset({"forecast", "intention"})
_SETTLED = frozenset({"background", "legal", "legal-fact", "law"})
_SPEECH_ACT = "speech-act"
_OPENING = ("„", "“", "”", '"', "«", "»", "‚", "‘", "'")
_ENDS_OF_EDGE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class HandClaim:
    """One claim of the file."""

    id: str
    text: str
    kind: str
    case: RootCase


@dataclass(frozen=True, slots=True)
class HandMade:
    """The claims of a file in their order, and what was passed over."""

    claims: tuple[HandClaim, ...]
    notes: tuple[str, ...]


def read_hand_made(text: str, origin: str, settings: RootSettings) -> HandMade:
    """Read the claims of a file.

    Raises:
        InvalidRecordError: The file is no JSON of this layout; the message names the place.
    """
    file = parse_object(text, origin)
    if "claims" not in file:
        raise InvalidRecordError(f'{origin}: has no list \'claims\'; write {{"claims": [...], "sources": {{...}}}}')
    reader = _Reader(file, origin, settings)
    claims = tuple(
        reader.claim(as_object(value, f"{origin}, claim {position}"), position)
        for position, value in enumerate(items(file, "claims", origin), start=1)
    )
    return HandMade(claims, tuple(reader.notes))


class _Reader:
    """A file while its claims are read."""

    def __init__(self, file: Record, origin: str, settings: RootSettings) -> None:
        self.notes: list[str] = []
        self._file = file
        self._origin = origin
        self._settings = settings
        self._sources = read_sources(file, origin)
        self._principals = {source.end.principal for source in self._sources.values()}
        self._narrators = Narrators(file, self._sources, origin)
        self._denials = _denials(file, origin)
        self._seen: set[str] = set()

    def claim(self, record: Record, position: int) -> HandClaim:
        ident = text_of(record, ["id"], f"{self._origin}, claim {position}") or f"claim-{position}"
        where = f"{self._origin}, claim {ident}"
        if ident in self._seen:
            raise InvalidRecordError(f"{where}: the id stands twice; claims need ids of their own")
        self._seen.add(ident)
        kind = normal(text_of(record, ["kind"], where) or "event")
        mentions = tuple(self._mentions(record, where))
        levels: dict[str, int] = {}
        for end in (end for mention in mentions for end in mention.ends):
            levels[end.principal] = max(end.level, levels.get(end.principal, 0))
        edges = [
            *self._edges(record, "hard_edges", levels, where),
            *self._edges(record, "soft_edges", levels, where),
        ]
        case = RootCase(
            mentions=mentions,
            hard=tuple(edge for edge in edges if edge.prior is None),
            soft=tuple(edge for edge in edges if edge.prior is not None),
            deniers=self._deniers(record, ident, where),
            is_speech_act=kind == _SPEECH_ACT,
            is_forecast=flag(record, "forecast", where) or kind in _FORECASTS,
            is_settled=kind in _SETTLED,
        )
        words = text_of(record, ["text", "claim", "claim_en", "claim_de"], where) or ident
        return HandClaim(id=ident, text=words, kind=kind, case=case)

    def _mentions(self, claim: Record, where: str) -> Iterator[RootMention]:
        for position, value in enumerate(items(claim, "mentions", where), start=1):
            place = f"{where}, mention {position}"
            yield self._mention(as_object(value, place), place)

    def _mention(self, record: Record, where: str) -> RootMention:
        document = text_of(record, ["article", "document"], where) or where
        evidence = normal(text_of(record, ["evidence"], where) or "")
        stance = self._word(record, ["relation", "stance"], _STANCES, _NO_SUPPORT, where)
        chains = [self._chain(chain, where) for chain in _chains(record, where)]
        spoken = [chain[-1] for chain in chains if chain and not chain[-1].is_narrator]
        voices = [chain[-1].end.principal for chain in chains if chain and chain[-1].is_narrator]
        return RootMention(
            document=document,
            narrator=voices[0] if voices else self._narrators.of(document),
            ends=tuple(dict.fromkeys(self._end(source, evidence) for source in spoken)),
            stance=Stance.DENIES if stance == _CONTRADICTS else stance,
            scope=self._word(record, ["attribution_scope", "scope"], _SCOPES, Scope.ARTICLE, where),
            evidence=_evidence(evidence),
            quoted=_is_quoted(record, evidence, where),
            contradicts=stance == _CONTRADICTS,
        )

    def _word(self, record: Record, keys: list[str], known: Mapping[str, Any], unknown: Any, where: str) -> Any:
        """Look a word of the vocabulary up; one that it lacks counts for least, and that is noted."""
        word = normal(text_of(record, keys, where) or next(iter(known)))
        if word not in known:
            self.notes.append(
                f"{where}: {keys[0]!r} is {word!r}, none of {', '.join(known)}; taken as {unknown.value}"
            )
        return known.get(word, unknown)

    def _chain(self, keys: Sequence[Any], where: str) -> list[HandSource]:
        chain = []
        for key in keys:
            if not isinstance(key, str) or key not in self._sources:
                raise InvalidRecordError(
                    f"{where}: unknown source {key!r}; add it to 'sources' or correct the chain"
                )
            chain.append(self._sources[key])
        spoken = [source for source in chain if not source.is_narrator]
        return spoken or chain

    def _end(self, source: HandSource, evidence: str) -> ChainEnd:
        """An expert interprets, unless the file says how the expert knows."""
        return replace(source.end, interprets=not evidence and is_expert(self._file, source.key))

    def _edges(self, claim: Record, key: str, levels: Mapping[str, int], where: str) -> Iterator[RootEdge]:
        for position, value in enumerate(items(claim, key, where), start=1):
            place = f"{where}, {key.replace('_', ' ').removesuffix('s')} {position}"
            edge = self._edge(value, levels, place, is_hard=key == "hard_edges")
            if edge:
                yield edge

    def _edge(self, value: object, levels: Mapping[str, int], where: str, *, is_hard: bool) -> RootEdge | None:
        if isinstance(value, list) and len(value) in {_ENDS_OF_EDGE, _ENDS_OF_EDGE + 1}:
            value = dict(zip(("a", "b", "p"), value, strict=False))
        record = as_object(value, where)
        left = self._end_of_edge(record, ["a", "left"], where)
        right = self._end_of_edge(record, ["b", "right"], where)
        why = text_of(record, ["why", "reason"], where) or ""
        if is_hard:
            return RootEdge(left=min(left, right), right=max(left, right), prior=None, why=why)
        prior = number(record, ["p", "prior"], where)
        prior = self._prior(record, (left, right), levels, where) if prior is None else prior
        if not 0 <= prior <= 1:
            raise InvalidRecordError(f"{where}: p is {prior:g}; it is a probability between 0 and 1")
        if prior == 0 or left == right:
            return None
        return RootEdge(left=min(left, right), right=max(left, right), prior=None if prior == 1 else prior, why=why)

    def _end_of_edge(self, record: Record, keys: list[str], where: str) -> str:
        name = text_of(record, keys, where)
        if name is None:
            raise InvalidRecordError(f"{where}: has no {keys[0]!r}; an edge joins the principals 'a' and 'b'")
        if name in self._sources:
            return self._sources[name].end.principal
        if name not in self._principals:
            self.notes.append(f"{where}: {name!r} is no principal and no key of 'sources'; the edge joins nothing")
        return name

    def _prior(self, record: Record, ends: tuple[str, str], levels: Mapping[str, int], where: str) -> float:
        """The prior of the settings for an edge of the kind that the file names, else that its ends suggest."""
        priors = {
            "allied": self._settings.allied_prior,
            "anonymous": self._settings.anonymous_prior,
            "party": self._settings.party_prior,
        }
        is_named = all(levels.get(end, NAMED) >= NAMED or end.startswith("GOV:") for end in ends)
        usual = priors["allied" if is_named else "anonymous"]
        return float(choice(record, ["kind"], {"usual": usual, **priors}, where))

    def _deniers(self, claim: Record, ident: str, where: str) -> tuple[str, ...]:
        asked = names(claim.get("denials"), f"{where}, 'denials'")
        unknown = [name for name in asked if name not in self._denials]
        for name in unknown:
            self.notes.append(f"{where}: {name!r} is not in 'denials'; who denies is not known")
        found = unknown + [
            denier
            for name, (claims, deniers) in self._denials.items()
            if name in asked or ident in claims
            for denier in deniers or (name,)
        ]
        keys = (self._sources[name].end.principal if name in self._sources else name for name in found)
        return tuple(sorted(set(keys)))


def _denials(file: Record, origin: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Read which claims each denial is of, and who denies."""
    found = {}
    for name, value in objects(file, "denials", origin).items():
        where = f"{origin}, denial {name!r}"
        record = as_object(value, where)
        found[name] = (names(record.get("of"), f"{where}, 'of'"), names(record.get("roots"), f"{where}, 'roots'"))
    return found


def _chains(mention: Record, where: str) -> list[list[Any]]:
    """Take the chains of a mention: a list of lists under `chains`, or one list under `chain`."""
    single = items(mention, "chain", where)
    chains = items(mention, "chains", where) or [single]
    for chain in chains:
        if not isinstance(chain, list):
            raise InvalidRecordError(
                f"{where}: 'chains' is a list of chains, each a list of keys of 'sources'; got {chain!r}"
            )
    return [chain for chain in chains if chain]


def _evidence(word: str) -> Evidence:
    """How the source knows; a word outside the vocabulary tells no more than that it says so."""
    if word in _QUOTES:
        return Evidence.QUOTE
    return next((each for each in Evidence if each.value == word), Evidence.TOLD)


def _is_quoted(mention: Record, evidence: str, where: str) -> bool:
    """Whether the source is quoted word for word: the file says so, or the mention stands in quotation marks."""
    said = mention.get("quote", mention.get("direct_quote"))
    kind = normal(text_of(mention, ["type"], where) or "")
    if said is not None:
        return bool(said)
    span = mention.get("span")
    printed = text_of(span, ["text"], where) if isinstance(span, dict) else None
    return evidence in _QUOTES or kind in _QUOTES or (printed or "").startswith(_OPENING)
