"""Evidence: what agrees is shown as printed, what contradicts is told."""

import numpy as np
import pytest

from dedup.reuse.paraphrase.evidence import Evidence, Excerpt, compare_facts
from dedup.reuse.paraphrase.units import cut_units
from dedup.reuse.words import hash_words

AGREE = {
    "name and number": ("In Lyon fehlen 300 Betten.", "300 Betten fehlen in Lyon.", ("Lyon", "300", "Betten")),
    "grouped digits": ("Es kamen 10.000 Gäste.", "There were 10,000 of them.", ("10.000",)),
    "spelled number": ("Es starben zwölf Menschen.", "Dort kamen 12 Menschen um.", ("zwölf", "Menschen")),
    "inflected name": ("Dort sprach Kellers Anwalt.", "Der Anwalt von Keller sprach.", ("Kellers", "Anwalt")),
    "compound name": ("Das sagte Ayşe-Lena Vogt.", "Es sprach Ayşe-Lena Vogt.", ("Ayşe", "Lena", "Vogt")),
    "beginning of a sentence": ("Morgen kommt Lena Vogt.", "Morgen geht Lena Vogt.", ("Lena", "Vogt")),
    "nothing": ("Es regnet heute.", "Morgen scheint die Sonne.", ()),
}


def compare(*texts: str) -> Evidence:
    site_text = [np.zeros(int(count), np.bool_) for count in hash_words(texts).counts]
    units = cut_units(texts, site_text, 100)
    columns = (units.words.starts, units.words.ends, units.word_stems, units.is_name, units.is_number)
    left, right = (
        Excerpt(text, *(column[start:end] for column in columns))  # type: ignore[arg-type]
        for text, start, end in zip(texts, units.words.offsets, units.words.offsets[1:], strict=False)
    )
    return compare_facts(left, right)


@pytest.mark.parametrize(("left", "right", "expected"), AGREE.values(), ids=AGREE.keys())
def test_agreeing_terms_are_given_as_printed_on_the_left(left: str, right: str, expected: tuple[str, ...]) -> None:
    assert compare(left, right).agreeing == expected


def test_one_thing_with_two_numbers_contradicts() -> None:
    assert compare("Es gab 12 Tote.", "Es gab 15 Tote.").contradicting == ("12 Tote",)


def test_a_number_that_stands_elsewhere_on_the_other_side_does_not_contradict() -> None:
    assert compare("Es gab 12 Tote.", "Erst 15 Tote, dann 12 Tote.").contradicting == ()


def test_numbers_are_counted_on_the_side_with_fewer() -> None:
    facts = compare("Von 3 auf 4 Prozent.", "Von 4 auf 5 auf 6 Prozent.")
    assert (facts.numbers, facts.agreeing_numbers) == (2, 1)
