"""The words of a document that say how a statement is meant: hedged, denied, planned.

In: a `TextView`, its markers and the flags of its tokens. Out: for a statement's tokens, its hedge as printed, the
place of its denial, and whether its future is a passive only.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from dedup.model import Span
from dedup.statements.columns import Range
from dedup.statements.traits import DENIAL, DENIAL_PARTED, HEDGE, PLAN
from dedup.statements.words import Markers
from dedup.text import TextView

_PARTED_WINDOW = 14
_PASSIVE = frozenset({"wird", "werden"})
_PARTICIPLE = re.compile(
    r"[a-zäöü]{0,6}ge[a-zäöüß]{3,}(?:t|en)|(?:be|ver|er|zer|ent|über|unter)[a-zäöüß]{3,}t|[a-zäöüß]+iert"
)


class Marks:
    """The marked tokens of one document; `numbers` are their numbers in order."""

    def __init__(self, view: TextView, markers: Markers, flags: Sequence[int], numbers: Sequence[int]) -> None:
        self._view = view
        self._markers = markers
        self._flags = flags
        self._numbers = numbers
        self._texts = view.tokens.texts
        self._lowered = view.tokens.lowered
        self._phrases = self._phrases_in(view.lowered)
        self._asked: tuple[Range, list[str]] = ((0, 0), [])

    def within(self, first: int, last: int) -> Sequence[int]:
        """The marked tokens of a range."""
        begin = bisect_left(self._numbers, first)
        return self._numbers[begin : bisect_left(self._numbers, last, begin)]

    def hedge(self, sentence: Range, marked: Sequence[int]) -> str | None:
        """What weakens the statement: words inside it, and set phrases of its sentence."""
        found = [self._texts[k] for k in marked if self._flags[k] & HEDGE]
        if self._phrases:
            found += self._phrases_of(sentence)
        return " + ".join(dict.fromkeys(found)) or None

    def _phrases_of(self, sentence: Range) -> list[str]:
        """The set phrases of a sentence, looked for once for all its statements."""
        if self._asked[0] != sentence:
            self._asked = (sentence, self._phrases_in(" ".join(self._lowered[slice(*sentence)])))
        return self._asked[1]

    def denial(self, sentence: Range, marked: Sequence[int]) -> Span | None:
        """Where the statement denies something, in the original text."""
        tokens = self._view.tokens
        for k in marked:
            if self._flags[k] & DENIAL:
                return self._view.original(tokens.starts[k], tokens.ends[k])
            for verb, particle in self._markers.denial_parted if self._flags[k] & DENIAL_PARTED else ():
                near = self._lowered[k + 1 : min(sentence[1], k + _PARTED_WINDOW)]
                if self._lowered[k] == verb and particle in near:
                    return self._view.original(tokens.starts[k], tokens.ends[k])
        return None

    def is_passive(self, last: int, marked: Sequence[int]) -> bool:
        """Whether "werden" is all that speaks of the future and goes with a participle: werden eingesetzt."""
        return (
            all(self._lowered[k] in _PASSIVE for k in marked if self._flags[k] & PLAN)
            and _PARTICIPLE.fullmatch(self._lowered[last - 1]) is not None
        )

    def _phrases_in(self, text: str) -> list[str]:
        """The set phrases of hedging in a text."""
        return [phrase for phrase in self._markers.hedge_phrases if phrase in text]
