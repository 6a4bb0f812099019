"""Names that other articles on the same matter spell otherwise."""

import pytest

from dedup.artifacts.shared_names import SharedNames
from dedup.artifacts.spelling import is_unknown

MATTER = ("Obuchowka", "Sarwenskij", "Terlowitsch")
"""Rare names that all articles share."""


def names_of(count: int, odd: int) -> SharedNames:
    """Articles on one matter, of which some spell Kolminsky with an i at the end."""
    records = [
        "\n".join(f"{form}\t1\t" for form in sorted((*MATTER, "Kolminski" if number < odd else "Kolminsky")))
        for number in range(count)
    ]
    return SharedNames([f"d{number:02}" for number in range(count)], records, [""] * count)


def test_a_form_that_others_spell_otherwise_is_found_in_each_article_that_has_it() -> None:
    names = names_of(9, 3)
    found = [
        [(each.form, each.usual, each.documents) for each in names.spelled_elsewhere(n, "de")] for n in range(9)
    ]
    assert found == [[("Kolminski", "Kolminsky", 6)]] * 3 + [[]] * 6


def test_an_example_is_the_first_article_on_the_same_matter() -> None:
    (found,) = names_of(9, 3).spelled_elsewhere(0, "de")
    assert found.example == "d03"


def test_articles_on_another_matter_say_nothing_of_a_spelling() -> None:
    records = ["\n".join(f"{form}\t1\t" for form in (*MATTER, "Kolminski"))] + ["Kolminsky\t1\t"] * 4
    names = SharedNames(list("abcde"), records, [""] * 5)
    assert not list(names.spelled_elsewhere(0, "de"))


def test_a_form_is_looked_up_once_however_many_articles_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(form: str, language: str) -> bool:
        asked.append(form)
        return is_unknown(form, language)

    monkeypatch.setattr("dedup.artifacts.shared_names.is_unknown", note)
    names = names_of(60, 20)
    assert sum(len(list(names.spelled_elsewhere(number, "de"))) for number in range(60)) == 20
    assert len(asked) == len(set(asked))
