"""A shelf gives back what was put there, from memory or from a file."""

import pytest

from dedup.engine import Shelf

VALUES = [("a", "ä„“"), (), ("halb \ud800",), ("x" * 5_000, "y")]


@pytest.mark.parametrize("memory", [0, 30, 1_000_000])
def test_values_come_back_as_they_were(memory: int) -> None:
    shelf = Shelf[tuple[str, ...]](tuple[str, ...], memory)
    for value in VALUES:
        shelf.add(value)
    assert list(shelf) == VALUES
    assert shelf[-1] == VALUES[-1]
    assert shelf[1:3] == tuple(VALUES[1:3])
    assert len(shelf) == 4


def test_values_may_be_read_before_the_last_is_there() -> None:
    shelf = Shelf[tuple[str, ...]](tuple[str, ...], memory=0)
    for number, value in enumerate(VALUES):
        shelf.add(value)
        assert shelf[number] == value
        assert shelf[0] == VALUES[0]


def test_there_is_nothing_behind_the_last() -> None:
    with pytest.raises(IndexError):
        Shelf[int](int, 0)[0]
