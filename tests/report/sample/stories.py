"""Seven short articles in three stories, six claims with their roots, and the denials: an audit written by hand."""

from dataclasses import replace
from typing import Any

from dedup.model import (
    Audit,
    Citation,
    CitationType,
    Claim,
    ClaimKind,
    CollectionSummary,
    Conflict,
    Decision,
    Denial,
    Document,
    DocumentSummary,
    Evidence,
    Join,
    Location,
    Mention,
    Root,
    RootEdge,
    Roots,
    Scope,
    Source,
    SourceKind,
    Span,
    Stance,
    Story,
    Verdict,
)
from dedup.settings import Settings

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


def state(
    document: str, needle: str, citation: str | None = None, chain: tuple[str, ...] = (), **fields: Any
) -> Mention:
    values: dict[str, Any] = {"stance": Stance.SUPPORTS, "scope": Scope.SENTENCE, "evidence": Evidence.TOLD}
    location = Location(document, span_of(document, needle))
    return Mention(location=location, citation=citation, chain=chain, **values | fields)


def count_roots(low: int, high: int, expected: float, digit: int, reason: str, **fields: Any) -> Roots:
    values: dict[str, Any] = {
        "effective": float(high),
        "direct": (),
        "inherited": (),
        "analysis": (),
        "narrators": (),
        "vague": 0,
        "denials": (),
        "edges": (),
    }
    return Roots(low=low, high=high, expected=expected, credibility=digit, reason=reason, **values | fields)


def root(identity: str, name: str, level: int, *documents: str, names: tuple[str, ...] = ()) -> Root:
    return Root(id=identity, name=name, level=level, names=names or (name,), documents=documents)


NORLAND = root("norland-government", "Regierung Norlands", 1, "damm/a.txt", names=("Beamten aus Norland",))
SOUTHLAND = root("suedland-government", "Regierung von Südland", 2, "damm/b.txt")
ALLIES = RootEdge(
    left="norland-government",
    right="suedland-government",
    prior=0.5,
    why="allied governments that may pass on the same figure; no text says whether they do",
)


def make_claims() -> tuple[Claim, ...]:
    return (*_dam_claims(), _treaty(), _visit())


