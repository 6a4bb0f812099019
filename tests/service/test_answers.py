import json
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dedup import Gate, Policy, Settings
from dedup.service import create_app
from dedup.service.messages import AnswerMessage, BatchMessage, DocumentMessage

Make = Callable[..., dict[str, object]]


def test_check_answers_as_the_command_line_does_and_adds_nothing(client: TestClient, article: Make) -> None:
    response = client.post("/v1/check", json=article())
    assert response.status_code == 200
    assert response.json() == {
        "id": "a/1",
        "decision": "accept",
        "reasons": [],
        "duplicates": [],
        "findings": 0,
        "indexed": False,
        "notes": [],
    }
    assert client.get("/v1/documents/a%2F1").status_code == 404


def test_an_article_that_the_policy_rejects_is_answered_with_every_reason(client: TestClient) -> None:
    response = client.post("/v1/check", json={"text": "Zu kurz."})
    assert response.status_code == 200
    answer = response.json()
    assert (answer["id"], answer["decision"]) == ("article#1", "reject")
    assert [(reason["check"], reason["value"], reason["limit"]) for reason in answer["reasons"]] == [
        ("min-words", 2, 5)
    ]


def test_an_accepted_article_is_acknowledged_with_its_place(client: TestClient, gate: Gate, article: Make) -> None:
    response = client.post("/v1/documents", json=article())
    assert response.status_code == 201
    assert response.json()["indexed"] is True
    assert response.headers["location"] == "/v1/documents/a%2F1"
    stored = gate.document("a/1")
    assert stored is not None
    assert stored.text == article()["text"]


