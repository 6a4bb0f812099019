"""Templates with variable parts: the fixed words around a block of site text that no shingle can see.

In: blocks of site text. Out: the same blocks, longer. "Stand: 3.4.2020, 9 Uhr, Lesezeit 4 Minuten" has no five
words in a row that repeat, but "Stand", "Uhr" and "Lesezeit" stand at the same distance from the block in most
documents that hold it. Distances are counted in words: a date or a number takes as many words whatever it says.
"""

import numpy as np

from dedup.reuse.standing_text import MAX_VARIABLE_WORDS, Bools
from dedup.reuse.words import Int64s, Words

_REACH_WORDS = 24
_MOST_BLOCKS = 0.5
"""Share of a template's blocks that hold the same word at the same distance. Chosen by hand."""


def extend_to_fixed_words(
    words: Words, documents: Int64s, starts: Int64s, ends: Int64s, *, templates: Int64s, least: int
) -> tuple[Int64s, Int64s]:
    """Extend blocks, in order of place, to the fixed words of their templates; starts and ends of each.

    `least` is the number of blocks that must hold a word. Blocks never reach into one another.
    """
    floors = words.offsets[documents].copy()
    ceilings = words.offsets[documents + 1].copy()
    inside = documents[1:] == documents[:-1]
    floors[1:][inside] = np.maximum(floors[1:][inside], ends[:-1][inside])
    ceilings[:-1][inside] = np.minimum(ceilings[:-1][inside], starts[1:][inside])
    lower, upper = starts.copy(), ends.copy()
    for distance in range(1, _REACH_WORDS + 1):
        before, after = starts - distance, ends + distance - 1
        near = lower - before - 1 <= MAX_VARIABLE_WORDS
        found = _is_fixed(words, before, near & (before >= floors), templates, least)
        lower[found] = before[found]
        near = after - upper <= MAX_VARIABLE_WORDS
        found = _is_fixed(words, after, near & (after < ceilings), templates, least)
        upper[found] = after[found] + 1
    upper[:-1][inside] = np.minimum(upper[:-1][inside], np.maximum(lower[1:][inside], ends[:-1][inside]))
    return lower, upper


def _is_fixed(words: Words, places: Int64s, possible: Bools, templates: Int64s, least: int) -> Bools:
    """Whether the word at a place is the one that most blocks of the template have there."""
    fixed = np.zeros(len(places), np.bool_)
    chosen = np.flatnonzero(possible)
    if not len(chosen):
        return fixed
    hashes = words.hashes[places[chosen]]
    order = np.lexsort((hashes, templates[chosen]))
    hashes, names = hashes[order], templates[chosen][order]
    firsts = np.flatnonzero(np.concatenate(([True], (np.diff(names) != 0) | (hashes[1:] != hashes[:-1]))))
    counts = np.diff(np.concatenate((firsts, [len(order)])))
    sizes = np.bincount(templates)[names[firsts]]
    common = (counts >= least) & (counts >= _MOST_BLOCKS * sizes)
    fixed[chosen[order[np.repeat(common, counts)]]] = True
    return fixed
