"""Lines that are not the article's own words: teasers, credits, licences.

In: a reading. Out: which sentences to leave alone. Extraction drops markup, so the words that open a line are all
there is to go by. A credit that runs into the text behind it (EPAWährend) leaves the sentence to be read: names
of outlets in it are marked as credits by the catalogue.
"""

from dedup.attribution.reading import Range, Reading

_LONGEST_OPENING = 40


def has_foreign_marks(reading: Reading) -> bool:
    """Whether the text holds any of the words by which teasers, credits and licences are told."""
    lowered = reading.view.lowered
    suffixes = reading.lexicon.suffixes
    return "©" in lowered or any(map(lowered.__contains__, (*suffixes["teaser"], *suffixes["licence"])))


def is_outside_article(reading: Reading, words: Range) -> bool:
    """Whether a sentence belongs to a teaser, a caption with a credit, or a licence."""
    start, end = reading.cut(words)
    line_start, _ = reading.line_of(words[0])
    opening = reading.text[line_start : line_start + _LONGEST_OPENING].lower().lstrip()
    if opening.startswith(reading.lexicon.suffixes["teaser"]):
        return True
    sentence = reading.text[start:end].lower()
    return "©" in sentence or any(mark in sentence for mark in reading.lexicon.suffixes["licence"])


def article_part(reading: Reading, words: Range) -> Range:
    """Cut off a credit that the sentence opens with: Foto: A. Berg / EPAWährend seines Besuchs ..."""
    start, end = words
    is_credit = reading.lowered[start] in reading.lexicon.words["credit"] and reading.lowered[
        start + 1 : start + 2
    ] == (":",)
    if not is_credit:
        return words
    slashes = [index for index in range(start, end) if reading.words[index] == "/"]
    return min(end, slashes[-1] + 2 if slashes else start + 2), end