def test_handing_in_the_same_article_again_gives_the_same_answer(
    client: TestClient, gate: Gate, article: Make
) -> None:
    first, second = (client.post("/v1/documents", json=article()) for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert gate.index is not None
    assert list(gate.index.ids()) == ["a/1"]


def test_what_is_not_accepted_is_not_acknowledged(client: TestClient, gate: Gate, article: Make) -> None:
    client.post("/v1/documents", json=article())
    response = client.post("/v1/documents", json={**article(), "id": "b"})
    assert response.status_code == 200
    assert (response.json()["decision"], response.json()["indexed"]) == ("reject", False)
    assert response.json()["duplicates"][0]["id"] == "a/1"
    assert gate.document("b") is None


def test_another_text_under_a_known_id_needs_replace(client: TestClient, gate: Gate, article: Make) -> None:
    client.post("/v1/documents", json=article())
    other = article(town="Altenburg", text="Am Hafen von Altenburg wurde die neue Brücke für alle freigegeben.")
    refused = client.post("/v1/documents", json=other)
    assert (refused.status_code, refused.json()["reasons"][0]["check"]) == (200, "id-conflict")
    assert client.post("/v1/documents?replace=true", json=other).status_code == 201
    stored = gate.document("a/1")
    assert stored is not None
    assert stored.text == other["text"]


def test_a_batch_answers_each_article_in_order_and_says_what_is_none(client: TestClient, article: Make) -> None:
    articles = [article("b"), 5, {"id": "x", "text": None}, {"id": "y", "text": "Zu kurz."}, article("a")]
    response = client.post("/v1/check:batch", json={"articles": articles})
    assert response.status_code == 200
    BatchMessage.model_validate(response.json())
    answers = response.json()["answers"]
    assert [(answer["id"], answer["decision"]) for answer in answers] == [
        ("b", "accept"),
        ("article#2", "reject"),
        ("x", "reject"),
        ("y", "reject"),
        ("a", "accept"),
    ]
    assert [answer["reasons"][0]["code"] for answer in answers[1:4]] == ["P902", "P902", "P301"]


def test_an_added_batch_compares_each_article_with_those_before_it(
    client: TestClient, gate: Gate, article: Make
) -> None:
    body = {"articles": [article("a"), article("b"), {"text": article()["text"]}]}
    answers = client.post("/v1/documents:batch", json=body).json()["answers"]
    assert [(answer["decision"], answer["indexed"]) for answer in answers] == [
        ("accept", True),
        ("reject", False),
        ("reject", False),
    ]
    assert "id of its own" in answers[2]["reasons"][0]["message"]
    assert gate.index is not None
    assert list(gate.index.ids()) == ["a"]


def test_an_empty_batch_has_no_answers(client: TestClient) -> None:
    assert client.post("/v1/check:batch", json={"articles": []}).json() == {"answers": []}


def test_a_large_batch_is_answered_in_order(client: TestClient, article: Make) -> None:
    articles = [article(f"n{number:03}", town=f"Ort{number}") for number in range(60)]
    articles[7]["note"] = "x" * 80_000  # large enough to be parsed on a thread
    answers = client.post("/v1/check:batch", json={"articles": articles}).json()["answers"]
    assert [answer["id"] for answer in answers] == [f"n{number:03}" for number in range(60)]


@pytest.mark.parametrize(
    "name", ["2024/05/01 a", "ä ö/ß", "?q=1#top", "100%", "\U0001f9a6", "a\nb", "//", "\U0001f9a6" * 512]
)
def test_a_document_is_found_under_its_percent_encoded_id(client: TestClient, name: str, article: Make) -> None:
    added = client.post("/v1/documents", json=article(name, section="Politik", date="1.5.2024"))
    assert added.status_code == 201
    response = client.get(added.headers["location"])
    assert response.status_code == 200
    DocumentMessage.model_validate(response.json())
    document = response.json()
    assert (document["id"], document["text"]) == (name, article()["text"])
    assert document["published"] == "2024-05-01"
    assert {"name": "section", "value": "Politik"} in document["metadata"]


def test_answers_are_as_the_description_has_them(client: TestClient, article: Make) -> None:
    client.post("/v1/documents", json=article())
    for body in (article(), article("b"), {"text": "Zu kurz."}):
        AnswerMessage.model_validate(client.post("/v1/check", json=body).json())


def test_fields_are_read_under_the_names_of_the_settings(tmp_path: Path, policy: Policy) -> None:
    settings = Settings.from_data({"readers": {"text": "body", "id": "key"}})
    with (
        Gate.open(tmp_path / "index.db", policy, settings) as gate,
        TestClient(create_app(gate)) as client,
    ):
        body = {"key": "k", "body": "Der Rat hat am Abend lange beraten."}
        assert client.post("/v1/documents", json=body).json()["id"] == "k"
        schema = client.get("/openapi.json").json()["components"]["schemas"]["Article"]
        assert schema["required"] == ["body"]


def test_probes_answer_and_the_index_is_asked_for_readiness_only(client: TestClient, gate: Gate) -> None:
    assert client.get("/readyz").json() == {"status": "ok"}
    assert client.get("/healthz").json() == {"status": "ok"}
    assert gate.index is not None


def test_metrics_count_decisions_and_requests_without_ids(client: TestClient, article: Make) -> None:
    client.post("/v1/documents", json=article("secret-name"))
    client.get("/v1/documents/secret-name")
    client.post("/v1/check", json={"text": "Zu kurz."})
    client.get("/no/such/secret-name")
    client.request("BREW", "/healthz")
    figures = client.get("/metrics").text
    assert 'dedup_decisions_total{decision="accept"} 1.0' in figures
    assert 'dedup_objections_total{check="min-words",decision="reject"} 1.0' in figures
    assert 'dedup_requests_total{method="GET",route="/v1/documents/{id}",status="200"} 1.0' in figures
    assert 'dedup_requests_total{method="GET",route="unmatched",status="404"} 1.0' in figures
    assert 'method="other"' in figures
    assert "dedup_indexed_total 1.0" in figures
    assert "secret-name" not in figures


def test_without_an_index_articles_are_judged_by_themselves(policy: Policy, article: Make) -> None:
    with Gate.open(policy=policy) as gate, TestClient(create_app(gate)) as client:
        assert client.post("/v1/check", json=article()).json()["decision"] == "accept"
        assert client.get("/readyz").status_code == 200
        assert client.get("/v1/documents/a").status_code == 404
        refused = client.post("/v1/documents", json=article())
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "no-index")


def test_a_service_that_only_reads_refuses_to_add(gate: Gate, article: Make) -> None:
    with TestClient(create_app(gate, read_only=True)) as client:
        for path in ("/v1/documents", "/v1/documents:batch"):
            refused = client.post(path, json=article())
            assert (refused.status_code, refused.json()["error"]["code"]) == (403, "read-only")
        assert client.post("/v1/check", json=article()).status_code == 200


def test_text_that_no_encoding_holds_is_named_and_not_repeated(client: TestClient) -> None:
    response = client.post(
        "/v1/check", content=b'{"text": "geheim \\ud800"}', headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 422
    assert "geheim" not in json.dumps(response.json())
