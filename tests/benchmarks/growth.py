"""How time and memory of the reuse stage grow with the collection.

    DEDUP_DATA=FOLDER python tests/benchmarks/growth.py [--sizes 1000,10000,100000] [--memory 2GB]

Corpora come from eval/make_corpus.py (gnad): 1,028 articles of 2.7 kB, repeated with 45 % of their words replaced,
one in ten a near-duplicate. A second kind is long articles: 40,000 of 5.8 kB, 230 MB together, each made of two or
three texts of such a corpus. Prints one table: CPU seconds of the stage (`find_reuse` alone, one process),
milliseconds an article, the same against the size before, and the peak of resident memory, texts and Python
included. Corpora are kept in --corpora where that is given. Articles of one base share chance runs of words, and
there are a hundred versions of each at 100,000: growth is measured where it is hardest.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from dedup.cli.sizes import parse_size

LONG_ARTICLES = 40_000
LONG_BYTES = 230_000_000


@dataclass(frozen=True, slots=True)
class Measurement:
    articles: int
    megabytes: float
    cpu_seconds: float
    peak_megabytes: float
    overlaps: int
    groups: int

    @property
    def milliseconds(self) -> float:
        """CPU time of one article."""
        return 1000 * self.cpu_seconds / self.articles


def make_corpus(shared: Path, folder: Path, size: int) -> Path:
    corpus = folder / f"gnad-{size}.jsonl"
    if corpus.exists():
        return corpus
    table = folder / "gnad.csv"
    lines = (shared / "data/news/gnad_de.jsonl").read_text(encoding="utf-8").splitlines()
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", quotechar="'")
        writer.writerows((record["label"], record["text"]) for record in map(json.loads, lines))
    command: list[str | Path] = [
        sys.executable,
        shared / "eval/make_corpus.py",
        "gnad",
        table,
        str(size),
        corpus,
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return corpus


def make_long_corpus(shared: Path, folder: Path) -> Path:
    corpus = folder / "long.jsonl"
    if corpus.exists():
        return corpus
    articles: list[list[str]] = [[] for _ in range(LONG_ARTICLES)]
    size = 0
    with make_corpus(shared, folder, 100_000).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if size >= LONG_BYTES:
                break
            articles[number % LONG_ARTICLES].append(json.loads(line)["text"])
            size += len(articles[number % LONG_ARTICLES][-1].encode())
    with corpus.open("w", encoding="utf-8") as stream:
        for number, texts in enumerate(articles):
            stream.write(json.dumps({"id": number, "text": "\n\n".join(texts)}, ensure_ascii=False) + "\n")
    return corpus


def measure_here(corpus: Path, memory: int) -> Measurement:
    """Run the stage in this process; the corpus is read as the audit reads it, to a file where it is too large."""
    from dedup.model import Document
    from dedup.readers.spool import Spool
    from dedup.reuse import find_reuse
    from dedup.reuse.workspace import Workspace
    from dedup.settings import ReuseSettings

    find_reuse([Document(id="a", text="warm"), Document(id="b", text="up")], ReuseSettings())
    spool = Spool(memory // 4)
    with corpus.open(encoding="utf-8") as lines:
        numbers = {
            spool.add(Document(id=f"{record['id']:09}", text=record["text"])): f"{record['id']:09}"
            for record in map(json.loads, lines)
        }
    documents = spool.collect(sorted(numbers, key=lambda number: numbers[number]))
    started = time.process_time()
    with Workspace(memory=memory) as workspace:
        found = find_reuse(documents, ReuseSettings(), workspace=workspace)
    return Measurement(
        articles=len(documents),
        megabytes=corpus.stat().st_size / 1e6,
        cpu_seconds=time.process_time() - started,
        peak_megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
        overlaps=len(found.overlaps),
        groups=len(found.near_duplicates),
    )


def measure(corpus: Path, memory: int) -> Measurement:
    """Run the stage in a process of its own, with one thread."""
    command: list[str | Path] = [sys.executable, __file__, "--measure", corpus, "--memory", str(memory)]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    return Measurement(**json.loads(answer))


def print_table(shared: Path, folder: Path, sizes: list[int], memory: int, *, with_long: bool) -> None:
    print(f"{'articles':>20} {'MB':>6} {'CPU s':>8} {'ms each':>8} {'growth':>7} {'peak MB':>8} {'overlaps':>9}")
    before: Measurement | None = None
    for size in sizes:
        row = measure(make_corpus(shared, folder, size), memory)
        growth = f"{row.milliseconds / before.milliseconds:.2f}x" if before else ""
        print_row(f"{row.articles:,}", row, growth)
        before = row
    if with_long:
        row = measure(make_long_corpus(shared, folder), memory)
        print_row(f"{row.articles:,} long ones", row, "")


def print_row(name: str, row: Measurement, growth: str) -> None:
    print(
        f"{name:>20} {row.megabytes:6.0f} {row.cpu_seconds:8.2f} {row.milliseconds:8.3f} {growth:>7} "
        f"{row.peak_megabytes:8.0f} {row.overlaps:9,}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000", help="articles, separated by commas")
    parser.add_argument("--memory", default="2GB", help="as dedup audit takes it")
    parser.add_argument("--corpora", type=Path, help="folder that keeps the corpora")
    parser.add_argument("--no-long", action="store_true", help="leave out the 40,000 long articles")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(asdict(measure_here(chosen.measure, int(chosen.memory)))))
        return
    shared = os.environ.get("DEDUP_DATA")
    if not shared:
        sys.exit("DEDUP_DATA is not set: it names the folder with data/ and eval/")
    sizes = [int(size) for size in chosen.sizes.split(",") if size]
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.corpora or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print_table(
            Path(shared), folder, sizes, parse_size(chosen.memory, "--memory"), with_long=not chosen.no_long
        )


if __name__ == "__main__":
    main()
