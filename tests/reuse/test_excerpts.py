"""Excerpts hold the words of their documents and all that pairs of these share."""

import mmap
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedup.reuse.aligned import Alignment
from dedup.reuse.excerpts import Excerpt, cut_excerpts
from dedup.reuse.files import map_array, read_ahead, take_rows
from dedup.reuse.shared import ShingleIndex, index_shingles, unpack_places
from dedup.reuse.words import hash_words
from dedup.reuse.workspace import Workspace
from dedup.settings import ReuseSettings

SETTINGS = ReuseSettings(shingle_size=3, max_document_frequency=9, seed_words=3)
TEXTS = st.lists(
    st.lists(st.sampled_from(["kim", "reist", "nach", "seoul", "und", "busan"]), max_size=12).map(" ".join),
    max_size=12,
)


def index_of(texts: list[str]) -> ShingleIndex:
    with Workspace() as workspace:
        return index_shingles(hash_words(texts), SETTINGS, workspace.open("index", {}))


def pairs_of(excerpt: Excerpt) -> list[tuple[int, ...]]:
    """The pairs of places in numbers of the whole collection."""
    found = []
    for places in zip(*map(np.ndarray.tolist, unpack_places(excerpt.index.parts[0])), strict=True):
        documents = excerpt.index.owners.of(np.array(places))
        shifts = excerpt.firsts[documents] - excerpt.index.words.offsets[documents]
        found.append(tuple((np.array(places) + shifts).tolist()))
    return found


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.integers(1, 60))
def test_each_pair_of_documents_is_in_one_excerpt_of_a_bounded_size(texts: list[str], most: int) -> None:
    index = index_of(texts)
    pairs = np.concatenate([np.zeros(0, np.uint64), *index.parts])
    excerpts = list(cut_excerpts(index, pairs, most))
    wanted = sorted(zip(*map(np.ndarray.tolist, unpack_places(pairs)), strict=True))
    assert sorted(pair for excerpt in excerpts for pair in pairs_of(excerpt)) == wanted
    seen: set[tuple[int, ...]] = set()
    for excerpt in excerpts:
        words = excerpt.index.words
        assert words.hashes.tolist() == index.words.take(excerpt.documents).hashes.tolist()
        of_documents = {tuple(index.owners.of(np.array(pair)).tolist()) for pair in pairs_of(excerpt)}
        assert len(words.hashes) <= most or len(of_documents) == 1
        assert not seen & of_documents
        seen |= of_documents
        assert set(excerpt.documents.tolist()) == {number for pair in of_documents for number in pair}


def test_alignments_are_told_in_numbers_of_the_whole() -> None:
    index = index_of(["ach so", "kim reist nach seoul", "nein danke", "jetzt ja: kim reist nach seoul"])
    (excerpt,) = cut_excerpts(index, np.concatenate(index.parts))
    assert excerpt.documents.tolist() == [1, 3]
    found = excerpt.restore(Alignment(0, 1, 0, 4, 6, 10, 4, pieces=(Alignment(0, 1, 0, 2, 6, 8, 2),)))
    assert found == Alignment(1, 3, 2, 6, 10, 14, 4, pieces=(Alignment(1, 3, 2, 4, 10, 12, 2),))
    assert excerpt.rows(np.arange(14)).tolist() == [2, 3, 4, 5, 8, 9, 10, 11, 12, 13]


def test_no_pairs_give_no_excerpt() -> None:
    index = index_of(["ach so", ""])
    assert list(cut_excerpts(index, np.zeros(0, np.uint64))) == []


class Watched(mmap.mmap):
    """A mapping that notes which bytes are asked for ahead."""

    asked: list[tuple[int, int]]

    def madvise(self, option: int, start: int = 0, length: int = 0) -> None:
        assert option == mmap.MADV_WILLNEED
        self.asked.append((start, length))
        super().madvise(option, start, length)


@pytest.mark.skipif(not hasattr(mmap, "MADV_WILLNEED"), reason="the system takes no such advice")
def test_rows_of_a_mapped_column_are_asked_for_page_by_page_and_once(tmp_path: Path) -> None:
    page = mmap.PAGESIZE
    path = tmp_path / "numbers.column"
    path.write_bytes(np.arange(5 * page, dtype=np.int64).tobytes())
    with path.open("rb") as file:
        mapping = Watched(file.fileno(), 0, access=mmap.ACCESS_COPY)
    mapping.asked = []
    column = np.ndarray((5 * page,), np.int64, mapping)
    rows = page // 8
    read_ahead(column, np.array([3 * rows, 1, 3, 5 * rows - 1]), np.array([3 * rows + 1, 2, 5, 5 * rows + 1]))
    assert mapping.asked == [(0, page), (3 * page, 3 * page)]
    mapping.asked.clear()
    read_ahead(column[rows:], np.array([0]), np.array([1]))
    assert mapping.asked == [(page, page)]
    read_ahead(column, np.zeros(0, np.int64), np.zeros(0, np.int64))
    assert len(mapping.asked) == 1


def test_ranges_of_rows_stand_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "numbers.column"
    path.write_bytes(np.arange(3_000).tobytes())
    for column in (np.arange(3_000), map_array(path, np.dtype(np.int64), (3_000,))):
        taken = take_rows(column, np.array([2, 5, 2_999]), np.array([4, 5, 3_000]))
        assert taken.tolist() == [2, 3, 2_999]