def _dam_claims() -> tuple[Claim, ...]:
    return (
        Claim(
            id="k1", text="rund 3.000 Menschen ihre Häuser verlassen", kind=ClaimKind.QUANTITY, forecast=False,
            story="s1",
            mentions=(
                state("damm/a.txt", "rund 3.000 Menschen ihre Häuser verlassen", "c1", ("Beamten aus Norland",),
                      value="rund 3.000"),
                state("damm/b.txt", "3.000 Menschen sollen ihre Häuser verlassen haben", "c4",
                      ("Regierung von Südland",), value="3.000", hedge="sollen, schätzt"),
            ),
            joins=(
                Join(left=0, right=1, confidence=0.93,
                     agrees=(("quantity", "rund 3.000", "3.000"), ("wording", "Häuser", "Häuser")),
                     differs=(("wording", "mussten", "sollen"),)),
            ),
            conflicts=(
                Conflict(aspect="attribution", left=0, right=1,
                         said=("Beamten aus Norland", "Regierung von Südland"),
                         message="two governments are named for one figure"),
                Conflict(aspect="hedge", left=0, right=1, said=("", "sollen, schätzt"),
                         message="one article hedges what the other states"),
            ),
            roots=count_roots(1, 2, 1.5, 2, "two roots at most, one at least", direct=(NORLAND, SOUTHLAND),
                              edges=(ALLIES,), denials=("Der Betreiber",)),
        ),
        Claim(
            id="k2", text="fehlen der Sperre fast vierzig Meter Dichtung", kind=ClaimKind.QUANTITY, forecast=False,
            story="s1",
            mentions=(
                state("damm/a.txt", "fehlen der Sperre fast vierzig Meter Dichtung", "c2",
                      ("Lornbote", "Umweltministerium"), value="fast vierzig Meter", hedge="demnach"),
            ),
            joins=(),
            roots=count_roots(1, 1, 1.0, 3, "one root", denials=("Der Betreiber",),
                              direct=(root("ministry-environment", "Umweltministerium", 2, "damm/a.txt"),)),
        ),
        Claim(
            id="k3", text="Seit 30 Jahren war das nicht mehr geschehen: Die Talsperre am Lorn lief über",
            kind=ClaimKind.BACKGROUND, forecast=False, story="s1",
            mentions=(
                state("damm/a.txt", "Die Talsperre lief erstmals seit 30 Jahren über", value="30 Jahren"),
                state("damm/b.txt", "Zum ersten Mal seit fast 31 Jahren lief die Talsperre über",
                      value="fast 31 Jahren", hedge="fast"),
                state("damm/c.txt", "Seit 30 Jahren war das nicht mehr geschehen: Die Talsperre am Lorn lief über",
                      value="30 Jahren"),
            ),
            joins=(
                Join(left=0, right=1, confidence=0.8, agrees=(("wording", "Talsperre", "Talsperre"),),
                     differs=(("quantity", "30 Jahren", "fast 31 Jahren"),)),
                Join(left=0, right=2, confidence=0.97,
                     agrees=(("quantity", "30 Jahren", "30 Jahren"), ("name", "Talsperre", "Talsperre"))),
            ),
            conflicts=(
                Conflict(aspect="quantity", left=0, right=1, said=("30 Jahren", "fast 31 Jahren"),
                         message="the figures are not the same"),
            ),
            roots=count_roots(0, 0, 0.0, 2, "no root; three narrators of background",
                              narrators=("damm/a.txt", "damm/b.txt", "damm/c.txt"), effective=0.0),
        ),
        Claim(
            id="k4", text="Norland strebe ein Kraftwerk am Lorn an", kind=ClaimKind.INTENTION, forecast=True,
            story="s1",
            mentions=(
                state("damm/b.txt", "Norland wolle am Lorn ein Kraftwerk bauen", "c5", ("Immo Rad",),
                      evidence=Evidence.ANALYSIS),
                state("damm/c.txt", "Norland strebe ein Kraftwerk am Lorn an", "c6", ("Wirtschaftsministerium",)),
                state("damm/d.txt", "Norland sucht einen Platz für ein Kraftwerk", "c7",
                      ("Abendpost", "nicht genannte Quellen aus Norland"), scope=Scope.ARTICLE),
            ),
            joins=(Join(left=0, right=1, confidence=0.75, agrees=(("name", "Norland", "Norland"),)),),
            roots=count_roots(
                1, 2, 1.1, 3, "one root; a forecast or intention gets 3 at best",
                direct=(root("norland-government", "Regierung Norlands", 2, "damm/c.txt",
                             names=("Wirtschaftsministerium",)),),
                inherited=(root("anonymous:abendpost", "nicht genannte Quellen (Abendpost)", 1, "damm/d.txt",
                                names=("nicht genannte Quellen aus Norland",)),),
                analysis=("Immo Rad",),
                edges=(RootEdge(left="anonymous:abendpost", right="norland-government", prior=0.8,
                                why="unnamed sources from a country whose ministry is named"),),
            ),
        ),
    )  # fmt: skip


def _treaty() -> Claim:
    return Claim(
        id="k5", text="„Wir haben den Vertrag über das Wasser unterschrieben“", kind=ClaimKind.EVENT,
        forecast=False, story="s2",
        mentions=(
            state("vertrag/f.txt", "„Wir haben den Vertrag über das Wasser unterschrieben“", "c8", ("Ada Holm",),
                  evidence=Evidence.QUOTE),
            state("vertrag/g.txt", "den unterschriebenen Wasservertrag", "c9", ("Jon Brekk",),
                  evidence=Evidence.DOCUMENT),
        ),
        joins=(Join(left=0, right=1, confidence=0.82, agrees=(("wording", "Vertrag, Wasser", "Wasservertrag"),)),),
        roots=count_roots(
            2, 2, 2.0, 1, "two roots, both named, not denied",
            direct=(
                root("norland-government", "Regierung Norlands", 3, "vertrag/f.txt", names=("Ada Holm",)),
                root("suedland-government", "Regierung von Südland", 3, "vertrag/g.txt", names=("Jon Brekk",)),
            ),
            channel_letter="B", root_letter="C",
        ),
    )  # fmt: skip


def _visit() -> Claim:
    return Claim(
        id="k6", text="Die Ministerin will am Samstag die Werft in Tarnhafen besuchen", kind=ClaimKind.FORECAST,
        forecast=True, story="s3",
        mentions=(
            state("werk/e.txt", "Die Ministerin will am Samstag die Werft in Tarnhafen besuchen", "c10",
                  ("Präsidialamt",)),
            state("werk/e.txt", "sie werde dort das neue Fährschiff besichtigen", "c11",
                  ("Nordpress", "ungenannte Quellen"), hedge="werde"),
        ),
        joins=(),
        roots=count_roots(
            1, 2, 1.7, 3, "a forecast or intention gets 3 at best",
            direct=(
                root("anonymous:nordpress", "ungenannte Quellen (Nordpress)", 1, "werk/e.txt",
                     names=("ungenannte Quellen",)),
                root("norland-government", "Regierung Norlands", 2, "werk/e.txt", names=("Präsidialamt",)),
            ),
            edges=(RootEdge(left="anonymous:nordpress", right="norland-government", prior=0.3,
                            why="an agency's unnamed source may be a party to the story"),),
        ),
    )  # fmt: skip


