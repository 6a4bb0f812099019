"""Units: the sentences of a few documents as sparse rows of stems.

In: normalized texts. Out: columns over units, each a run of whole words between two sentence ends, and over the
distinct stems of each unit with their counts. Very short sentences join the one before, text without sentence
ends is cut at a bound, so that units are comparable. Characters are looked up in a table, never walked in Python.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dedup.reuse.words import Int64s, UInt64s, Words, hash_words
from dedup.text.stems import SPELLED_NUMBERS, stem

_SHORTEST_UNIT = 4
"""Words: a shorter sentence joins its neighbour, as one name is no statement. Sanchez-Perez et al. 2014 take 3."""
_LONGEST_UNIT = 60
"""Words: longer runs without a sentence end (tables, lists, broken extraction) are cut."""

_TABLE_BITS = 20
"""Bits of a word's hash by which its stem is found again; of a hundred thousand distinct words, nine of ten are."""
_MARK, _LINE, _BLANK, _CLOSING, _OPENING, _COLON, _CAPITAL, _DIGIT = 1, 2, 4, 8, 16, 32, 64, 128
_CODE_POINTS = 0x10000
_SPACE = np.uint32(ord(" "))


@dataclass(frozen=True, slots=True)
class DocumentStems:
    """The distinct stems of each unit of one document, as entries ordered by stem.

    `distinct` are the document's stem numbers, rising; entry e belongs to unit `units[e]` of `count` and to stem
    `distinct[columns[e]]`, which stands there `counts[e]` times. The entries of stem s begin at `starts[s]` and are
    `frequencies[s]` many. `sizes`, shape (units,), counts the distinct stems of each unit; `by_unit` are entries
    ordered by unit, those of unit u at `bounds[u]:bounds[u + 1]`.
    """

    count: int
    distinct: Int64s
    starts: Int64s
    frequencies: Int64s
    columns: Int64s
    units: Int64s
    counts: npt.NDArray[np.float64]
    sizes: Int64s
    by_unit: Int64s
    bounds: Int64s


@dataclass(frozen=True, slots=True)
class Units:
    """The units of some documents.

    Unit u holds the words `first_words[u]:first_words[u + 1]`, numbers within `words`; document d the units
    `offsets[d]:offsets[d + 1]`, of which `stems[d]` has at most so many as are compared. `word_stems`, shape
    (words,), numbers the stem of each word, -1 for function words and text of the site; `is_name` marks capitalised
    words within a sentence, `is_number` those that may begin a number.
    """

    words: Words
    first_words: Int64s
    offsets: Int64s
    word_stems: Int64s
    is_name: npt.NDArray[np.bool_]
    is_number: npt.NDArray[np.bool_]
    stems: tuple[DocumentStems, ...]


class StemNumbers:
    """Numbers of stems, the same for all texts that are numbered by one of these.

    Only distinct words cost Python time, and most of them once: a table holds for each value of a word's first bits
    the last word that had them.
    """

    spelled = len(SPELLED_NUMBERS)
    """Stems with a lower number are those of spelled numbers."""

    def __init__(self) -> None:
        self._of_stem = {stem(word) or word: number for number, word in enumerate(SPELLED_NUMBERS)}
        self._hashes = np.zeros(1 << _TABLE_BITS, np.uint64)
        self._numbers = np.full(1 << _TABLE_BITS, -1, np.int32)  # a hash of 0 is no word that we know either

    def number(self, texts: Sequence[str], words: Words) -> npt.NDArray[np.int32]:
        """Number the stem of every word, -1 for function words."""
        rows = _rows(words.hashes)
        result = self._numbers[rows]
        missing = np.flatnonzero(self._hashes[rows] != words.hashes)
        distinct, firsts, inverse = np.unique(words.hashes[missing], return_index=True, return_inverse=True)
        numbers = self._number_distinct(texts, words, missing[firsts])
        result[missing] = numbers[inverse]
        rows = _rows(distinct)
        self._hashes[rows] = distinct
        self._numbers[rows] = numbers
        return result

    def _number_distinct(self, texts: Sequence[str], words: Words, places: Int64s) -> npt.NDArray[np.int32]:
        documents = np.searchsorted(words.offsets, places, side="right") - 1
        found = np.full(len(places), -1, np.int32)
        columns = (documents.tolist(), words.starts[places].tolist(), words.ends[places].tolist())
        for row, (document, start, end) in enumerate(zip(*columns, strict=True)):
            printed = _stem(texts[document][start:end].lower())
            if printed:
                found[row] = self._of_stem.setdefault(printed, len(self._of_stem))
        return found


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """The stem of a word; most words come in every batch."""
    return stem(word)


