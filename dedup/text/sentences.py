"""Sentences of a text.

In: text. Out: spans without outer white space, in order. A line break always ends a sentence: headlines and
captions carry no full stop. Inside a line sentencex decides; its cuts after an ordinal or an abbreviation are
mended, and cuts that it leaves out (behind a closing quotation mark, before a number) are added. Agreement with
the sentences of the development articles: tests/benchmarks/sentences.py.
"""

import re

import sentencex

from dedup.model import Span
from dedup.text.lines import find_lines

# A line, or a piece of at most 20,000 characters of a longer one: sentencex is quadratic in unbalanced quotation
# marks (7 s at 400,000 characters), and no paragraph is that long.
_LONGEST_LINE = 20_000
# What stands before a full stop that ends no sentence: "am 1.", "Nr.", "J."
_NO_END = re.compile(
    r"(?:^|[\s(])(?:\d{1,3}|[A-ZÄÖÜ]|bzw|ca|Nr|Dr|Prof|St|Mio|Mrd|sog|geb|vgl|Abs|Art|Mr|Mrs|Ms)\.\s*$"
)
_NO_END_WINDOW = 12
# Ends that sentencex passes over: »... gekommen.« Ein Sprecher / ... im Juni. 191 Menschen
_MISSED_END = re.compile(r"""[.!?…](?:[”“»«"]\s+(?=[A-ZÄÖÜ„“"»«])|(?<=[a-zäöüß]{3}[.!?])\s+(?=\d))""")
_KNOWN = frozenset({"de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk"})


def split_sentences(text: str, language: str) -> tuple[Span, ...]:
    """Cut a text into sentences.

    >>> text = "Er kam am 1. Mai. Sie ging."
    >>> [span.within(text) for span in split_sentences(text, "de")]
    ['Er kam am 1. Mai.', 'Sie ging.']
    """
    known = language if language in _KNOWN else "de"
    return tuple(
        span
        for line_start, line_end in find_lines(text)
        for start in range(line_start, line_end, _LONGEST_LINE)
        for span in _split_line(text[start : min(start + _LONGEST_LINE, line_end)], start, known)
    )


def _split_line(line: str, offset: int, language: str) -> list[Span]:
    ends = {item["end_index"] for item in sentencex.get_sentence_boundaries(language, line)}
    ends = {end for end in ends if not _NO_END.search(line, max(0, end - _NO_END_WINDOW), end)}
    ends.update(match.end() for match in _MISSED_END.finditer(line))
    ends.add(len(line))
    spans = []
    start = 0
    for end in sorted(ends):
        piece = line[start:end]
        stripped = piece.strip()
        if stripped:
            begin = offset + start + len(piece) - len(piece.lstrip())
            spans.append(Span(begin, begin + len(stripped)))
        start = end
    return spans
