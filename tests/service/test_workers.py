import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dedup import Gate, Policy, Settings
from dedup.service import create_app, work

Make = Callable[..., dict[str, object]]


@pytest.fixture
def gate_of_two(tmp_path: Path, policy: Policy) -> Iterator[Gate]:
    with Gate.open(tmp_path / "two.db", policy, Settings.from_data({"jobs": 2})) as opened:
        yield opened


@pytest.fixture
def two(gate_of_two: Gate) -> Iterator[TestClient]:
    """The service on two worker processes."""
    with TestClient(create_app(gate_of_two)) as opened:
        yield opened


def mixed(article: Make) -> list[object]:
    """Articles new and known, twice under one id, and what is none."""
    draw = random.Random(3)
    known: list[object] = [article(f"n{number}", town=f"Ort{number}") for number in range(11)]
    again: list[object] = [article(f"again-{number}", town=f"Ort{number}") for number in range(5)]
    odd: list[object] = [article("n3", town="Altenburg"), 5, {"id": "x"}, {"id": "k", "text": "Zu kurz."}]
    articles = [*known, *again, *odd]
    draw.shuffle(articles)
    return articles


def test_workers_give_the_answers_that_one_process_gives(
    client: TestClient, two: TestClient, article: Make
) -> None:
    first = {"articles": [article(f"n{number}", town=f"Ort{number}") for number in range(6)]}
    assert (
        two.post("/v1/documents:batch", json=first).json() == client.post("/v1/documents:batch", json=first).json()
    )
    articles = mixed(article)
    batch = {"articles": articles}
    answers = client.post("/v1/check:batch", json=batch).json()
    assert two.post("/v1/check:batch", json=batch).json() == answers
    for fields in articles:
        here, there = (each.post("/v1/check", json=fields) for each in (client, two))
        assert (here.status_code, here.json()) == (there.status_code, there.json())
    assert {answer["decision"] for answer in answers["answers"]} == {"accept", "reject"}


def test_workers_see_at_once_what_was_added(two: TestClient, article: Make) -> None:
    for number in range(6):
        town = f"Ort{number}"
        assert two.post("/v1/check", json=article("new", town=town)).json()["decision"] == "accept"
        assert two.post("/v1/documents", json=article(f"n{number}", town=town)).status_code == 201
        answer = two.post("/v1/check", json=article("new", town=town)).json()
        assert answer["decision"] == "reject"
        assert f"n{number}" in {duplicate["id"] for duplicate in answer["duplicates"]}


@pytest.mark.skipif(os.name == "nt", reason="Windows kills otherwise")
def test_the_death_of_a_worker_costs_a_request_and_not_the_service(
    two: TestClient, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "compare_all", die)
    response = two.post("/v1/check", json=article())
    assert (response.status_code, response.json()["error"]["code"]) == (503, "analysis-died")
    monkeypatch.undo()
    give_up = time.monotonic() + 60
    while two.post("/v1/check", json=article()).status_code == 503 and time.monotonic() < give_up:
        time.sleep(0.2)
    assert two.post("/v1/check", json=article()).status_code == 200


def die(*_arguments: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_an_index_that_workers_cannot_read_accepts_nothing(
    two: TestClient, article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "compare_all", not_to_be_read)
    response = two.post("/v1/check", json=article())
    assert (response.status_code, response.json()["error"]["code"]) == (503, "not-compared")


def not_to_be_read(documents: list[object]) -> list[work.Compared]:
    return [work.Compared(trouble="the disk is gone") for _ in documents]


def test_what_is_only_checked_is_put_aside_where_the_gate_has_a_quarantine_of_its_own(
    tmp_path: Path, article: Make
) -> None:
    policy = Policy.from_data({"max-words": {"quarantine": 5}})
    settings = Settings.from_data({"jobs": 2})
    with (
        Gate.open(tmp_path / "index.db", policy, settings, quarantine=tmp_path / "waiting") as gate,
        TestClient(create_app(gate)) as client,
    ):
        assert client.post("/v1/check", json=article()).json()["decision"] == "quarantine"
        assert gate.quarantine is not None
        assert gate.quarantine.waiting("a/1").document.text == article()["text"]
