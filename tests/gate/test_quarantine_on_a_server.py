"""A gate whose index and quarantine are on a PostgreSQL server."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from dedup.errors import StoreError
from dedup.gate import Gate
from dedup.gate.quarantine import Quarantine
from dedup.model import Decision, Document
from dedup.policy import Policy
from dedup.settings import IndexSettings
from tests.index.postgres import find_binaries, new_schema, running_server


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if find_binaries() is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    with running_server(durable=False) as url:
        yield url


@pytest.fixture
def url(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return new_schema(server, f"gate_{uuid.uuid4().hex}")


@pytest.mark.parametrize("is_apart", [False, True], ids=["in the index", "apart"])
def test_articles_wait_are_counted_released_and_discarded(
    server: str, url: str, policy: Policy, bridge: Document, copy_of_bridge: Document, *, is_apart: bool
) -> None:
    other = new_schema(server, f"apart_{uuid.uuid4().hex}") if is_apart else None
    second = Document(id="b-copy", text="Nachtrag: " + bridge.text)
    with Gate.open(url, policy, quarantine=other, clock=lambda: "2024-05-01T12:00:00Z") as gate:
        answers = [gate.add(document) for document in (bridge, copy_of_bridge, second)]
        assert [answer.decision.value for answer in answers] == ["accept", "quarantine", "quarantine"]
        assert gate.quarantine is not None
        assert [item.document for item in gate.quarantine.items()] == [copy_of_bridge, second]
        assert gate.release("a-copy", by="R. Weber").decision is Decision.ACCEPT
        assert gate.quarantine.discard("b-copy") == 1
        assert list(gate.quarantine.items()) == []
        (released,) = gate.quarantine.items(released=True)
        assert (released.document, released.released_by) == (copy_of_bridge, "R. Weber")
    with Quarantine.open(other or url, IndexSettings(), is_index=not is_apart, read_only=True) as looked_at:
        counts = {(count.decision.value, count.check): count.number for count in looked_at.counts()}
        assert counts["accept", ""] == 1
        assert counts["quarantine", ""] == 2
        with pytest.raises(StoreError, match="reading only"):
            looked_at.discard("a-copy")


def test_an_index_that_is_gone_lets_nothing_in(url: str, policy: Policy, bridge: Document) -> None:
    with Gate.open(url, policy, read_only=False) as gate:
        gate.add(bridge)
        assert gate.index is not None
        with gate.index.store.writing() as connection:
            connection.exec_driver_sql("DROP TABLE dedup_documents CASCADE")
        answer = gate.add(Document(id="new", text=bridge.text + " Mehr dazu morgen."))
    assert answer.decision is not Decision.ACCEPT
    assert [reason.code for reason in answer.reasons] == ["P904"]
