"""One text with everything that several analyses need of it, each computed once, when it is first asked for.

Tokens, sentences and quotations are in coordinates of the normalised text; `original` translates a range back.
Layout is in original coordinates.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from dedup.model import Document, Span
from dedup.text.language import detect_language
from dedup.text.layout import Layout, find_layout
from dedup.text.normalize import NormalizedText, normalize
from dedup.text.quotations import Quotation, pair_quotations
from dedup.text.sentences import split_sentences
from dedup.text.tokens import Tokens, tokenize


@dataclass(frozen=True)
class TextView:
    """A document and the structure of its text.

    `site_text` are the spans that its collection showed to be a site's, in original coordinates; one text alone
    cannot tell them.
    """

    document: Document
    language: str
    normalized: NormalizedText
    site_text: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The text as read."""
        return self.document.text

    @cached_property
    def lowered(self) -> str:
        """The normalised text in lower case, in which words are looked for; offsets may differ."""
        return self.normalized.text.lower()

    @cached_property
    def tokens(self) -> Tokens:
        """Words, numbers and marks."""
        return tokenize(self.normalized.text)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Where sentences stand."""
        return split_sentences(self.normalized.text, self.language)

    @cached_property
    def sentence_words(self) -> tuple[tuple[int, int], ...]:
        """The half-open range of tokens of each sentence; empty for one that holds none."""
        starts = self.tokens.starts
        ranges = []
        behind = 0
        for sentence in self.sentences:
            first = bisect_left(starts, sentence.start, lo=behind)
            behind = bisect_left(starts, sentence.end, lo=first)
            ranges.append((first, behind))
        return tuple(ranges)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Quotation marks in pairs."""
        return pair_quotations(self.normalized.text)

    @cached_property
    def layout(self) -> Layout:
        """Headline, byline, paragraphs."""
        return find_layout(self.document.text, self.document.title)

    def original(self, start: int, end: int) -> Span:
        """Translate a range of the normalised text into a span of the text as read."""
        return self.normalized.original(start, end)


def view_text(document: Document) -> TextView:
    """Look at a document once for all analyses.

    >>> view_text(Document(id="a", text="Kim reiste. Putin blieb.")).sentences
    (Span(start=0, end=11), Span(start=12, end=24))
    """
    normalized = normalize(document.text)
    language = document.language or detect_language(normalized.text)
    return TextView(document=document, language=language, normalized=normalized)