def _rows(hashes: UInt64s) -> Int64s:
    return (hashes >> np.uint64(64 - _TABLE_BITS)).view(np.int64)


def cut_units(
    texts: Sequence[str],
    site_text: Sequence[npt.NDArray[np.bool_]],
    most_units: int,
    stem_numbers: StemNumbers | None = None,
) -> Units:
    """Cut texts into units and count the stems of the first `most_units` of each text.

    `site_text` says for each text which of its words are text of the site: they count for nothing.
    """
    words = hash_words(texts)
    between = _look_between(texts, words)
    first_words, offsets = _unit_starts(words, between.ends_sentence)
    unit_of_word = np.repeat(np.arange(len(first_words) - 1), np.diff(first_words))
    unit_of_word -= np.repeat(offsets[:-1], words.counts)
    stem_of_word = (stem_numbers or StemNumbers()).number(texts, words).astype(np.int64)
    stem_of_word[np.concatenate([*site_text, np.zeros(0, np.bool_)])] = -1
    counts = np.minimum(np.diff(offsets), most_units)
    return Units(
        words=words,
        first_words=first_words,
        offsets=offsets,
        word_stems=stem_of_word,
        is_name=between.is_capital & (stem_of_word >= 0),
        is_number=between.is_digit | ((stem_of_word >= 0) & (stem_of_word < StemNumbers.spelled)),
        stems=_count_stems(words, unit_of_word, stem_of_word, counts),
    )


def _count_stems(words: Words, units: Int64s, stems: Int64s, counts: Int64s) -> tuple[DocumentStems, ...]:
    """Count the stems of each unit with one sort; a document's units beyond its count are left out."""
    documents = words.documents().astype(np.int64)
    kept = (stems >= 0) & (units < counts[documents])
    height, width = int(stems.max(initial=0)) + 1, int(counts.max(initial=0)) + 1
    keys, numbers = np.unique((documents[kept] * height + stems[kept]) * width + units[kept], return_counts=True)
    of_stem, entry_units = keys // width, keys % width
    ends = np.searchsorted(of_stem, np.arange(1, len(counts) + 1) * height)
    return tuple(
        _of_document(of_stem[begin:end] - document * height, entry_units[begin:end], numbers[begin:end], int(count))
        for document, (begin, end, count) in enumerate(zip([0, *ends[:-1]], ends, counts, strict=True))
    )


def _of_document(stems: Int64s, units: Int64s, counts: Int64s, count: int) -> DocumentStems:
    starts = np.flatnonzero(np.concatenate(([True], stems[1:] != stems[:-1])))[: len(stems)]
    frequencies = np.diff(np.concatenate((starts, [len(stems)])))
    sizes = np.bincount(units, minlength=count)
    return DocumentStems(
        count=count,
        distinct=stems[starts],
        starts=starts,
        frequencies=frequencies,
        columns=np.repeat(np.arange(len(starts)), frequencies),
        units=units,
        counts=counts.astype(np.float64),
        sizes=sizes,
        by_unit=np.argsort(units, kind="stable"),
        bounds=np.concatenate(([0], np.cumsum(sizes))),
    )


def _unit_starts(words: Words, ends_sentence: npt.NDArray[np.bool_]) -> tuple[Int64s, Int64s]:
    """First words of all units, closed by the number of words, and where the units of each document begin."""
    ends_before = np.flatnonzero(ends_sentence) + 1
    bounds = np.searchsorted(ends_before, words.offsets)
    starts: list[int] = []
    offsets = [0]
    for document, (first, end) in enumerate(pairwise(words.offsets.tolist())):
        begins = ends_before[bounds[document] : bounds[document + 1]].tolist()
        starts.extend(_spaced(first, [begin for begin in begins if begin > first], end))
        offsets.append(len(starts))
    return np.array([*starts, len(words.hashes)], np.int64), np.array(offsets, np.int64)