def make_stories() -> tuple[Story, ...]:
    return (
        Story(id="s1", title="Der Lorn steigt weiter",
              documents=("damm/a.txt", "damm/b.txt", "damm/c.txt", "damm/d.txt"), terms=("talsperre", "kraftwerk"),
              names=("Lorn", "Norland"), first="2026-03-02", last="2026-03-05"),
        Story(id="s2", title="Norland und Südland einigen sich", documents=("vertrag/f.txt", "vertrag/g.txt"),
              terms=("wasservertrag",), names=(), first="2026-04", last="2026-04-11"),
        Story(id="s3", title="Ministerin reist in die Werft", documents=("werk/e.txt",), terms=("werft",),
              names=("Tarnhafen",), first=None, last=None),
    )  # fmt: skip


def make_denials() -> tuple[Denial, ...]:
    location = Location("damm/a.txt", span_of("damm/a.txt", "Der Betreiber weist das zurück"))
    return (Denial(location=location, citation="c3", deniers=("Der Betreiber",), of=("k1", "k2")),)


def make_source(identity: str, name: str, kind: SourceKind, *documents: str, **fields: Any) -> Source:
    values: dict[str, Any] = {
        "country": None,
        "owner": None,
        "state_control": False,
        "reliability": None,
        "citations": 1,
        "anonymous": 0,
        "second_hand": 0,
    }
    return Source(id=identity, name=name, kind=kind, documents=documents, **values | fields)


def make_sources() -> tuple[Source, ...]:
    outlet, institution, person = SourceKind.OUTLET, SourceKind.INSTITUTION, SourceKind.PERSON
    return (
        make_source("group:beamten aus norland", "Beamten aus Norland", SourceKind.GROUP, "damm/a.txt",
                    anonymous=1),
        make_source("outlet:lornbote", "Lornbote", outlet, "damm/a.txt", owner="Lorn AG", reliability="B"),
        make_source("institution:umweltministerium", "Umweltministerium", institution, "damm/a.txt",
                    second_hand=1),
        make_source("institution:regierung von südland", "Regierung von Südland", institution, "damm/b.txt"),
        make_source("person:immo rad", "Immo Rad", person, "damm/b.txt"),
        make_source("institution:wirtschaftsministerium", "Wirtschaftsministerium", institution, "damm/c.txt"),
        make_source("outlet:abendpost", "Abendpost", outlet, "damm/d.txt", anonymous=1),
        make_source("group:nicht genannte quellen aus norland", "nicht genannte Quellen aus Norland",
                    SourceKind.GROUP, "damm/d.txt", anonymous=1, second_hand=1),
        make_source("agency:nordpress", "Nordpress", SourceKind.AGENCY, "werk/e.txt", anonymous=1, country="no",
                    state_control=True),
    )  # fmt: skip


def make_story_audit(settings: Settings | None = None) -> Audit:
    documents, citations = make_documents(), make_citations()
    return Audit(
        settings=(settings or Settings()).model_dump(mode="json"),
        collection=CollectionSummary(
            documents=len(documents),
            words=sum(len(document.text.split()) for document in documents),
            skipped=0,
            distinct_outlets_cited=3,
            near_duplicate_groups=0,
            passages=0,
            overlaps=0,
            repeats=0,
            citations=len(citations),
            anonymous_citations=3,
            findings=0,
            findings_per_1000_words=0.0,
        ),
        documents=tuple(map(_summarize, documents)),
        overlaps=(),
        repeats=(),
        passages=(),
        near_duplicates=(),
        boilerplate=(),
        citations=citations,
        findings=(),
        sources=make_sources(),
        skipped=(),
        notes=(),
        stories=make_stories(),
        claims=make_claims(),
        denials=make_denials(),
    )


def without_roots(audit: Audit) -> Audit:
    return replace(audit, claims=tuple(replace(claim, roots=None) for claim in audit.claims))


def _summarize(document: Document) -> DocumentSummary:
    return DocumentSummary(
        id=document.id,
        title=document.title,
        language="de",
        published=document.published,
        byline=None,
        outlet=document.outlet,
        url=None,
        path=document.id,
        headline=None,
        byline_span=None,
        characters=len(document.text),
        words=len(document.text.split()),
        reused_share=0.0,
        findings=0,
        verdict=Verdict(decision=Decision.ACCEPT),
    )
