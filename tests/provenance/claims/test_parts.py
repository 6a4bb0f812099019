"""Claims are the same whether their stories are looked at together, a few at a time, or in other processes."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from dedup import Audit, Document, Settings, audit
from dedup.engine import local_engine
from dedup.provenance.claims import parts, reading
from dedup.statements import Statements

EVENTS = (
    (
        "In Odenberg sanken 14 Fähren im Hafen, sagte Bürgermeisterin Ada Berg.",
        "Die Reederei bestritt, dass die Fähren überladen waren.",
        "Taucher suchten nach dem Unglück in der Bucht nach 14 Fähren.",
    ),
    (
        "Das Museum Hallstedt kaufte 230 Gemälde einer Sammlerin, sagte Direktor Jo Weiß.",
        "Die Erben bestritten, dass die Sammlerin die Gemälde verkaufen durfte.",
        "Eine Ausstellung zeigt die 230 Gemälde der Sammlerin im Frühjahr.",
    ),
    (
        "Der Förster Kai Holm zählte im Marwitzer Wald 60 Luchse, sagte er dem Kreistag.",
        "Schäfer bestritten, dass nur 60 Luchse im Wald leben.",
        "Kameras filmten im Wald Luchse, die Schafe einer Weide rissen.",
    ),
)


class Elsewhere:
    """Works on copies, as another process would, and counts the stories of parts and the batches that are read."""

    workers = 2

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.batches = 0

    @contextmanager
    def map(self, function: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Iterator[Any]]:
        yield (self._apply(function, items[number]) for number in range(len(items)))

    def _apply(self, function: Callable[[Any], Any], item: parts.Part | Sequence[Statements]) -> Any:
        if isinstance(item, parts.Part):
            self.sizes.append(len(item.stories))
        else:
            self.batches += 1
        return pickle.loads(pickle.dumps(function(pickle.loads(pickle.dumps(item)))))  # noqa: S301 - made here


def articles() -> list[Document]:
    """Two articles about each event, which deny, count and credit."""
    found = []
    for number, (told, denied, also) in enumerate(EVENTS):
        found += [
            Document(id=f"{number}-1", text=f"{told} {denied} {also}"),
            Document(id=f"{number}-2", text=f"{also}\n\n{told} {denied}"),
        ]
    return found


@pytest.fixture(scope="module")
def together() -> Audit:
    return audit(articles())


def test_the_articles_have_stories_claims_and_denials(together: Audit) -> None:
    assert len(together.stories) == len(EVENTS)
    assert len(together.claims) >= len(EVENTS)
    assert together.denials


def test_parts_of_the_stories_give_what_all_together_give(together: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_PART_STATEMENTS", 1)
    assert audit(articles()) == together


def test_parts_that_travel_give_what_all_together_give(together: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_PART_STATEMENTS", 1)
    elsewhere = Elsewhere()
    monkeypatch.setattr("dedup.pipeline.EngineMap", lambda _: elsewhere)
    monkeypatch.setattr(reading, "BATCH", 3)
    assert audit(articles()) == together
    assert elsewhere.sizes == [1] * len(EVENTS)
    assert elsewhere.batches == 2 * -(-len(articles()) // 3)  # to tell copies, and to number words


def test_workers_give_what_one_process_gives(together: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_PART_STATEMENTS", 20)
    with local_engine(2) as engine:
        assert audit(articles(), Settings(), engine=engine) == together
