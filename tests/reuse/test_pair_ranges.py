"""Pairs of places are dealt out to ranges of documents that share wording; nothing is lost or doubled."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.errors import WorkspaceError
from dedup.reuse.content_order import keep_order, order_by_content
from dedup.reuse.pair_ranges import PairRanges, deal_pairs, open_pairs
from dedup.reuse.shared import ShingleIndex, index_shingles
from dedup.reuse.words import hash_words
from dedup.reuse.workspace import Workspace
from dedup.settings import ReuseSettings

SETTINGS = ReuseSettings(shingle_size=3, max_document_frequency=6, seed_words=3)
TEXTS = st.lists(
    st.lists(st.sampled_from(["kim", "reist", "nach", "seoul", "und", "busan"]), max_size=12).map(" ".join)
)

STORIES = (
    "kim reist nach seoul und trifft dort den alten freund aus busan",
    "der hafen von kiel bleibt im mai wegen eines lecks geschlossen",
    "bäcker aus jena backen zum fest ein brot von zwölf metern länge",
)


def index_of(texts: list[str], memory: int = 64) -> ShingleIndex:
    with Workspace(memory=memory) as workspace:
        return index_shingles(hash_words(texts), SETTINGS, workspace.open("index", {}))


def deal(index: ShingleIndex, most: int) -> PairRanges:
    with Workspace(memory=64) as workspace:
        return deal_pairs(index, order_by_content(index), no_site_text(index), most, workspace.open("pairs", {}))


def no_site_text(index: ShingleIndex) -> npt.NDArray[np.bool_]:
    return np.zeros(len(index.words.hashes), np.bool_)


@settings(deadline=None, max_examples=50)
@given(TEXTS, st.integers(1, 20))
def test_every_document_is_in_one_range_and_every_pair_comes_once(texts: list[str], most: int) -> None:
    index = index_of(texts)
    whole = index.unpack(index.parts)
    ranges = deal(index, most)
    assert ranges.documents.sum() == len(texts)
    parts = [index.unpack([ranges.of(number)]) for number in range(len(ranges))]
    found = sorted(pair for part in parts for pair in zip(part.lefts.tolist(), part.rights.tolist(), strict=True))
    assert found == list(zip(whole.lefts.tolist(), whole.rights.tolist(), strict=True))
    for part, documents in zip(parts, ranges.documents.tolist(), strict=True):
        assert len(part.lefts) <= most or documents == 1


def test_pairs_that_begin_with_site_text_on_either_side_are_left_out() -> None:
    index = index_of(["heute reist kim nach seoul", "heute reist kim nach seoul"])
    site_text = no_site_text(index)
    kept = []
    for places in ([], [0], [6], [0, 7], [2, 5, 6]):
        site_text[:] = False
        site_text[places] = True
        with Workspace() as workspace:
            ranges = deal_pairs(index, order_by_content(index), site_text, 10, workspace.open("pairs", {}))
        kept.append(index.unpack([ranges.of(0)]).lefts.tolist())
    assert kept == [[0, 1, 2], [1, 2], [0, 2], [1], []]


def test_documents_of_one_story_stand_side_by_side_in_order() -> None:
    index = index_of([f"{number} {STORIES[number % 3]} {number}" for number in range(9)])
    assert order_by_content(index).documents.tolist() == [0, 3, 6, 1, 4, 7, 2, 5, 8]


def test_a_document_joins_the_one_with_which_it_shares_most() -> None:
    part, rest = f"{STORIES[0][:24]} und", STORIES[1]
    assert order_by_content(index_of([STORIES[0], rest, STORIES[0], f"{part} {rest}"])).documents.tolist() == [
        0,
        2,
        1,
        3,
    ]


def test_large_groups_that_share_something_with_everyone_join_late() -> None:
    phrase = "wie es heißt"
    crowd = [f"{phrase} {STORIES[0]}"] * 4
    found = order_by_content(
        index_of([*crowd[:2], f"{phrase} {STORIES[1]}", *crowd[2:], f"{phrase} {STORIES[1]} ja"])
    )
    assert found.documents.tolist() == [0, 1, 3, 4, 2, 5]


def test_documents_that_share_nothing_keep_their_order() -> None:
    assert order_by_content(index_of([*STORIES, ""])).documents.tolist() == [0, 1, 2, 3]
    assert order_by_content(index_of([])).documents.tolist() == []


def test_a_sample_of_the_pairs_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_of([f"{number} {STORIES[number % 3]} {number}" for number in range(9)])
    monkeypatch.setattr("dedup.reuse.content_order._SAMPLE_PAIRS", len(index) // 3)
    monkeypatch.setattr("dedup.reuse.content_order._BLOCK_PAIRS", 5)
    order = order_by_content(index)
    assert order.documents.tolist() == [0, 3, 6, 1, 4, 7, 2, 5, 8]
    assert abs(int(order.pairs.sum()) - len(index)) <= 3 * 9 * len(index.parts)


def test_other_processes_open_the_same_ranges(tmp_path: Path) -> None:
    index = index_of(list(STORIES) * 2)
    with Workspace(tmp_path) as workspace:
        stages = workspace.open("pairs", {})
        ranges = deal_pairs(index, keep_order(index, stages), no_site_text(index), 10, stages)
        opened = open_pairs(ranges.name, index, stages)
        assert len(opened) == len(ranges) == 3
        for number in range(3):
            assert np.array_equal(opened.of(number), ranges.of(number))
        with pytest.raises(WorkspaceError, match="is gone"):
            open_pairs("elsewhere", index, stages)
