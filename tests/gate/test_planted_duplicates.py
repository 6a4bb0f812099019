"""The gate, fed one by one, flags the articles that a batch audit flags."""

from pathlib import Path

import pytest

from dedup.gate import Gate
from dedup.model import Collection, Decision
from dedup.pipeline import audit
from dedup.policy import Policy
from dedup.readers import read_documents
from dedup.settings import ReuseSettings, Settings

ARTICLES = 300


@pytest.mark.shared_data
@pytest.mark.parametrize("check", ["near-duplicate", "contained-in-earlier"])
def test_decisions_are_those_of_the_audit(shared_data: Path, tmp_path: Path, check: str) -> None:
    """The audit flags a copy of a copy for the copy, the gate for what was accepted: the same decision.

    Text of sites, which an audit leaves out of the comparison, is not looked for: a gate sees one article.
    """
    reuse = ReuseSettings(paraphrase=False, boilerplate_documents=1_000, boilerplate_least_documents=1_000)
    settings = Settings(reuse=reuse)
    read = read_documents([shared_data / "data/reuse/planted_de/documents.jsonl"])
    collection = Collection(documents=read.documents[:ARTICLES])
    policy = Policy.from_data({check: {"quarantine": 0.7 if check == "near-duplicate" else 0.9}})
    batch = audit(collection, settings, policy)
    with Gate.open(tmp_path / "index.db", policy, settings) as gate:
        answers = list(gate.add_many(collection.documents))
    expected = {summary.id: summary.verdict.decision for summary in batch.documents}
    assert {answer.id: answer.decision for answer in answers} == expected
    assert Decision.QUARANTINE in expected.values()
