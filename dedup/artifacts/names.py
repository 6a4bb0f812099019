"""The capitalised words of a text that may be names: how often each stands there, and what stands before it.

In: a text view. Out: forms with their places, computed once for a document; and a short record of the rare ones for
the comparison with other documents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

from dedup.artifacts.lexicon import lexicon
from dedup.artifacts.phrases import words_of
from dedup.artifacts.spelling import SHORTEST
from dedup.text import TextView

_RARE = 4.0


@dataclass(frozen=True, slots=True)
class Names:
    """Forms in the order of their first places, each with the indexes of its tokens.

    A word is titled when it starts with its only capital, name or not. `titled_before` are the titled words right
    before a form; `pairs` are the indexes of all titled tokens that stand behind another.
    """

    places: Mapping[str, Sequence[int]]
    titled_before: Mapping[str, Sequence[str]]
    pairs: Sequence[int]
    language: str

    def times(self, form: str) -> int:
        """How often a form stands in the text."""
        return len(self.places[form])

    def before(self, form: str) -> tuple[str, ...]:
        """The capitalised words right before a form that are no titles and open no sentence, sorted."""
        found = self.titled_before.get(form)
        if found is None:
            return ()
        titles = words_of("name-variant", "titles", self.language)
        return tuple(sorted({word for word in found if word.isalpha() and word not in titles}))


def names_of(view: TextView) -> Names:
    """The capitalised words of a text of at least six letters, with their places."""
    return _names(view.tokens.texts, view.language)


@lru_cache(maxsize=2)
def _names(texts: tuple[str, ...], language: str) -> Names:
    places: dict[str, list[int]] = {}
    titled_before: dict[str, list[str]] = {}
    pairs: list[int] = []
    behind = 0
    for place in compress(range(len(texts)), map(str.istitle, texts)):
        text = texts[place]
        is_form = len(text) >= SHORTEST and text.isalpha()
        if is_form:
            places.setdefault(text, []).append(place)
        if place == behind and place:
            pairs.append(place)
            if is_form and place > 1:  # the first word of a text opens a sentence
                titled_before.setdefault(text, []).append(texts[place - 1])
        behind = place + 1
    return Names(places, titled_before, pairs, language)


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
    known = lexicon(view.language).words
    if not known:
        return ""
    names = names_of(view)
    rare = sorted(form for form in names.places if known.get(form.casefold(), 0) < 100 * _RARE)
    return "\n".join(f"{form}\t{names.times(form)}\t{' '.join(names.before(form))}" for form in rare)


def read_record(recorded: str) -> dict[str, tuple[int, tuple[str, ...]]]:
    r"""Read a record: form -> number of places, words before.

    >>> read_record("Pjöngjang\t2\t")
    {'Pjöngjang': (2, ())}
    """
    fields = (line.split("\t") for line in recorded.splitlines())
    return {form: (int(number), tuple(before.split())) for form, number, before in fields}
