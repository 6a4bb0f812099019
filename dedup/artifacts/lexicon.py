"""How common a word is: Zipf frequencies per language, from the word lists that wordfreq ships.

In: a word and a language. Out: the base-ten logarithm of its occurrences per thousand million words; 0 for a word
rarer than one in ten million. wordfreq itself is not imported, because that costs 0.4 s for tokenisers that are not
needed here: its lists (msgpack, one list of words per hundredth of a logarithm) are read directly and only as far
as rarity matters, 0.16 s for German and 0.07 s for English.
"""

import gzip
import importlib.util
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgpack
import numpy as np
from numpy.typing import NDArray

_RAREST = 700
_TOP = 900


class Lexicon:
    """The words of one language with their frequency.

    >>> lexicon("de").frequency("Nordkorea") > 3.5
    True
    """

    __slots__ = ("_language", "words")

    def __init__(self, words: Mapping[str, int], language: str = "") -> None:
        self.words = words
        self._language = language

    def frequency(self, word: str) -> float:
        """The Zipf frequency of a word in any case: 7 for `und`, 3 for a common noun, 0 for an unknown one."""
        return self.words.get(word.casefold(), 0) / 100


    def attests(self, word: str) -> bool:
        """Whether a word stands in the list at all, however rare: brands and names do ("WeWork"), glued words do not.

        Two words of a million are taken for one in the list by mistake.
        """
        marks = _rare(self._language)
        mark = _mark(word.casefold())
        place = int(np.searchsorted(marks, mark))
        return word.casefold() in self.words or (place < len(marks) and int(marks[place]) == mark)


@cache
def lexicon(language: str) -> Lexicon:
    """Open the word list of a language; empty where there is none."""
    path = _list_path(language)
    return Lexicon(_read(path) if path else {}, language)


@cache
def _rare(language: str) -> NDArray[np.uint64]:
    """The words too rare for the lexicon, as sorted check sums: a twentieth of the room that the words take."""
    path = _list_path(language)
    if path is None:
        return np.empty(0, dtype=np.uint64)
    with gzip.open(path) as file:
        unpacker = msgpack.Unpacker(file, raw=False, read_size=1 << 20)
        lists = unpacker.read_array_header() - 1
        for _ in range(min(lists, _RAREST + 1) + 1):
            unpacker.skip()
        marks = [_mark(word) for _ in range(lists - _RAREST - 1) for word in unpacker.unpack()]
    return np.sort(np.array(marks, dtype=np.uint64))


def _mark(word: str) -> int:
    data = word.encode("utf-8", "surrogatepass")
    return zlib.crc32(data) << 8 | len(data) & 255


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
