"""What pairs of documents share in keys: wording that is aligned already is looked up pair by pair."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedup.reuse.paraphrase.shared_keys import wording_between

NUMBERS = st.lists(st.integers(0, 20), max_size=12)


@given(NUMBERS, NUMBERS)
def test_rows_of_wording_are_those_from_the_lowest_pair_to_the_highest(own: list[int], asked: list[int]) -> None:
    table = np.arange(5 * len(own)).reshape(-1, 5)
    table[:, 0] = sorted(own)
    found = wording_between(table, np.array(asked, np.int64))
    wanted = [row for row in table.tolist() if asked and min(asked) <= row[0] <= max(asked)]
    assert found.tolist() == wanted
