"""Owners: which document each word of a collection stands in.

In: the first words of documents. Out: the documents of any places. A table of every 64th word leads to the document
or one before it; that is a few times as fast as a binary search for each place.
"""

import numpy as np
import numpy.typing as npt

from dedup.reuse.words import Int64s

_BLOCK_BITS = 6
_STEPS = 3
"""Documents to go on from that of a block; where many end in one block, the rest is searched for."""


class Owners:
    """Tells the documents of places; `offsets`, shape (documents + 1,), are the first words of documents.

    >>> Owners(np.array([0, 2, 2, 5])).of(np.array([4, 0, 1, 2])).tolist()
    [2, 0, 0, 2]
    """

    def __init__(self, offsets: Int64s) -> None:
        self._offsets = offsets
        blocks = np.arange(0, int(offsets[-1]) + 1, 1 << _BLOCK_BITS)
        self._of_blocks = self._search(blocks)

    def of(self, places: Int64s) -> npt.NDArray[np.int32]:
        """The documents of places, all of them words of the collection; both of shape (places,)."""
        found: npt.NDArray[np.int32] = self._of_blocks[places >> _BLOCK_BITS]
        behind = np.flatnonzero(self._offsets[found + 1] <= places)
        for _ in range(_STEPS):
            if not len(behind):
                return found
            found[behind] += 1
            behind = behind[self._offsets[found[behind] + 1] <= places[behind]]
        found[behind] = self._search(places[behind])
        return found

    def _search(self, places: Int64s) -> npt.NDArray[np.int32]:
        last = max(len(self._offsets) - 2, 0)
        found = np.minimum(np.searchsorted(self._offsets, places, side="right") - 1, last)
        return found.astype(np.int32)
