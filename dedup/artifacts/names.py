"""The capitalised words of a text that may be names: how often each stands there, and what stands before it.

In: a text view. Out: forms with their places, computed once for a document; and a short record of the rare ones for
the comparison with other documents.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dedup.artifacts.lexicon import lexicon
from dedup.artifacts.phrases import words_of
from dedup.artifacts.spelling import SHORTEST
from dedup.text import TextView

_RARE = 4.0


@dataclass(frozen=True, slots=True)
class Name:
    """A form: the indexes of its tokens. What stands before it is looked up when it is asked for: seldom."""

    places: tuple[int, ...]
    texts: tuple[str, ...] = field(repr=False)
    language: str

    @property
    def before(self) -> tuple[str, ...]:
        """The capitalised words right before the form that are no titles and open no sentence, sorted."""
        return _before(self.texts, self.places, words_of("name-variant", "titles", self.language))


def names_of(view: TextView) -> Mapping[str, Name]:
    """The capitalised words of a text of at least six letters, with their places."""
    return _names(view.tokens.texts, view.language)


@lru_cache(maxsize=2)
def _names(texts: tuple[str, ...], language: str) -> Mapping[str, Name]:
    places: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        if len(text) >= SHORTEST and text.istitle() and text.isalpha():
            places.setdefault(text, []).append(index)
    return {form: Name(tuple(found), texts, language) for form, found in places.items()}


def _before(texts: tuple[str, ...], places: tuple[int, ...], titles: frozenset[str]) -> tuple[str, ...]:
    """The capitalised words before a form that are no titles and open no sentence."""
    found = {texts[place - 1] for place in places if place > 1 and texts[place - 1].istitle()}
    return tuple(sorted(word for word in found if word.isalpha() and word not in titles))


def are_two_persons(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two forms stand behind words of their own, as the last names of two persons do.

    >>> are_two_persons(("Anna",), ("Eva",)), are_two_persons(("Anna",), ("Anna", "Eva"))
    (True, False)
    """
    return bool(left) and bool(right) and not set(left) & set(right)


def record(view: TextView) -> str:
    """The rare forms of a text for comparison with others: one a line, with its number of places and words before.

    A text is shorter than a tuple of tuples, and collections hold many.
    """
    words = lexicon(view.language)
    if not words.words:
        return ""
    rare = ((form, name) for form, name in names_of(view).items() if words.frequency(form) < _RARE)
    return "\n".join(f"{form}\t{len(name.places)}\t{' '.join(name.before)}" for form, name in sorted(rare))


def read_record(recorded: str) -> dict[str, tuple[int, tuple[str, ...]]]:
    r"""Read a record: form -> number of places, words before.

    >>> read_record("Pjöngjang\t2\t")
    {'Pjöngjang': (2, ())}
    """
    fields = (line.split("\t") for line in recorded.splitlines())
    return {form: (int(number), tuple(before.split())) for form, number, before in fields}
