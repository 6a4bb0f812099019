"""Checks of a document's form: its length, its language, and whether it has a title and a date."""

from dedup.policy.check import Check, Words
from dedup.policy.measures import Measured, Measures, derive
from dedup.policy.tables import Languages, Table

_UNDETERMINED = "und"


def _words(measures: Measures, _table: Table) -> Measured[float]:
    return measures.words


def _explain_words(measures: Measures, _table: Table) -> Words:
    return Words(f"has {measures.words} {'word' if measures.words == 1 else 'words'}", "text")


def _is_other_language(measures: Measures, table: Languages) -> Measured[float]:
    """Text whose language is unknown is not in one of the allowed languages, as far as anybody knows."""
    return derive(measures.language, lambda language: float(language not in table.allowed))


def _explain_language(measures: Measures, table: Languages) -> Words:
    is_known = measures.language != _UNDETERMINED
    printed = f"is in the language {measures.language}" if is_known else "is in a language that cannot be told"
    return Words(f"{printed}; allowed: {', '.join(table.allowed)}", str(measures.language))


def _is_language_unknown(measures: Measures, _table: Table) -> Measured[float]:
    return derive(measures.language, lambda language: float(language == _UNDETERMINED))


def _lacks(has: bool) -> float:  # noqa: FBT001 - the figure itself
    return float(not has)


CHECKS = (
    Check(
        name="min-words",
        code="P301",
        measures="Words of the text; fewer are a teaser, a stub or a failed extraction.",
        unit="words",
        value=_words,
        explain=_explain_words,
    ),
    Check(
        name="max-words",
        code="P302",
        measures="Words of the text; more are a whole page with its comments, or several articles in one.",
        unit="words",
        value=_words,
        explain=_explain_words,
    ),
    Check(
        name="languages",
        code="P303",
        measures="Whether the language is not one of the allowed ones; one that cannot be told is not.",
        unit="1 for yes",
        value=_is_other_language,
        explain=_explain_language,
    ),
    Check(
        name="language-unknown",
        code="P304",
        measures="Whether the text is too short to tell its language.",
        unit="1 for yes",
        value=_is_language_unknown,
        explain=lambda *_: Words("is in a language that cannot be told", _UNDETERMINED),
    ),
    Check(
        name="missing-date",
        code="P305",
        measures="Whether neither the record nor the text shows a day of publication.",
        unit="1 for yes",
        value=lambda measures, _: derive(measures.has_date, _lacks),
        explain=lambda *_: Words("shows no day of publication", "record and text"),
    ),
    Check(
        name="missing-title",
        code="P306",
        measures="Whether neither the record nor the text shows a title.",
        unit="1 for yes",
        value=lambda measures, _: derive(measures.has_title, _lacks),
        explain=lambda *_: Words("shows no title", "record and text"),
    ),
)
