"""Every way in which an index can fail: nothing is accepted, and the message says what to do."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from dedup.errors import (
    InvalidRecordError,
    SettingsMismatchError,
    StoreCorruptError,
    StoreError,
    StoreVersionError,
)
from dedup.index import Index, Prepared, prepare
from dedup.model import Document
from dedup.settings import IndexSettings, ReuseSettings

Article = Callable[..., Prepared]


def make_index(location: str, *articles: Prepared) -> None:
    with Index.open(location, ReuseSettings()) as opened:
        opened.add(list(articles))


def set_entry(location: str, key: str, value: str) -> None:
    with sqlite3.connect(location) as connection:
        connection.execute("UPDATE dedup_meta SET value = ? WHERE key = ?", (value, key))
    connection.close()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_missing_file_is_an_error_where_none_may_be_made(file_location: str, read_only: bool) -> None:  # noqa: FBT001 - a case
    with pytest.raises(StoreError, match="there is no index"):
        Index.open(file_location, create=False, read_only=read_only)
    assert not Path(file_location).exists()


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="its folder does not exist"):
        Index.open(tmp_path / "no" / "index.db")


def test_a_url_of_another_kind_is_an_error() -> None:
    with pytest.raises(StoreError, match="is no kind of index"):
        Index.open("redis://localhost")


def test_a_server_that_does_not_answer_is_an_error_without_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="the database failed") as caught:
        Index.open("postgresql://user:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value)


def test_a_store_without_an_index_is_an_error_where_none_may_be_made(location: str) -> None:
    if location.startswith("postgresql"):
        with pytest.raises(StoreError, match="holds no index"):
            Index.open(location, create=False)
    else:
        Path(location).touch()
        with pytest.raises(StoreError, match="holds no index"):
            Index.open(location, create=False)


def test_a_file_that_is_no_database_is_refused(file_location: str) -> None:
    Path(file_location).write_text("Das ist ein Artikel und kein Index. " * 100, encoding="utf-8")
    with pytest.raises(StoreCorruptError, match="is damaged or no index"):
        Index.open(file_location)


def test_a_database_of_another_program_is_refused(file_location: str) -> None:
    with sqlite3.connect(file_location) as connection:
        connection.execute("CREATE TABLE articles (id INTEGER)")
    connection.close()
    with pytest.raises(StoreError, match="is a database of another program"):
        Index.open(file_location)


def test_a_damaged_file_is_refused_and_nothing_is_added(file_location: str, article: Article) -> None:
    make_index(file_location, *[article(f"d{number}", number) for number in range(30)])
    content = bytearray(Path(file_location).read_bytes())
    content[2 * 16_384 :] = b"\xff" * (len(content) - 2 * 16_384)
    Path(file_location).write_bytes(bytes(content))
    with pytest.raises(StoreCorruptError), Index.open(file_location) as opened:
        opened.add([article("x", 99)])


def test_a_stored_text_that_cannot_be_read_is_an_error_and_not_a_document_without_matches(
    file_location: str, article: Article
) -> None:
    make_index(file_location, article("first", 1))
    with sqlite3.connect(file_location) as connection:
        connection.execute("UPDATE dedup_documents SET record = x'0011223344'")
    connection.close()
    with (
        Index.open(file_location) as opened,
        pytest.raises(StoreCorruptError, match=r"the stored text of 'first' cannot be read"),
    ):
        opened.look_up([article("second", 1)])


@pytest.mark.parametrize(
    ("changed", "named"),
    [({"shingle_size": 4}, "reuse.shingle_size is 5 there and 4 here"), ({"bands": 40}, "reuse.bands is 51 there")],
)
def test_other_settings_are_refused_by_name(
    location: str, changed: dict[str, int], named: str, article: Article
) -> None:
    make_index(location, article("first", 1))
    with pytest.raises(SettingsMismatchError, match=named):
        Index.open(location, ReuseSettings(**changed))


def test_settings_that_shape_no_signature_may_differ(location: str, article: Article) -> None:
    make_index(location, article("first", 1))
    with Index.open(location, ReuseSettings(near_duplicate_jaccard=0.9)) as opened:
        assert opened.settings.near_duplicate_jaccard == 0.9


def test_without_settings_those_of_the_index_hold(location: str) -> None:
    Index.open(location, ReuseSettings(shingle_size=4)).close()
    with Index.open(location) as opened:
        assert opened.settings.shingle_size == 4


def test_an_index_of_a_newer_program_is_refused(file_location: str) -> None:
    make_index(file_location)
    set_entry(file_location, "schema_version", "99")
    with pytest.raises(StoreVersionError, match="has schema 99, this program reads up to 2"):
        Index.open(file_location)


@pytest.mark.parametrize("key", ["probe", "hashing_version"])
def test_an_index_whose_signatures_were_made_otherwise_is_refused(file_location: str, key: str) -> None:
    make_index(file_location)
    set_entry(file_location, key, "0")
    with pytest.raises(StoreVersionError, match="its signatures were made by another version"):
        Index.open(file_location)


@pytest.mark.parametrize("key", ["schema_version", "settings", "epoch"])
def test_an_index_that_does_not_say_what_it_is_is_refused(file_location: str, key: str) -> None:
    make_index(file_location)
    with sqlite3.connect(file_location) as connection:
        connection.execute("DELETE FROM dedup_meta WHERE key = ?", (key,))
    connection.close()
    with pytest.raises(StoreCorruptError, match="does not say"):
        Index.open(file_location)


def test_an_index_that_is_open_for_reading_takes_nothing(location: str, article: Article) -> None:
    make_index(location, article("first", 1))
    with (
        Index.open(location, read_only=True) as opened,
        pytest.raises(StoreError, match="is open for reading only"),
    ):
        opened.add([article("second", 2)])


def test_a_full_disk_is_an_error_and_nothing_is_added(file_location: str, article: Article) -> None:
    with Index.open(file_location, ReuseSettings()) as opened:
        opened.add([article("first", 1)])

        @event.listens_for(opened.store.engine, "begin")
        def _no_more_pages(connection: Any) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")

        many = [article(f"d{number}", number, words=2000) for number in range(40)]
        with pytest.raises(StoreError, match="there is no room left"):
            opened.add(many)
    with Index.open(file_location) as opened:
        assert list(opened.ids()) == ["first"]


def test_waiting_for_another_writer_ends_with_an_error(
    location: str, article: Article, impatient: IndexSettings
) -> None:
    make_index(location)
    with (
        Index.open(location) as busy,
        Index.open(location, bounds=impatient) as waiting,
        busy.store.writing(),
        pytest.raises(StoreError, match=r"another process writes to it and did not finish within 0\.2 s"),
    ):
        waiting.add([article("first", 1)])
    with Index.open(location) as opened:
        assert list(opened.ids()) == []


def test_the_store_itself_refuses_an_id_that_is_there_twice(file_location: str, article: Article) -> None:
    make_index(file_location, article("first", 1))
    connection = sqlite3.connect(file_location)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(
            "INSERT INTO dedup_documents SELECT 7, id, 2, stamp, content, policy, seen, retired, signature, record "
            "FROM dedup_documents"
        )
    connection.close()


@pytest.mark.parametrize("name", ["a\0b", "a\ud800"])
def test_an_id_that_cannot_be_stored_is_refused(location: str, name: str) -> None:
    with (
        Index.open(location, ReuseSettings()) as opened,
        pytest.raises(InvalidRecordError, match="holds characters that cannot be stored"),
    ):
        opened.add(prepare([Document(id=name, text="Text")], opened.settings))
