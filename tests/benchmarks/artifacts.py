"""Measure the artifact rules: F1 per kind on injected damage, false alarms on clean text, words per second.

    DEDUP_DATA=FOLDER python tests/benchmarks/artifacts.py [--pool A|B|all]
        [--profile realistic|dense] [--documents N] [--keep FOLDER]

FOLDER holds `eval/inject_artifacts.py`, `eval/score_artifacts.py` and the clean articles below `data/`. The
injector's phrases fall into two halves: develop on pool A, check on pool B.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dedup.artifacts import find_artifacts
from dedup.model import Document
from dedup.settings import ArtifactSettings
from dedup.text import view_text

_CLEAN = ("data/news/gnad_de.jsonl", "data/quotes/uhh_train.jsonl")
_WARM_UP = 100
"""Articles that are not measured: word lists are read and automata built once a process."""
_NOT_RULES = frozenset({"translated-brand", "mt-fragment"})


@dataclass(frozen=True, slots=True)
class Measured:
    """Processor time spent on one file."""

    words: int
    documents: int
    view_seconds: float
    rule_seconds: float


def main() -> None:
    """Inject, find, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pool", choices=["A", "B", "all"], default="B")
    parser.add_argument("--profile", choices=["realistic", "dense"], default="realistic")
    parser.add_argument("--documents", type=int, default=400, help="articles taken from each clean file")
    parser.add_argument("--seed", default="7")
    parser.add_argument("--keep", type=Path, help="folder for damaged texts, gold and predictions")
    options = parser.parse_args()
    data = os.environ.get("DEDUP_DATA")
    if not data:
        sys.exit("DEDUP_DATA names the folder with the clean articles and the scorers; it is not set")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        _run(Path(data), folder, options)


def _run(data: Path, folder: Path, options: argparse.Namespace) -> None:
    clean = folder / "clean.jsonl"
    clean.write_text("".join(_sample(data, options.documents)), encoding="utf-8")
    damaged, gold, originals = folder / "damaged.jsonl", folder / "gold.jsonl", folder / "originals.jsonl"
    inject = [sys.executable, str(data / "eval/inject_artifacts.py"), "--in", str(clean), "--out", str(damaged)]
    inject += ["--gold", str(gold), "--originals", str(originals), "--pool", options.pool]
    subprocess.run([*inject, "--profile", options.profile, "--seed", options.seed], check=True)
    predicted, on_originals = folder / "predicted.jsonl", folder / "predicted_originals.jsonl"
    measured = [_predict(damaged, predicted, unmeasured=_WARM_UP), _predict(originals, on_originals)]
    table = folder / "table.json"
    score = [sys.executable, str(data / "eval/score_artifacts.py"), "--gold", str(gold), "--pred", str(predicted)]
    score += ["--docs", str(damaged), "--originals", str(originals), "--pred-originals", str(on_originals)]
    subprocess.run([*score, "--json", str(table)], check=True)
    _print_summary(json.loads(table.read_text(encoding="utf-8")), measured)


def _sample(data: Path, documents: int) -> Iterator[str]:
    for name in _CLEAN:
        with (data / name).open(encoding="utf-8") as file:
            for number, line in enumerate(file):
                if number < documents:
                    yield line.rstrip("\n") + "\n"


def _predict(source: Path, target: Path, *, unmeasured: int = 0) -> Measured:
    words = documents = 0
    view_seconds = rule_seconds = 0.0
    with source.open(encoding="utf-8") as file, target.open("w", encoding="utf-8") as output:
        for number, line in enumerate(file):
            record = json.loads(line)
            begin = time.process_time()
            view = view_text(Document(id=record["id"], text=record["text"]))
            middle = time.process_time()
            found = find_artifacts(view, ArtifactSettings())
            if number >= unmeasured:
                rule_seconds += time.process_time() - middle
                view_seconds += middle - begin
                documents += 1
                words += len(record["text"].split())
            for finding in found.findings:
                row = {"id": record["id"], "start": finding.span.start, "end": finding.span.end}
                row |= {"type": finding.name, "confidence": finding.confidence}
                output.write(json.dumps(row) + "\n")
    return Measured(words, documents, view_seconds, rule_seconds)


def _print_summary(table: dict[str, dict[str, dict[str, float]]], measured: list[Measured]) -> None:
    kinds = {name: row for name, row in table["types"].items() if row["gold"] and name not in _NOT_RULES}
    macro = sum(row["f1"] for row in kinds.values()) / len(kinds)
    words = sum(item.words for item in measured)
    documents = sum(item.documents for item in measured)
    rules = sum(item.rule_seconds for item in measured)
    views = sum(item.view_seconds for item in measured)
    total = table["total"]
    print(f"macro F1 over {len(kinds)} kinds: {macro:.4f}")
    print(f"micro F1: {total['micro_f1']}   false alarms per 10,000 words: {total['fa_per_10k']}")
    print(f"rules: {words / rules:,.0f} words/s, {1000 * rules / documents:.2f} ms an article")
    print(f"text view: {words / views:,.0f} words/s, {1000 * views / documents:.2f} ms an article")


if __name__ == "__main__":
    main()
