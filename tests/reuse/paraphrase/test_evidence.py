"""Evidence: what agrees is shown as printed, what contradicts is told."""

import pytest

from dedup.reuse.paraphrase.evidence import compare_facts

AGREE = {
    "name and number": ("In Lyon fehlen 300 Betten.", "300 Betten fehlen in Lyon.", ("Lyon", "300", "Betten")),
    "grouped digits": ("Es kamen 10.000 Gäste.", "There were 10,000 of them.", ("10.000",)),
    "spelled number": ("Es starben zwölf Menschen.", "Dort kamen 12 Menschen um.", ("zwölf", "Menschen")),
    "inflected name": ("Dort sprach Kellers Anwalt.", "Der Anwalt von Keller sprach.", ("Kellers", "Anwalt")),
    "nothing": ("Es regnet heute.", "Morgen scheint die Sonne.", ()),
}


@pytest.mark.parametrize(("left", "right", "expected"), AGREE.values(), ids=AGREE.keys())
def test_agreeing_terms_are_given_as_printed_on_the_left(left: str, right: str, expected: tuple[str, ...]) -> None:
    assert compare_facts(left, right).agreeing == expected


def test_one_thing_with_two_numbers_contradicts() -> None:
    assert compare_facts("Es gab 12 Tote.", "Es gab 15 Tote.").contradicting == ("12 Tote",)


def test_a_number_that_stands_elsewhere_on_the_other_side_does_not_contradict() -> None:
    assert compare_facts("Es gab 12 Tote.", "Erst 15 Tote, dann 12 Tote.").contradicting == ()


def test_numbers_are_counted_on_the_side_with_fewer() -> None:
    facts = compare_facts("Von 3 auf 4 Prozent.", "Von 4 auf 5 auf 6 Prozent.")
    assert (facts.numbers, facts.agreeing_numbers) == (2, 1)
