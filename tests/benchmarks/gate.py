"""Throughput of the gate's stream against a filled index, as a user runs it.

    DEDUP_DATA=FOLDER python tests/benchmarks/gate.py [--documents 100000] [--policy rag] [--keep INDEX]
        [--corpus FILE] [--articles 1028]

Fills an index with made-up articles (a Markov chain over the words of real ones, so that set phrases recur), or
with those of a JSON Lines file, and sends real articles through `dedup gate` on two workers: one alone, which is
the start; then all, checked only, added, handed in again, mixed with accepted ones. With `--corpus` the articles
that are sent are the lines of the file behind those of the index. Prints seconds, articles a second with and
without the start, CPU milliseconds an article of the process that was started and (on Linux) of its workers,
without the start, and how many were accepted.
"""

import argparse
import contextlib
import ctypes
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

from dedup import Document, Settings
from dedup.index import Index, prepare

BATCH = 256
WORDS = 370  # of an article, as the real ones have
PR_SET_CHILD_SUBREAPER = 36  # from Linux's prctl.h


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


def read_texts() -> list[str]:
    """The real articles of the shared data."""
    folder = os.environ.get("DEDUP_DATA")
    if not folder:
        sys.exit("DEDUP_DATA is not set: it names the folder with data/")
    lines = (Path(folder) / "data/news/gnad_de.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def read_corpus(stream: Iterable[str]) -> Iterator[Document]:
    """The articles of a JSON Lines file, under ids of their own."""
    for number, line in enumerate(stream):
        yield Document(id=f"corpus-{number:07}", text=json.loads(line)["text"])


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds, CPU seconds of the process and of its workers, accepted articles."""

    seconds: float
    main: float
    workers: float
    accepted: int


def adopt_orphans() -> None:
    """Become the parent of workers whose process has ended, so that their time is counted here; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(arguments: list[str]) -> Cost:
    before = cpu_of_children()
    started = time.perf_counter()
    done = subprocess.run(arguments, capture_output=True, check=False)
    seconds = time.perf_counter() - started
    if done.returncode not in {0, 1}:
        sys.exit(done.stderr.decode())
    main = cpu_of_children()
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    accepted = done.stdout.count(b'"decision": "accept"')
    return Cost(seconds, main - before, cpu_of_children() - main, accepted)


def show(name: str, cost: Cost, start: Cost, articles: int) -> None:
    without = articles / max(cost.seconds - start.seconds, 0.001)
    main, workers = 1000 * (cost.main - start.main) / articles, 1000 * (cost.workers - start.workers) / articles
    print(
        f"{name:24} {cost.seconds:8.1f} {articles / cost.seconds:11.0f} {without:14.0f} {main:8.2f} {workers:8.2f} "
        f"{cost.accepted:9}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--policy", default="rag")
    parser.add_argument("--articles", type=int, default=1_028)
    parser.add_argument("--corpus", type=Path, help="JSON Lines to fill the index from, and to send")
    parser.add_argument("--keep", type=Path, help="fill this index once and use it again")
    options = parser.parse_args()
    adopt_orphans()
    texts = read_texts()
    with ExitStack() as opened:
        temporary = opened.enter_context(tempfile.TemporaryDirectory())
        path = options.keep or Path(temporary) / "index.db"
        documents = made_up(texts, options.documents)
        corpus: Iterable[str] = ()
        if options.corpus:
            corpus = opened.enter_context(options.corpus.open(encoding="utf-8"))
            documents = read_corpus(islice(corpus, options.documents))
        is_filled = path.exists()
        started = time.perf_counter()
        with Index.open(path, Settings().reuse) as index:
            if not is_filled:
                fill(index, documents)
                print(f"index of {options.documents} documents filled in {time.perf_counter() - started:.0f} s")
            elif options.corpus:
                next(islice(corpus, options.documents - 1, None), None)
            if options.corpus:
                texts = [json.loads(line)["text"] for line in islice(corpus, options.articles)]
            index.remove(f"real-{number}" for number in range(len(texts)))
        one, real, mixed = (Path(temporary) / f"{name}.jsonl" for name in ("one", "real", "mixed"))
        count = min(options.articles, len(texts))
        write_lines(one, "real-", texts[:1])
        write_lines(real, "real-", texts[:count])
        write_lines(mixed, "mixed-", mix(texts[:count]))
        gate = [str(Path(sys.executable).with_name("dedup")), "gate", "-q", "-j", "2", "--policy", options.policy]
        gate += ["--index", str(path)]
        start = run([*gate, str(one)])
        print(f"start: {start.seconds:.1f} s; CPU {start.main:.1f} s, workers {start.workers:.1f} s")
        print(f"{'':24} {'':8} {'':11} {'':14} {'CPU ms/article':>17}")
        print(
            f"{'stream':24} {'seconds':>8} {'articles/s':>11} {'without start':>14} {'main':>8} {'workers':>8} "
            f"{'accepted':>9}"
        )
        show("checked", run([*gate, str(real)]), start, count)
        show("added", run([*gate, "--add", str(real)]), start, count)
        show("handed in again", run([*gate, "--add", str(real)]), start, count)
        show("half known, checked", run([*gate, str(mixed)]), start, count)


if __name__ == "__main__":
    main()
