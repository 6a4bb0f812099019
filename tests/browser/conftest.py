"""Headless Chromium, and a report whose articles try to break out of it."""

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dedup.model import (
    Audit,
    Boilerplate,
    Citation,
    CitationType,
    CollectionSummary,
    Credit,
    Decision,
    Direction,
    DirectionBasis,
    Document,
    DocumentSummary,
    DuplicatePair,
    Finding,
    Location,
    NearDuplicates,
    Overlap,
    OverlapKind,
    Passage,
    Reason,
    Relation,
    Severity,
    SkippedRecord,
    Source,
    SourceKind,
    Span,
    Verdict,
)
from dedup.report.html import write_html
from tests.summaries import make_summary

ATTACK = (
    "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">"
    "\"'><svg onload=document.title='broken'></style><style>body{display:none}</style> \u202eegnal "
    "<a href=javascript:document.title='broken'>hier</a> "
)
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 6
SENTENCE = "Am Sonntag bleibt das Schwimmbad wegen einer undichten Leitung bis zum frühen Abend geschlossen."
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.skip("needs Chromium and its driver: install the packages chromium and chromium-driver")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (*ARGUMENTS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(chromedriver))
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the report of the hostile articles and give its address."""
    documents = make_documents()
    stream = io.StringIO()
    write_html(make_audit(documents), documents, stream)
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(stream.getvalue(), encoding="utf-8", newline="\n")
    return path.as_uri()


@pytest.fixture
def open_report(browser: Any, report: str) -> Iterator[Callable[..., Any]]:
    """Open the report in a window of a width, with a colour scheme, on the screen or as printed."""

    def open_it(*, width: int = 1280, scheme: str = "light", media: str = "screen") -> Any:
        browser.get("about:blank")
        browser.get_log("browser")
        browser.get_log("performance")
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        feature = {"name": "prefers-color-scheme", "value": scheme}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [feature]})
        browser.get(report)
        return browser

    yield open_it
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def make_documents() -> tuple[Document, ...]:
    """Nine articles, so that their texts start closed."""
    return tuple(
        Document(
            id=f"{number} {ATTACK}",
            text=f"{ATTACK}\n\n{SENTENCE} {LONG_WORD}\n\nDas teilte die Verwaltung mit.\n\n{SENTENCE}\n",
            title=f"{ATTACK} {LONG_WORD}" if number % 2 else f"Schwimmbad {number}",
            language="de",
            url="javascript:document.title='broken'" if number % 2 else "https://example.org/bad?a=1&b=2",
            outlet=ATTACK,
            byline=ATTACK,
        )
        for number in range(1, 10)
    )


def place(document: Document, needle: str) -> Location:
    start = document.text.index(needle)
    return Location(document.id, Span(start, start + len(needle)))


def make_audit(documents: tuple[Document, ...]) -> Audit:
    first, second, third = documents[:3]
    overlap = Overlap(
        id="o1",
        kind=OverlapKind.VERBATIM,
        left=place(first, SENTENCE),
        right=place(second, SENTENCE),
        similarity=1.0,
        words=15,
        passage="p1",
        direction=Direction.LEFT_TO_RIGHT,
        direction_basis=(DirectionBasis.DATES, DirectionBasis.CREDIT),
    )
    paraphrase = Overlap(
        id="o3",
        kind=OverlapKind.PARAPHRASE,
        left=place(first, SENTENCE),
        right=place(third, "Das teilte die Verwaltung mit."),
        similarity=0.4,
        words=6,
        confidence=0.8,
        evidence=("Schwimmbad", "Verwaltung", ATTACK, LONG_WORD),
    )
    again = Location(first.id, Span(first.text.rindex(SENTENCE), first.text.rindex(SENTENCE) + len(SENTENCE)))
    repeat = Overlap(
        id="o2", kind=OverlapKind.VERBATIM, left=overlap.left, right=again, similarity=1.0, words=15, passage=None
    )
    pair = DuplicatePair(
        left=first.id,
        right=second.id,
        jaccard=0.9,
        containment_in_left=1.0,
        containment_in_right=0.9,
        relation=Relation.NEW_LEAD,
    )
    return Audit(
        settings={"report": {"max_articles": 300, "max_passages": 300}, ATTACK: [ATTACK]},
        collection=CollectionSummary(
            documents=9, words=900, skipped=1, distinct_outlets_cited=1, near_duplicate_groups=1, passages=1,
            overlaps=1, repeats=1, citations=1, anonymous_citations=1, findings=1, findings_per_1000_words=1.1,
            paraphrases=1, boilerplate=1,
        ),
        documents=tuple(summarize(document) for document in documents),
        overlaps=(overlap, paraphrase),
        repeats=(repeat,),
        passages=(
            Passage(
                id="p1", text=SENTENCE, locations=(overlap.left, overlap.right), outlets=(ATTACK,),
                credits=(Credit(document=first.id, outlet=ATTACK + LONG_WORD, citation=None),), earliest=first.id,
                uncredited=(second.id,),
            ),
        ),
        boilerplate=tuple(
            Boilerplate(
                id=f"b{number}", text=f"{text} {LONG_WORD}", site=site, confidence=0.9, stubs=(second.id,),
                locations=tuple(place(document, "Das teilte die Verwaltung mit.") for document in documents),
            )
            for number, (text, site) in enumerate(((ATTACK, ATTACK + LONG_WORD), ("Impressum", None)), start=1)
        ),
        near_duplicates=(
            NearDuplicates(id="n1", documents=(first.id, second.id), similarity=0.9, pairs=(pair,)),
        ),
        citations=(make_citation(first),),
        findings=(make_finding(first),),
        sources=(
            Source(
                id="verwaltung", name=ATTACK, kind=SourceKind.INSTITUTION, country="de", owner=LONG_WORD,
                state_control=True,
                reliability="B", citations=1, anonymous=1, second_hand=0, documents=(first.id,),
            ),
        ),
        skipped=(SkippedRecord(path=ATTACK, record=3, reason=ATTACK),),
        notes=(ATTACK,),
    )  # fmt: skip


def make_citation(document: Document) -> Citation:
    return Citation(
        id="c1",
        document=document.id,
        mention=place(document, "Verwaltung").span,
        cue=place(document, "teilte").span,
        claim=place(document, SENTENCE).span,
        claim_spans=(place(document, SENTENCE).span,),
        outlet=None,
        speaker=ATTACK,
        source_kind=SourceKind.INSTITUTION,
        anonymous=True,
        type=CitationType.REPORTED,
        chain=("verwaltung", ATTACK),
        medium=None,
        confidence=0.5,
        rule=ATTACK,
    )


def make_finding(document: Document) -> Finding:
    return Finding(
        id="f1",
        document=document.id,
        span=place(document, "\u202eegnal").span,
        line=1,
        column=1,
        code="S204",
        name="invisible-character",
        severity=Severity.ERROR,
        confidence=0.9,
        evidence="\u202eegnal",
        message=ATTACK,
        fix=None,
        fingerprint="0",
    )


def summarize(document: Document) -> DocumentSummary:
    reason = Reason(
        check="reused-share",
        code="P104",
        decision=Decision.REJECT,
        message=ATTACK,
        evidence=ATTACK,
        value=0.9,
        limit=0.5,
    )
    return make_summary(
        document.id,
        title=document.title,
        published="2026-03-01",
        byline=document.byline,
        outlet=document.outlet,
        url=document.url,
        characters=len(document.text),
        words=100,
        reused_share=0.3,
        findings=1,
        verdict=Verdict(decision=Decision.REJECT, reasons=(reason,)),
    )
