"""Evidence: names, numbers and dates in which two stretches of text agree, and numbers in which they do not.

In: two texts. Out: what agrees, as printed on the left, and the nouns that the two count differently. A name is a
capitalised word that does not begin a sentence, or that never stands in lower case; German nouns are capitalised
too, so agreeing nouns count as names there: a paraphrase that keeps none of them is not one we can show.
"""

import re
from dataclasses import dataclass

from dedup.reuse.paraphrase.stems import stem

_SPELLED = {
    word: str(number)
    for words in (
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "zero one two three four five six seven eight nine ten eleven twelve",
    )
    for number, word in enumerate(words.split())
}
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽΑ-ΩА-ЯЁЄІЇҐ"
_TERM = re.compile(
    rf"""\b(?:
      (?P<number>\d{{1,15}}(?:[.,:]\d{{1,15}}){{0,4}}|(?:{"|".join(sorted(_SPELLED, key=len, reverse=True))})\b)
      (?:[\s-]{{1,3}}(?P<thing>[^\W\d_]{{2,60}}))?                           # 12 Menschen, zwei Tote, 10.000
    | (?P<name>[{_CAPITAL}][^\W_]{{1,60}}(?:[-'’][^\W_]{{1,60}}){{0,4}})     # Seoul, Schmidt-Meier
    )""",
    re.VERBOSE,
)
_SENTENCE_ENDS = ".!?:\n"
_BEFORE_A_WORD = " \t\"'„“”‚‘’»«›‹([–-"
_LOOK_BACK = 12
_READ_CHARACTERS = 1_500
"""Characters of each side that are read for evidence, about 220 words."""
_RETOLD_TIMES = 20
"""How many times as much is read of a long side that a short one sums up."""
_MOST_TERMS = 24
"""Agreeing terms that are given, numbers first; an article retold as a whole has hundreds."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two texts agree in, as printed on the left, in order, and what they count differently.

    `numbers` is the number of numbers on the side with fewer, `agreeing_numbers` how many of them are on both;
    `terms` and `agreeing_terms` the same for names and numbers together.
    """

    agreeing: tuple[str, ...]
    contradicting: tuple[str, ...]
    numbers: int
    agreeing_numbers: int
    terms: int
    agreeing_terms: int


@dataclass(frozen=True, slots=True)
class _Terms:
    """Names and numbers of a text, by the form in which they are compared, and the numbers that things have."""

    names: dict[str, str]
    numbers: dict[str, str]
    counted: dict[str, set[str]]


def compare_facts(left: str, right: str) -> Evidence:
    """Compare the names and numbers of two texts.

    >>> compare_facts("In Seoul starben 12 Menschen.", "12 Menschen kamen bei Seoul um.").agreeing
    ('Seoul', '12', 'Menschen')
    >>> compare_facts("In Seoul starben 12 Menschen.", "15 Menschen kamen bei Seoul um.").contradicting
    ('12 Menschen',)
    """
    shorter, longer = sorted((len(left), len(right)))
    retold = _RETOLD_TIMES * min(shorter, _READ_CHARACTERS) if longer >= 2 * shorter else 0
    most = max(_READ_CHARACTERS, retold)
    ours, theirs = _terms(left[:most]), _terms(right[:most])
    numbers = [printed for form, printed in ours.numbers.items() if form in theirs.numbers]
    names = [printed for form, printed in ours.names.items() if form in theirs.names]
    return Evidence(
        agreeing=tuple(sorted((numbers + names)[:_MOST_TERMS], key=left.find)),
        contradicting=_contradictions(ours, theirs),
        numbers=min(len(ours.numbers), len(theirs.numbers)),
        agreeing_numbers=len(numbers),
        terms=min(len(ours.names) + len(ours.numbers), len(theirs.names) + len(theirs.numbers)),
        agreeing_terms=len(numbers) + len(names),
    )


def _contradictions(ours: _Terms, theirs: _Terms) -> tuple[str, ...]:
    """Things that both count, with no number in common and neither number anywhere on the other side."""
    found = []
    for thing, numbers in ours.counted.items():
        other = theirs.counted.get(thing)
        if other and not numbers & theirs.numbers.keys() and not other & ours.numbers.keys():
            printed = ours.numbers[min(numbers)]
            found.append(f"{printed} {ours.names.get(thing, thing)}")
    return tuple(found)


def _terms(text: str) -> _Terms:
    names: dict[str, str] = {}
    numbers: dict[str, str] = {}
    counted: dict[str, set[str]] = {}
    for match in _TERM.finditer(text):
        if match["number"]:
            form = _SPELLED.get(match["number"]) or _plain(match["number"])
            numbers.setdefault(form, match["number"])
            thing = stem((match["thing"] or "").lower())
            if thing:
                counted.setdefault(thing, set()).add(form)
        group = "name" if match["name"] else "thing"
        name = match[group] or ""
        form = stem(name.lower())
        if name[:1].isupper() and form and not _begins_sentence(text, match.start(group)):
            names.setdefault(form, name)
    return _Terms(names, numbers, counted)


def _plain(number: str) -> str:
    """Write a number without the marks that group its digits: 10.000 and 10,000 are the same."""
    return re.sub(r"[.,](?=\d{3}(?:\D|$))", "", number).replace(",", ".")


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - _LOOK_BACK) : start].rstrip(_BEFORE_A_WORD)
    return start == 0 or before[-1:] in _SENTENCE_ENDS
