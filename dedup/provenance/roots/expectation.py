"""How many components a graph has on average when its nodes and edges hold by chance.

In: nodes with the probability that each is there, edges with the probability that each holds if both its ends are
there. Out: the expected number of components and whether that is exact.

Each edge that holds takes one component away unless its ends hang together already, so
E[components] = sum(presence) - E[rank], the rank being the edges of a spanning forest. Nodes with one edge are
taken off first: for a forest that leaves nothing and E[rank] = sum(p * presence * presence). What is left is solved
exactly over the partitions of a moving border of nodes; past a bound of states it is sampled with a fixed seed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dedup.provenance.roots.merging import merge

SAMPLES = 4_096
"""Draws past the bound; the standard error of the rank of ten uncertain edges is below .025."""

_AT_ONCE = 256
_ABSENT = -1
_Labels = tuple[int, ...]
_Pairs = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Expectation:
    """An expected number of components; not `exact` where it was sampled."""

    value: float
    exact: bool


def expected_components(
    presence: Mapping[str, float], edges: Iterable[tuple[str, str, float]], max_states: int
) -> Expectation:
    """Compute the expected number of components among the nodes that are there.

    >>> expected_components({"a": 1, "b": 1, "c": 0.5}, [("a", "b", 0.3), ("c", "b", 0.8)], 65_536)
    Expectation(value=1.8, exact=True)
    """
    pairs = _combine(presence, edges)
    rank, rest = _take_off_leaves(presence, pairs)
    exact = True
    for part in _parts(rest):
        solved = _solve(presence, part, max_states)
        exact = exact and solved is not None
        rank += _sample(presence, part) if solved is None else solved
    return Expectation(round(sum(presence.values()) - rank, 12), exact)


def _combine(presence: Mapping[str, float], edges: Iterable[tuple[str, str, float]]) -> _Pairs:
    """Make one edge of several between two nodes: it holds if one of them does."""
    pairs: _Pairs = {}
    for left, right, prior in edges:
        if left != right and left in presence and right in presence:
            pair = (min(left, right), max(left, right))
            pairs[pair] = 1 - (1 - pairs.get(pair, 0.0)) * (1 - prior)
    return dict(sorted(pairs.items()))


def _take_off_leaves(presence: Mapping[str, float], pairs: _Pairs) -> tuple[float, _Pairs]:
    """Sum up the edges that close no circle, as far as taking off nodes with one edge finds them."""
    around: dict[str, dict[str, float]] = defaultdict(dict)
    for (left, right), prior in pairs.items():
        around[left][right] = around[right][left] = prior
    rank = 0.0
    leaves = sorted(node for node in around if len(around[node]) == 1)
    while leaves:
        leaf = leaves.pop()
        if not around[leaf]:
            continue
        ((other, prior),) = around.pop(leaf).items()
        rank += prior * presence[leaf] * presence[other]
        del around[other][leaf]
        if len(around[other]) == 1:
            leaves.append(other)
    return rank, {pair: prior for pair, prior in pairs.items() if pair[1] in around.get(pair[0], ())}


def _parts(pairs: _Pairs) -> list[_Pairs]:
    """Split edges into the parts that hang together."""
    components = merge({node for pair in pairs for node in pair}, pairs)
    parts: dict[str, _Pairs] = {}
    for pair, prior in pairs.items():
        parts.setdefault(components.find(pair[0]), {})[pair] = prior
    return [parts[name] for name in sorted(parts)]


def _solve(presence: Mapping[str, float], pairs: _Pairs, max_states: int) -> float | None:
    """Compute the expected rank, or None where more states would have to be visited than allowed.

    A state says which nodes of the border are there and which of them hang together. A node comes into the border
    with its first edge and leaves it with its last.
    """
    steps = _order(pairs)
    last = {node: number for number, pair in enumerate(steps) for node in pair}
    border: list[str] = []
    states: dict[_Labels, float] = {(): 1.0}
    rank = 0.0
    visited = 0
    for number, pair in enumerate(steps):
        for node in pair:
            if node not in border:
                border.append(node)
                states = _enter(states, presence[node])
        visited += len(states)
        if visited > max_states:
            return None
        gained, states = _hold(states, border.index(pair[0]), border.index(pair[1]), pairs[pair])
        rank += gained
        kept = [index for index, node in enumerate(border) if last[node] > number]
        border = [border[index] for index in kept]
        states = _leave(states, kept)
    return rank


def _order(pairs: _Pairs) -> list[tuple[str, str]]:
    """Order the edges so that the border stays small: finish the node with the fewest open edges first."""
    open_pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in pairs:
        open_pairs[pair[0]].append(pair)
        open_pairs[pair[1]].append(pair)
    seen: set[str] = set()
    ordered: list[tuple[str, str]] = []
    while open_pairs:
        node = min(open_pairs, key=lambda each: (len(open_pairs[each]), each not in seen, each))
        for pair in open_pairs.pop(node):
            other = pair[0] if pair[1] == node else pair[1]
            ordered.append(pair)
            seen.update(pair)
            open_pairs[other].remove(pair)
            if not open_pairs[other]:
                del open_pairs[other]
    return ordered


def _enter(states: Mapping[_Labels, float], presence: float) -> dict[_Labels, float]:
    entered: dict[_Labels, float] = {}
    for labels, probability in states.items():
        entered[*labels, max(labels, default=_ABSENT) + 1] = probability * presence
        if presence < 1:
            entered[*labels, _ABSENT] = probability * (1 - presence)
    return entered


def _hold(
    states: Mapping[_Labels, float], left: int, right: int, prior: float
) -> tuple[float, dict[_Labels, float]]:
    """Let an edge hold or not: the expected rank that it adds, and the states after it."""
    gained = 0.0
    after: dict[_Labels, float] = defaultdict(float)
    for labels, probability in states.items():
        first, second = labels[left], labels[right]
        if first == second or _ABSENT in (first, second):
            after[labels] += probability
            continue
        gained += probability * prior
        after[labels] += probability * (1 - prior)
        after[_renumber([first if label == second else label for label in labels])] += probability * prior
    return gained, after


def _leave(states: Mapping[_Labels, float], kept: list[int]) -> dict[_Labels, float]:
    after: dict[_Labels, float] = defaultdict(float)
    for labels, probability in states.items():
        after[_renumber([labels[index] for index in kept])] += probability
    return after


def _renumber(labels: list[int]) -> _Labels:
    """Number parts by their first node, so that equal partitions are equal tuples."""
    numbers: dict[int, int] = {_ABSENT: _ABSENT}
    return tuple(numbers.setdefault(label, len(numbers) - 1) for label in labels)


def _sample(presence: Mapping[str, float], pairs: _Pairs) -> float:
    """Estimate the expected rank from draws that are the same in every run.

    The draws stand side by side as one graph: its nodes without its components are the rank of all draws together.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    names = sorted({node for pair in pairs for node in pair})
    places = {name: place for place, name in enumerate(names)}
    ends = np.array([[places[left], places[right]] for left, right in pairs])
    present = np.array([presence[name] for name in names])
    priors = np.array(list(pairs.values()))
    source = np.random.RandomState(0)  # its draws are the same in every version of NumPy
    rank = 0
    for _ in range(SAMPLES // _AT_ONCE):
        there = source.random_sample((_AT_ONCE, len(names))) < present
        holds = source.random_sample((_AT_ONCE, len(priors))) < priors
        holds &= there[:, ends[:, 0]] & there[:, ends[:, 1]]
        draw, edge = np.nonzero(holds)
        left, right = draw * len(names) + ends[edge, 0], draw * len(names) + ends[edge, 1]
        size = _AT_ONCE * len(names)
        graph = coo_array((np.ones(len(left), dtype=bool), (left, right)), shape=(size, size))
        rank += size - connected_components(graph, directed=False)[0]
    return rank / SAMPLES
