"""Exactness of roots on worked examples, and the time for many claims.

DEDUP_DATA=FOLDER python tests/benchmarks/roots.py [CLAIMS]

The synthetic part has as many articles as claims, five mentions a claim, and one overlap for every second claim.
Without DEDUP_DATA only that part runs.
"""

import itertools
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from dedup.attribution import load_catalogue
from dedup.model import (
    Citation,
    CitationType,
    Claim,
    ClaimKind,
    Document,
    Evidence,
    Location,
    Mention,
    Overlap,
    OverlapKind,
    Scope,
    SourceKind,
    Span,
    Stance,
)
from dedup.provenance import build_graph, count_roots, describe_articles, describe_sources, summarise_sources
from dedup.provenance.roots import count_hand_made, read_hand_made
from dedup.provenance.roots.expectation import expected_components
from dedup.settings import RootSettings
from tests.summaries import make_summary

FIGURES = ("roots_low", "roots_high", "roots_expected", "credibility")
SOURCES = (
    ("US-Beamte", SourceKind.GROUP),
    ("südkoreanische Regierung", SourceKind.INSTITUTION),
    ("norwegische Außenministerium", SourceKind.INSTITUTION),
    ("Moskau", SourceKind.INSTITUTION),
    ("Beobachter", SourceKind.GROUP),
)
ROLES = ("norwegische Außenminister", "polnische Präsident", "Kremlsprecher", "Politologe", "Schauspieler")


def measure_examples(folder: Path) -> None:
    text = (folder / "data/claims_examples.json").read_text(encoding="utf-8")
    settings = RootSettings()
    counted = count_hand_made(read_hand_made(text, "examples", settings), settings)
    worked = {claim["id"]: claim["result"] for claim in json.loads(text)["claims"]}
    exact = dict.fromkeys(FIGURES, 0)
    for claim in counted:
        roots = claim.roots
        found = (roots.low, roots.high, round(roots.expected, 2), str(roots.credibility))
        for figure, value in zip(FIGURES, found, strict=True):
            exact[figure] += value == worked[claim.id][figure]
    print("worked examples: " + ", ".join(f"{name} {right}/{len(counted)}" for name, right in exact.items()))


def make_citations(size: int, source: random.Random) -> Iterator[Citation]:
    for number in range(size):
        for place in range(5):
            name, kind = source.choice(
                [*SOURCES, (f"Vorname{number % 997} Name{number % 1009}", SourceKind.PERSON)]
            )
            span = Span(place * 100, place * 100 + 80)
            yield Citation(
                id=f"k{number:06}-{place}",
                document=f"d{number:06}",
                mention=Span(span.start, span.start + 5),
                cue=None,
                claim=span,
                claim_spans=(span,),
                outlet=None,
                speaker=name,
                source_kind=kind,
                anonymous=kind is SourceKind.GROUP,
                type=CitationType.INDIRECT,
                chain=(name,),
                medium=None,
                confidence=0.9,
                rule="benchmark",
            )


def make_claims(size: int, citations: list[Citation], source: random.Random) -> list[Claim]:
    claims = []
    for number in range(size):
        chosen = source.sample(citations, 5)
        mentions = tuple(
            Mention(
                location=Location(citation.document, citation.claim),
                stance=Stance.SUPPORTS,
                scope=source.choice(list(Scope)),
                evidence=Evidence.TOLD,
                citation=citation.id if source.random() < 0.7 else None,
            )
            for citation in chosen
        )
        claims.append(
            Claim(
                id=f"c{number:06}",
                text="t",
                kind=ClaimKind.EVENT,
                forecast=False,
                story="s",
                mentions=mentions,
                joins=(),
            )
        )
    return claims


def make_document(number: int) -> Document:
    name = f"Vorname{number % 997} Name{number % 1009}"
    role = ROLES[number % len(ROLES)]
    text = f"Der {role} {name} reiste ab. " + "Das Treffen dauerte lange, es gab keine Einigung. " * 40
    return Document(id=f"d{number:06}", text=text)


def make_overlap(claim: Claim) -> Overlap:
    left, right = sorted(mention.location for mention in claim.mentions)[:2]
    return Overlap(id=claim.id, kind=OverlapKind.EDITED, left=left, right=right, similarity=0.9, words=20)


def measure_claims(size: int) -> None:
    source = random.Random(7)
    catalogue = load_catalogue()
    citations = list(make_citations(size, source))
    claims = make_claims(size, citations, source)
    documents = [make_document(number) for number in range(size)]
    overlaps = [make_overlap(claim) for claim in claims[::2]]
    summaries = [make_summary(document.id, words=300, reused_share=0.1) for document in documents]
    started = time.perf_counter()
    counted = count_roots(
        claims,
        (),
        citations=citations,
        overlaps=overlaps,
        documents=documents,
        catalogue=catalogue,
        settings=RootSettings(),
    )
    seconds = time.perf_counter() - started
    inexact = sum(not claim.roots.exact for claim in counted if claim.roots)
    print(f"roots of {size:,} claims in {size:,} articles: {seconds:.1f} s; {inexact} not exact")
    started = time.perf_counter()
    graph = build_graph(summaries, citations, overlaps, catalogue)
    print(
        f"graph of {len(graph.nodes):,} nodes and {len(graph.edges):,} edges: {time.perf_counter() - started:.1f} s"
    )
    started = time.perf_counter()
    describe_articles(summaries, citations, counted, (), catalogue)
    describe_sources(summarise_sources(citations, catalogue), citations, counted, catalogue)
    print(f"articles and sources described: {time.perf_counter() - started:.1f} s")


def measure_expectation() -> None:
    for nodes in (4, 8, 9, 12, 20):
        names = [f"g{number:02}" for number in range(nodes)]
        edges = [(left, right, 0.5) for left, right in itertools.combinations(names, 2)]
        started = time.perf_counter()
        found = expected_components(dict.fromkeys(names, 1.0), edges, RootSettings().max_states)
        seconds = time.perf_counter() - started
        print(f"{nodes} roots, {len(edges)} soft edges: {found.value:.3f}, exact {found.exact}, {seconds:.3f} s")


def main() -> None:
    if os.environ.get("DEDUP_DATA"):
        measure_examples(Path(os.environ["DEDUP_DATA"]))
    measure_expectation()
    measure_claims(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)


if __name__ == "__main__":
    main()
