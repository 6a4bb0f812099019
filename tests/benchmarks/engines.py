"""Near-duplicate engines side by side, from raw strings to pairs.

    DEDUP_DATA=FOLDER python tests/benchmarks/engines.py [--documents 10000] [--reps 3] [--long]

Builds a corpus with planted near-duplicates and its exact truth, then runs every engine that is installed, each
repetition in a process of its own, on one core, and prints CPU seconds, our speed as a multiple of each peer's (by
repetition, median), recall of pairs with exact Jaccard from .7 and .8, and precision. Imports and compilation are
not timed. `dedup` is what is installed by default; `dedup+numba` runs compiled from the first text (extra `fast`).
Peers report candidates at Jaccard .7; we report verified near-duplicates at default settings: Jaccard from .7, or
from .5 with one body of text in common, or a text that holds the other. `--long` joins five articles to a text.
Peers come with the extra `bench`; truth needs numba, which comes with it too.
"""

import argparse
import csv
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dedup.reuse.banding import find_candidates
from dedup.reuse.compiled import compile_loops
from dedup.reuse.near_duplicates import verify
from dedup.reuse.sketch import sketch
from dedup.settings import ReuseSettings

PEERS = {"gaoya": "gaoya", "rensa_r": "rensa", "datasketch_sha1": "datasketch"}
"""Engine of the shared benchmark -> module that it needs."""
OURS = "dedup"
COMPILED = "dedup+numba"
INSTALL = "pip install 'dedup-news[bench]'"
ARTICLES_OF_A_LONG_TEXT = 5

Runs = Mapping[str, Sequence[Mapping[str, Any]]]


def run(texts: Sequence[str], options: object) -> dict[str, Any]:  # noqa: ARG001 - the benchmark passes both
    """Find verified near-duplicates in raw strings: the engine under test."""
    settings = ReuseSettings()
    started = time.perf_counter()
    sketched = sketch(texts, shingle_size=settings.shingle_size, num_perm=settings.num_perm)
    after_sketch = time.perf_counter()
    present = sketched.words.counts > 0
    candidates = find_candidates(sketched.signatures, present, bands=settings.bands, rows=settings.rows)
    after_banding = time.perf_counter()
    pairs = verify(sketched, candidates, settings, name_relations=False)
    return {
        "pairs": np.array([(pair.left, pair.right) for pair in pairs], np.int64).reshape(-1, 2),
        "stages": {
            "sketch": after_sketch - started,
            "banding": after_banding - after_sketch,
            "verification": time.perf_counter() - after_banding,
        },
    }


def run_compiled(texts: Sequence[str], options: object) -> dict[str, Any]:
    """Do the same with the compiled loop from the first text on; the untimed first call compiles it."""
    compile_loops()
    return run(texts, options)


def main() -> None:
    options = read_options()
    folder = os.environ.get("DEDUP_DATA")
    if not folder:
        sys.exit("DEDUP_DATA is not set: it names the folder with data/ and eval/")
    if not is_installed("numba"):
        sys.exit(f"the exact truth is computed with numba, which is not installed; {INSTALL}")
    shared = Path(folder)
    peers = [engine for engine, module in PEERS.items() if is_installed(module)]
    missing = sorted(module for module in PEERS.values() if not is_installed(module))
    if missing:
        print(f"left out, because not installed: {', '.join(missing)}; {INSTALL}")
    with tempfile.TemporaryDirectory() as temporary:
        corpus, truth = build_corpus(shared, Path(temporary), options)
        runs = compare(shared, corpus, truth, peers, options.reps)
    print_table(runs, peers)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Near-duplicate engines side by side.")
    parser.add_argument("--documents", type=int, default=10_000, help="texts in the corpus")
    parser.add_argument("--reps", type=int, default=3, help="repetitions of each engine")
    parser.add_argument("--long", action="store_true", help="join five articles to a text")
    return parser.parse_args()


def is_installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def build_corpus(shared: Path, temporary: Path, options: argparse.Namespace) -> tuple[Path, Path]:
    """Write a corpus with planted near-duplicates and the exact Jaccard of its pairs."""
    articles, corpus, truth = temporary / "articles.csv", temporary / "corpus.jsonl", temporary / "truth.npy"
    with (shared / "data/news/gnad_de.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    joined = ARTICLES_OF_A_LONG_TEXT if options.long else 1
    with articles.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quotechar="'")
        for start in range(0, len(rows), joined):
            part = rows[start : start + joined]
            writer.writerow([part[0]["label"], " ".join(row["text"] for row in part)])
    python(shared / "eval/make_corpus.py", "gnad", articles, options.documents, corpus)
    python(shared / "eval/truth.py", corpus, truth)
    return corpus, truth


def compare(shared: Path, corpus: Path, truth: Path, peers: Sequence[str], reps: int) -> Runs:
    """Run all engines and give what each repetition measured."""
    result = corpus.with_name("result.json")
    python(
        *(shared / "eval/bench_peers.py", "--corpus", corpus, "--truth", truth, "--reps", reps, "--out", result),
        *("--engines", ",".join(peers) or "none"),
        *("--plugin", f"{OURS}={Path(__file__).resolve()}:run"),
        *("--plugin", f"{COMPILED}={Path(__file__).resolve()}:run_compiled"),
    )
    runs: Runs = json.loads(result.read_text(encoding="utf-8"))
    return runs


def python(*command: object) -> None:
    done = subprocess.run([sys.executable, *map(str, command)], check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr[-2000:]}")


def print_table(runs: Runs, peers: Sequence[str]) -> None:
    names = [name for name in (*peers, OURS, COMPILED) if runs.get(name)]
    first = runs[OURS][0]
    print(f"{first['docs']} texts, {first['mb']:.1f} MB, one core; CPU seconds are medians")
    print(f"{'engine':16} {'CPU s':>7} {'texts/s':>8} {'R .7':>6} {'R .8':>6} {'prec':>6} {'pairs':>7}  times")
    for name in names:
        last, cpu = runs[name][-1], statistics.median(item["cpu"] for item in runs[name])
        measures = " ".join(f"{last[key]:6.3f}" for key in ("recall0.7", "recall0.8", "precision"))
        ratios = [f"{peer} {ratio(runs[peer], runs[name]):.1f}" for peer in peers if runs.get(peer)]
        faster = ", ".join(ratios) if name in {OURS, COMPILED} else ""
        print(f"{name:16} {cpu:7.2f} {last['docs'] / cpu:8.0f} {measures} {last['pairs']:7}  {faster}")


def ratio(peer: Sequence[Mapping[str, Any]], ours: Sequence[Mapping[str, Any]]) -> float:
    """How many times the CPU seconds of a peer are ours, repetition by repetition, median."""
    ratios = [float(left["cpu"] / right["cpu"]) for left, right in zip(peer, ours, strict=True)]
    return statistics.median(ratios)


if __name__ == "__main__":
    main()
