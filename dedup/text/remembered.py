"""What was once worked out about a word, kept for the texts to come: most of their words are the same few thousand.

In: a function of a text. Out: a table whose look-up is a dictionary's, so that a whole text is looked up by one
`map`. A table has a bound: where it is full what was not asked for lately is forgotten, so that it never grows with
what a process reads. What it holds depends on the word alone, and no result on what it holds.
"""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

MOST_WORDS: Final = 50_000
"""Words that a table holds of those met lately, and as many of those before: 10 to 30 MB."""
_LONGEST_WORD = 60
"""Characters of a word that is remembered; longer ones come once, and would take the room of many."""

Value = TypeVar("Value")


class Remembered(dict[str, Value], Generic[Value]):
    """Values by word, each worked out when the word is first asked for.

    >>> sizes = Remembered(len)
    >>> list(map(sizes.__getitem__, ("Kim", "reiste")))
    [3, 6]
    """

    def __init__(self, work_out: Callable[[str], Value], most_words: int = MOST_WORDS) -> None:
        super().__init__()
        self._work_out = work_out
        self._most_words = most_words
        self._before: dict[str, Value] = {}

    def __missing__(self, word: str) -> Value:
        value = self._before[word] if word in self._before else self._work_out(word)
        if len(word) <= _LONGEST_WORD:
            if len(self) >= self._most_words:
                self._before = dict(self)
                self.clear()
            self[word] = value
        return value
