"""Chains: segments that belong together."""

import numpy as np
import pytest

from dedup.reuse.chains import link_segments
from dedup.reuse.seeds import Segments
from dedup.settings import ReuseSettings

Row = tuple[int, int, int, int, int]
"""Left start, left end, right start, left document, right document."""


def segments(*rows: Row) -> Segments:
    starts, ends, rights, lefts, others = np.array(rows, np.int64).reshape(-1, 5).T
    return Segments(
        left_starts=starts,
        left_ends=ends,
        right_starts=rights,
        left_documents=lefts.astype(np.int32),
        right_documents=others.astype(np.int32),
        promising=np.ones(len(rows), np.bool_),
        matched=ends - starts,
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([(10, 20, 110, 0, 1), (25, 40, 127, 0, 1)], 1, id="close, two words inserted"),
        pytest.param([(10, 20, 110, 0, 1), (60, 80, 160, 0, 1)], 2, id="forty words between"),
        pytest.param([(10, 20, 110, 0, 1), (25, 40, 200, 0, 1)], 2, id="far apart on the right"),
        pytest.param([(10, 20, 110, 0, 1), (25, 40, 125, 0, 2)], 2, id="other document"),
        pytest.param([], 0, id="none"),
    ],
)
def test_segments_join_when_they_are_close_on_both_sides(rows: list[Row], expected: int) -> None:
    assert len(link_segments(segments(*rows), ReuseSettings())) == expected


def test_a_chain_reaches_from_its_first_segment_to_its_last() -> None:
    (chain,) = link_segments(segments((25, 40, 127, 0, 1), (10, 20, 110, 0, 1)), ReuseSettings())
    assert (chain.left_start, chain.left_end, chain.right_start, chain.right_end) == (10, 40, 110, 142)


def test_segments_of_a_chain_stand_in_order_on_both_sides() -> None:
    (chain,) = link_segments(segments((10, 20, 110, 0, 1), (18, 30, 116, 0, 1)), ReuseSettings())
    assert chain.segments == [(10, 110, 10), (22, 120, 8)]
