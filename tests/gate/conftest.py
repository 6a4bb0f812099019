"""Articles of three kinds, and a gate whose policy looks at reuse, damage and length."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dedup.gate import Gate
from dedup.model import Document
from dedup.policy import Policy

BRIDGE = (
    "Die alte Brücke über den Fluss wird im kommenden Frühjahr gesperrt, weil ihre Pfeiler nach dem Hochwasser "
    "unterspült sind. Der Stadtrat beschloss am Montag, den Verkehr über die nördliche Umgehung zu leiten und "
    "gleichzeitig eine Fähre für Fußgänger einzurichten. Anwohner fürchten, dass die Läden am Markt dadurch viele "
    "Kunden verlieren, und fordern einen Ausgleich aus dem Haushalt des Landes."
)
ORCHARD = (
    "Auf den Streuobstwiesen oberhalb des Dorfes blühen die Apfelbäume heuer zwei Wochen früher als sonst. "
    "Imker haben ihre Völker bereits aus dem Winterlager geholt und berichten von ungewöhnlich starken Beständen. "
    "Sollte im Mai noch einmal Frost kommen, drohen den Mostereien der Gegend jedoch Ausfälle wie zuletzt vor "
    "sieben Jahren, als die Ernte beinahe vollständig ausblieb."
)


@pytest.fixture
def bridge() -> Document:
    return Document(id="bridge", text=BRIDGE)


@pytest.fixture
def orchard() -> Document:
    return Document(id="orchard", text=ORCHARD)


@pytest.fixture
def copy_of_bridge() -> Document:
    return Document(id="a-copy", text="Eilmeldung: " + BRIDGE)


@pytest.fixture
def policy() -> Policy:
    return Policy.from_data(
        {
            "near-duplicate": {"quarantine": 0.7, "reject": 0.99},
            "reused-share": {"quarantine": 0.6},
            "uncredited-reuse": {"quarantine": 0.3},
            "findings": {"S": {"reject": 50}},
            "min-words": {"reject": 5},
        }
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "index.db"


@pytest.fixture
def gate(place: Path, policy: Policy) -> Iterator[Gate]:
    with Gate.open(place, policy, clock=lambda: "2024-05-01T12:00:00Z") as opened:
        yield opened


@pytest.fixture
def reopen(place: Path, policy: Policy) -> Callable[..., Gate]:
    def open_again(**options: bool) -> Gate:
        return Gate.open(place, policy, **options)  # type: ignore[arg-type]

    return open_again
