"""Which roots of a claim are one, and which may be.

In: the parties of a claim's mentions, and where articles share wording. Out: hard edges, which always hold (shared
wording at the places, one owner), and soft edges with the priors of the settings (an unnamed source that may be a
named one, allied governments, an outlet's unnamed source and a party to the story). Each edge says why.
"""

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from dedup.attribution import Catalogue
from dedup.model import Location, Overlap, OverlapKind, RootEdge
from dedup.provenance.alliances import allied
from dedup.provenance.principal_ids import government
from dedup.provenance.principal_names import owners
from dedup.provenance.principal_parties import Party
from dedup.settings import RootSettings

_GOVERNMENT = "GOV:"


class SharedPlaces:
    """Where two articles share wording, to be asked about two places. What is said anew is not shared wording."""

    def __init__(self, overlaps: Iterable[Overlap]) -> None:
        self._pairs: dict[tuple[str, str], list[Overlap]] = defaultdict(list)
        for overlap in overlaps:
            if overlap.kind is not OverlapKind.PARAPHRASE:
                self._pairs[overlap.left.document, overlap.right.document].append(overlap)

    def share(self, left: Location, right: Location) -> bool:
        """Whether one stretch of shared wording touches both places."""
        if left.document > right.document:
            left, right = right, left
        return any(
            overlap.left.span.overlaps(left.span) and overlap.right.span.overlaps(right.span)
            for overlap in self._pairs.get((left.document, right.document), ())
        )

    def group(self, places: Sequence[Location]) -> list[int]:
        """Number for each place the first one of those that share its wording, over a third place too."""
        home = list(range(len(places)))
        members = [[place] for place in home]
        for one, other in itertools.combinations(range(len(places)), 2):
            first, second = sorted((home[one], home[other]))
            if (
                first != second
                and places[one].document != places[other].document
                and self.share(places[one], places[other])
            ):
                for place in members[second]:
                    home[place] = first
                members[first] += members[second]
        return home


def hard_edges(
    placed: Sequence[tuple[Location, Sequence[Party]]], copies: Sequence[int], catalogue: Catalogue
) -> Iterator[RootEdge]:
    """Join the roots of mentions that share wording, and outlets of one owner; each pair with its first reason.

    `copies` number for each mention the first one that shares its wording, over a third article too.
    """
    seen: set[tuple[str, str]] = set()
    telling = [number for number, (_, parties) in enumerate(placed) if parties]
    for one, other in itertools.combinations(telling, 2):
        (left, first), (right, second) = placed[one], placed[other]
        if copies[one] != copies[other] or left.document == right.document:
            continue
        for party, second_party in itertools.product(first, second):
            pair = (party.end.principal, second_party.end.principal)
            if pair not in seen:
                seen.add(pair)
                yield from _edge(*pair, None, f"{left.document} and {right.document} share this wording")
    by_owner: dict[str, list[str]] = defaultdict(list)
    principals = {party.end.principal for _, parties in placed for party in parties}
    for principal, owner in sorted(owners(catalogue, principals).items()):
        by_owner[owner].append(principal)
    for owner, outlets in sorted(by_owner.items()):
        for outlet, sibling in itertools.pairwise(outlets):
            yield from _edge(outlet, sibling, None, f"both belong to {owner}")


def soft_edges(
    parties: Iterable[Party], settings: RootSettings, direct: Collection[str] | None = None
) -> Iterator[RootEdge]:
    """Join roots that may be one; of two reasons the stronger counts.

    `direct` are the principals of which the mentions themselves speak; without it, all are.
    """
    by_principal: dict[str, list[Party]] = defaultdict(list)
    for party in parties:
        if party.end.level and not party.end.interprets:
            by_principal[party.end.principal].append(party)
    for left, right in itertools.combinations(sorted(by_principal), 2):
        found = _may_be_one(left, right, by_principal, settings)
        if found:
            yield from _edge(left, right, *found)
    named = {each: by_principal[each] for each in sorted(by_principal) if direct is None or each in direct}
    yield from _unplaced_edges(named, settings)


def _unplaced_edges(by_principal: Mapping[str, Sequence[Party]], settings: RootSettings) -> Iterator[RootEdge]:
    """Join each named root that may belong to another one to one of those that are certain, or to its like.

    One edge each: whoever may be of either of two governments does not make the two one.
    """
    resolved = {
        principal: parties
        for principal, parties in by_principal.items()
        if not all(party.end.unresolved for party in parties) and not any(party.unnamed for party in parties)
    }
    reasons = {principal: parties[0].unplaced for principal, parties in resolved.items() if _is_unplaced(parties)}
    certain = [principal for principal in resolved if principal not in reasons]
    anchors = certain or list(reasons)
    for principal, why in reasons.items():
        yield from _edge(principal, anchors[0], settings.party_prior, f"{why}; it may be one with another root")


def _is_unplaced(parties: Iterable[Party]) -> bool:
    return all(party.unplaced is not None for party in parties)


def _may_be_one(
    left: str, right: str, by_principal: Mapping[str, Sequence[Party]], settings: RootSettings
) -> tuple[float, str] | None:
    why = allied(left.removeprefix(_GOVERNMENT), right.removeprefix(_GOVERNMENT))
    if why or (left.startswith(_GOVERNMENT) and right.startswith(_GOVERNMENT)):
        return (settings.allied_prior, f"{why}; no text says whether both pass on the same") if why else None
    unnamed = [each for each in (left, right) if all(party.unnamed for party in by_principal[each])]
    if not unnamed:
        return None
    if len(unnamed) > 1:
        return settings.party_prior, "two unnamed sources; no text says whether they are the same"
    named = right if unnamed[0] == left else left
    near = {government(country) for party in by_principal[unnamed[0]] for country in party.near}
    if named in near:
        return settings.anonymous_prior, "the unnamed source is said to be of this party"
    if near or any(party.end.unresolved for party in by_principal[named]):
        return None
    return settings.party_prior, "the unnamed source may belong to this party; no text says so"


def _edge(left: str, right: str, prior: float | None, why: str) -> Iterator[RootEdge]:
    if left != right:
        first, second = sorted((left, right))
        yield RootEdge(left=first, right=second, prior=prior, why=why)
