"""Words as letters: a stretch of words as a string with one character for each word.

In: word hashes. Out: strings that RapidFuzz compares several times faster than lists of numbers. A letter is the
high 20 bits of the word's hash, above the Basic Multilingual Plane, where every code point is a character: two
different words share one with probability one in a million, so whoever claims that words are equal asks the hashes.
"""

import numpy as np
import numpy.typing as npt

from dedup.reuse.words import Words

_SHIFT = np.uint64(44)
_FIRST = np.uint32(0x10000)
_HIDDEN = (1, 2)
"""Letters of site text on the left and on the right: equal to no other one."""


def write_letters(
    words: Words, start: int, end: int, covers: npt.NDArray[np.bool_] | None, *, right: bool = False
) -> str:
    """Write a half-open range of words; those of site text differently on the left and on the right."""
    codes = (words.hashes[start:end] >> _SHIFT).astype("<u4")
    codes += _FIRST
    if covers is not None:
        codes[covers[start:end]] = _HIDDEN[right]
    return codes.tobytes().decode("utf-32-le")
