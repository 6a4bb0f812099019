"""What single words are, by table."""

import pytest

from dedup.statements.traits import (
    COUNTRY,
    FIGURE,
    HAS_STEM,
    HEDGE,
    MAY_BE_NAME,
    MAY_OPEN_NAME,
    TELLING,
    is_common,
    read_traits,
)


def test_each_word_has_its_flags_and_its_stem() -> None:
    traits = read_traits(("Die", "Häuser", "soll", "13", "Norwegen", "Juni"), "de")
    assert traits.stems == ["", "häus", "", "", "norweg", "juni"]
    assert traits.numbers(HAS_STEM) == [1, 4, 5]
    assert traits.numbers(HEDGE) == [2]
    assert traits.numbers(FIGURE) == [3]
    assert traits.numbers(COUNTRY) == [4]
    assert traits.numbers(TELLING) == [3, 5]


@pytest.mark.parametrize(("word", "inside", "opening"), [("Brandt", True, True), ("Große", True, False)])
def test_a_word_that_ends_as_adjectives_do_opens_no_name(word: str, inside: bool, opening: bool) -> None:  # noqa: FBT001 - expected values
    traits = read_traits((word,), "de")
    assert (bool(traits.numbers(MAY_BE_NAME)), bool(traits.numbers(MAY_OPEN_NAME))) == (inside, opening)


def test_a_compound_of_a_common_noun_is_common() -> None:
    assert [is_common(word) for word in ("Munitionsfabrik", "Lindner")] == [True, False]


def test_a_language_without_a_word_list_is_read_as_german() -> None:
    assert read_traits(("soll",), "fr").numbers(HEDGE) == [0]
