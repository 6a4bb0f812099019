"""How common a word is: Zipf frequencies per language, from the word lists that wordfreq ships.

In: a word and a language. Out: the base-ten logarithm of its occurrences per thousand million words; 0 for a word
rarer than one in ten million. wordfreq itself is not imported, because that costs 0.4 s for tokenisers that are not
needed here: its lists (msgpack, one list of words per hundredth of a logarithm) are read directly and only as far
as rarity matters, 0.16 s for German and 0.07 s for English.
"""

import gzip
import importlib.util
import itertools
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgpack
import numpy as np
from numpy.typing import NDArray

_RAREST = 700
_TOP = 900
_FEW_QUESTIONS = 50


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
        """Whether a word stands in the list, however rare: brands and names do ("WeWork"), glued words do not.

        One word of ten thousand is taken for one in the list by mistake.
        """
        return word.casefold() in self.words or _rare(self._language).holds(word.casefold())


@cache
def lexicon(language: str) -> Lexicon:
    """Open the word list of a language; empty where there is none."""
    path = _list_path(language)
    return Lexicon(_read(path) if path else {}, language)


class _RareWords:
    """The words too rare for the lexicon: searched in the list's bytes at first, then in sorted check sums.

    Nearly all texts ask for no word or for a few, and for those a third of a second of reading would be a waste.
    The check sums take a twentieth of the room of the words.
    """

    __slots__ = ("_asked", "_data", "_lists", "_marks")

    def __init__(self, data: bytes, lists: int) -> None:
        self._data = data
        self._lists = lists
        self._asked = 0
        self._marks: NDArray[np.uint64] | None = None

    def holds(self, word: str) -> bool:
        """Whether a word is one of them."""
        self._asked += 1
        if self._marks is None and self._asked <= _FEW_QUESTIONS:
            packed: bytes = msgpack.packb(word, unicode_errors="surrogatepass")
            return packed in self._data
        if self._marks is None:
            self._marks = self._summed()
        mark = _mark(word)
        place = int(np.searchsorted(self._marks, mark))
        return place < len(self._marks) and int(self._marks[place]) == mark

    def _summed(self) -> NDArray[np.uint64]:
        unpacker = msgpack.Unpacker(raw=False)
        unpacker.feed(self._data)
        words = itertools.chain.from_iterable(unpacker.unpack() for _ in range(self._lists))
        marks = np.fromiter(map(zlib.crc32, map(str.encode, words)), dtype=np.uint64)
        self._data = b""
        return np.sort(marks)


@cache
def _rare(language: str) -> _RareWords:
    path = _list_path(language)
    if path is None:
        return _RareWords(b"", 0)
    with gzip.open(path) as file:
        data = file.read()
    unpacker = msgpack.Unpacker(raw=False)
    unpacker.feed(data)
    lists = unpacker.read_array_header() - 1
    common = min(lists, _RAREST + 1)
    for _ in range(common + 1):
        unpacker.skip()
    return _RareWords(data[unpacker.tell() :], lists - common)


def _mark(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


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
