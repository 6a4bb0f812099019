import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.report.word_diff import Run, compare_words, mark_agreement


def marked(runs: tuple[Run, ...]) -> str:
    return "".join(
        f"[{run.text}]" if run.differs else f"{{{run.text}}}" if run.agrees else run.text for run in runs
    )


@pytest.mark.parametrize(
    ("left", "right", "marked_left", "marked_right"),
    [
        ("Der Hafen wächst", "Der Hafen wächst", "Der Hafen wächst", "Der Hafen wächst"),
        ("Der Hafen wächst", "Der alte Hafen wächst", "Der Hafen wächst", "Der [alte] Hafen wächst"),
        ("am 3. Mai", "am Montag", "am [3. Mai]", "am [Montag]"),
        ("Ja, klar", "Ja klar", "Ja[,] klar", "Ja klar"),
        ("eins zwei", "drei", "[eins zwei]", "[drei]"),
        ("", "neu", "", "[neu]"),
        (
            "Der Hafen wächst weiter an. Heute kam ein neues Schiff. Kim ging",
            "Heute kam ein neues Schiff. Der Hafen wächst kaum weiter an. Kim ging",
            "Der Hafen wächst weiter an[.] Heute kam ein neues Schiff. Kim ging",
            "Heute kam ein neues Schiff[.] Der Hafen wächst [kaum] weiter an. Kim ging",
        ),
        ("rot und blau, grün", "grün und rot", "rot [und blau, grün]", "[grün und] rot"),
    ],
)
def test_words_of_one_side_only_are_marked(left: str, right: str, marked_left: str, marked_right: str) -> None:
    diff = compare_words(left, right)
    assert (marked(diff.left), marked(diff.right)) == (marked_left, marked_right)


def test_texts_too_long_to_compare_say_so() -> None:
    diff = compare_words("wort " * 20_001, "wort")
    assert not diff.is_compared
    assert not any(run.differs for run in (*diff.left, *diff.right))


@pytest.mark.parametrize(
    ("evidence", "marked_left", "marked_right"),
    [
        (["Berlin", "40"], "{Berlin} zahlt {40} Euro", "{40} Euro kommen aus {Berlins} Kasse, nicht 2040"),
        (["40 Euro", "40"], "Berlin zahlt {40 Euro}", "{40 Euro} kommen aus Berlins Kasse, nicht 2040"),
        (["berlin"], "{Berlin} zahlt 40 Euro", "40 Euro kommen aus {Berlins} Kasse, nicht 2040"),
        (["Rom", " "], "Berlin zahlt 40 Euro", "40 Euro kommen aus Berlins Kasse, nicht 2040"),
        (["(", "zahlt 40"], "Berlin {zahlt 40} Euro", "40 Euro kommen aus Berlins Kasse, nicht 2040"),
        ([], "Berlin zahlt 40 Euro", "40 Euro kommen aus Berlins Kasse, nicht 2040"),
    ],
)
def test_names_and_numbers_in_which_a_paraphrase_agrees_are_marked(
    evidence: list[str], marked_left: str, marked_right: str
) -> None:
    diff = mark_agreement("Berlin zahlt 40 Euro", "40 Euro kommen aus Berlins Kasse, nicht 2040", evidence)
    assert (marked(diff.left), marked(diff.right)) == (marked_left, marked_right)
    assert not diff.is_compared


@given(st.text(alphabet="ab ,.(\n"), st.text(alphabet="ab ,.(\n"), st.lists(st.text(alphabet="ab(.")))
def test_the_runs_of_a_marked_side_join_to_its_text(left: str, right: str, evidence: list[str]) -> None:
    diff = mark_agreement(left, right, evidence)
    assert "".join(run.text for run in diff.left) == left
    assert "".join(run.text for run in diff.right) == right


@given(st.text(alphabet="ab ,.\n\u00ad"), st.text(alphabet="ab ,.\n\u00ad"))
def test_the_runs_of_a_side_join_to_its_text(left: str, right: str) -> None:
    diff = compare_words(left, right)
    assert "".join(run.text for run in diff.left) == left
    assert "".join(run.text for run in diff.right) == right


@given(st.text(alphabet="abc "), st.text(alphabet="abc "))
def test_both_sides_have_the_same_common_words(left: str, right: str) -> None:
    diff = compare_words(left, right)
    common = [" ".join(run.text for run in runs if not run.differs).split() for runs in (diff.left, diff.right)]
    assert common[0] == common[1]
