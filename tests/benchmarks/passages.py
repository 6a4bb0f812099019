"""Measure passages: DEDUP_DATA=FOLDER python tests/benchmarks/passages.py [ROUNDS]

Plants passages in real articles (data/news/gnad_de.jsonl in the folder): a run of words of one article goes into
another one, each word changed with a given probability (six in ten replaced by another word of the collection, two
dropped, two followed by a new one). Prints the share that is found by length and rate, how much of these is
covered, and in how many pieces; the wording of 15 and more words that the articles share as they are, to be read
one by one; and CPU seconds.
"""

import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dedup.model import Document, Overlap, Span
from dedup.reuse import find_reuse
from dedup.settings import ReuseSettings

LENGTHS = (15, 20, 40, 80)
RATES = (0.0, 0.1, 0.2, 0.3)
SHOWN_WORDS = 15


@dataclass(frozen=True, slots=True)
class Plant:
    """A passage that stands in two documents."""

    donor: str
    target: str
    length: int
    rate: float
    in_donor: Span
    in_target: Span


def main() -> None:
    folder = os.environ.get("DEDUP_DATA")
    if not folder:
        sys.exit("DEDUP_DATA is not set: it names the folder with data/")
    lines = (Path(folder) / "data/news/gnad_de.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line)["text"].split() for line in lines]
    long_enough = [words for words in articles if 100 <= len(words) <= 3000]
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    found: dict[tuple[int, float], list[tuple[float, int]]] = defaultdict(list)
    seconds = 0.0
    for seed in range(rounds):
        documents, plants = plant(long_enough, random.Random(seed))
        start = time.process_time()
        overlaps = find_reuse(documents, ReuseSettings()).overlaps
        seconds += time.process_time() - start
        for item, result in zip(plants, measure(plants, overlaps), strict=True):
            found[item.length, item.rate].append(result)
    print_table(found)
    print(f"{seconds / rounds:.1f} CPU seconds for {len(articles)} articles, reuse stage, planted")
    print_clean(articles)


def plant(articles: Sequence[list[str]], generator: random.Random) -> tuple[list[Document], list[Plant]]:
    """Put a changed passage of one article into another; no target is a donor."""
    articles = generator.sample(articles, len(articles))
    vocabulary = [word for words in articles for word in words]
    half = len(articles) // 2
    texts = {f"d{number:05}": list(words) for number, words in enumerate(articles)}
    names = list(texts)
    cells = [(length, rate) for length in LENGTHS for rate in RATES]
    plants = []
    for number, target in enumerate(names[:half]):
        length, rate = cells[number % len(cells)]
        donor = generator.choice(names[half:])
        first = generator.randrange(len(texts[donor]) - length)
        passage = change(texts[donor][first : first + length], rate, vocabulary, generator)
        place = generator.randrange(len(texts[target]))
        texts[target][place:place] = passage
        plants.append(
            Plant(
                donor,
                target,
                length,
                rate,
                span(texts[donor], first, first + length),
                span(texts[target], place, place + len(passage)),
            )
        )
    return [Document(id=name, text=" ".join(words)) for name, words in texts.items()], plants


def change(words: Sequence[str], rate: float, vocabulary: Sequence[str], generator: random.Random) -> list[str]:
    changed = []
    for word in words:
        kind = generator.random() if generator.random() < rate else 1.0
        if kind < 0.6:
            changed.append(generator.choice(vocabulary))
        elif kind >= 0.8:
            changed.append(word)
            if kind < 1.0:
                changed.append(generator.choice(vocabulary))
    return changed


def span(words: Sequence[str], first: int, end: int) -> Span:
    start = len(" ".join(words[:first])) + (first > 0)
    return Span(start, start + len(" ".join(words[first:end])))


def measure(plants: Sequence[Plant], overlaps: Sequence[Overlap]) -> list[tuple[float, int]]:
    """For each plant the share of its text that overlaps cover on both sides, and how many do."""
    by_pair = defaultdict(list)
    for overlap in overlaps:
        by_pair[overlap.left.document, overlap.right.document].append((overlap.left.span, overlap.right.span))
        by_pair[overlap.right.document, overlap.left.document].append((overlap.right.span, overlap.left.span))
    results = []
    for item in plants:
        hits = [
            (common(donor, item.in_donor), common(target, item.in_target))
            for donor, target in by_pair[item.donor, item.target]
        ]
        hits = [hit for hit in hits if min(hit) > 0]
        covered = sum(left + right for left, right in hits) / (len(item.in_donor) + len(item.in_target))
        results.append((covered, len(hits)))
    return results


def common(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def print_table(found: dict[tuple[int, float], list[tuple[float, int]]]) -> None:
    print("words   " + "".join(f"{rate:>24.0%}" for rate in RATES))
    for length in LENGTHS:
        cells = []
        results: list[tuple[float, int]] = []
        for rate in RATES:
            results = found[length, rate]
            hits = [result for result in results if result[1]]
            covered = sum(share for share, _ in hits) / max(1, len(hits))
            pieces = sum(count for _, count in hits) / max(1, len(hits))
            cells.append(f"{len(hits) / len(results):.3f} ({covered:.2f}, {pieces:.2f} pc)")
        print(f"{length:<8}" + "".join(f"{cell:>24}" for cell in cells) + f"   of {len(results)}")


def print_clean(articles: Sequence[Sequence[str]]) -> None:
    documents = [Document(id=f"d{number:05}", text=" ".join(words)) for number, words in enumerate(articles)]
    texts = {document.id: document.text for document in documents}
    overlaps = [item for item in find_reuse(documents, ReuseSettings()).overlaps if item.words >= SHOWN_WORDS]
    pairs = len(documents) * (len(documents) - 1) / 2e6
    shown: dict[str, list[Overlap]] = defaultdict(list)
    for item in overlaps:
        shown[item.left.span.within(texts[item.left.document])].append(item)
    print(f"{len(overlaps)} overlaps of {SHOWN_WORDS} and more words in {pairs:.2f} million pairs as they are:")
    for text, items in shown.items():
        first = items[0]
        print(f"  {len(items)} of {first.words} words, similarity {first.similarity:.2f}")
        print(f"    {text}")
        if first.similarity < 1:
            print(f"    {first.right.span.within(texts[first.right.document])}")


if __name__ == "__main__":
    main()
