"""Throughput of the gate's stream against a filled index, as a user runs it.

    DEDUP_DATA=FOLDER python tests/benchmarks/gate.py [--documents 100000] [--policy rag] [--keep INDEX]

Fills an index with made-up articles (a Markov chain over the words of real ones, so that set phrases recur) and
sends real articles through `dedup gate` on two workers: checked only, added, handed in again, mixed with accepted
ones. Prints articles a second, start included, CPU milliseconds an article of the process that asks the index (its
workers are not counted), and how many were accepted.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path

from dedup import Document, Settings
from dedup.index import Index, prepare

BATCH = 256
WORDS = 370  # of an article, as the real ones have


def made_up(texts: list[str], count: int) -> Iterator[Document]:
    followers: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        words = text.split()
        for left, right in pairwise(words):
            followers[left].append(right)
    draw = random.Random(7)
    starts = list(followers)
    for number in range(count):
        word = draw.choice(starts)
        words = [word]
        while len(words) < WORDS:
            word = draw.choice(followers.get(word) or starts)
            words.append(word)
        yield Document(id=f"made-up-{number:07}", text=" ".join(words))


def fill(index: Index, documents: Iterator[Document]) -> None:
    while batch := list(islice(documents, BATCH)):
        index.add(prepare(batch, index.settings))


def mix(texts: list[str]) -> Iterator[str]:
    """Every article with the second half of the one before it: half of it is known."""
    before = texts[-1]
    for text in texts:
        middle = len(before) // 2
        yield text[: len(text) // 2] + before[before.find(" ", middle) :]
        before = text


def write_lines(path: Path, prefix: str, texts: Iterator[str] | list[str]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(texts):
            stream.write(json.dumps({"id": f"{prefix}{number}", "text": text}, ensure_ascii=False) + "\n")


def run(name: str, arguments: list[str], articles: int) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(arguments, capture_output=True, check=False)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in {0, 1}:
        sys.exit(done.stderr.decode())
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    accepted = done.stdout.count(b'"decision": "accept"')
    print(
        f"{name:28} {seconds:8.1f} {articles / seconds:11.0f} {1000 * cpu / articles:14.2f} {accepted:9}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--policy", default="rag")
    parser.add_argument("--articles", type=int, default=1_028)
    parser.add_argument("--keep", type=Path, help="fill this index once and use it again")
    options = parser.parse_args()
    folder = os.environ.get("DEDUP_DATA")
    if not folder:
        sys.exit("DEDUP_DATA is not set: it names the folder with data/")
    lines = (Path(folder) / "data/news/gnad_de.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    with tempfile.TemporaryDirectory() as temporary:
        path = options.keep or Path(temporary) / "index.db"
        is_filled = path.exists()
        started = time.perf_counter()
        with Index.open(path, Settings().reuse) as index:
            if not is_filled:
                fill(index, made_up(texts, options.documents))
                print(f"index of {options.documents} documents filled in {time.perf_counter() - started:.0f} s")
            index.remove(f"real-{number}" for number in range(len(texts)))
        real, mixed = Path(temporary) / "real.jsonl", Path(temporary) / "mixed.jsonl"
        count = min(options.articles, len(texts))
        write_lines(real, "real-", texts[:count])
        write_lines(mixed, "mixed-", mix(texts[:count]))
        gate = [str(Path(sys.executable).with_name("dedup")), "gate", "-q", "-j", "2", "--policy", options.policy]
        gate += ["--index", str(path)]
        print(f"{'stream':28} {'seconds':>8} {'articles/s':>11} {'CPU ms/article':>14} {'accepted':>9}")
        run("checked", [*gate, str(real)], count)
        run("added", [*gate, "--add", str(real)], count)
        run("handed in again", [*gate, "--add", str(real)], count)
        run("half known, checked", [*gate, str(mixed)], count)


if __name__ == "__main__":
    main()
