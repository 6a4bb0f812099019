"""Speech in quotation marks, told apart from scare quotes and titles.

In: a reading and one of its quotations. Out: whether the words inside can be somebody's utterance, and whether a
few quoted words inside an attributed statement are that source's own. Of quoted strings in German news hardly
more than half are speech, so a mark alone proves nothing.
"""

from dedup.attribution.reading import QuotedWords, Range, Reading

_FULL_UTTERANCE = 5
_ALONE_UTTERANCE = 6
_LONG_UTTERANCE = 9
_SHORT_UTTERANCE = 2
_ENDS = frozenset({".", "!", "?", "…", "..."})


def count_words(reading: Reading, words: Range) -> int:
    """Count the tokens that are words or numbers."""
    return sum(reading.words[index][0].isalnum() for index in range(*words))


def is_utterance(reading: Reading, quote: QuotedWords) -> bool:
    """Whether an introduced quotation is long enough, or closed enough, to be speech rather than a name."""
    size = count_words(reading, quote.inner)
    return (
        size >= _FULL_UTTERANCE
        or (size >= _SHORT_UTTERANCE and _ends_sentence(reading, quote))
        or (size >= _SHORT_UTTERANCE and _follows_colon(reading, quote))
    )


def is_free_utterance(reading: Reading, quote: QuotedWords) -> bool:
    """Whether a quotation that nothing introduces is speech all the same."""
    size = count_words(reading, quote.inner)
    return size >= _LONG_UTTERANCE or (size >= _ALONE_UTTERANCE and _ends_sentence(reading, quote))


def is_fragment(reading: Reading, quote: QuotedWords) -> bool:
    """Whether quoted words inside an attributed statement are the source's wording and not a name.

    Names are capitals throughout ("Rote Armee", "Cannabis"); wording has a lower-case word that is no article.
    """
    inside = range(*quote.inner)
    words = reading.lexicon.words
    telling = [
        index
        for index in inside
        if reading.words[index][0].islower() and reading.lowered[index] not in words["joiners"] | words["articles"]
    ]
    return bool(telling) and count_words(reading, quote.inner) >= 1


def _ends_sentence(reading: Reading, quote: QuotedWords) -> bool:
    return reading.words[quote.inner[1] - 1] in _ENDS


def _follows_colon(reading: Reading, quote: QuotedWords) -> bool:
    return quote.outer[0] > 0 and reading.words[quote.outer[0] - 1] == ":"
