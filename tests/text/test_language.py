"""Language of a text."""

import pytest

from dedup.text import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Minister reiste am Dienstag nach Seoul und sprach mit der Regierung.", "de"),
        ("The minister travelled to Seoul on Tuesday and met the government.", "en"),
        ("Le ministre s'est rendu mardi à Séoul pour rencontrer le gouvernement.", "fr"),
        ("Il ministro si è recato martedì a Seul per incontrare il governo.", "it"),
    ],
)
def test_the_language_of_a_sentence_is_found(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "   \n", "Kim", "12 34 56 78 90 12 34 56 78"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert detect_language(text) == "und"


def test_soft_hyphens_do_not_disturb() -> None:
    text = "Der Mi\u00adnis\u00adter reis\u00adte am Diens\u00adtag nach Seo\u00adul und sprach mit Bauern."
    assert detect_language(text) == "de"
