"""How common a word is: Zipf frequencies per language, from the word lists that wordfreq ships.

In: a word and a language. Out: the base-ten logarithm of its occurrences per thousand million words; 0 for a word
rarer than one in ten million. wordfreq itself is not imported, because that costs 0.4 s for tokenisers that are not
needed here: its lists (msgpack, one list of words per hundredth of a logarithm) are read directly and only as far
as rarity matters, 0.16 s for German and 0.07 s for English.
"""

import gzip
import importlib.util
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgpack

_RAREST = 700
_TOP = 900


class Lexicon:
    """The words of one language with their frequency.

    >>> lexicon("de").frequency("Nordkorea") > 3.5
    True
    """

    __slots__ = ("words",)

    def __init__(self, words: Mapping[str, int]) -> None:
        self.words = words

    def frequency(self, word: str) -> float:
        """The Zipf frequency of a word in any case: 7 for `und`, 3 for a common noun, 0 for an unknown one."""
        return self.words.get(word.casefold(), 0) / 100


@cache
def lexicon(language: str) -> Lexicon:
    """Open the word list of a language; empty where there is none."""
    path = _list_path(language)
    return Lexicon(_read(path) if path else {})


def _list_path(language: str) -> Path | None:
    found = importlib.util.find_spec("wordfreq")
    if found is None or not found.submodule_search_locations or not language.isalpha():
        return None
    folder = Path(found.submodule_search_locations[0]) / "data"
    for size in ("large", "small"):
        path = folder / f"{size}_{language}.msgpack.gz"
        if path.is_file():
            return path
    return None


def _read(path: Path) -> dict[str, int]:
    """Read the lists in order of falling frequency until words get too rare to matter."""
    words: dict[str, int] = {}
    with gzip.open(path) as file:
        unpacker = msgpack.Unpacker(file, raw=False, read_size=1 << 20)
        lists = unpacker.read_array_header() - 1
        unpacker.skip()
        for rarity in range(min(lists, _RAREST + 1)):
            words.update(dict.fromkeys(unpacker.unpack(), _TOP - rarity))
    return words
