"""An index of an older schema is brought up to date, in one transaction, with all its documents."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup.errors import StoreVersionError
from dedup.index import Index, Prepared, migration
from dedup.index.documents import read_meta
from dedup.settings import ReuseSettings

Article = Callable[..., Prepared]

VERSION_1 = """
CREATE TABLE old (number BIGINT NOT NULL PRIMARY KEY, id TEXT NOT NULL, version BIGINT NOT NULL,
    content BLOB NOT NULL, seen TEXT NOT NULL, retired TEXT, signature BLOB NOT NULL, record BLOB,
    CONSTRAINT dedup_documents_version UNIQUE (id, version));
INSERT INTO old SELECT number, id, version, content, seen, retired, signature, record FROM dedup_documents;
DROP TABLE dedup_documents;
DROP TABLE dedup_signatures;
ALTER TABLE old RENAME TO dedup_documents;
CREATE UNIQUE INDEX dedup_documents_active ON dedup_documents (id) WHERE retired IS NULL;
UPDATE dedup_meta SET value = '1' WHERE key = 'schema_version';
"""


@pytest.fixture
def old_index(file_location: str, article: Article) -> str:
    """An index with the tables of version 1 and two documents, one of them removed."""
    with Index.open(file_location, ReuseSettings()) as opened:
        opened.add([article("first", 1), article("second", 2)], seen="2024-03-01")
        opened.remove(["second"])
    with sqlite3.connect(file_location) as connection:
        connection.executescript(VERSION_1)
    connection.close()
    return file_location


def test_an_old_index_is_brought_up_to_date_and_answers(old_index: str, article: Article) -> None:
    with Index.open(old_index, ReuseSettings()) as opened:
        assert list(opened.ids()) == ["first"]
        assert opened.look_up([article("x", 1)])[0].near_duplicates[0].jaccard == 1.0
        assert not opened.look_up([article("x", 2)])[0].near_duplicates
        assert [item.admission.value for item in opened.add([article("second", 2)], policy="p")] == ["added"]
        with opened.store.reading() as connection:
            assert read_meta(connection)["schema_version"] == "2"
    with Index.open(old_index, create=False, read_only=True) as opened:
        assert list(opened.ids()) == ["first", "second"]


def test_an_old_index_that_is_open_for_reading_is_refused(old_index: str) -> None:
    with pytest.raises(StoreVersionError, match="open it once for writing"):
        Index.open(old_index, read_only=True)


def test_a_migration_that_fails_changes_nothing(old_index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: object) -> None:
        add_columns(connection)  # type: ignore[arg-type]
        raise ZeroDivisionError

    add_columns = migration.STEPS[1]
    monkeypatch.setitem(migration.STEPS, 1, fail)
    before = Path(old_index).read_bytes()
    with pytest.raises(ZeroDivisionError):
        Index.open(old_index)
    connection = sqlite3.connect(old_index)
    columns = {row[1] for row in connection.execute("PRAGMA table_info(dedup_documents)")}
    connection.close()
    assert "policy" not in columns
    assert Path(old_index).read_bytes() == before
