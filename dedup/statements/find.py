"""The statements of one document.

In: a `TextView` and the spans that citations cover. Out: statements in the order of the text. A sentence is cut
where a subordinate clause begins that stands for itself, and where what somebody is cited for begins and ends: the
words of the citation itself are not what is claimed. One pass, linear in the text.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain, compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dedup.model import Span
from dedup.statements.columns import (
    COUNTRY,
    DATE,
    NOTHING,
    PERSON,
    QUANTITY,
    TOWN,
    Found,
    Range,
    Things,
    count,
)
from dedup.statements.marks import Marks
from dedup.statements.names import Names, find_names
from dedup.statements.pieces import FEWEST_TERMS, Cutter, Piece
from dedup.statements.quantities import Figures, find_figures
from dedup.statements.statement import Statement
from dedup.statements.traits import (
    ADJECTIVE_ENDING,
    ANAPHOR,
    CAPITAL,
    COMMA,
    DENIAL,
    DENIAL_PARTED,
    HAS_STEM,
    HEDGE,
    LOWER,
    MARKED,
    MULTIPLIER,
    NEGATION,
    PLAN,
    PRONOUN,
    REPORTED,
    TELLING,
    Traits,
    read_traits,
)
from dedup.statements.words import Markers, load_markers
from dedup.text import TextView

_MOST_TERMS = 60
"""Terms of a statement beyond which it is a list or a table, not a sentence."""
_MOST_CONTEXT = 6
_CENTURIES = frozenset({"19", "20"})
_MOST_CAPITALS = 0.8
"""Share of words in capitals from which a line is a list of names."""
_MOST_FIGURES = 0.34
"""Share of tokens with digits from which a line is a table of results."""


def find_statements(
    view: TextView, cited: Sequence[Sequence[Span]] = (), frames: Sequence[Span] = ()
) -> tuple[Statement, ...]:
    """Find what a document states.

    `cited` are the pieces of each statement that it gives to somebody, `frames` the words that do so: cues and
    names of sources. What only introduces a statement is none itself.

    >>> from dedup.model import Document
    >>> from dedup.text import view_text
    >>> view = view_text(Document(id="a", language="de", text="Nordkorea soll fast 25 Raketen geliefert haben."))
    >>> [(s.terms, s.hedge, s.quantities[0].high) for s in find_statements(view)]
    [(('rake', 'geliefer'), 'soll', 25.0)]
    """
    return _Reader(view, cited, frames).read() if len(view.tokens) else ()


class _Sentence(NamedTuple):
    """A sentence while it is cut: its tokens, what it names, and what those before it in the paragraph name."""

    number: int
    paragraph: int
    words: Range
    things: Found
    countries: tuple[str, ...]
    persons: tuple[str, ...]
    before: tuple[str, ...]


class _Reader:
    """One document while its statements are found."""

    def __init__(self, view: TextView, cited: Sequence[Sequence[Span]], frames: Sequence[Span]) -> None:
        self._view = view
        self._markers: Markers = load_markers(view.language)
        tokens = view.tokens
        self._headline = view.layout.headline
        self._texts = tokens.texts
        self._ranges = view.sentence_words
        traits = read_traits(tokens.texts, view.language)
        self._flags: list[int] = traits.flags.tolist()
        self._marks = Marks(view, self._markers, self._flags, traits.numbers(MARKED))
        self._commas = traits.numbers(COMMA)
        starts = [first for first, _ in self._ranges if first < len(tokens)]
        self._names: Names = find_names(tokens.texts, traits, starts)
        self._figures: Figures = find_figures(view, self._markers, traits.numbers(TELLING))
        self._things = Things(
            (
                self._names.countries,
                self._names.persons,
                self._names.towns,
                self._figures.quantities,
                self._figures.dates,
            )
        )
        named = sorted(self._names.tokens)
        self._stems, has_stem = self._content_stems(traits, named)
        self._is_predicate = _find_predicates(traits, has_stem)
        self._counts = count(traits.flags, has_stem, named)
        self._cutter = Cutter(view, traits, self._counts, cited, frames)

    def read(self) -> tuple[Statement, ...]:
        found: list[Statement] = []
        text = self._view.normalized.text
        paragraph = 0
        previous: tuple[str, ...] = ()
        end = 0
        for number, ((first, last), sentence) in enumerate(zip(self._ranges, self._view.sentences, strict=True)):
            if "\n" in text[end : sentence.start]:
                paragraph += 1
                previous = ()
            end = sentence.end
            things = self._things.within(((first, last),))
            countries, persons = _names(things[COUNTRY]), _names(things[PERSON])
            if last == first or self._texts[last - 1] != "?":
                known = _Sentence(number, paragraph, (first, last), things, countries, persons, previous)
                statements = [self._statement(piece, known) for piece in self._cutter.cut(first, last)]
                found.extend([statement for statement in statements if statement is not None])
            if countries or persons:
                previous = tuple(dict.fromkeys((*countries, *persons, *previous)))[:_MOST_CONTEXT]
        return tuple(found)

    def _content_stems(self, traits: Traits, named: Sequence[int]) -> tuple[list[str], npt.NDArray[np.bool_]]:
        """Stems of the words that are no names, figures or dates, which statements hold apart; and who has one."""
        stems = traits.stems
        dropped = list(named)
        for first, _ in self._figures.quantities:
            dropped.append(first)
            for index in range(first + 1, len(stems)):
                if not self._flags[index] & MULTIPLIER:
                    break
                dropped.append(index)
        for index, (_, end) in self._figures.dates:
            dropped.extend(range(index, min(end, len(stems))))
        for index in dropped:
            stems[index] = ""
        has_stem = traits.flags & HAS_STEM != 0
        has_stem[dropped] = False
        return stems, has_stem

    def _statement(self, piece: Piece, sentence: _Sentence) -> Statement | None:
        words = piece.words
        if not self._is_prose(words):
            return None
        terms, cuts = self._terms(words)
        first, last = self._trimmed(piece.hull)
        if first >= last or not terms or len(terms) > _MOST_TERMS:
            return None
        things, countries, persons = sentence.things, sentence.countries, sentence.persons
        if things is not NOTHING and words != (sentence.words,):
            things = self._things.within(words)
            countries, persons = _names(things[COUNTRY]), _names(things[PERSON])
        dates = things[DATE]
        if len(terms) + len(countries) + len(persons) + bool(dates) < FEWEST_TERMS:
            return None
        predicates = dict.fromkeys(
            chain.from_iterable(compress(self._stems[a:b], self._is_predicate[a:b]) for a, b in words)
        )
        starts, ends = self._view.tokens.starts, self._view.tokens.ends
        original = self._view.normalized.original
        span = original(starts[first], ends[last - 1])
        marked = self._marks.within(first, last)
        kinds = 0
        for k in marked:
            kinds |= self._flags[k]
        return Statement(
            span=span,
            sentence=sentence.number,
            paragraph=sentence.paragraph,
            terms=terms,
            cuts=cuts,
            predicates=tuple(predicates),
            countries=countries,
            persons=persons,
            places=tuple([(name, original(starts[k], ends[k])) for k, name in things[TOWN]]),
            context=_context(sentence, {*countries, *persons}),
            quantities=tuple([quantity for _, quantity in things[QUANTITY]]),
            dates=tuple(
                [(date, original(starts[k], ends[min(end, len(starts)) - 1])) for k, (date, end) in dates if date]
            ),
            years=_years(sentence.things[DATE]),
            parties=tuple([(name, self._names.parties[name]) for name in persons if name in self._names.parties]),
            hedge=self._marks.hedge(sentence.words, marked if kinds & HEDGE else ()),
            denial=self._marks.denial(sentence.words, marked) if kinds & (DENIAL | DENIAL_PARTED) else None,
            is_negated=kinds & NEGATION != 0,
            is_planned=kinds & PLAN != 0 and not self._marks.is_passive(last, marked),
            is_reported=piece.is_cited or kinds & REPORTED != 0,
            refers_back=(kinds & ANAPHOR) | (self._flags[first] & PRONOUN) != 0,
            is_headline=self._headline is not None and self._headline.overlaps(span),
        )

    def _is_prose(self, words: Sequence[Range]) -> bool:
        """Whether a piece is more than names and figures: a line-up, a table, a caption."""
        counts = self._counts
        tokens = figures = capitals = letters = lower = 0
        for first, last in words:
            tokens += last - first
            figures += counts.figures[last] - counts.figures[first]
            capitals += counts.capitals[last] - counts.capitals[first]
            letters += counts.words[last] - counts.words[first]
            lower += counts.lower[last] - counts.lower[first]
        return figures <= _MOST_FIGURES * tokens and capitals <= _MOST_CAPITALS * letters and lower > 0

    def _terms(self, words: Sequence[Range]) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """The distinct terms of a statement, and how many of them stand before each comma."""
        found: dict[str, None] = {}
        cuts: list[int] = []
        before = 0
        for first, last in words:
            begin = bisect_left(self._commas, first)
            start = first
            for comma in self._commas[begin : bisect_left(self._commas, last, begin)]:
                found.update(dict.fromkeys(filter(None, self._stems[start:comma])))
                if len(found) - before >= FEWEST_TERMS:
                    before = len(found)
                    cuts.append(before)
                start = comma
            found.update(dict.fromkeys(filter(None, self._stems[start:last])))
        if cuts and len(found) - before < FEWEST_TERMS:
            cuts.pop()
        return tuple(found), tuple(cuts)

    def _trimmed(self, words: Range) -> Range:
        first, last = words
        while first < last and not self._texts[first][0].isalnum() and self._texts[first] not in '„«»“"':
            first += 1
        while first < last and self._texts[last - 1] in ",.;:–-—":
            last -= 1
        return first, last


def _find_predicates(traits: Traits, has_stem: npt.NDArray[np.bool_]) -> list[bool]:
    """Say which words may be predicates: those in lower case that stand before no noun as adjectives do."""
    is_adjective = (traits.flags & ADJECTIVE_ENDING != 0) & (traits.following() & CAPITAL != 0)
    found: list[bool] = (has_stem & (traits.flags & LOWER != 0) & ~is_adjective).tolist()
    return found


def _names(found: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([name for _, name in found])) if found else ()


def _years(dates: Sequence[tuple[int, tuple[str, int]]]) -> tuple[str, ...]:
    """The years that dates name."""
    return tuple(dict.fromkeys([date[:4] for _, (date, _) in dates if date[:2] in _CENTURIES])) if dates else ()


def _context(sentence: _Sentence, named: set[str]) -> tuple[str, ...]:
    """What the sentence and those before name and the statement does not."""
    if not (sentence.countries or sentence.persons):
        return sentence.before
    around = dict.fromkeys((*sentence.countries, *sentence.persons, *sentence.before))
    return tuple([name for name in around if name not in named])
