"""Quality and cost of stories and claims, at default settings.

    DEDUP_DATA=FOLDER python tests/benchmarks/claims.py [ARTICLES]

Prints which hand-joined pairs of the five real articles are found and which joins the gold does not know, how
often the roots of these claims are those that a person read, end to end (a lower bound above the gold's is false
independence), how well stories agree with the pages that insm_same_url_de crawled twice (adjusted Rand index) and
how many unrelated same-topic pairs of planted_de fall into one story, and the time of both steps on ARTICLES
articles (10,000).
"""

import itertools
import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dedup import audit
from dedup.analysis import Analysis, analyse
from dedup.engine import map_ordered
from dedup.model import Claim, Document, DocumentSummary, Roots, Story
from dedup.policy import UNJUDGED
from dedup.provenance.claims import FoundClaims, Stated, find_claims, find_stories
from dedup.settings import Settings

GOLD = Path(__file__).parent / "gold" / "claims_five.json"
SETTINGS = Settings()
OURS = {"ANON:nyt-us-allies": "ANON:new-york-times", "OUT:nyt": "OUT:new-york-times"}
"""Ids of the worked examples that the catalogue calls otherwise."""


def main() -> None:
    folder = os.environ.get("DEDUP_DATA")
    if not folder:
        sys.exit("DEDUP_DATA is not set: it names the folder with data/ and seeds/")
    shared = Path(folder)
    score_five(shared)
    score_roots(shared)
    score_crawled_twice(shared)
    score_same_topic(shared)
    measure(shared, int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)


def five(shared: Path) -> list[Document]:
    return [
        Document(id=file.name, text=file.read_text(encoding="utf-8"))
        for file in sorted((shared / "seeds").glob("*.txt"))
    ]


def score_five(shared: Path) -> None:
    """Pairs of mentions that a person joined, and joins that the gold does not have."""
    _, found = run(five(shared))
    gold = json.loads(GOLD.read_text(encoding="utf-8"))["claims"]
    wanted = [pair for claim in gold for pair in itertools.combinations(claim["mentions"], 2)]
    hits = sum(any(are_joined(claim, *pair) for claim in found.claims) for pair in wanted)
    made = [pair for claim in found.claims for pair in itertools.combinations(claim.mentions, 2)]
    known = sum(
        any(
            touches(left, one) and touches(right, other)
            for claim in gold
            for one, other in itertools.permutations(claim["mentions"], 2)
        )
        for left, right in made
    )
    unknown = len(made) - known
    print(f"five articles: {hits} of {len(wanted)} hand-joined pairs, {unknown} of {len(made)} joins not in gold")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRoots:
    """What a person read of one claim: its places, the parties it rests on, and the bounds."""

    name: str
    mentions: list[list[Any]]
    roots: frozenset[str]
    low: int
    high: int


def score_roots(shared: Path) -> None:
    """Roots from the text alone, for the worked examples and for all hand-joined claims."""
    documents = five(shared)
    claims = audit(documents).claims
    examples = json.loads((shared / "data" / "claims_examples.json").read_text(encoding="utf-8"))
    compare_roots("worked examples", list(example_roots(examples)), claims)
    gold = json.loads(GOLD.read_text(encoding="utf-8"))["claims"]
    joined = [
        GoldRoots(
            name=claim["id"],
            mentions=claim["mentions"],
            roots=frozenset(claim["roots"]),
            low=claim["low"],
            high=claim["high"],
        )
        for claim in gold
    ]
    compare_roots("hand-joined claims", joined, claims)


def example_roots(examples: Any) -> Iterable[GoldRoots]:
    for claim in examples["claims"]:
        result = claim["result"]
        parties = (*result["roots"], *result["roots_inherited"])
        spans = [mention["span"] for mention in claim["mentions"]]
        yield GoldRoots(
            name=claim["id"],
            mentions=[[span["file"], span["start"], span["end"]] for span in spans],
            roots=frozenset(OURS.get(party, party) for party in parties),
            low=result["roots_low"],
            high=result["roots_high"],
        )


def compare_roots(title: str, gold: Sequence[GoldRoots], claims: Sequence[Claim]) -> None:
    """Match each gold claim with the found one that shares most of its places; one not found has no roots."""
    hits = found_roots = matched = too_high = low = high = 0
    for wanted in gold:
        roots = best_match(wanted, claims)
        if roots is None:
            print(f"  {wanted.name}: not found; gold {sorted(wanted.roots)} {wanted.low} to {wanted.high}")
            continue
        parties = {root.id for root in (*roots.direct, *roots.inherited)}
        matched += 1
        found_roots += len(parties)
        hits += len(parties & wanted.roots)
        too_high += roots.low > wanted.low
        low += roots.low == wanted.low
        high += roots.high == wanted.high
        if parties != wanted.roots or (roots.low, roots.high) != (wanted.low, wanted.high):
            print(
                f"  {wanted.name}: {sorted(parties)} {roots.low} to {roots.high}; "
                f"gold {sorted(wanted.roots)} {wanted.low} to {wanted.high}"
            )
    known = sum(len(wanted.roots) for wanted in gold)
    precision, recall = (hits / max(1, found_roots)), (hits / max(1, known))
    print(
        f"roots of {title}: {matched} of {len(gold)} found; precision {precision:.2f} recall {recall:.2f} "
        f"F1 {2 * hits / max(1, found_roots + known):.2f} ({hits} of {known} roots, {found_roots} found); "
        f"low too high in {too_high} of {matched}, low exact {low}, high exact {high}"
    )


