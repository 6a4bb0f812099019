"""Units: sentences as runs of words, comparable in length."""

import numpy as np
import pytest

from dedup.reuse.paraphrase.units import Units, cut_units


def cut(*texts: str, most_units: int = 100) -> Units:
    masks = [np.zeros(len(text), np.bool_) for text in texts]
    probe = [np.zeros(0, np.bool_)] * len(texts)
    del masks
    from dedup.reuse.words import hash_words

    counts = hash_words(texts).counts
    probe = [np.zeros(int(count), np.bool_) for count in counts]
    return cut_units(texts, probe, most_units)


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
    assert units.has_stem.tolist() == [False, True, False, True, False, False, True]
    assert sorted(stems.counts.tolist()) == [1.0, 2.0]


def test_units_beyond_the_bound_have_no_stems() -> None:
    units = cut("Der Zug kam nicht an. Niemand kannte den Grund. Alle Gäste gingen nach Hause.", most_units=2)
    assert units.stems[0].count == 2
    assert len(units.stems[0].sizes) == 2


def test_every_text_keeps_its_own_units() -> None:
    units = cut("Der Zug kam nicht an.", "", "Niemand kannte den Grund. Alle Gäste gingen nach Hause.")
    assert units.offsets.tolist() == [0, 1, 1, 3]
