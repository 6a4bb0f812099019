"""Words as letters: a stretch of words as a string with one character for each word.

In: word hashes. Out: strings that RapidFuzz compares several times faster than lists of numbers. A letter is the
high 20 bits of the word's hash, above the Basic Multilingual Plane, where every code point is a character: two
different words share one with probability one in a million, so whoever claims that words are equal asks the hashes.
"""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dedup.reuse.words import Int64s, Words

_SHIFT = np.uint64(44)
_FIRST = np.uint32(0x10000)
_HIDDEN = (1, 2)
"""Letters of site text on the left and on the right: equal to no other one."""


def write_letters(
    words: Words,
    starts: Int64s,
    ends: Int64s,
    covers: npt.NDArray[np.bool_] | None = None,
    *,
    right: bool = False,
) -> list[str]:
    """Write half-open ranges of words; those of site text differently on the left and on the right."""
    offsets = np.concatenate(([0], np.cumsum(ends - starts)))
    rows = np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], ends - starts)
    codes = (words.hashes.take(rows) >> _SHIFT).astype("<u4")
    codes += _FIRST
    if covers is not None:
        codes[covers.take(rows)] = _HIDDEN[right]
    text = codes.tobytes().decode("utf-32-le")
    return [text[start:end] for start, end in pairwise(offsets.tolist())]
