"""Which principals are one: the components over edges that hold.

In: principals and edges between them. Out: for each principal the smallest id of its component. Edges to principals
that the claim does not rest on join nothing.
"""

from collections.abc import Iterable, Mapping


class Components:
    """Disjoint sets of ids; the smallest id of a set stands for it."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {each: each for each in ids}

    def __contains__(self, ident: object) -> bool:
        return ident in self._parent

    def find(self, ident: str) -> str:
        """Name the set that an id is in."""
        root = ident
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[ident] != root:
            self._parent[ident], ident = root, self._parent[ident]
        return root

    def join(self, left: str, right: str) -> bool:
        """Make two sets one; say whether they were two. Ids that are in no set are passed over."""
        if left not in self._parent or right not in self._parent:
            return False
        first, second = sorted((self.find(left), self.find(right)))
        self._parent[second] = first
        return first != second

    def named(self) -> Mapping[str, str]:
        """Map every id to its set."""
        return {each: self.find(each) for each in self._parent}


def merge(ids: Iterable[str], edges: Iterable[tuple[str, str]]) -> Components:
    """Join ids over edges.

    >>> sorted(set(merge("abc", [("c", "b"), ("c", "x")]).named().values()))
    ['a', 'b']
    """
    components = Components(ids)
    for left, right in edges:
        components.join(left, right)
    return components
