"""Places are told their documents as a search for each of them would."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.reuse.owners import Owners


@given(st.lists(st.one_of(st.just(0), st.integers(0, 200)), max_size=60))
def test_every_word_is_found_in_its_document(sizes: list[int]) -> None:
    offsets = np.concatenate(([0], np.cumsum(np.array(sizes, np.int64))))
    places = np.arange(offsets[-1])[::-1]
    expected = np.repeat(np.arange(len(sizes)), sizes)[::-1]
    assert Owners(offsets).of(places).tolist() == expected.tolist()


@pytest.mark.parametrize("size", [0, 1])
def test_very_many_tiny_documents_are_no_loop(size: int) -> None:
    offsets = np.concatenate(([0], np.cumsum(np.full(100_000, size)), [100_000 * size + 5]))
    assert Owners(offsets).of(offsets[-1:] - 1).tolist() == [100_000]
