"""A small audit written by hand, with everything that a report can show."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from dedup.model import (
    Audit,
    Citation,
    CitationType,
    CollectionSummary,
    Decision,
    Document,
    DocumentSummary,
    DuplicatePair,
    Finding,
    Fix,
    Location,
    NearDuplicates,
    Overlap,
    OverlapKind,
    Passage,
    Reason,
    Severity,
    SkippedRecord,
    Source,
    SourceKind,
    Span,
    Verdict,
)
from dedup.settings import Settings

AREA = (
    "Der neue Container-Terminal soll nach den Plänen der Hafenbehörde bis zum Frühjahr 2027 fertig sein und rund "
    "vierhundert Arbeitsplätze bringen."
)
AREA_EDITED = (
    "Das neue Container-Terminal soll nach Plänen der Hafenbehörde bis Frühjahr 2027 fertig sein und mehr als "
    "vierhundert Arbeitsplätze bringen."
)
FERRY = "Die Fähre fährt ab Montag wieder im Stundentakt zwischen Altstadt und Insel, teilte die Reederei mit."
PORT = (
    "The new terminal is meant to open in spring 2027, according to plans seen by Bloomberg, and would add some "
    "four hundred jobs."
)
TEXTS = {
    "hafen/a.txt": (
        "Hafen will größer werden\n\nVon Eva Haas\n\n"
        f"{AREA} Das berichtet Bloomberg unter Berufung auf das Verkehrsministerium.\n\n"
        f"{FERRY}\n\n„Wir bauen nicht gegen die Stadt“, sagte Hafendirektor Ole Brandt der Küstenpost. "
        "Die Kosten nannte er nicht.\n\nLesen Sie auch: Warum die Brücke gesperrt bleibt\n"
    ),
    "hafen/b.txt": (
        "Ausbau am Hafen kommt voran\n\n"
        f"{AREA_EDITED} Insidern zufolge fehlt noch das Geld.\n\n{FERRY}\n\n"
        "Der Stadtrat stimmt im Mai ab,sagte ein Sprecher.\n"
    ),
    "hafen/c.txt": (
        "Port plans to grow\n\n"
        f"{PORT} A spokeswoman for the port authority declined to comment. “We are qnot there yet,” she told the "
        "Coast Mail.\n"
    ),
    "insel/d.txt": (
        "Fähre nimmt Betrieb auf\n\n"
        f"{FERRY} Mit wei\u00adteren Aus\u200bfällen rechnet sie nicht.\n\n"
        "Auf der Insel freuen sich vor allem die Wirte über die Rückkehr der Gäste im Sommer.\n\n"
        "Auf der Insel freuen sich vor allem die Wirte über die Rückkehr der Gäste im Sommer.\n"
    ),
    "insel/e.txt": f"Fähre fährt wieder\n\n{FERRY}\n",
}
LANGUAGES = {"hafen/c.txt": "en"}
OUTLETS = {"hafen/a.txt": "Küstenpost", "hafen/c.txt": "Coast Mail"}


def make_documents() -> tuple[Document, ...]:
    return tuple(
        Document(
            id=identity,
            text=text,
            title=text.split("\n", 1)[0],
            language=LANGUAGES.get(identity, "de"),
            outlet=OUTLETS.get(identity),
            url="https://example.org/hafen?id=1&ref=a" if identity == "hafen/a.txt" else None,
            published="2026-03" if identity == "hafen/a.txt" else None,
        )
        for identity, text in TEXTS.items()
    )


def span_of(document: str, needle: str, occurrence: int = 1) -> Span:
    starts = [match.start() for match in re.finditer(re.escape(needle), TEXTS[document])]
    start = starts[occurrence - 1]
    return Span(start, start + len(needle))


def place(document: str, needle: str, occurrence: int = 1) -> Location:
    return Location(document, span_of(document, needle, occurrence))


def overlap(
    number: int, left: Location, right: Location, *, kind: OverlapKind, words: int, passage: str | None
) -> Overlap:
    return Overlap(
        id=f"o{number}",
        kind=kind,
        left=left,
        right=right,
        similarity=1.0 if kind is OverlapKind.VERBATIM else 0.8123456,
        words=words,
        passage=passage,
    )


def make_overlaps() -> tuple[Overlap, ...]:
    verbatim, edited = OverlapKind.VERBATIM, OverlapKind.EDITED
    a, b, d, e = (
        place(document, FERRY) for document in ("hafen/a.txt", "hafen/b.txt", "insel/d.txt", "insel/e.txt")
    )
    return (
        overlap(
            1, place("hafen/a.txt", AREA), place("hafen/b.txt", AREA_EDITED), kind=edited, words=18, passage="p1"
        ),
        overlap(2, place("hafen/a.txt", AREA), place("hafen/c.txt", PORT), kind=OverlapKind.PARAPHRASE, words=12,
                passage=None),
        overlap(3, a, b, kind=verbatim, words=16, passage="p2"),
        overlap(4, a, d, kind=verbatim, words=16, passage="p2"),
        overlap(5, a, e, kind=verbatim, words=16, passage="p2"),
        overlap(6, b, d, kind=verbatim, words=16, passage="p2"),
        overlap(7, b, e, kind=verbatim, words=16, passage="p2"),
        overlap(8, d, e, kind=verbatim, words=16, passage="p2"),
    )  # fmt: skip


def make_passages() -> tuple[Passage, ...]:
    ferry = tuple(
        place(document, FERRY) for document in ("hafen/a.txt", "hafen/b.txt", "insel/d.txt", "insel/e.txt")
    )
    return (
        Passage(
            id="p1",
            text=AREA,
            locations=(place("hafen/a.txt", AREA), place("hafen/b.txt", AREA_EDITED)),
            outlets=("bloomberg",),
        ),
        Passage(id="p2", text=FERRY, locations=ferry),
    )


def make_repeats() -> tuple[Overlap, ...]:
    sentence = "Auf der Insel freuen sich vor allem die Wirte über die Rückkehr der Gäste im Sommer."
    left, right = place("insel/d.txt", sentence), place("insel/d.txt", sentence, 2)
    return (overlap(9, left, right, kind=OverlapKind.VERBATIM, words=16, passage=None),)


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


def make_finding(number: int, document: str, span: Span, **fields: Any) -> Finding:
    text = TEXTS[document]
    before = text[: span.start]
    values: dict[str, Any] = {
        "id": f"f{number}",
        "document": document,
        "span": span,
        "line": before.count("\n") + 1,
        "column": span.start - (before.rfind("\n") + 1) + 1,
        "severity": Severity.ERROR,
        "confidence": 0.95,
        "evidence": span.within(text),
        "fix": None,
        "fingerprint": f"{number:016x}",
    }
    return Finding(**values | fields)


def make_findings() -> tuple[Finding, ...]:
    teaser = span_of("hafen/a.txt", "Lesen Sie auch: Warum die Brücke gesperrt bleibt")
    glued = span_of("hafen/b.txt", "ab,sagte")
    letter = span_of("hafen/c.txt", "qnot")
    hyphen = span_of("insel/d.txt", "\u00ad")
    zero_width = span_of("insel/d.txt", "\u200b")
    invisible: dict[str, Any] = {
        "code": "S204",
        "name": "invisible-character",
        "severity": Severity.INFO,
        "message": "A character that cannot be seen",
    }
    return (
        make_finding(
            1,
            "hafen/a.txt",
            teaser,
            code="B303",
            name="trailing-read-more",
            severity=Severity.WARNING,
            message="A line that sends the reader elsewhere",
            fix=Fix(span=teaser, replacement="", safe=False),
        ),
        make_finding(
            2,
            "hafen/b.txt",
            glued,
            code="G106",
            name="glued-punctuation",
            message="No space behind the comma",
            fix=Fix(span=glued, replacement="ab, sagte", safe=True),
        ),
        make_finding(3, "hafen/c.txt", letter, code="G101", name="drop-letter", message="A stray letter in front"),
        make_finding(4, "insel/d.txt", hyphen, fix=Fix(span=hyphen, replacement="", safe=True), **invisible),
        make_finding(
            5, "insel/d.txt", zero_width, fix=Fix(span=zero_width, replacement="", safe=True), **invisible
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


def make_verdicts() -> dict[str, Verdict]:
    share = Reason(
        check="reused-share",
        decision=Decision.QUARANTINE,
        message="Most of the words stand in another article",
        evidence="Die Fähre fährt ab Montag wieder",
        value=0.8421,
        limit=0.6,
    )
    duplicate = replace(share, check="near-duplicate", decision=Decision.REJECT, message="Like hafen/a.txt")
    return {
        "hafen/b.txt": Verdict(decision=Decision.QUARANTINE, reasons=(share,)),
        "insel/e.txt": Verdict(decision=Decision.REJECT, reasons=(share, duplicate)),
    }


def summarize_document(document: Document, findings: Sequence[Finding], verdict: Verdict | None) -> DocumentSummary:
    return DocumentSummary(
        id=document.id,
        title=document.title,
        language=document.language or "und",
        published=document.published,
        byline="Eva Haas" if document.id == "hafen/a.txt" else None,
        outlet=document.outlet,
        url=document.url,
        path=document.id,
        headline=Span(0, len(document.title or "")),
        byline_span=None,
        characters=len(document.text),
        words=len(document.text.split()),
        reused_share=0.31415926,
        findings=sum(finding.document == document.id for finding in findings),
        verdict=verdict or Verdict(decision=Decision.ACCEPT),
    )


def make_audit(documents: Sequence[Document], settings: Settings) -> Audit:
    findings, verdicts, citations = make_findings(), make_verdicts(), make_citations()
    summaries = tuple(summarize_document(document, findings, verdicts.get(document.id)) for document in documents)
    pair = DuplicatePair(
        left="insel/d.txt", right="insel/e.txt", jaccard=0.61, containment_in_left=0.98765, containment_in_right=0.4
    )
    return Audit(
        settings=settings.model_dump(mode="json"),
        collection=CollectionSummary(
            documents=len(documents),
            words=sum(summary.words for summary in summaries),
            skipped=2,
            distinct_outlets_cited=2,
            near_duplicate_groups=1,
            passages=2,
            overlaps=8,
            repeats=1,
            citations=len(citations),
            anonymous_citations=1,
            findings=len(findings),
            findings_per_1000_words=19.23456,
        ),
        documents=summaries,
        overlaps=make_overlaps(),
        repeats=make_repeats(),
        passages=make_passages(),
        boilerplate=(),
        near_duplicates=(
            NearDuplicates(id="n1", documents=("insel/d.txt", "insel/e.txt"), similarity=0.61, pairs=(pair,)),
        ),
        citations=citations,
        findings=findings,
        sources=make_sources(),
        skipped=(
            SkippedRecord(path="hafen/kaputt.txt", record=None, reason="is not text"),
            SkippedRecord(path="hafen/liste.jsonl", record=17, reason="has no field 'text'"),
        ),
        notes=("insel/d.txt: 200 findings of S204 reached the limit; more are not reported",),
    )


@pytest.fixture
def documents() -> tuple[Document, ...]:
    return make_documents()


@pytest.fixture
def audit(documents: tuple[Document, ...]) -> Audit:
    return make_audit(documents, Settings())


@pytest.fixture
def audit_with(documents: tuple[Document, ...]) -> Callable[[dict[str, object]], Audit]:
    """Build the audit with other report settings."""
    return lambda report: make_audit(documents, Settings.from_data({"report": report}))


@pytest.fixture
def empty_audit() -> Audit:
    zero: dict[str, Any] = dict.fromkeys(CollectionSummary.__dataclass_fields__, 0)
    nothing: dict[str, Any] = dict.fromkeys(
        ("documents", "overlaps", "repeats", "passages", "near_duplicates", "citations", "findings", "sources",
         "skipped", "notes"),
        (),
    )  # fmt: skip
    return Audit(settings={}, collection=CollectionSummary(**zero), **nothing)
