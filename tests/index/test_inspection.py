"""`info`, `check` and `compact`: figures are right, damage is named, removed documents leave."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup.index import Index, Prepared
from dedup.index.compaction import compact
from dedup.index.inspection import check_index, describe_index
from dedup.settings import IndexSettings, ReuseSettings

Article = Callable[..., Prepared]


def test_the_figures_of_an_index(index: Index, article: Article) -> None:
    index.add([article("a", 1), article("b", 2)])
    index.remove(["b"])
    info = describe_index(index)
    assert (info.documents, info.retired, info.schema_version, info.settings["shingle_size"]) == (1, 1, 2, 5)
    assert info.bytes["near_duplicates"] > 2 * (512 + 51 * 8)
    assert all(size > 0 for size in info.bytes.values())


def test_a_url_is_shown_without_its_password(postgres_server: str) -> None:
    url = postgres_server.replace("dedup@", "dedup:secret@")
    with Index.open(url, bounds=IndexSettings()) as opened:
        assert "secret" not in describe_index(opened).location


@pytest.mark.usefixtures("small_blocks")
def test_a_sound_index_has_no_problems(location: str, article: Article) -> None:
    with Index.open(location, ReuseSettings()) as opened:
        opened.add([article(f"d{number}", number % 30) for number in range(50)])
        opened.remove(["d3", "d40"])
        assert list(check_index(opened)) == []
    with Index.open(location, read_only=True) as opened:
        assert list(check_index(opened)) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE dedup_documents SET content = x'00' WHERE id = 'b'", "'b': its text is not the one"),
        (
            "UPDATE dedup_documents SET signature = zeroblob(512) WHERE id = 'b'",
            "'b': its signature does not belong",
        ),
        ("UPDATE dedup_documents SET record = x'00' WHERE id = 'b'", "the stored text of 'b' cannot be read"),
        ("UPDATE dedup_meta SET value = '1' WHERE key = 'next_number'", "document 2 has a number that is still"),
    ],
)
def test_damage_in_the_store_is_named(file_location: str, article: Article, statement: str, problem: str) -> None:
    with Index.open(file_location, ReuseSettings()) as opened:
        opened.add([article("a", 1), article("b", 2), article("c", 3)])
        opened.warm_up()
        with sqlite3.connect(file_location) as connection:
            connection.execute(statement)
        connection.close()
        assert problem in "; ".join(check_index(opened))


@pytest.mark.usefixtures("small_blocks")
def test_damage_in_the_columns_is_named_and_compacting_heals_it(
    file_location: str, article: Article, tmp_path: Path
) -> None:
    with Index.open(file_location, ReuseSettings()) as opened:
        opened.add([article(f"d{number}", number) for number in range(8)])
    (file,) = (tmp_path / "index.db.columns").rglob("*.columns")
    content = bytearray(file.read_bytes())
    content[-4000:-3000] = bytes(1000)
    file.write_bytes(bytes(content))
    with Index.open(file_location) as opened:
        problems = "; ".join(check_index(opened))
        assert "is damaged" in problems
        assert "shingles and bands of documents from 0 on are missing" in problems
        compact(opened)
        assert list(check_index(opened)) == []


@pytest.mark.usefixtures("small_blocks")
def test_compacting_deletes_removed_documents_and_other_processes_notice(location: str, article: Article) -> None:
    with Index.open(location, ReuseSettings()) as opened, Index.open(location, ReuseSettings()) as other:
        opened.add([article(f"d{number}", number) for number in range(20)])
        other.warm_up()
        opened.remove([f"d{number}" for number in range(10)])
        assert compact(opened) == 10
        for index in (opened, other):
            assert index.look_up([article("x", 15)])[0].near_duplicates[0].left == "d15"
            assert not index.look_up([article("x", 5)])[0].near_duplicates
            assert list(check_index(index)) == []
        assert [item.admission.value for item in other.add([article("d5", 5)])] == ["added"]
        assert opened.look_up([article("x", 5)])[0].near_duplicates[0].left == "d5"
        assert describe_index(opened).retired == 0
