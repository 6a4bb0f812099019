"""Items that are made when they are asked for."""

import pytest

from dedup.reuse.on_demand import OnDemand

SQUARES = OnDemand(4, lambda number: number**2)


def test_items_are_found_from_both_ends() -> None:
    assert (len(SQUARES), SQUARES[0], SQUARES[3], SQUARES[-1], SQUARES[-4]) == (4, 0, 9, 9, 0)


@pytest.mark.parametrize("index", [4, -5])
def test_there_is_nothing_behind_the_ends(index: int) -> None:
    with pytest.raises(IndexError):
        SQUARES[index]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (SQUARES[1:3], [1, 4]),
        (SQUARES[::-2], [9, 1]),
        (SQUARES[2:100], [4, 9]),
        (SQUARES[3:1], []),
        (list(SQUARES), [0, 1, 4, 9]),
        (list(reversed(SQUARES)), [9, 4, 1, 0]),
        (list(OnDemand(0, lambda number: number)), []),
    ],
)
def test_slices_and_loops_end_where_the_items_do(items: list[int], expected: list[int]) -> None:
    assert items == expected


def test_only_what_is_asked_for_is_made() -> None:
    made: list[int] = []
    items = OnDemand(1_000, made.append)
    assert (len(items), items[7], items[-1]) == (1_000, None, None)
    assert made == [7, 999]


def test_an_item_that_cannot_be_made_is_no_end() -> None:
    with pytest.raises(IndexError, match="out of range"):
        list(OnDemand(3, [0, 1].__getitem__))
