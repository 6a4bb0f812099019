"""One text as the frames see it: words by position, sentences and quotations as ranges of words.

In: a `TextView`. Out: a `Reading`. Everything here is a range of token positions, half-open; only the last step
turns them into spans of the original text.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import compress, count

from dedup.attribution.lexicon import Lexicon
from dedup.attribution.registry import OutletMention
from dedup.text import QuotationKind, TextView

Range = tuple[int, int]
"""Half-open range of token positions."""

OUTSIDE = -1
MARKS = frozenset('„“”"«»‚‘’›‹')
_STOPS = frozenset(".!?")
_EDGE = frozenset(",;:–—-.")
_LONGEST_UNCLOSED = 60
_LONGEST_SENTENCE = 300
"""Tokens; longer ones are tables and noise, and cutting them keeps every frame linear in the text."""
_LONGEST_LINE = 20_000


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """A quotation as tokens: `inner` lies between the marks, `outer` holds them."""

    outer: Range
    inner: Range


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a document with what stands where. `triggers` are the positions of words that may start a frame.

    `named` maps the first token of each outlet named for certain to the token behind its name.
    `quote_at` has for every token the position in `quotes` of the outermost quotation around it, else OUTSIDE.
    """

    view: TextView
    lexicon: Lexicon
    text: str
    words: tuple[str, ...]
    lowered: tuple[str, ...]
    sentences: tuple[Range, ...]
    quotes: tuple[QuotedWords, ...]
    quote_at: list[int]
    mentions: tuple[OutletMention, ...]
    named: dict[int, int]
    triggers: tuple[int, ...]
    _triggers_in: dict[Range, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def cut(self, words: Range) -> tuple[int, int]:
        """Translate a range of tokens into one of code points of the normalised text."""
        tokens = self.view.tokens
        return tokens.starts[words[0]], tokens.ends[words[1] - 1]

    def printed(self, words: Range) -> str:
        """Cut the words out of the text as printed."""
        start, end = self.cut(words)
        return self.text[start:end]

    def mentions_in(self, words: Range) -> tuple[OutletMention, ...]:
        """List the outlets that a range of words names for certain."""
        if words[0] >= words[1] or not self.mentions:
            return ()
        start, end = self.cut(words)
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        found = []
        for mention in self.mentions[first:]:
            if mention.end > end:
                break
            if mention.supported:
                found.append(mention)
        return tuple(found)

    def triggers_in(self, words: Range) -> tuple[int, ...]:
        """List the words of a range from which a frame may start."""
        known = self._triggers_in.get(words)  # a dozen frames ask for those of each sentence
        if known is None:
            first = bisect_left(self.triggers, words[0])
            known = self._triggers_in[words] = self.triggers[first : bisect_left(self.triggers, words[1], lo=first)]
        return known

    def position_of(self, offset: int, words: Range) -> int:
        """Find the token of a range that a code point stands in."""
        return bisect_left(self.view.tokens.ends, offset + 1, lo=words[0], hi=words[1])

    def sentences_from(self, position: int) -> tuple[Range, ...]:
        """List the sentence that holds a token and the next one."""
        index = bisect_left(self.sentences, position, key=lambda sentence: sentence[1] - 1)
        return self.sentences[index : index + 2]

    def line_of(self, position: int) -> tuple[int, int]:
        """Find the line of a token as code points; of an endless line the part around the token."""
        start, end = self.view.tokens.starts[position], self.view.tokens.ends[position]
        lowest, highest = max(0, start - _LONGEST_LINE), min(len(self.text), end + _LONGEST_LINE)
        line_end = self.text.find("\n", end, highest)
        return max(lowest, self.text.rfind("\n", lowest, start) + 1), highest if line_end < 0 else line_end

    def is_name(self, position: int) -> bool:
        """Whether the token starts with a capital, is a compound with one (dpa-Meldung) or opens an outlet."""
        if position in self.named:
            return True
        word = self.words[position]
        return word[0].isupper() or ("-" in word and any(part[:1].isupper() for part in word.split("-")))

    def is_quoted(self, position: int) -> bool:
        """Whether the token stands inside quotation marks or is one."""
        return self.quote_at[position] != OUTSIDE

    def trim(self, words: Range) -> Range:
        """Drop marks of punctuation at both ends."""
        start, end = words
        while start < end and self.words[start] in _EDGE:
            start += 1
        while end > start and self.words[end - 1] in _EDGE:
            end -= 1
        return start, end


def read(view: TextView, lexicon: Lexicon, mentions: tuple[OutletMention, ...]) -> Reading:
    """Lay words, sentences, quotations and outlets of a text side by side. Linear in the text."""
    tokens = view.tokens
    known = lexicon.triggers
    quotes = _quoted_words(view)
    quote_at = _quote_positions(len(tokens), quotes)
    return Reading(
        view=view,
        lexicon=lexicon,
        text=view.normalized.text,
        words=tokens.texts,
        lowered=tokens.lowered,
        sentences=_split_runs(view, quote_at),
        quotes=quotes,
        quote_at=quote_at,
        mentions=mentions,
        triggers=tuple(compress(count(), map(known.__contains__, tokens.lowered))),
        named={  # a name may begin inside a token: Digital/Futurezone
            bisect_right(tokens.starts, mention.start) - 1: bisect_left(tokens.starts, mention.end)
            for mention in mentions
            if mention.supported
        },
    )


def _split_runs(view: TextView, quote_at: list[int]) -> tuple[Range, ...]:
    """Cut a sentence where a full stop outside quotations stands before a capital or a quotation.

    A sentence splitter trusts quotation marks; where marks are damaged it runs several sentences together.
    """
    texts = view.tokens.texts
    stops = [index for index in compress(count(), map(_STOPS.__contains__, texts)) if quote_at[index] == OUTSIDE]
    parts = []
    position = 0
    for start, end in view.sentence_words:
        if start == end:
            continue
        first = start
        position = bisect_left(stops, start + 2, lo=position)
        while position < len(stops) and stops[position] < end - 1:
            if _is_between_sentences(texts, stops[position]):
                parts.append((first, stops[position] + 1))
                first = stops[position] + 1
            position += 1
        parts.extend((piece, min(piece + _LONGEST_SENTENCE, end)) for piece in range(first, end, _LONGEST_SENTENCE))
    return tuple(parts)


def _is_between_sentences(texts: tuple[str, ...], stop: int) -> bool:
    before, after = texts[stop - 1], texts[stop + 1]
    return (before.isalpha() or before in MARKS) and (after[0].isupper() or after in MARKS)


def _quoted_words(view: TextView) -> tuple[QuotedWords, ...]:
    """Keep outermost quotations; one that nothing closes counts when it is short enough to be a sentence or two."""
    starts = view.tokens.starts
    kept: list[QuotedWords] = []
    covered = 0
    for quotation in view.quotations:
        first = bisect_left(starts, quotation.span.start)
        last = bisect_left(starts, quotation.span.end, lo=first)
        unclosed = quotation.kind is QuotationKind.UNCLOSED
        if first < covered or (unclosed and last - first > _LONGEST_UNCLOSED):
            continue
        inner = (first + 1, last if unclosed else last - 1)
        if inner[0] < inner[1]:
            kept.append(QuotedWords((first, last), inner))
            covered = last
    return tuple(kept)


def _quote_positions(length: int, quotes: tuple[QuotedWords, ...]) -> list[int]:
    positions = [OUTSIDE] * length
    for number, quote in enumerate(quotes):
        start, end = quote.outer
        positions[start:end] = [number] * (end - start)
    return positions
