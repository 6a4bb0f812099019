"""Whom the articles cite."""

from typing import Any

from dedup.model import Citation, CitationType, Source, SourceKind
from tests.report.sample.articles import AREA, span_of


def make_citations() -> tuple[Citation, ...]:
    common: dict[str, Any] = {
        "outlet": None,
        "speaker": None,
        "medium": None,
        "anonymous": False,
        "confidence": 0.9,
    }
    return (
        Citation(
            **common
            | {
                "id": "c1",
                "document": "hafen/a.txt",
                "mention": span_of("hafen/a.txt", "Bloomberg"),
                "cue": span_of("hafen/a.txt", "berichtet"),
                "claim": span_of("hafen/a.txt", AREA),
                "claim_spans": (span_of("hafen/a.txt", AREA),),
                "outlet": "bloomberg",
                "source_kind": SourceKind.AGENCY,
                "type": CitationType.REPORTED,
                "chain": ("bloomberg", "Verkehrsministerium"),
                "rule": "reports-citing",
            }
        ),
        Citation(
            **common
            | {
                "id": "c2",
                "document": "hafen/a.txt",
                "mention": span_of("hafen/a.txt", "Hafendirektor Ole Brandt"),
                "cue": span_of("hafen/a.txt", "sagte"),
                "claim": span_of("hafen/a.txt", "„Wir bauen nicht gegen die Stadt“"),
                "claim_spans": (span_of("hafen/a.txt", "„Wir bauen nicht gegen die Stadt“"),),
                "speaker": "Hafendirektor Ole Brandt",
                "medium": "kuestenpost",
                "source_kind": SourceKind.PERSON,
                "type": CitationType.DIRECT,
                "chain": ("kuestenpost", "Ole Brandt"),
                "rule": "said-to",
            }
        ),
        Citation(
            **common
            | {
                "id": "c3",
                "document": "hafen/b.txt",
                "mention": span_of("hafen/b.txt", "Insidern"),
                "cue": span_of("hafen/b.txt", "zufolge"),
                "claim": span_of("hafen/b.txt", "fehlt noch das Geld"),
                "claim_spans": (span_of("hafen/b.txt", "fehlt noch"), span_of("hafen/b.txt", "das Geld")),
                "source_kind": SourceKind.GROUP,
                "type": CitationType.INDIRECT,
                "chain": ("Insidern",),
                "anonymous": True,
                "confidence": 0.66666,
                "rule": "according-to",
            }
        ),
    )


def make_source(identity: str, name: str, kind: SourceKind, **fields: Any) -> Source:
    values: dict[str, Any] = {
        "country": None,
        "owner": None,
        "state_control": False,
        "reliability": None,
        "citations": 1,
        "anonymous": 0,
        "second_hand": 0,
        "documents": ("hafen/a.txt",),
    }
    return Source(id=identity, name=name, kind=kind, **values | fields)


def make_sources() -> tuple[Source, ...]:
    return (
        make_source("bloomberg", "Bloomberg", SourceKind.AGENCY, country="us", owner="Bloomberg L.P."),
        make_source("kuestenpost", "Küstenpost", SourceKind.OUTLET, country="de"),
        make_source("Verkehrsministerium", "Verkehrsministerium", SourceKind.INSTITUTION, second_hand=1),
        make_source("Ole Brandt", "Ole Brandt", SourceKind.PERSON, second_hand=1),
        make_source("Insidern", "Insidern", SourceKind.GROUP, anonymous=1, documents=("hafen/b.txt",)),
    )
