"""An index that is filled one document at a time finds what an audit of the same documents finds.

Paraphrases and the search for text of sites look at a whole collection: they are switched off on both sides here.
"""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dedup.index import Index, Matches, prepare
from dedup.model import Document, DuplicatePair, Overlap
from dedup.reuse import find_reuse
from dedup.settings import ReuseSettings

ALONE = {"paraphrase": False, "boilerplate_documents": 1_000, "boilerplate_least_documents": 1_000}
"""Settings under which the answer about an article does not depend on what documents share with one another."""

Facts = tuple[frozenset[tuple[object, ...]], frozenset[DuplicatePair]]


def described(overlaps: Sequence[Overlap]) -> frozenset[tuple[object, ...]]:
    return frozenset((item.left, item.right, item.kind, item.words, item.similarity) for item in overlaps)


def audited(stored: Sequence[Document], document: Document, used: ReuseSettings) -> Facts:
    """What an audit of the stored documents and this one says of this one."""
    found = find_reuse(sorted([*stored, document], key=lambda item: item.id), used)
    overlaps = [item for item in found.overlaps if document.id in {item.left.document, item.right.document}]
    pairs = [pair for group in found.near_duplicates for pair in group.pairs]
    return described(overlaps), frozenset(pair for pair in pairs if document.id in {pair.left, pair.right})


def told(matches: Matches) -> Facts:
    return described(matches.overlaps), frozenset(matches.near_duplicates)


def make_documents(seed: int, count: int) -> list[Document]:
    """Texts of few different words that quote, cut and change the same stretches; ids in no order."""
    generator = random.Random(seed)
    vocabulary = ["".join(generator.choices("abcdefgh", k=4)) for _ in range(generator.choice([60, 400, 4000]))]
    pool = [generator.choices(vocabulary, k=generator.randint(6, 60)) for _ in range(5)]
    outlets: list[str | None] = [None, "Blatt", "Blatt", "Blatt", "Bote"][: generator.choice([1, 5])]
    documents: list[Document] = []
    for number in range(count):
        words = generator.choices(vocabulary, k=generator.randint(0, 60))
        for _ in range(generator.randint(0, 3)):
            place = generator.randint(0, len(words))
            words[place:place] = changed(generator.choice(pool), vocabulary, generator)
        outlet = generator.choice(outlets)
        if documents and generator.random() < 0.1:
            copied = generator.choice(documents)
            words, outlet = copied.text.split(), copied.outlet
        documents.append(Document(id=f"{generator.choice('axm')}{number}", text=" ".join(words), outlet=outlet))
    return documents


def changed(words: Sequence[str], vocabulary: Sequence[str], generator: random.Random) -> list[str]:
    result = list(words)
    for _ in range(generator.randint(0, len(words) // 5)):
        place = generator.randrange(len(result))
        result[place : place + generator.randint(0, 1)] = generator.choices(vocabulary, k=generator.randint(0, 1))
    return result


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a smaller example is minutes away
)
@given(
    seed=st.integers(0, 10**6),
    batch=st.sampled_from([1, 7, 40]),
    frequency=st.sampled_from([5, 12, 50]),
    shorter=st.sampled_from([(4, 4), (4, 2), (3, 8), (5, 4)]),
)
def test_an_index_filled_in_any_batches_finds_what_an_audit_finds(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    batch: int,
    frequency: int,
    shorter: tuple[int, int],
) -> None:
    seed_words, places = shorter
    used = ReuseSettings(max_document_frequency=frequency, seed_words=seed_words, max_seed_places=places, **ALONE)
    documents = make_documents(seed, 40)
    refused = {document.id for document in documents[::5]}
    stored: list[Document] = []
    with Index.open(tmp_path_factory.mktemp("index") / "index.db", used) as index:
        for start in range(0, len(documents), batch):
            part = documents[start : start + batch]
            outcomes = index.check_and_add(
                prepare(part, used), lambda article, _matches: article.document.id not in refused
            )
            for document, outcome in zip(part, outcomes, strict=True):
                if len(stored) % 3 == 0:
                    assert told(outcome.matches) == audited(stored, document, used)
                if document.id not in refused:
                    stored.append(document)
        (again,) = index.look_up(prepare(stored[:1], used))
        assert told(again) == audited(stored[1:], stored[0], used)


def test_the_answer_is_the_same_on_both_stores(location: str) -> None:
    used, documents = ReuseSettings(**ALONE), make_documents(3, 30)
    with Index.open(location, used) as index:
        for document in documents[:-1]:
            index.add(prepare([document], used))
        (matches,) = index.look_up(prepare(documents[-1:], used))
    assert told(matches) == audited(documents[:-1], documents[-1], used)


@pytest.mark.shared_data
def test_planted_duplicates_fed_one_by_one_are_the_pairs_of_the_audit(
    shared_data: Path, file_location: str
) -> None:
    lines = (shared_data / "data/reuse/planted_de/documents.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    documents = [Document(id=item["id"], text=item["text"]) for item in records[:500]]
    random.Random(7).shuffle(documents)
    used, pairs = ReuseSettings(**ALONE), set[DuplicatePair]()
    with Index.open(file_location, used) as index:
        for start in range(0, len(documents), 64):
            for outcome in index.add(prepare(documents[start : start + 64], used)):
                pairs.update(outcome.matches.near_duplicates)
    found = find_reuse(sorted(documents, key=lambda item: item.id), used)
    assert pairs == {pair for group in found.near_duplicates for pair in group.pairs}
    assert pairs
