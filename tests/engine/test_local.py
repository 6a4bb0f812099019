"""Work over many items: in order, in this process or in others, and errors arrive."""

import pytest

from dedup.engine import map_ordered


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    items = [str(number) * 3 for number in range(40)]
    with map_ordered(len, items, jobs) as results:
        assert list(results) == [len(item) for item in items]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_the_work_is_raised_here(jobs: int) -> None:
    with map_ordered(int, ["1", "two"], jobs) as results, pytest.raises(ValueError, match="two"):
        list(results)


def test_nothing_to_do_is_nothing_done() -> None:
    with map_ordered(len, [], 0) as results:
        assert list(results) == []