def best_match(wanted: GoldRoots, claims: Sequence[Claim]) -> Roots | None:
    def shared_places(claim: Claim) -> int:
        return sum(any(touches(mention, place) for mention in claim.mentions) for place in wanted.mentions)

    best = max(claims, key=lambda claim: (shared_places(claim), -len(claim.mentions)), default=None)
    return best.roots if best is not None and shared_places(best) else None


def are_joined(claim: Claim, one: list[Any], other: list[Any]) -> bool:
    """Whether two different mentions of a claim stand where the gold has a pair."""
    return any(
        touches(left, one) and touches(right, other) for left, right in itertools.permutations(claim.mentions, 2)
    )


def touches(mention: Any, place: list[Any]) -> bool:
    document, start, end = place
    location = mention.location
    return bool(location.document == document and location.span.start < end and start < location.span.end)


def score_crawled_twice(shared: Path) -> None:
    from sklearn.metrics import adjusted_rand_score

    folder = shared / "data/reuse/insm_same_url_de"
    documents = read(folder / "documents.jsonl")
    clusters = {row["id"]: row["cluster"] for row in rows(folder / "gold_clusters.jsonl")}
    stories, _ = run(documents)
    home = {document: story.id for story in stories for document in story.documents}
    known = [document.id for document in documents if document.id in clusters]
    index = adjusted_rand_score([clusters[name] for name in known], [home.get(name, name) for name in known])
    together = [pair for pair in itertools.combinations(known, 2) if clusters[pair[0]] == clusters[pair[1]]]
    kept = sum(home.get(left, left) == home.get(right, right) for left, right in together)
    print(f"insm_same_url_de: ARI {index:.3f}; {kept} of {len(together)} pairs of one page in one story")


def score_same_topic(shared: Path) -> None:
    folder = shared / "data/reuse/planted_de"
    stories, found = run(read(folder / "documents.jsonl"))
    home = {document: story.id for story in stories for document in story.documents}
    pairs = list(rows(folder / "hard_negative_pairs.jsonl"))
    same = sum(home.get(pair["a"], 0) == home.get(pair["b"], 1) for pair in pairs)
    largest = max((len(story.documents) for story in stories), default=0)
    print(
        f"planted_de: {len(stories)} stories, the largest of {largest} articles; {same} of {len(pairs)} "
        f"same-topic pairs in one story; {len(found.claims)} claims"
    )


def measure(shared: Path, articles: int) -> None:
    """Time on real articles and altered copies of them: one word in forty is another one in each copy."""
    documents = copies(read(shared / "data/news/gnad_de.jsonl"), articles)
    started, cpu = time.perf_counter(), time.process_time()
    analyses = look(documents)
    looked = time.perf_counter()
    summaries = [summary(*pair) for pair in zip(documents, analyses, strict=True)]
    stated = Stated(analysis.statements for analysis in analyses)
    stories, notes = find_stories(summaries, stated, SETTINGS.claims)
    grouped = time.perf_counter()
    citations = (citation for analysis in analyses for citation in analysis.citations)
    found = find_claims(documents, stated, citations, stories, SETTINGS.claims)
    ended = time.perf_counter()
    print(
        f"{articles} articles, {stated.articles[-1]} statements: analyses {looked - started:.1f} s, "
        f"stories {grouped - looked:.1f} s ({len(stories)}), claims {ended - grouped:.1f} s ({len(found.claims)}); "
        f"{time.process_time() - cpu:.1f} CPU s in this process; notes: {len(notes) + len(found.notes)}"
    )


def run(documents: Sequence[Document]) -> tuple[tuple[Story, ...], FoundClaims]:
    analyses = look(documents)
    summaries = [summary(*pair) for pair in zip(documents, analyses, strict=True)]
    stated = Stated(analysis.statements for analysis in analyses)
    stories, _ = find_stories(summaries, stated, SETTINGS.claims)
    citations = (citation for analysis in analyses for citation in analysis.citations)
    return stories, find_claims(documents, stated, citations, stories, SETTINGS.claims)


def look(documents: Sequence[Document]) -> list[Analysis]:
    with map_ordered(analyse_alone, documents, 0 if len(documents) > 100 else 1) as arriving:
        return list(arriving)


def analyse_alone(document: Document) -> Analysis:
    return analyse(document, SETTINGS)


def summary(document: Document, analysis: Analysis) -> DocumentSummary:
    layout = analysis.layout
    return DocumentSummary(
        id=document.id,
        title=layout.headline.within(document.text) if layout.headline else None,
        language=analysis.language,
        published=document.published or (layout.date.iso if layout.date else None),
        byline=None,
        outlet=None,
        url=None,
        path=None,
        headline=layout.headline,
        characters=len(document.text),
        words=0,
        reused_share=0.0,
        findings=0,
        verdict=UNJUDGED,
    )


def copies(originals: Sequence[Document], count: int) -> list[Document]:
    """As many articles as asked for; the words of each copy are shifted here and there, always the same way."""
    pool = [word for document in originals for word in document.text.split()]
    made = []
    for number in range(count):
        original = originals[number % len(originals)]
        words = original.text.split()
        turn = number // len(originals)
        if turn:
            for place in range(turn % 40, len(words), 40):
                words[place] = pool[(place * 7919 + number * 104_729) % len(pool)]
        made.append(Document(id=f"{number:06d}", text=" ".join(words), language="de"))
    return made


def read(file: Path) -> list[Document]:
    documents = [Document(id=str(row["id"]), text=row["text"]) for row in rows(file)]
    return sorted(documents, key=lambda document: document.id)


def rows(file: Path) -> Iterable[dict[str, Any]]:
    with file.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


if __name__ == "__main__":
    main()
