"""Changes of changed texts, told as changes of the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.cleaning import Edit, apply_edits, compose, revert_edits
from dedup.cleaning.edits import Cause
from dedup.errors import InputError
from dedup.model import Span

FIRST = Cause("S401", "space-before-punct", safe=True, confidence=0.9)
LATER = Cause("G101", "drop-letter", safe=False, confidence=0.7)


def edit(text: str, start: int, end: int, replacement: str, cause: Cause = FIRST) -> Edit:
    return Edit(span=Span(start, end), removed=text[start:end], replacement=replacement, causes=(cause,))


def told(edits: tuple[Edit, ...]) -> list[tuple[int, int, str, str]]:
    return [(item.span.start, item.span.end, item.removed, item.replacement) for item in edits]


def test_a_later_change_is_told_in_places_of_the_original() -> None:
    original = "aa bb cc"
    first = (edit(original, 0, 3, ""),)
    current = apply_edits(original, first)
    assert told(compose(current, first, (edit(current, 3, 5, "x"),))) == [(0, 3, "aa ", ""), (6, 8, "cc", "x")]


def test_a_change_inside_what_was_written_is_joined_with_it() -> None:
    original = "abcdef"
    first = (edit(original, 2, 4, "XYZ"),)
    current = apply_edits(original, first)
    (joined,) = compose(current, first, (edit(current, 3, 4, "", LATER),))
    assert told((joined,)) == [(2, 4, "cd", "XZ")]
    assert [cause.code for cause in joined.causes] == ["S401", "G101"]


def test_a_change_around_an_earlier_one_takes_it_in() -> None:
    original = "abcdef"
    first = (edit(original, 2, 4, ""),)
    current = apply_edits(original, first)
    assert told(compose(current, first, (edit(current, 1, 3, "-"),))) == [(1, 5, "bcde", "-")]


def test_changes_that_take_each_other_back_are_dropped() -> None:
    original = "abc"
    first = (edit(original, 1, 2, "X"),)
    current = apply_edits(original, first)
    assert compose(current, first, (edit(current, 1, 2, "b"),)) == ()


def test_another_text_is_refused() -> None:
    with pytest.raises(InputError, match="at character 1 the text does not hold"):
        apply_edits("axc", [edit("abc", 1, 2, "")])
    with pytest.raises(InputError, match="at character 1"):
        revert_edits("ayc", [edit("abc", 1, 2, "x")])


@st.composite
def disjoint_edits(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(places[::2], places[1::2], strict=False))
    chosen = [edit(text, start, end, draw(st.text("xyz", max_size=3))) for start, end in pairs]
    if len(places) % 2:
        chosen.append(edit(text, places[-1], places[-1], "+"))
    return tuple(chosen)


@given(st.text("abc ", max_size=20), st.data())
def test_however_often_a_text_is_changed_its_edits_make_it_and_undo_it(original: str, data: st.DataObject) -> None:
    text, edits = original, tuple[Edit, ...]()
    for _ in range(data.draw(st.integers(1, 4))):
        added = data.draw(disjoint_edits(text))
        edits = compose(text, edits, added)
        text = apply_edits(text, added)
        assert apply_edits(original, edits) == text
        assert revert_edits(text, edits) == original
