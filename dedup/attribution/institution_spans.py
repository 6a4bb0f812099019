"""Names of institutions that go on where a noun phrase would end: Reporter ohne Grenzen, Bank of England.

In: a reading and a noun phrase. Out: where it ends with the name in full.
"""

from dedup.attribution.institution_catalogue import load_institution_catalogue
from dedup.attribution.institution_index import split_words
from dedup.attribution.reading import Reading


def end_of_name(reading: Reading, start: int, end: int, limit: int) -> int:
    """Move the end of a phrase behind the name of an institution that begins in it."""
    index = load_institution_catalogue().index
    for position in range(start, end if end < limit else start):
        word = reading.words[position]
        longest = index.longest_from(word) if word[0].isupper() else 0
        if position + longest <= end:
            continue
        words = split_words(reading.printed((position, min(limit, position + longest + 1))))
        named = index.find(words, 0)
        if named and (named.certain or named.ambiguous) and named.length > 1:
            last = reading.view.tokens.starts[position] + words[named.length - 1].end - 1
            return max(end, reading.position_of(last, (position, limit)) + 1)
    return end
