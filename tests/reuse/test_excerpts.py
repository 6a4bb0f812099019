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
from dedup.reuse.owners import Owners
from dedup.reuse.seeds import Segments, content_sums, join_seeds
from dedup.reuse.shared import find_shared
from dedup.reuse.words import Words, hash_words
from dedup.settings import ReuseSettings

SETTINGS = ReuseSettings(shingle_size=3, max_document_frequency=9, seed_words=3, min_passage_words=5)
TEXTS = st.lists(
    st.lists(st.sampled_from(["kim", "reist", "nach", "seoul", "und", "busan"]), max_size=12).map(" ".join),
    max_size=12,
)


Run = tuple[int, ...]


def runs_of(words: Words) -> Segments:
    shared = find_shared(words, SETTINGS)
    return join_seeds(shared.lefts, shared.rights, content_sums(words), Owners(words.offsets), SETTINGS)


def in_whole(excerpt: Excerpt) -> list[Run]:
    """The runs in numbers of the whole collection."""
    shifts = excerpt.firsts - excerpt.words.offsets[:-1]
    runs = excerpt.runs
    left, right = shifts[runs.left_documents], shifts[runs.right_documents]
    columns = runs.left_starts + left, runs.left_ends + left, runs.right_starts + right
    documents = excerpt.documents[runs.left_documents], excerpt.documents[runs.right_documents]
    return list(zip(*(column.tolist() for column in (*documents, *columns)), strict=True))


@settings(deadline=None, max_examples=60)
@given(TEXTS, st.integers(1, 60))
def test_each_pair_of_documents_is_in_one_excerpt_of_a_bounded_size(texts: list[str], most: int) -> None:
    words = hash_words(texts)
    runs = runs_of(words)
    excerpts = list(cut_excerpts(words, runs, most))
    documents = (runs.left_documents, runs.right_documents)
    columns = (*documents, runs.left_starts, runs.left_ends, runs.right_starts)
    wanted = sorted(zip(*(column.tolist() for column in columns), strict=True))
    assert sorted(run for excerpt in excerpts for run in in_whole(excerpt)) == wanted
    seen: set[Run] = set()
    for excerpt in excerpts:
        assert excerpt.words.hashes.tolist() == words.take(excerpt.documents).hashes.tolist()
        pairs = {run[:2] for run in in_whole(excerpt)}
        assert len(excerpt.words.hashes) <= most or len(pairs) == 1
        assert not seen & pairs
        seen |= pairs
        assert set(excerpt.documents.tolist()) == {number for pair in pairs for number in pair}


def test_alignments_are_told_in_numbers_of_the_whole() -> None:
    words = hash_words(["ach so", "kim reist nach seoul ab", "nein danke", "jetzt ja: kim reist nach seoul ab"])
    (excerpt,) = cut_excerpts(words, runs_of(words))
    assert excerpt.documents.tolist() == [1, 3]
    found = excerpt.restore(Alignment(0, 1, 0, 5, 7, 12, 5, pieces=(Alignment(0, 1, 0, 2, 7, 9, 2),)))
    assert found == Alignment(1, 3, 2, 7, 11, 16, 5, pieces=(Alignment(1, 3, 2, 4, 11, 13, 2),))
    assert excerpt.rows(np.arange(16)).tolist() == [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 15]


def test_no_runs_give_no_excerpt() -> None:
    words = hash_words(["ach so", ""])
    assert list(cut_excerpts(words, runs_of(words))) == []


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
