"""The terms of many stories at once: what each weighs in its story, and in which of its statements it stands.

In: what articles state, and stories as lists of articles. Out: columns over the statements of these stories, one
story behind the other. A term of a story is a key in that story: two stories have no term in common.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from dedup.provenance.claims.reading import Int32s, Int64s
from dedup.provenance.claims.stated import Floats, Stated, ranges

_STORY_SHARE = 0.5
"""How much of a term's weight depends on how rare it is within the story. Chosen by hand."""


class Batch:
    """The statements of some stories.

    `first` are the bounds of the stories in the statements, `rows` their numbers in the collection, `articles` and
    `numbers` the article of each and its number there. `terms` are words, those of a statement from `bounds` on,
    `weights` what each weighs, `sums` what all of a statement weigh. `codes` number the terms of stories; those of
    a statement, each once, are `held` from `held_bounds` on.
    """

    def __init__(self, stated: Stated, stories: Sequence[Sequence[int]]) -> None:
        self.stated = stated
        members = np.array([article for story in stories for article in story], np.int64)
        sizes = np.diff(stated.articles)[members]
        self.rows = ranges(stated.articles[members], sizes)
        self.articles = np.repeat(members, sizes)
        self.numbers = ranges(np.zeros(len(members), np.int64), sizes)
        of_member = np.repeat(np.arange(len(stories)), list(map(len, stories)))
        self.stories = np.repeat(of_member, sizes)
        self.first = np.searchsorted(self.stories, np.arange(len(stories) + 1))
        self._read_terms()
        self._number_codes()
        self._weigh()

    def __len__(self) -> int:
        return len(self.rows)

    def _read_terms(self) -> None:
        stated = self.stated
        lengths = np.diff(stated.statements)[self.rows]
        places = ranges(stated.statements[self.rows], lengths)
        self.terms: Int32s = stated.terms[places]
        self.parts = np.searchsorted(stated.cuts, places, side="right")
        self.bounds = np.concatenate(([0], np.cumsum(lengths)))
        self.owners = np.repeat(np.arange(len(self)), lengths)

    def _number_codes(self) -> None:
        """Number the terms of each story that any of its statements has."""
        size = len(self.stated.keys)
        places, keys = self.stated.keys_of_terms(self.terms)
        owners = self.owners[places]
        all_codes = self.stories[owners] * size + keys
        self._names, codes = np.unique(all_codes, return_inverse=True)
        self.term_bounds = np.searchsorted(places, np.arange(len(self.terms) + 1))
        self.term_codes = codes
        pairs = np.unique(owners * max(1, len(self._names)) + codes)
        self.held_pairs = pairs
        self.held_owners, self.held = np.divmod(pairs, max(1, len(self._names)))
        self.held_bounds = np.searchsorted(self.held_owners, np.arange(len(self) + 1))
        self.counts = np.bincount(self.held, minlength=len(self._names))
        self.kinds = self.stated.kinds[self._names % max(1, size)]

    def _weigh(self) -> None:
        size = max(1, len(self.stated.keys))
        rarity = self.stated.rarity[self._names % size].astype(np.float64)
        totals = np.diff(self.first)[self._names // size]
        within = np.log((totals + 2) / (self.counts + 1)) / np.log(totals + 2)
        self.code_weights: Floats = rarity * (1 - _STORY_SHARE + _STORY_SHARE * within)
        self.weights: Floats = self.code_weights[self.term_codes[self.term_bounds[:-1]]]
        self.sums: Floats = np.bincount(self.owners, self.weights, minlength=len(self)).astype(np.float64)

    def terms_of(self, story: int) -> tuple[list[str], list[float], list[int]]:
        """The terms of a story, what each weighs, and in how many statements it stands."""
        codes = self._codes(story)
        keys: list[str] = self.stated.keys[self._names[codes] % len(self.stated.keys)].tolist()
        return keys, self.code_weights[codes].tolist(), self.counts[codes].tolist()

    def statements_with(self, story: int, term: int) -> Int64s:
        """The statements of a story that have one of its terms, by their number in the story."""
        code = self._codes(story).start + term
        holders = self._holders[self._holder_bounds[code] : self._holder_bounds[code + 1]]
        found: Int64s = holders - self.first[story]
        return found

    def _codes(self, story: int) -> slice:
        size = len(self.stated.keys)
        first, last = np.searchsorted(self._names, [story * size, (story + 1) * size]).tolist()
        return slice(first, last)

    @cached_property
    def _holders(self) -> Int64s:
        return self.held_owners[np.argsort(self.held, kind="stable")]

    @cached_property
    def _holder_bounds(self) -> Int64s:
        return np.concatenate(([0], np.cumsum(self.counts)))

    def has(self, statements: Int64s, codes: Int64s) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Whether each statement has the term beside it."""
        wanted = statements * max(1, len(self._names)) + codes
        places = np.searchsorted(self.held_pairs, wanted)
        places[places == len(self.held_pairs)] = 0
        return self.held_pairs[places] == wanted if len(self.held_pairs) else np.zeros(len(wanted), np.bool_)
