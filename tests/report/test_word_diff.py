import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.report.word_diff import Run, compare_words


def marked(runs: tuple[Run, ...]) -> str:
    return "".join(f"[{run.text}]" if run.differs else run.text for run in runs)


@pytest.mark.parametrize(
    ("left", "right", "marked_left", "marked_right"),
    [
        ("Der Hafen wächst", "Der Hafen wächst", "Der Hafen wächst", "Der Hafen wächst"),
        ("Der Hafen wächst", "Der alte Hafen wächst", "Der Hafen wächst", "Der [alte] Hafen wächst"),
        ("am 3. Mai", "am Montag", "am [3. Mai]", "am [Montag]"),
        ("Ja, klar", "Ja klar", "Ja[,] klar", "Ja klar"),
        ("eins zwei", "drei", "[eins zwei]", "[drei]"),
        ("", "neu", "", "[neu]"),
    ],
)
def test_words_of_one_side_only_are_marked(left: str, right: str, marked_left: str, marked_right: str) -> None:
    diff = compare_words(left, right)
    assert (marked(diff.left), marked(diff.right)) == (marked_left, marked_right)


def test_texts_too_long_to_compare_say_so() -> None:
    diff = compare_words("wort " * 20_001, "wort")
    assert not diff.is_compared
    assert not any(run.differs for run in (*diff.left, *diff.right))


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
