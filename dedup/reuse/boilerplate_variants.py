"""Variants of site text: pieces too rare to be judged alone, or doubtful, that are another one's wording.

In: pieces of standing text and which of them are site text. Out: further ones. A notice that names one of three
outlets falls into pieces: those that nearly always touch the rest of the notice, and those at an edge that say in
mostly the same words what an accepted piece says.
"""

from collections import Counter, defaultdict

import numpy as np

from dedup.reuse.standing_text import MAX_VARIABLE_WORDS, Bools, StandingText, Stretches
from dedup.reuse.words import Int64s, Words

_TOUCHING_WORDS = 2
_ROUNDS = 2
"""A variant of a variant is one as well: the words between two variable parts."""
_NEARLY_ALWAYS = 0.9
_SAME_WORDS = 0.7
"""Share of a piece's distinct words that its model holds as well. Chosen by hand."""
_NO_MODEL = -1


def find_models(words: Words, standing: StandingText, accepted: Bools, candidates: Bools, *, many: int) -> Int64s:
    """For each piece that says the same as accepted ones the first of them, shape (pieces,), or -1.

    Candidates follow only accepted pieces that stand in `many` places together: a text that is site text by a
    narrow margin must not draw others after it.
    """
    models = np.full(len(standing), _NO_MODEL, np.int64)
    holders: dict[int, list[int]] = defaultdict(list)
    for piece in np.flatnonzero(accepted).tolist():
        for word in _distinct_words(words, standing, piece):
            holders[word].append(piece)
    places = np.diff(standing.offsets)
    for piece in np.flatnonzero(accepted | candidates).tolist() if holders else ():
        own = _distinct_words(words, standing, piece)
        common = Counter(model for word in own for model in holders.get(word, ()))
        alike = sorted(model for model, number in common.items() if number >= _SAME_WORDS * len(own))
        if alike and (accepted[piece] or places[alike].sum() >= many):
            models[piece] = alike[0]
    return models


def _distinct_words(words: Words, standing: StandingText, piece: int) -> list[int]:
    """The words of a piece's first occurrence."""
    first = standing.offsets[piece]
    found: list[int] = np.unique(words.hashes[standing.starts[first] : standing.ends[first]]).tolist()
    return found


def find_touching(words: Words, standing: StandingText, accepted: Bools) -> Bools:
    """The other pieces that nearly always touch site text and reach only a few words beyond it."""
    found = np.zeros(len(standing), np.bool_)
    pieces, occurrences = standing.pieces, np.maximum(np.diff(standing.offsets), 1)
    holds_text = np.zeros(len(standing.first_copies), np.bool_)
    holds_text[standing.documents[accepted[pieces]]] = True
    near = np.flatnonzero(holds_text[standing.documents] & ~accepted[pieces])
    starts, ends, owners = standing.starts[near], standing.ends[near], standing.documents[near]
    reach_starts = np.maximum(starts - _TOUCHING_WORDS, words.offsets[owners])
    reach_ends = np.minimum(ends + _TOUCHING_WORDS, words.offsets[owners + 1])
    for _ in range(_ROUNDS if len(near) else 0):
        chosen = (accepted | found)[pieces]
        text = Stretches.of(standing.starts[chosen], standing.ends[chosen])
        around = text.words_before(reach_ends) - text.words_before(reach_starts)
        inside = text.words_before(ends) - text.words_before(starts)
        close = (around > 0) & (ends - starts - inside <= MAX_VARIABLE_WORDS)
        found |= np.bincount(pieces[near], close, len(standing)) >= _NEARLY_ALWAYS * occurrences
        found &= ~accepted
    return found
