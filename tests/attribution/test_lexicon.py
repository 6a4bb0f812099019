"""The cue files, and what is made of them."""

import pytest

from dedup.attribution.confidence import confidence_of
from dedup.attribution.lexicon import LANGUAGES, load_lexicon
from dedup.errors import CatalogueError


def test_german_comes_first_and_every_cue_file_is_a_language() -> None:
    assert LANGUAGES == ("de", "en", "fr")


def test_english_has_the_lists_of_german_and_those_of_its_own_order() -> None:
    german, english = (set(load_lexicon(language).words) for language in ("de", "en"))
    assert german <= english


def test_a_list_that_a_language_leaves_out_is_empty() -> None:
    assert load_lexicon("fr").words["subjunctive_two"] == frozenset()


@pytest.mark.parametrize("word", ["habe", "sei", "vorliege", "bestehe", "komme"])
def test_the_first_subjunctive_is_known(word: str) -> None:
    assert word in load_lexicon("de").subjunctives


@pytest.mark.parametrize("word", ["große", "lange", "hatte", "sagte", "wurde", "ohne", "neue"])
def test_adjectives_and_past_forms_are_no_subjunctives(word: str) -> None:
    assert word not in load_lexicon("de").subjunctives


def test_a_language_without_a_file_is_an_error_that_names_the_file() -> None:
    with pytest.raises(CatalogueError, match=r"cues/xx\.toml"):
        load_lexicon("xx")


def test_a_statement_without_a_source_is_less_sure() -> None:
    assert confidence_of("clause-dass", has_source=False) < confidence_of("clause-dass", has_source=True)
