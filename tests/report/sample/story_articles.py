"""Seven short articles in three stories, with their citations and sources: what an audit of claims begins with."""

from typing import Any

from dedup.model import (
    Citation,
    CitationType,
    Document,
    DocumentSummary,
    Source,
    SourceKind,
    Span,
)
from tests.report.sample.citations import make_source
from tests.summaries import make_summary

TEXTS = {
    "damm/a.txt": (
        "Der Lorn steigt weiter\n\n"
        "Nach Angaben von Beamten aus Norland mussten rund 3.000 Menschen ihre Häuser verlassen. "
        "Die Talsperre lief erstmals seit 30 Jahren über.\n\n"
        "Ein Bericht des Lornboten beruft sich auf das Umweltministerium: Demnach fehlen der Sperre fast vierzig "
        "Meter Dichtung. Der Betreiber weist das zurück.\n"
    ),
    "damm/b.txt": (
        "3.000 Menschen müssen gehen\n\n"
        "3.000 Menschen sollen ihre Häuser verlassen haben, schätzt die Regierung von Südland. "
        "Zum ersten Mal seit fast 31 Jahren lief die Talsperre über.\n\n"
        "Der Geologe Immo Rad deutet die Pläne so: Norland wolle am Lorn ein Kraftwerk bauen.\n"
    ),
    "damm/c.txt": (
        "Warum der Lorn über die Ufer tritt\n\n"
        "Seit 30 Jahren war das nicht mehr geschehen: Die Talsperre am Lorn lief über.\n\n"
        "Norland strebe ein Kraftwerk am Lorn an, heißt es in einem Vermerk des Wirtschaftsministeriums.\n"
    ),
    "damm/d.txt": (
        "Streit um den Lorn\n\n"
        "Die Abendpost berichtet unter Berufung auf nicht genannte Quellen aus Norland über Gespräche. "
        "Norland sucht einen Platz für ein Kraftwerk.\n"
    ),
    "vertrag/f.txt": (
        "Norland und Südland einigen sich\n\n"
        "„Wir haben den Vertrag über das Wasser unterschrieben“, sagte Präsidentin Ada Holm am Freitag.\n"
    ),
    "vertrag/g.txt": (
        "Wasservertrag steht\n\n"
        "Kanzler Jon Brekk nannte den unterschriebenen Wasservertrag einen Anfang. "
        "Er könnte bald geändert werden.\n"
    ),
    "werk/e.txt": (
        "Ministerin reist in die Werft\n\n"
        "Die Ministerin will am Samstag die Werft in Tarnhafen besuchen, wie das Präsidialamt mitteilte. "
        "Die Agentur Nordpress meldete unter Berufung auf ungenannte Quellen, sie werde dort das neue Fährschiff "
        "besichtigen.\n"
    ),
}
DATES = {
    "damm/a.txt": "2026-03-02",
    "damm/b.txt": "2026-03-03",
    "damm/c.txt": "2026-03-05",
    "vertrag/f.txt": "2026-04",
    "vertrag/g.txt": "2026-04-11",
}
OUTLETS = {"damm/a.txt": "Talkurier", "damm/b.txt": "Uferzeitung", "vertrag/f.txt": "Uferzeitung"}


def make_documents() -> tuple[Document, ...]:
    return tuple(
        Document(
            id=identity,
            text=text,
            title=text.split("\n", 1)[0],
            language="de",
            outlet=OUTLETS.get(identity),
            published=DATES.get(identity),
        )
        for identity, text in TEXTS.items()
    )


def span_of(document: str, needle: str) -> Span:
    start = TEXTS[document].index(needle)
    return Span(start, start + len(needle))


def cite(identity: str, document: str, mention: str, claim: str, chain: tuple[str, ...], **fields: Any) -> Citation:
    values: dict[str, Any] = {
        "cue": None,
        "outlet": None,
        "speaker": None,
        "source_kind": SourceKind.INSTITUTION,
        "anonymous": False,
        "type": CitationType.INDIRECT,
        "medium": None,
        "confidence": 0.9,
        "rule": "by-hand",
    }
    span = span_of(document, claim)
    return Citation(
        id=identity,
        document=document,
        mention=span_of(document, mention),
        claim=span,
        claim_spans=(span,),
        chain=chain,
        **values | fields,
    )


