"""What is found fast, found the slow and obvious way: both must agree."""

import random

import pytest

from dedup.artifacts.credits import credit_lines
from dedup.artifacts.fragments import signs_of
from dedup.artifacts.page import letters_after, letters_before, page_of

_WORDS = {
    "de": "in im der die mit von und dass weil Der Die Hat Ist Was das Von Durch sich sich In dem es the Haus Rat",
    "en": "in of the a with to and because The A Has Is What that From By it it In which he der house council",
}
_REACH = 40


@pytest.mark.parametrize("language", sorted(_WORDS))
def test_a_sign_is_found_near_its_heads_wherever_its_pattern_fits(language: str) -> None:
    draw = random.Random(7)
    words = [*_WORDS[language].split(), "kamen", "Sitzung", "lange"]
    for _ in range(200):
        text = "".join(draw.choice(words) + draw.choice([" ", " ", " ", ". ", "? ", ".\n"]) for _ in range(60))
        for sign in signs_of(language):
            if sign.head.search(text):
                near = [match.span("shown") for match in sign.finditer(text)]
                assert near == [match.span("shown") for match in sign.pattern.finditer(text)], sign.name


def test_letters_beside_a_place_are_those_that_python_calls_letters() -> None:
    draw = random.Random(7)
    for _ in range(500):
        text = "".join(draw.choices("abÄß²½_1. -\u0301Ⅷª漢", k=12)) + "x" * draw.choice([0, 0, 50])
        for place in range(len(text) + 1):
            before, after = place, place
            while before and place - before < _REACH and text[before - 1].isalpha():
                before -= 1
            while after < len(text) and after - place < _REACH and text[after].isalpha():
                after += 1
            assert (letters_before(text, place), letters_after(text, place)) == (before, after)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Der Rat am Morgen. Foto: Eva Haas", "Foto: "),
        ("Der Rat © Eva Haas/Imago", "© "),
        ("Der Rat (Haas/AFP)", "(Haas/AFP)"),
        ("Der Rat von oben Eva Haas / dpa", "Eva Haas / dpa"),
        ("picture alliance / Eva Haas", "picture alliance / Eva Haas"),
        ("Der Rat tagte (dpa)", None),
        ("Der Rat tagte (APA/Reuters, 18.6.2024)", None),
    ],
)
def test_a_credit_is_found_whatever_it_starts_with(line: str, credit: str | None) -> None:
    found = [match.group() for _, match in credit_lines(page_of(line), 500)]
    assert found == ([] if credit is None else [credit])
