"""How many independent roots a claim has: the interval, the expectation, and what stands apart from it.

In: a claim as a `RootCase`. Out: `Roots` of the model. Roots attributed to a sentence or paragraph are direct;
those that only the article's context or an outlet's name gives are inherited. Docs/PROVENANCE.md has the formulas.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dedup.model import Evidence, Root, RootEdge, Roots, Scope, Stance
from dedup.provenance.roots.case import NAMED, ChainEnd, RootCase, RootMention
from dedup.provenance.roots.credibility import Confirmation, rate_credibility
from dedup.provenance.roots.expectation import expected_components
from dedup.provenance.roots.merging import Components, merge
from dedup.settings import RootSettings

_DIGITS = 4


@dataclass(slots=True)
class _Gathered:
    """One principal of a claim: who of it is named where."""

    ends: set[ChainEnd] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)

    @property
    def level(self) -> int:
        return max(end.level for end in self.ends)


@dataclass(slots=True)
class _Sorted:
    """The chains of a claim's mentions, by what they count as."""

    direct: dict[str, _Gathered] = field(default_factory=lambda: defaultdict(_Gathered))
    inherited: dict[str, _Gathered] = field(default_factory=lambda: defaultdict(_Gathered))
    contradicting: set[str] = field(default_factory=set)
    denying: set[str] = field(default_factory=set)
    analysis: set[str] = field(default_factory=set)
    narrators: set[str] = field(default_factory=set)
    vague: int = 0


def resolve_roots(case: RootCase, settings: RootSettings) -> Roots:
    """Count the independent roots of a claim."""
    found = _sort(case.mentions)
    for principal in found.direct:
        found.inherited.pop(principal, None)
    hard = merge({*found.direct, *found.inherited}, _pairs(case.hard))
    low = _merge_soft(found, hard, case.soft)
    least, high = (len(set(each.named().values())) for each in (low, hard))
    expected, is_exact = _expect(found, hard, case.soft, settings)
    deniers = {*case.deniers, *found.denying}
    credibility = rate_credibility(
        Confirmation(
            low=least,
            high=high,
            named=_count_named(found, hard, low),
            narrators=len(found.narrators),
            contradicting=_count_contradicting(found, case),
            denied=bool(deniers),
            is_forecast=case.is_forecast,
            is_settled=case.is_settled,
            is_quoted_speech=case.is_speech_act and any(map(_is_quoted, case.mentions)),
        )
    )
    return Roots(
        low=least,
        high=high,
        expected=round(float(min(max(expected, least), high)), _DIGITS),
        effective=round(_effective(case.mentions), _DIGITS),
        direct=_roots(found.direct),
        inherited=_roots(found.inherited),
        analysis=tuple(sorted(found.analysis)),
        narrators=tuple(sorted(found.narrators)),
        vague=found.vague,
        denials=tuple(sorted(deniers)),
        edges=_used_edges(case, {*found.direct, *found.inherited}),
        credibility=credibility.digit,
        reason=credibility.reason,
        exact=is_exact,
    )


def _sort(mentions: Iterable[RootMention]) -> _Sorted:
    found = _Sorted()
    for mention in mentions:
        if mention.contradicts:
            found.contradicting.update(end.principal for end in mention.ends if _is_resolved(mention, end, NAMED))
        elif mention.stance is Stance.DENIES:
            found.denying.update(end.principal for end in mention.ends if end.level)
        elif mention.stance is Stance.SUPPORTS:
            _sort_support(mention, found)
    return found


def _sort_support(mention: RootMention, found: _Sorted) -> None:
    if not mention.ends:
        found.narrators.add(mention.narrator)
    found.vague += any(not end.level for end in mention.ends)
    for end in mention.ends:
        if not end.level:
            continue
        if mention.evidence is Evidence.ANALYSIS or end.interprets:
            found.analysis.add(end.principal)
            continue
        kind = found.direct if _is_resolved(mention, end, 1) else found.inherited
        kind[end.principal].ends.add(end)
        kind[end.principal].documents.add(mention.document)