def _spaced(first: int, begins: Sequence[int], end: int) -> list[int]:
    """Choose the words that begin a unit, so that none is too long, nor too short where there is another."""
    starts = [first]
    for begin in (*begins, end):
        while begin - starts[-1] > _LONGEST_UNIT:
            starts.append(starts[-1] + _LONGEST_UNIT)
        if begin - starts[-1] >= _SHORTEST_UNIT:
            starts.append(begin)
    if starts[-1] == end or (end - starts[-1] < _SHORTEST_UNIT and len(starts) > 1):
        starts.pop()  # the end begins nothing, and a short rest belongs to the unit before
    return starts


@dataclass(frozen=True, slots=True)
class _Between:
    """What stands between words: whether a sentence ends between each word and the next, shape (words - 1,).

    And of the words themselves, shape (words,): whether each is a capitalised one that begins no sentence, and
    whether it begins with a digit.
    """

    ends_sentence: npt.NDArray[np.bool_]
    is_capital: npt.NDArray[np.bool_]
    is_digit: npt.NDArray[np.bool_]


def _look_between(texts: Sequence[str], words: Words) -> _Between:
    """Look for ends of sentences: a line break, or a mark before a blank.

    After a mark, the next word must look like a beginning, and the last one be no lone letter and no ordinal. Only
    gaps that are more than one blank are looked into.
    """
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    origins = np.cumsum([0, *(len(text) + 1 for text in texts)])[:-1]
    shift = np.repeat(origins, words.counts)
    starts, ends = words.starts + shift, words.ends + shift
    ends_here = np.zeros(max(len(starts) - 1, 0), np.bool_)
    sizes = starts[1:] - ends[:-1]
    gaps = np.flatnonzero((sizes > 1) | (codes[ends[:-1]] != _SPACE))
    sizes = sizes[gaps]
    firsts = np.cumsum(sizes) - sizes
    places = np.arange(int(sizes.sum())) + np.repeat(ends[gaps] - firsts, sizes)
    kinds = _table().take(codes[places], mode="clip")
    after = _table().take(codes[places + 1], mode="clip")
    marks = (kinds & _MARK).astype(np.bool_) & (after & (_BLANK | _CLOSING)).astype(np.bool_)
    lengths = (ends - starts)[gaps]
    is_number = (codes[starts[gaps]] - np.uint32(ord("0"))) <= np.uint32(9)
    is_open = (lengths == 1) | (is_number & (lengths == 2))  # noqa: PLR2004 - "J.", "am 14."
    begins = _table().take(codes[starts], mode="clip")
    opens = (begins[gaps + 1] & _OPENING).astype(np.bool_)
    has_line, has_mark = (_any_of(column, firsts) for column in ((kinds & _LINE).astype(np.bool_), marks))
    ends_here[gaps] = has_line | (has_mark & opens & ~is_open)
    is_capital = ((begins & _CAPITAL) > 0) & (ends - starts > 1)
    is_capital[words.offsets[:-1][words.counts > 0]] = False
    is_capital[gaps[_any_of((kinds & (_MARK | _LINE | _COLON)) > 0, firsts)] + 1] = False
    return _Between(ends_here, is_capital, (begins & _DIGIT) > 0)


def _any_of(column: npt.NDArray[np.bool_], firsts: Int64s) -> npt.NDArray[np.bool_]:
    """Whether any row of each run is true; runs have a row at least and begin at `firsts`."""
    return np.logical_or.reduceat(column, firsts) if len(firsts) else np.zeros(0, np.bool_)


@cache
def _table() -> npt.NDArray[np.uint8]:
    """What a code point can be at the end of a sentence; those past the table count as its last entry."""
    table = np.zeros(_CODE_POINTS, np.uint8)
    for code in range(_CODE_POINTS - 1):
        character = chr(code)
        if character in ".!?…。":
            table[code] |= _MARK
        if character in "\n\r\u2028\u2029":
            table[code] |= _LINE
        if character.isspace():
            table[code] |= _BLANK
        if character in "\"'”’“»«›‹)]":
            table[code] |= _CLOSING
        if character.isalnum() and not character.islower():
            table[code] |= _OPENING
        if character == ":":
            table[code] |= _COLON
        if character.isupper():
            table[code] |= _CAPITAL
        if character.isdecimal():
            table[code] |= _DIGIT
    return table
