"""Likeness: the same word, misread or inflected."""

import pytest

from dedup.reuse.likeness import bridge, count_alike


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("gestiegen", "qestiegen", 1),
        ("minister", "mlnister", 1),
        ("kandidat", "kandidaten", 1),
        ("haus", "flug", 0),
        ("dienstag", "donnerstag", 0),
        ("nord ost", "nordost", 1),
        ("nordost", "nord ost", 1),
        ("vier grosse schiffe", "vicr große schiffe", 2),
        ("", "neues wort", 0),
        ("eins zwei drei", "ganz anderes steht hier", 0),
    ],
)
def test_alike_words_are_counted(left: str, right: str, alike: int) -> None:
    assert bridge(left.split(), right.split(), 0.6)[1] == alike


def test_words_that_differ_cost_what_the_longer_side_has() -> None:
    assert bridge(["abc", "defgh"], ["uvwxyz"], 0.5) == (-1.0, 0)


def test_a_misread_article_costs_less_than_another_word() -> None:
    assert bridge(["der"], ["dcr"], 0.6)[0] > bridge(["haus"], ["zweig"], 0.6)[0]


def test_only_the_ends_of_long_stretches_are_compared() -> None:
    left = ["regierung", *"abcdefghij", "bundestag"]
    right = ["regierungen", *"klmnopqrstuvw", "bundestags"]
    assert bridge(left, right, 0.6)[1] == 2


def test_counting_from_the_start_ends_at_the_first_other_word() -> None:
    assert (
        count_alike(["minister", "reiste", "haus", "kandidat"], ["ministers", "reisten", "zweig", "kandidat"]) == 2
    )
