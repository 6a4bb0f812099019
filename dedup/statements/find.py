"""The statements of one document.

In: a `TextView` and the spans that citations cover. Out: statements in the order of the text. A sentence is cut
where
a subordinate clause begins that stands for itself, and where what somebody is cited for begins and ends: the
words of the citation itself are not what is claimed. One pass, linear in the text.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from dedup.model import Span
from dedup.statements.columns import Range, count, place
from dedup.statements.names import Names, find_names
from dedup.statements.pieces import FEWEST_TERMS, Cutter, Piece
from dedup.statements.quantities import Figures, find_figures
from dedup.statements.statement import Statement
from dedup.statements.words import Markers, load_markers
from dedup.text import TextView
from dedup.text.stems import stem

_MOST_TERMS = 60
"""Terms of a statement beyond which it is a list or a table, not a sentence."""
_PARTED_WINDOW = 14
_MOST_CONTEXT = 6
_CENTURIES = frozenset({"19", "20"})
_PASSIVE = frozenset({"wird", "werden"})
_PARTICIPLE = re.compile(
    r"[a-zäöü]{0,6}ge[a-zäöüß]{3,}(?:t|en)|(?:be|ver|er|zer|ent|über|unter)[a-zäöüß]{3,}t|[a-zäöüß]+iert"
)
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
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


class _Reader:
    """One document while its statements are found."""

    def __init__(self, view: TextView, cited: Sequence[Sequence[Span]], frames: Sequence[Span]) -> None:
        self._view = view
        self._markers: Markers = load_markers(view.language)
        tokens = view.tokens
        self._texts = tokens.texts
        self._lowered = tokens.lowered
        self._ranges = [
            (bisect_left(tokens.starts, sentence.start), bisect_left(tokens.starts, sentence.end))
            for sentence in view.sentences
        ]
        starts = frozenset(first for first, _ in self._ranges)
        self._names: Names = find_names(tokens.texts, starts)
        self._figures: Figures = find_figures(view, self._markers)
        self._quantities = place(self._figures.quantities)
        self._dates = place(self._figures.dates)
        self._countries_named = place(self._names.countries)
        self._persons_named = place(self._names.persons)
        self._towns_named = place(self._names.towns)
        self._stems = self._content_stems()
        self._marked = [index for index, word in enumerate(tokens.lowered) if word in self._markers.marked]
        self._predicates = self._find_predicates()
        self._counts = count(self._texts, self._stems, self._names.tokens)
        self._cutter = Cutter(view, self._markers, self._counts, cited, frames)
        self._phrases = self._phrases_in(self._view.normalized.text.lower())
        self._commas = [index for index, text in enumerate(tokens.texts) if text == ","]

    def read(self) -> tuple[Statement, ...]:
        found: list[Statement] = []
        headline = self._view.layout.headline
        paragraph = 0
        previous: tuple[str, ...] = ()
        end = 0
        for number, ((first, last), sentence) in enumerate(zip(self._ranges, self._view.sentences, strict=True)):
            if "\n" in self._view.normalized.text[end : sentence.start]:
                paragraph += 1
                previous = ()
            end = sentence.end
            around = self._named(first, last)
            if not self._texts[last - 1 : last] or self._texts[last - 1] != "?":
                for piece in self._cutter.cut(first, last):
                    statement = self._statement(piece, (first, last), number, paragraph, (around, previous))
                    if statement is not None:
                        is_headline = headline is not None and headline.overlaps(statement.span)
                        found.append(statement if not is_headline else _as_headline(statement))
            previous = tuple(dict.fromkeys((*around, *previous)))[:_MOST_CONTEXT]
        return tuple(found)

    def _content_stems(self) -> list[str]:
        """Stems of the words that are no names, figures or dates, which statements hold apart."""
        stems = [stem(word) if word[0].isalpha() else "" for word in self._lowered]
        for index in self._names.tokens:
            stems[index] = ""
        for first, _ in self._figures.quantities:
            stems[first] = ""
            for index in range(first + 1, len(stems)):
                if self._lowered[index] not in self._markers.multipliers:
                    break
                stems[index] = ""
        for index, (_, end) in self._figures.dates:
            stems[index:end] = [""] * (min(end, len(stems)) - index)
        return stems

    def _statement(
        self,
        piece: Piece,
        sentence: Range,
        number: int,
        paragraph: int,
        around: tuple[tuple[str, ...], tuple[str, ...]],
    ) -> Statement | None:
        terms, cuts = self._terms(piece.words)
        tokens = self._view.tokens
        first, last = self._trimmed(piece.hull)
        countries, persons = self._countries(piece.words), self._persons(piece.words)
        substance = len(terms) + len(countries) + len(persons) + bool(self._dates.within(piece.words))
        if first >= last or not terms or substance < FEWEST_TERMS or len(terms) > _MOST_TERMS:
            return None
        if not self._is_prose(piece.words):
            return None
        predicates = dict.fromkeys(stem for a, b in piece.words for stem in self._predicates[a:b])
        predicates.pop("", None)
        named = {*countries, *persons}
        kinds = [self._lowered[k] for k in self._marked[slice(*self._marked_in(first, last))]]
        opening = self._lowered[first]
        return Statement(
            span=self._view.original(tokens.starts[first], tokens.ends[last - 1]),
            sentence=number,
            paragraph=paragraph,
            terms=terms,
            cuts=cuts,
            predicates=tuple(predicates),
            countries=countries,
            persons=persons,
            places=tuple(
                (name, self._view.original(tokens.starts[k], tokens.ends[k]))
                for k, name in self._towns_named.within(piece.words)
            ),
            context=tuple(name for name in dict.fromkeys((*around[0], *around[1])) if name not in named),
            quantities=tuple(quantity for _, quantity in self._quantities.within(piece.words)),
            dates=tuple(
                (date, self._view.original(tokens.starts[k], tokens.ends[min(end, len(tokens)) - 1]))
                for k, (date, end) in self._dates.within(piece.words)
                if date
            ),
            years=tuple(
                dict.fromkeys(
                    date[:4] for _, (date, _) in self._dates.within((sentence,)) if date[:2] in _CENTURIES
                )
            ),
            parties=tuple((name, self._names.parties[name]) for name in persons if name in self._names.parties),
            hedge=self._hedge(sentence, (first, last)),
            denial=self._denial(sentence, (first, last)),
            is_negated=any(self._markers.has("negation", word) for word in kinds),
            is_planned=any(self._markers.has("plan", word) for word in kinds) and not self._is_passive(last, kinds),
            is_reported=piece.is_cited or any(self._markers.has("reported", word) for word in kinds),
            refers_back=self._markers.has("pronoun", opening)
            or any(self._markers.has("anaphor", word) for word in kinds),
        )

    def _find_predicates(self) -> list[str]:
        """Stems of words that may be predicates: those in lower case that stand before no noun as adjectives do."""
        found = []
        following = iter((*self._texts[1:], "."))
        for text, term, after in zip(self._texts, self._stems, following, strict=True):
            is_adjective = after[0].isupper() and text.endswith(_ADJECTIVE_ENDINGS)
            found.append(term if term and text[0].islower() and not is_adjective else "")
        return found

    def _phrases_in(self, text: str) -> list[str]:
        """The set phrases of hedging in a text."""
        return [phrase for phrase in self._markers.hedge_phrases if phrase in text]

    def _is_prose(self, words: Sequence[Range]) -> bool:
        """Whether a piece is more than names and figures: a line-up, a table, a caption."""
        counts = self._counts
        figures, capitals, letters, lower = (
            sum(column[last] - column[first] for first, last in words)
            for column in (counts.figures, counts.capitals, counts.words, counts.lower)
        )
        tokens = sum(last - first for first, last in words)
        return figures <= _MOST_FIGURES * tokens and capitals <= _MOST_CAPITALS * letters and lower > 0

    def _terms(self, words: Sequence[Range]) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """The distinct terms of a statement, and how many of them stand before each comma."""
        found: dict[str, None] = {}
        cuts: list[int] = []
        for first, last in words:
            commas = self._commas[bisect_left(self._commas, first) : bisect_left(self._commas, last)]
            start = first
            for comma in (*commas, last):
                found.update(dict.fromkeys(self._stems[start:comma]))
                found.pop("", None)
                if comma != last and len(found) - (cuts[-1] if cuts else 0) >= FEWEST_TERMS:
                    cuts.append(len(found))
                start = comma
        if cuts and len(found) - cuts[-1] < FEWEST_TERMS:
            cuts.pop()
        return tuple(found), tuple(cuts)

    def _is_passive(self, last: int, kinds: Sequence[str]) -> bool:
        """Whether "werden" is all that speaks of the future and goes with a participle: werden eingesetzt."""
        plans = [word for word in kinds if self._markers.has("plan", word)]
        return (
            all(word in _PASSIVE for word in plans) and _PARTICIPLE.fullmatch(self._lowered[last - 1]) is not None
        )

    def _trimmed(self, words: Range) -> Range:
        first, last = words
        while first < last and not self._texts[first][0].isalnum() and self._texts[first] not in '„«»“"':
            first += 1
        while first < last and self._texts[last - 1] in ",.;:–-—":
            last -= 1
        return first, last

    def _marked_in(self, first: int, last: int) -> tuple[int, int]:
        return bisect_left(self._marked, first), bisect_left(self._marked, last)

    def _countries(self, words: Sequence[Range]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for _, name in self._countries_named.within(words)))

    def _persons(self, words: Sequence[Range]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for _, name in self._persons_named.within(words)))

    def _named(self, first: int, last: int) -> tuple[str, ...]:
        words = ((first, last),)
        return (*self._countries(words), *self._persons(words))

    def _hedge(self, sentence: Range, words: Range) -> str | None:
        """What weakens the statement: words inside it, and set phrases of its sentence."""
        first, last = self._marked_in(*words)
        found = [self._texts[k] for k in self._marked[first:last] if self._markers.has("hedge", self._lowered[k])]
        if self._phrases:
            found += self._phrases_in(" ".join(self._lowered[slice(*sentence)]))
        return " + ".join(dict.fromkeys(found)) or None

    def _denial(self, sentence: Range, words: Range) -> Span | None:
        tokens = self._view.tokens
        first, last = self._marked_in(*words)
        for k in self._marked[first:last]:
            if self._markers.has("denial", self._lowered[k]):
                return self._view.original(tokens.starts[k], tokens.ends[k])
            for verb, particle in self._markers.denial_parted:
                near = self._lowered[k + 1 : min(sentence[1], k + _PARTED_WINDOW)]
                if self._lowered[k] == verb and particle in near:
                    return self._view.original(tokens.starts[k], tokens.ends[k])
        return None


def _as_headline(statement: Statement) -> Statement:
    return replace(statement, is_headline=True)