def _is_resolved(mention: RootMention, end: ChainEnd, level: int) -> bool:
    return end.level >= level and mention.scope is not Scope.ARTICLE and not end.unresolved


def _is_quoted(mention: RootMention) -> bool:
    return mention.quoted and mention.stance is Stance.SUPPORTS and not mention.contradicts


def _pairs(edges: Iterable[RootEdge]) -> Iterator[tuple[str, str]]:
    return ((edge.left, edge.right) for edge in edges)


def _merge_soft(found: _Sorted, hard: Components, soft: Iterable[RootEdge]) -> Components:
    """Join the direct roots over hard and soft edges; soft edges to inherited roots join no direct ones."""
    groups = merge({hard.find(each) for each in found.direct}, ())
    for edge in soft:
        if edge.left in found.direct and edge.right in found.direct:
            groups.join(hard.find(edge.left), hard.find(edge.right))
    return groups


def _expect(
    found: _Sorted, hard: Components, soft: Iterable[RootEdge], settings: RootSettings
) -> tuple[float, bool]:
    """Expect roots when soft edges hold with their priors; one of a group of inherited roots is enough."""
    absence: dict[str, float] = {}
    for principal, group in hard.named().items():
        share = 0.0 if principal in found.direct else 1 - settings.inherited_share
        absence[group] = absence.get(group, 1.0) * share
    presence = {group: 1 - absent for group, absent in sorted(absence.items())}
    edges = [
        (hard.find(edge.left), hard.find(edge.right), edge.prior)
        for edge in soft
        if edge.prior and edge.left in hard and edge.right in hard
    ]
    result = expected_components(presence, edges, settings.max_states)
    return result.value, result.exact


def _count_named(found: _Sorted, hard: Components, low: Components) -> int:
    """Count the roots of the lower bound to which somebody named belongs."""
    named = (principal for principal, gathered in found.direct.items() if gathered.level >= NAMED)
    return len({low.find(hard.find(principal)) for principal in named})


def _count_contradicting(found: _Sorted, case: RootCase) -> int:
    """Count the named roots that say the opposite, independent of each other and of those that state the claim."""
    everybody = {*found.direct, *found.inherited, *found.contradicting}
    groups = merge(everybody, (*_pairs(case.hard), *_pairs(case.soft)))
    stating = {groups.find(each) for each in (*found.direct, *found.inherited)}
    return len({groups.find(each) for each in found.contradicting} - stating)


def _effective(mentions: Iterable[RootMention]) -> float:
    """Weigh every source by its share of the mentions: 1 / sum(share ** 2), 0 where no mention has a chain.

    Analyses and forecasts count too, vague sources and denials do not. A mention with several chains is shared out
    among them.
    """
    weights: dict[str, float] = defaultdict(float)
    for mention in mentions:
        ends = [end.principal for end in mention.ends if end.level]
        if mention.stance is not Stance.DENIES and not mention.contradicts:
            for principal in ends:
                weights[principal] += 1 / len(ends)
    total = sum(weights.values())
    return total**2 / sum(weight**2 for weight in weights.values()) if total else 0.0


def _roots(gathered: Mapping[str, _Gathered]) -> tuple[Root, ...]:
    return tuple(_root(principal, gathered[principal]) for principal in sorted(gathered))


def _root(principal: str, gathered: _Gathered) -> Root:
    ordered = sorted(gathered.ends, key=lambda end: (-end.level, end.name))
    return Root(
        id=principal,
        name=ordered[0].name,
        level=gathered.level,
        names=tuple(sorted({end.name for end in ordered})),
        documents=tuple(sorted(gathered.documents)),
    )


def _used_edges(case: RootCase, principals: set[str]) -> tuple[RootEdge, ...]:
    """The edges between roots of the claim, each once."""
    edges = {edge for edge in (*case.hard, *case.soft) if edge.left in principals and edge.right in principals}
    return tuple(sorted(edges, key=lambda edge: (edge.left, edge.right, edge.prior or 0.0, edge.why)))
