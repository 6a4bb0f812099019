"""What a document states."""

from collections.abc import Callable

import pytest

from dedup.model import Document, Span
from dedup.statements import Statement, find_statements
from dedup.text import view_text


def statements(text: str, language: str = "de") -> tuple[Statement, ...]:
    return find_statements(view_text(Document(id="a", text=text, language=language)))


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "unit"),
    [
        (
            "Das Land soll fast fünf Millionen Granaten geliefert haben.",
            5_000_000,
            4_250_000,
            5_000_000,
            ("grana",),
        ),
        ("Bis dahin trafen etwa 10.000 Kisten mit Ware ein.", 10_000, 9_000, 11_000, ("kist",)),
        ("Die Wirtschaft wuchs zuletzt um 3,6 Prozent.", 3.6, 3.6, 3.6, ("prozen",)),
        ("Sie blieb dem Ort seit 24 Jahren fern und schwieg.", 24, 24, 24, ("jahr",)),
        ("Tausende Kisten wurden dort umgeladen und gezählt.", 1_000, 1_000, 10_000, ("kist",)),
    ],
)
def test_a_figure_is_read_with_its_range_and_unit(
    text: str, value: float, low: float, high: float, unit: tuple[str, ...]
) -> None:
    (quantity,) = statements(text)[0].quantities
    assert [quantity.value, quantity.low, quantity.high] == pytest.approx([value, low, high])
    assert quantity.unit == unit


def test_an_english_figure_is_read() -> None:
    (quantity,) = statements("They shipped nearly 2,500 crates to the harbour.", "en")[0].quantities
    assert (quantity.value, quantity.low) == (2_500, 2_125)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Am 14. September reiste der Minister nach Seoul.", ["09-14"]),
        ("Er war am 5. Mai 2023 in Seoul gelandet.", ["2023-05-05"]),
        ("Die beiden trafen sich 2019 in der Hafenstadt.", ["2019"]),
        ("Am Mittwoch reiste der Minister nach Seoul.", ["w3"]),
    ],
)
def test_dates_are_as_precise_as_printed_and_no_figures(text: str, dates: list[str]) -> None:
    (statement,) = statements(text)
    assert [date for date, _ in statement.dates] == dates
    assert not statement.quantities


def test_adjectives_and_capitals_stand_for_their_country() -> None:
    (statement,) = statements("Die nordkoreanische Führung schickte Bauarbeiter nach Moskau.")
    assert statement.countries == ("KP", "RU")


def test_a_surname_stands_for_the_full_name_and_its_country() -> None:
    text = "Der russische Präsident Oleg Brandin reiste ab. Am Abend traf Brandin seine Gastgeber."
    first, second = statements(text)
    assert first.parties == (("Oleg Brandin", "RU"),)
    assert second.persons == ("Oleg Brandin",)


def test_a_hedge_is_kept_as_printed() -> None:
    (statement,) = statements("Die Fabrik soll offenbar neue Kessel bauen.")
    assert statement.hedge == "soll + offenbar"


@pytest.mark.parametrize(
    ("text", "is_planned"),
    [
        ("Der Minister wird die Fabrik besuchen.", True),
        ("In der Fabrik werden Kessel eingesetzt.", False),
        ("Der Minister besuchte am Abend die Fabrik.", False),
    ],
)
def test_the_passive_is_no_plan(text: str, is_planned: bool) -> None:  # noqa: FBT001 - an expectation
    assert statements(text)[0].is_planned is is_planned


@pytest.mark.parametrize("verb", ["bestreiten die Lieferungen", "streiten die Lieferungen ab"])
def test_a_verb_of_denying_marks_a_denial(verb: str) -> None:
    (statement,) = statements(f"Beide Regierungen {verb}.")
    assert statement.denial is not None


def test_what_only_introduces_a_cited_statement_is_none() -> None:
    text = "Die Agentur Nordlicht meldete am Abend, die Fabrik baue neue Kessel für Schiffe."
    claim = text.index("die Fabrik"), len(text) - 1
    cue = text.index("meldete")
    found = find_statements(
        view_text(Document(id="a", text=text, language="de")),
        [[Span(*claim)]],
        [Span(cue, cue + 7)],
    )
    assert [statement.span.within(text) for statement in found] == ["die Fabrik baue neue Kessel für Schiffe"]


@pytest.mark.parametrize(
    "text",
    [
        "Was baut die Fabrik in diesem Jahr?",
        "Adler, Brecht, Clausen, Dorn (68. Esser), Falk, Graf",
        "© Nordlicht Verlag",
    ],
)
def test_questions_and_lists_of_names_state_nothing(text: str) -> None:
    assert statements(text) == ()


def test_spans_speak_of_the_text_as_read(make_document: Callable[..., Document]) -> None:
    text = "Die Fa\u00adbrik baute im Herbst neue Kessel für Schiffe."
    (statement,) = find_statements(view_text(make_document(text, language="de")))
    assert statement.span.within(text) == text[:-1]


def test_hostile_text_is_read_in_time() -> None:
    assert len(statements("Kim, Kim 1.000, " * 20_000)) < 20_000
