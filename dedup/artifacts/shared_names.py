"""The names of a collection, asked whether other articles spell a document's rare form in another way.

In: the records of names of all documents (`names.record`), and their sites. Out: for a document, forms that other
articles on the same matter spell otherwise. Articles are on the same matter when they share several rare names; a
form that articles of several sites use is a word of the collection and no misspelling.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dedup.artifacts.names import are_two_persons, read_record
from dedup.artifacts.spelling import Variant, is_compound, is_unknown, variant

_BEGINNING = 3
_SHARED = 3
"""Rare names that two articles on the same matter share."""
_USED_MORE = 2
_MOST_ERRORS = 2
_TWO_TABLES = 0.1
"""What two articles that may follow different tables of transliteration take off a confidence."""
_MOST_PLACES = 200
"""Documents of a name that are looked at; a name in more is no sign that two articles are on the same matter."""
_REMEMBERED = 1 << 16
"""Forms of which it is remembered what was found out: many articles use the same."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A form of a document that others spell otherwise: `usual` in so many `documents`, `example` among them."""

    form: str
    usual: str
    documents: int
    example: str
    variant: Variant
    confidence: float


class SharedNames:
    """The rare names of a collection by their forms."""

    def __init__(
        self, ids: Sequence[str], records: Sequence[str], sites: Sequence[str], *, known: tuple[int, int] = (3, 2)
    ) -> None:
        self._ids = ids
        self._records = records
        self._sites = sites
        self._known = known
        self._places: dict[str, list[int]] = {}
        self._beginnings: dict[str, list[str]] = {}
        for number, recorded in enumerate(records):
            for line in recorded.splitlines():
                self._places.setdefault(line.partition("\t")[0], []).append(number)
        for form in sorted(self._places):
            if len(self._places[form]) >= _USED_MORE:
                self._beginnings.setdefault(form[:_BEGINNING], []).append(form)
        self._rivals = lru_cache(_REMEMBERED)(self._find_rivals)

    def is_established(self, form: str) -> bool:
        """Whether articles of several sites write a form, so that it counts as known."""
        numbers = self._places.get(form, ())
        documents, sites = self._known
        return len(numbers) >= documents and len({self._sites[number] for number in numbers} - {""}) >= sites

    def spelled_elsewhere(self, number: int, language: str) -> Iterator[Elsewhere]:
        """The forms of a document that others on the same matter spell otherwise, in order."""
        names = read_record(self._records[number])
        related: Sequence[int] | None = None
        for form, (_, before) in names.items():
            for usual, found in self._rivals(form, language):
                related = related if related is not None else self._related(number, names)
                others = [other for other in related if self._stands_in(usual, other)]
                words = self._words_before(usual, others)
                if usual in names or not others or are_two_persons(before, words):
                    continue
                same_person = bool(set(before) & set(words))
                confidence = found.confidence - (_TWO_TABLES if found.transliterated and not same_person else 0.0)
                yield Elsewhere(
                    form,
                    usual,
                    len(self._places[usual]),
                    min(self._ids[other] for other in others),
                    found,
                    confidence,
                )
                break

    def _find_rivals(self, form: str, language: str) -> Sequence[tuple[str, Variant]]:
        """The spellings of an unknown form that are used more, likeliest first."""
        rivals = self._beginnings.get(form[:_BEGINNING], ())
        if not rivals or not is_unknown(form, language) or self.is_established(form):
            return ()
        from rapidfuzz import process  # most collections of one article need neither
        from rapidfuzz.distance import OSA

        near = process.extract(form, rivals, scorer=OSA.distance, score_cutoff=_MOST_ERRORS, limit=None)
        times = len(self._places[form])
        found = [
            (-judged.confidence, -len(self._places[usual]), usual, judged)
            for usual, _, _ in near
            if usual != form
            and len(self._places[usual]) >= _USED_MORE * times
            and (judged := variant(form, usual, language)) is not None
        ]
        if not found or is_compound(form, language):
            return ()
        return [(usual, judged) for _, _, usual, judged in sorted(found, key=lambda item: item[:3])]

    def _stands_in(self, form: str, number: int) -> bool:
        """Whether a document has a form."""
        places = self._places[form]
        place = bisect_left(places, number)
        return place < len(places) and places[place] == number

    def _related(self, number: int, names: Mapping[str, object]) -> Sequence[int]:
        """The other documents on the same matter: those that share several rare names with this one."""
        related: Counter[int] = Counter()
        for form in names:
            places = self._places[form]
            if len(places) <= _MOST_PLACES:
                related.update(places)
        return [other for other, shared in related.items() if shared >= _SHARED and other != number]

    def _words_before(self, usual: str, others: Sequence[int]) -> tuple[str, ...]:
        """The capitalised words before a form in some documents."""
        return tuple(sorted({word for other in others for word in read_record(self._records[other])[usual][1]}))
