"""Cutting a collection into parts whose saved results outlive a change elsewhere in it.

In: a key for each item, which names its content. Out: parts, each named by the keys of its items. A part ends
behind an item whose key says so, and not after a number of items: what is added or taken away changes the part it
falls into and perhaps the next, not all that follow.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

_USUAL_ITEMS = 64
"""Items of a part on average: what a kill can cost at most, for each worker. Chosen by hand."""
_MOST_ITEMS = 128


@dataclass(frozen=True, slots=True)
class Part:
    """A run of items, and the name of their content."""

    name: str
    items: range


def cut_parts(keys: Iterable[bytes]) -> Iterator[Part]:
    """Cut items into parts by their keys, which are digests: any four bytes of them are as good as random.

    >>> [part.items for part in cut_parts([bytes(4), b"abcd", b"efgh"])]
    [range(0, 1), range(1, 3)]
    """
    first, end = 0, 0
    named = sha256()
    for end, key in enumerate(keys, start=1):
        named.update(key)
        if int.from_bytes(key[:4], "big") % _USUAL_ITEMS == 0 or end - first == _MOST_ITEMS:
            yield Part(named.hexdigest()[:32], range(first, end))
            first, named = end, sha256()
    if end > first:
        yield Part(named.hexdigest()[:32], range(first, end))