def make_citations() -> tuple[Citation, ...]:
    return (
        cite("c1", "damm/a.txt", "Beamten aus Norland", "rund 3.000 Menschen ihre Häuser verlassen",
             ("Beamten aus Norland",), anonymous=True, source_kind=SourceKind.GROUP),
        cite("c2", "damm/a.txt", "Lornboten", "fehlen der Sperre fast vierzig Meter Dichtung",
             ("Lornbote", "Umweltministerium"), outlet="lornbote", source_kind=SourceKind.OUTLET,
             cue=span_of("damm/a.txt", "beruft sich auf")),
        cite("c3", "damm/a.txt", "Der Betreiber", "das", ("Der Betreiber",)),
        cite("c4", "damm/b.txt", "Regierung von Südland", "3.000 Menschen sollen ihre Häuser verlassen haben",
             ("Regierung von Südland",), cue=span_of("damm/b.txt", "schätzt")),
        cite("c5", "damm/b.txt", "Immo Rad", "Norland wolle am Lorn ein Kraftwerk bauen", ("Immo Rad",),
             source_kind=SourceKind.PERSON),
        cite("c6", "damm/c.txt", "Vermerk des Wirtschaftsministeriums", "Norland strebe ein Kraftwerk am Lorn an",
             ("Wirtschaftsministerium",)),
        cite("c7", "damm/d.txt", "Abendpost", "über Gespräche", ("Abendpost", "nicht genannte Quellen aus Norland"),
             outlet="abendpost", anonymous=True, source_kind=SourceKind.OUTLET),
        cite("c8", "vertrag/f.txt", "Präsidentin Ada Holm",
             "„Wir haben den Vertrag über das Wasser unterschrieben“", ("Ada Holm",),
             source_kind=SourceKind.PERSON, type=CitationType.DIRECT),
        cite("c9", "vertrag/g.txt", "Kanzler Jon Brekk", "den unterschriebenen Wasservertrag", ("Jon Brekk",),
             source_kind=SourceKind.PERSON),
        cite("c10", "werk/e.txt", "das Präsidialamt",
             "Die Ministerin will am Samstag die Werft in Tarnhafen besuchen", ("Präsidialamt",)),
        cite("c11", "werk/e.txt", "Nordpress", "sie werde dort das neue Fährschiff besichtigen",
             ("Nordpress", "ungenannte Quellen"), outlet="nordpress", anonymous=True,
             source_kind=SourceKind.AGENCY),
    )  # fmt: skip


def make_sources() -> tuple[Source, ...]:
    outlet, institution, person = SourceKind.OUTLET, SourceKind.INSTITUTION, SourceKind.PERSON
    return (
        make_source(
            "group:beamten aus norland",
            "Beamten aus Norland",
            SourceKind.GROUP,
            documents=("damm/a.txt",),
            anonymous=1,
        ),
        make_source(
            "outlet:lornbote", "Lornbote", outlet, documents=("damm/a.txt",), owner="Lorn AG", reliability="B"
        ),
        make_source(
            "institution:umweltministerium",
            "Umweltministerium",
            institution,
            documents=("damm/a.txt",),
            second_hand=1,
        ),
        make_source(
            "institution:regierung von südland", "Regierung von Südland", institution, documents=("damm/b.txt",)
        ),
        make_source("person:immo rad", "Immo Rad", person, documents=("damm/b.txt",)),
        make_source(
            "institution:wirtschaftsministerium", "Wirtschaftsministerium", institution, documents=("damm/c.txt",)
        ),
        make_source("outlet:abendpost", "Abendpost", outlet, documents=("damm/d.txt",), anonymous=1),
        make_source(
            "group:nicht genannte quellen aus norland",
            "nicht genannte Quellen aus Norland",
            SourceKind.GROUP,
            documents=("damm/d.txt",),
            anonymous=1,
            second_hand=1,
        ),
        make_source(
            "agency:nordpress",
            "Nordpress",
            SourceKind.AGENCY,
            documents=("werk/e.txt",),
            anonymous=1,
            country="no",
            state_control=True,
        ),
    )


def summarize_article(document: Document) -> DocumentSummary:
    return make_summary(
        document.id,
        title=document.title,
        published=document.published,
        outlet=document.outlet,
        path=document.id,
        characters=len(document.text),
        words=len(document.text.split()),
    )
