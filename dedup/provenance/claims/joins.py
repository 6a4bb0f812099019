"""Which comparisons of a claim's mentions are printed as joins, where there are too many to print all.

In: confidences by pair of mentions, and how many are kept. Out: the strongest ones that hang all mentions together
that hung together before, then the strongest of the others.
"""

from collections.abc import Mapping

Pair = tuple[int, int]


def keep_strongest(confidences: Mapping[Pair, float], most: int) -> Mapping[Pair, float]:
    """Keep so many pairs; of equal confidences those of the first mentions."""
    if len(confidences) <= most:
        return confidences
    ordered = sorted(confidences, key=lambda pair: (-confidences[pair], pair))
    home: dict[int, int] = {}
    needed, others = [], []
    for pair in ordered:
        left, right = (_find(home, each) for each in pair)
        if left == right:
            others.append(pair)
        else:
            home[right] = left
            needed.append(pair)
    return {pair: confidences[pair] for pair in (*needed, *others)[:most]}


def _find(home: dict[int, int], mention: int) -> int:
    """The mention that stands for all that hang together with one."""
    while (above := home.setdefault(mention, mention)) != mention:
        home[mention] = home.setdefault(above, above)
        mention = above
    return mention
