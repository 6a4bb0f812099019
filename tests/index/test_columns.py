"""Columns: postings find what a slow search finds, runs merge, files are checked before they are believed."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.index import Index, Prepared
from dedup.index.postings import distinct, merge, pack, windows_of
from dedup.index.run import build_run, merge_runs
from dedup.index.run_files import Piece, digest, open_run, sizes_at, write_run
from dedup.settings import IndexSettings, ReuseSettings

Article = Callable[..., Prepared]
hashes = st.lists(
    st.one_of(st.integers(0, 2**64 - 1), st.integers(0, 7).map(lambda value: value << 61)), max_size=80
)


def slow_search(stored: list[int], asked: list[int], bits: int) -> set[tuple[int, int]]:
    return {
        (row, number)
        for row, wanted in enumerate(asked)
        for number, value in enumerate(stored)
        if wanted >> bits == value >> bits
    }


@given(stored=hashes, asked=hashes)
def test_postings_find_every_number_of_a_hash(stored: list[int], asked: list[int]) -> None:
    bits = len(stored).bit_length()
    postings = pack(np.array(stored, np.uint64), np.arange(len(stored)), bits)
    rows, numbers = postings.expand(postings.find(np.array(asked + stored, np.uint64)))
    assert set(zip(rows.tolist(), numbers.tolist(), strict=True)) == slow_search(stored, asked + stored, bits)


@given(left=hashes, right=hashes)
def test_merged_postings_are_those_of_all_hashes(left: list[int], right: list[int]) -> None:
    bits = len(left + right).bit_length()
    parts = [
        pack(np.array(part, np.uint64), np.arange(len(part)), len(part).bit_length()) for part in (left, right)
    ]
    merged = merge(parts, [0, len(left)], bits)
    whole = pack(np.array(left + right, np.uint64), np.arange(len(left + right)), bits)
    assert merged.keys.tolist() == whole.keys.tolist()
    assert merged.buckets.tolist() == whole.buckets.tolist()


def test_a_question_gets_at_most_as_many_keys_as_asked_for() -> None:
    postings = pack(np.full(30, 5 << 40, np.uint64), np.arange(30), 5)
    found = postings.find(np.array([5 << 40], np.uint64)).first(3)
    assert postings.expand(found)[1].tolist() == [0, 1, 2]


def test_windows_and_distinct_values() -> None:
    assert windows_of(np.array([1, 2, 3], np.uint16), 2).tolist() == [[1, 2], [2, 3]]
    assert distinct(np.array([3, 1, 3])).tolist() == [1, 3]


def test_runs_that_are_merged_equal_the_run_of_all_documents(article: Article) -> None:
    articles = [article(f"d{number}", number % 7, outlet="Blatt") for number in range(12)]
    used = ReuseSettings()
    parts = [
        build_run(articles[:5], range(5), used),
        build_run([], [], used),
        build_run(articles[5:], range(5, 12), used),
    ]
    assert digest(merge_runs(parts)) == digest(build_run(articles, range(12), used))


def test_a_run_comes_back_from_its_file(tmp_path: Path, article: Article) -> None:
    run = build_run([article("ä", 1), article("b", 2)], [3, 9], ReuseSettings())
    written = write_run(tmp_path / "new", Piece(first=0, end=16, last=9, stamp=77, run=run))
    assert written is not None
    assert (written.last, written.stamp, written.digest) == (9, 77, digest(run))
    assert digest(written.run) == digest(run)
    assert written.run.name(0) == "ä"


@pytest.mark.parametrize("content", [b"", b"no header", b"{}" + b" " * 5000, None])
def test_a_file_that_cannot_be_used_is_ignored(tmp_path: Path, article: Article, content: bytes | None) -> None:
    run = build_run([article("a", 1)], [0], ReuseSettings())
    written = write_run(tmp_path, Piece(first=0, end=8, last=0, stamp=1, run=run))
    assert written is not None
    assert written.path is not None
    written.path.write_bytes(written.path.read_bytes()[:-1] if content is None else content)
    assert open_run(tmp_path, 0, 8) is None
    assert open_run(tmp_path, 8, 16) is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path, article: Article) -> None:
    (tmp_path / "file").touch()
    run = build_run([article("a", 1)], [0], ReuseSettings())
    assert write_run(tmp_path / "file", Piece(first=0, end=8, last=0, stamp=1, run=run)) is None


@pytest.mark.usefixtures("small_blocks")
def test_files_start_where_their_size_divides() -> None:
    assert list(sizes_at(0, 200)) == [128, 32, 8]
    assert list(sizes_at(32, 64)) == [32, 8]
    assert list(sizes_at(4, 64)) == []


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("harm", ["deleted", "of another index"])
def test_columns_that_are_gone_or_speak_of_other_documents_are_made_anew(
    tmp_path: Path, article: Article, harm: str
) -> None:
    """As after an index was restored from a backup and filled otherwise, its columns left in place."""
    location = tmp_path / "index.db"
    with Index.open(location, ReuseSettings()) as opened:
        opened.add([article(f"d{number:02}", number) for number in range(8)])
        backup = location.read_bytes() + b""
        opened.store.vacuum()
        backup = location.read_bytes()
        opened.add([article(f"d{number:02}", number) for number in range(8, 16)])
    files = sorted((tmp_path / "index.db.columns").rglob("*.columns"))
    assert len(files) == 2
    if harm == "deleted":
        for file in files:
            file.unlink()
        first = 8
    else:
        for path in tmp_path.glob("index.db-*"):
            path.unlink()
        location.write_bytes(backup)
        with Index.open(
            location, ReuseSettings(), bounds=IndexSettings(columns_folder=str(tmp_path / "c"))
        ) as other:
            other.add([article(f"d{number:02}", number) for number in range(108, 116)])
        first = 108
    with Index.open(location, ReuseSettings()) as opened:
        for seed, name in ((3, "d03"), (first, f"d{first:02}"), (first + 7, f"d{first + 7:02}")):
            (matches,) = opened.look_up([article("x", seed)])
            assert [pair.left for pair in matches.near_duplicates] == [name]
        assert not opened.look_up([article("x", 9)])[0].near_duplicates or harm == "deleted"


@pytest.mark.usefixtures("small_blocks")
def test_columns_are_kept_in_memory_where_their_folder_cannot_be_written(tmp_path: Path, article: Article) -> None:
    (tmp_path / "file").touch()
    bounds = IndexSettings(columns_folder=str(tmp_path / "file"))
    with Index.open(tmp_path / "index.db", ReuseSettings(), bounds=bounds) as opened:
        opened.add([article(f"d{number:02}", number) for number in range(40)])
        assert [piece.path for piece in opened.memory.pieces] == [None, None]
        assert opened.look_up([article("x", 31)])[0].near_duplicates[0].left == "d31"
