"""The acceptance run: five real articles, the collection that the project was born from.

They belong to others and lie outside the project; DEDUP_DATA names the folder that holds `seeds/`.
"""

import time
from pathlib import Path

import pytest

from dedup import Audit, audit, read_documents
from dedup.model import Citation, Collection, Finding

pytestmark = pytest.mark.shared_data
A, B, C, D, E = "000_", "001_", "002_", "003_", "004_"


@pytest.fixture(scope="module")
def collection(shared_data: Path) -> Collection:
    return read_documents([shared_data / "seeds"])


@pytest.fixture(scope="module")
def result(collection: Collection) -> Audit:
    return audit(collection)


def findings(result: Audit, article: str, name: str) -> list[Finding]:
    return [item for item in result.findings if item.document.startswith(article) and item.name == name]


def citations(result: Audit, article: str, outlet: str) -> list[Citation]:
    return [
        item
        for item in result.citations
        if item.document.startswith(article) and outlet in (item.outlet, item.medium)
    ]


def repaired(finding: Finding, collection: Collection) -> str:
    """The evidence after the finding's repair."""
    text = next(document.text for document in collection.documents if document.id == finding.document)
    fix = finding.fix
    assert fix is not None
    return text[finding.span.start : fix.span.start] + fix.replacement + text[fix.span.end : finding.span.end]


def test_five_articles_are_read_in_german(result: Audit) -> None:
    assert [document.language for document in result.documents] == ["de"] * 5
    assert result.skipped == ()


@pytest.mark.parametrize(
    ("evidence", "repair"), [("qWenn", "Wenn"), ("LNordkorea", "Nordkorea"), ("CDaher", "Daher")]
)
def test_a_garbled_opening_is_found_with_its_repair(
    result: Audit, collection: Collection, evidence: str, repair: str
) -> None:
    (finding,) = [item for item in findings(result, A, "drop-letter") if item.evidence == evidence]
    assert repaired(finding, collection) == repair


@pytest.mark.parametrize(
    ("article", "name", "part"),
    [
        (A, "quote-mismatch", "LNordkorea"),
        (A, "quote-mismatch", "CDaher"),
        (A, "quote-glue", "sagte"),
        (A, "split-name", "Nord Korea"),
        (A, "rights-line", "ALLE RECHTE VORBEHALTEN"),
        (A, "read-more", "vollständigen Artikel"),
        (A, "next-headline", "NEXT"),
        (A, "translated-brand", "Der Messenger"),
        (A, "mt-fragment", "Wer wird das besuchen?"),
        (B, "meta-prefix", "date 2024-06"),
        (C, "caption-in-body", "Artem Geodakyan"),
        (C, "caption-in-body", "Mikhail Metzel"),
        (D, "glued-byline", "VonLukas"),
        (D, "punct-glue", "Archivbild"),
        (D, "caption-repeated", "Archivbild"),
        (D, "caption-repeated", "Beitragsbild"),
        (D, "timestamp-line", "5. September 2023"),
        (D, "ad-marker", "Advertisement"),
        (E, "title-truncated", "vereinbaren"),
        (E, "glued-credit", "EPAWährend"),
        (E, "name-variant", "Pjöngang"),
    ],
)
def test_each_damage_is_found(result: Audit, article: str, name: str, part: str) -> None:
    assert any(part in item.evidence for item in findings(result, article, name))


def test_both_spaces_before_punctuation_are_found(result: Audit) -> None:
    assert len(findings(result, E, "space-before-punct")) == 2


def test_the_findings_are_few_enough_to_be_read(result: Audit) -> None:
    assert len(result.findings) <= 32


def test_newsweek_is_cited_three_times_once_as_medium(result: Audit) -> None:
    found = citations(result, A, "newsweek")
    assert len([item for item in found if item.outlet]) >= 2
    assert any(item.medium == "newsweek" for item in found)


def test_bloomberg_comes_with_its_chain(result: Audit) -> None:
    chains = {item.chain for item in citations(result, A, "bloomberg")}
    assert ("bloomberg", "südkoreanische Verteidigungsministerium") in chains


@pytest.mark.parametrize(("article", "outlet"), [(C, "kyodo"), (D, "new-york-times")])
def test_an_outlet_that_passes_on_unnamed_sources_is_anonymous(result: Audit, article: str, outlet: str) -> None:
    (citation,) = citations(result, article, outlet)
    assert citation.anonymous
    assert len(citation.chain) == 2


@pytest.mark.parametrize(("article", "outlet"), [(B, "rodong-sinmun"), (B, "t-online"), (C, "kcna")])
def test_further_outlets_are_cited(result: Audit, article: str, outlet: str) -> None:
    assert citations(result, article, outlet)


@pytest.mark.parametrize(
    "speaker",
    ["Uschakow", "Immanuel Kim", "Peskow", "Watling", "Kirby", "Tikhonov", "Shin Wok-sik", "Kreml", "US-Beamte"],
)
def test_speakers_are_named(result: Audit, speaker: str) -> None:
    hops = {hop for citation in result.citations for hop in citation.chain}
    assert any(speaker in hop for hop in hops)


@pytest.mark.parametrize("name", ["cnn", "epa", "imago", "sputnik"])
def test_photo_credits_and_teasers_cite_nobody(result: Audit, name: str) -> None:
    assert not any(name in (hop.lower() for hop in citation.chain) for citation in result.citations)


def test_the_five_share_no_wording_and_the_caption_repeats_inside_its_article(result: Audit) -> None:
    assert result.overlaps == ()
    assert {repeat.left.document[:4] for repeat in result.repeats} == {D}


def test_the_analyses_take_less_than_two_seconds(collection: Collection) -> None:
    started = time.process_time()
    audit(collection)
    assert time.process_time() - started < 2  # with start-up: tests/benchmarks/audit.py
