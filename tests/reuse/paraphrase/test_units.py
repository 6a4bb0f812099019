"""Units: sentences as runs of words, comparable in length."""

import numpy as np
import pytest

from dedup.reuse.paraphrase.units import StemNumbers, Units, cut_units
from dedup.reuse.words import hash_words


def cut(*texts: str, most_units: int = 100) -> Units:
    site_text = [np.zeros(int(count), np.bool_) for count in hash_words(texts).counts]
    return cut_units(texts, site_text, most_units)


def sentences(text: str) -> list[str]:
    units = cut(text)
    words = units.words
    return [
        text[int(words.starts[first]) : int(words.ends[end - 1])]
        for first, end in zip(units.first_words[:-1].tolist(), units.first_words[1:].tolist(), strict=True)
    ]


CASES = {
    "two sentences": (
        "Der Zug kam nicht an. Niemand wusste den Grund.",
        ["Der Zug kam nicht an", "Niemand wusste den Grund"],
    ),
    "ordinal": ("Er kam am 14. Mai nach Hause zurück.", ["Er kam am 14. Mai nach Hause zurück"]),
    "initial": ("Der Autor J. Keller schrieb vier Bücher.", ["Der Autor J. Keller schrieb vier Bücher"]),
    "line": (
        "Regen im ganzen Land\nEs regnete den ganzen Tag",
        ["Regen im ganzen Land", "Es regnete den ganzen Tag"],
    ),
    "short one joins": ("Nein. Der Zug kam nicht mehr an.", ["Nein. Der Zug kam nicht mehr an"]),
    "short rest joins": ("Der Zug kam nicht mehr an. Leider nein.", ["Der Zug kam nicht mehr an. Leider nein"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_a_text_is_cut_at_sentence_ends(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_text_without_sentence_ends_is_cut_at_sixty_words() -> None:
    units = cut("wort " * 150)
    assert np.diff(units.first_words).tolist() == [60, 60, 30]


def test_function_words_have_no_stem_and_inflected_forms_share_one() -> None:
    units = cut("die Häuser des Dorfes und das Dorf")
    (stems,) = units.stems
    assert (units.word_stems >= 0).tolist() == [False, True, False, True, False, False, True]
    assert sorted(stems.counts.tolist()) == [1.0, 2.0]


def test_units_beyond_the_bound_have_no_stems() -> None:
    units = cut("Der Zug kam nicht an. Niemand kannte den Grund. Alle Gäste gingen nach Hause.", most_units=2)
    assert units.stems[0].count == 2
    assert len(units.stems[0].sizes) == 2


def test_every_text_keeps_its_own_units() -> None:
    units = cut("Der Zug kam nicht an.", "", "Niemand kannte den Grund. Alle Gäste gingen nach Hause.")
    assert units.offsets.tolist() == [0, 1, 1, 3]


def test_a_stem_keeps_its_number_in_later_texts() -> None:
    numbers = StemNumbers()
    first, second = ["Dorf und Stadt"], ["Die Stadt am Fluss hat kein Dorf"]
    earlier = numbers.number(first, hash_words(first)).tolist()
    later = numbers.number(second, hash_words(second)).tolist()
    assert (earlier[0], earlier[2]) == (later[6], later[1])
    assert earlier[1] == later[0] == -1


def test_capitalised_words_within_a_sentence_may_be_names_and_digits_begin_numbers() -> None:
    units = cut("Dann kam Lena. Sie sah zwei Boote: Alle 14 lagen fest.")
    assert np.flatnonzero(units.is_name).tolist() == [2, 6]  # Lena, Boote
    assert np.flatnonzero(units.is_number).tolist() == [5, 8]  # zwei, 14
