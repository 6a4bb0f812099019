"""Six claims with their roots and the denials, over the articles of three stories: an audit written by hand."""

from dataclasses import replace
from typing import Any

from dedup.model import (
    Audit,
    Claim,
    ClaimKind,
    CollectionSummary,
    Conflict,
    Denial,
    Evidence,
    Join,
    Location,
    Mention,
    Root,
    RootEdge,
    Roots,
    Scope,
    Stance,
    Story,
)
from dedup.settings import Settings
from tests.report.sample.story_articles import (
    make_citations,
    make_documents,
    make_sources,
    span_of,
    summarize_article,
)


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
        documents=tuple(map(summarize_article, documents)),
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
