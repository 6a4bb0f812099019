"""Quality and cost of reuse in other words, at default settings.

    DEDUP_DATA=FOLDER python tests/benchmarks/paraphrase.py

Prints plagdet by subset on pan13_dev with and without the step, which listed pairs of clough_stevenson share
anything, how many paraphrases clean articles and the same-topic pairs of planted_de give, what is found of reworded
pairs among clean articles, and CPU seconds of the reuse stage. Every set goes through the stage whole; detections
are then cut to the pairs that the gold lists.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dedup.model import Document, Overlap, OverlapKind
from dedup.reuse import Reuse, find_reuse
from dedup.settings import ReuseSettings

Record = dict[str, Any]


def main() -> None:
    folder = os.environ.get("DEDUP_DATA")
    if not folder:
        sys.exit("DEDUP_DATA is not set: it names the folder with data/ and eval/")
    shared = Path(folder)
    find_reuse([Document(id="a", text="Einmal laden."), Document(id="b", text="Noch einmal.")], ReuseSettings())
    score_obfuscation(shared)
    score_answers(shared)
    count_false_paraphrases(shared)
    score_mixed(shared)


def score_obfuscation(shared: Path) -> None:
    """Plagdet by class of obfuscation, with the step and without it."""
    data = shared / "data/reuse/pan13_dev"
    pairs = {(pair["a"], pair["b"]) for pair in read_records(data / "pairs.jsonl")}
    documents = read_set(data / "documents.jsonl")
    for paraphrase in (False, True):
        found, seconds = measure(documents, paraphrase=paraphrase)
        print(f"\npan13_dev, paraphrase {'on' if paraphrase else 'off'}: {seconds:.1f} CPU s for the reuse stage")
        rows = [row for overlap in found.overlaps if ((row := as_detection(overlap))["a"], row["b"]) in pairs]
        scorer = [shared / "eval/plagdet.py", data / "gold.jsonl"]
        print(run_scorer(scorer, rows, "--pairs", data / "pairs.jsonl", "--by", "subset"))


def score_answers(shared: Path) -> None:
    """Short answers to five questions, written with four degrees of reuse."""
    data = shared / "data/reuse/clough_stevenson"
    found, seconds = measure(read_set(data / "documents.jsonl"), paraphrase=True)
    print(f"\nclough_stevenson: {seconds:.1f} CPU s; a pair is predicted where any overlap is found")
    rows = [as_detection(overlap) for overlap in found.overlaps]
    scorer = [shared / "eval/pairs.py", data / "gold_pairs.jsonl"]
    print(run_scorer(scorer, rows, "--closed", "--by", "kind"))


def count_false_paraphrases(shared: Path) -> None:
    """Paraphrases among articles that nobody retold, and among pairs on one topic."""
    documents = read_set(shared / "data/news/gnad_de.jsonl")
    found, seconds = measure(documents, paraphrase=True)
    reported = [item for item in found.overlaps if item.kind is OverlapKind.PARAPHRASE]
    pairs = len(documents) * (len(documents) - 1) / 2
    print(
        f"\nclean articles: {seconds:.1f} CPU s, {len(reported)} paraphrases, "
        f"{1e6 * len(reported) / pairs:.2f} a million pairs"
    )
    data = shared / "data/reuse/planted_de"
    found, _ = measure(read_set(data / "documents.jsonl"), paraphrase=True)
    negative = {frozenset((row["a"], row["b"])) for row in read_records(data / "hard_negative_pairs.jsonl")}
    reported = [item for item in found.overlaps if item.kind is OverlapKind.PARAPHRASE]
    hit = sum(frozenset((item.left.document, item.right.document)) in negative for item in reported)
    print(f"planted_de: {hit} paraphrases in {len(negative)} pairs on one topic")


def score_mixed(shared: Path) -> None:
    """Reworded pairs alone and among articles that have nothing to do with them: what is still found."""
    data = shared / "data/reuse/pan13_dev"
    reworded = [pair for pair in read_records(data / "pairs.jsonl") if pair["subset"][:2] in {"03", "04", "05"}]
    listed = {(pair["a"], pair["b"]) for pair in reworded[:150]}
    names = {name for pair in listed for name in pair}
    stories = [document for document in read_set(data / "documents.jsonl") if document.id in names]
    others = read_set(shared / "data/news/gnad_de.jsonl")
    for name, documents in (("alone", stories), ("among clean articles", sorted(stories + others, key=by_id))):
        found, seconds = measure(documents, paraphrase=True)
        rows = [row for overlap in found.overlaps if ((row := as_detection(overlap))["a"], row["b"]) in listed]
        counts = [sum(row["kind"] == kind.value for row in rows) for kind in OverlapKind]
        told = ", ".join(f"{count} {kind.value}" for kind, count in zip(OverlapKind, counts, strict=True))
        print(f"\nreworded pairs {name}: {len(documents)} documents, {told}, {seconds:.1f} CPU s")


def by_id(document: Document) -> str:
    return document.id


def read_records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def read_set(path: Path) -> list[Document]:
    records = sorted(read_records(path), key=lambda record: record["id"])
    return [Document(id=record["id"], text=record["text"]) for record in records]


def measure(documents: list[Document], *, paraphrase: bool) -> tuple[Reuse, float]:
    start = time.process_time()
    found = find_reuse(documents, ReuseSettings(paraphrase=paraphrase))
    return found, time.process_time() - start


def as_detection(overlap: Overlap) -> Record:
    """The overlap as the scorers read it, the copying document first where ids say which one that is."""
    left, right = overlap.left, overlap.right
    if right.document.startswith("suspicious-"):
        left, right = right, left
    return {
        "a": left.document,
        "a_start": left.span.start,
        "a_end": left.span.end,
        "b": right.document,
        "b_start": right.span.start,
        "b_end": right.span.end,
        "kind": overlap.kind.value,
    }


def run_scorer(scorer: list[Path], rows: Iterable[Record], *arguments: object) -> str:
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary, "found.jsonl")
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, *map(str, (*scorer, path, *arguments))]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.rstrip()


if __name__ == "__main__":
    main()
