"""Which comparisons of a claim's mentions are printed as joins, where there are too many to print all.

In: comparisons by pair of mentions, and how many are kept. Out: the strongest ones that hang all mentions together
that hung together before, then the strongest of the others.
"""

from collections.abc import Mapping

from dedup.provenance.claims.comparing import Comparison

Pair = tuple[int, int]


def keep_strongest(comparisons: Mapping[Pair, Comparison], most: int) -> Mapping[Pair, Comparison]:
    """Keep so many comparisons; of equal confidences those of the first mentions."""
    if len(comparisons) <= most:
        return comparisons
    ordered = sorted(comparisons, key=lambda pair: (-comparisons[pair].confidence, pair))
    home: dict[int, int] = {}
    needed, others = [], []
    for pair in ordered:
        left, right = (_find(home, each) for each in pair)
        if left == right:
            others.append(pair)
        else:
            home[right] = left
            needed.append(pair)
    return {pair: comparisons[pair] for pair in (*needed, *others)[:most]}


def _find(home: dict[int, int], mention: int) -> int:
    """The mention that stands for all that hang together with one."""
    while (above := home.setdefault(mention, mention)) != mention:
        home[mention] = home.setdefault(above, above)
        mention = above
    return mention
