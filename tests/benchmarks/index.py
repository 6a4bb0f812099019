"""Time and bytes of the index.

    python tests/benchmarks/index.py [--store sqlite|postgresql] [--documents 10000] [--corpus FILE.jsonl] [--keep
    FILE]

Fills an index in batches, as `dedup index add` does, and prints processor time and bytes a document; then looks
articles up from their raw text, one by one (median and 99th percentile, near-duplicates alone and with passages)
and in batches. Articles come from a file (make_corpus.py in the folder eval/ of the shared data makes one), or are
made up: words by frequency, one in ten a near-duplicate, one in ten with a passage of another.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from dedup.index import Index, prepare
from dedup.index.inspection import describe_index
from dedup.model import Document
from dedup.settings import IndexSettings, ReuseSettings
from tests.index.postgres import new_schema, running_server

BATCH = 256
ASKED = 300


def made_up() -> Iterator[str]:
    generator = random.Random(1)
    vocabulary = [
        "".join(generator.choices("abcdefghijklmnoprstu", k=generator.randint(2, 12))) for _ in range(60_000)
    ]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    recent: list[list[str]] = []
    while True:
        words = generator.choices(vocabulary, cum_weights=weights, k=int(generator.lognormvariate(5.8, 0.5)))
        kind = generator.random()
        if recent and kind < 0.1:
            words = list(generator.choice(recent))
            for _ in range(len(words) // 50):
                words[generator.randrange(len(words))] = generator.choice(vocabulary)
        elif recent and kind < 0.2:
            other = generator.choice(recent)
            start = generator.randrange(max(1, len(other) - 40))
            words[len(words) // 2 : len(words) // 2] = other[start : start + 40]
        recent = [*recent[-2_000:], words]
        yield " ".join(words)


def read_corpus(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)["text"]


def numbered(texts: Iterator[str]) -> Iterator[Document]:
    return (Document(id=f"{number:08}", text=text) for number, text in enumerate(texts))


@contextmanager
def some_location(arguments: argparse.Namespace, folder: Path) -> Iterator[str]:
    if arguments.store == "sqlite":
        yield arguments.keep or str(folder / "index.db")
        return
    with running_server(durable=True) as url:
        yield new_schema(url, "benchmark")


def fill(index: Index, documents: Iterator[Document], count: int) -> None:
    preparing = adding = 0.0
    done, started = 0, time.perf_counter()
    while done < count:
        batch = list(islice(documents, min(BATCH, count - done)))
        if not batch:
            break
        begun = time.process_time()
        prepared = prepare(batch, index.settings)
        between = time.process_time()
        index.add(prepared)
        preparing, adding, done = (
            preparing + between - begun,
            adding + time.process_time() - between,
            done + len(batch),
        )
    if done:
        print(
            f"  {done} added: {done / (time.perf_counter() - started):.0f}/s; processor time a document: "
            f"{preparing / done * 1e6:.0f} us to hash, {adding / done * 1e6:.0f} us to look up and add"
        )


def ask(index: Index, documents: Sequence[Document], what: str) -> None:
    index.look_up(prepare(documents[:8], index.settings))
    walls, cpus = [], []
    for document in documents:
        wall, cpu = time.perf_counter(), time.process_time()
        index.look_up(prepare([document], index.settings))
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    cpu = time.process_time()
    for start in range(0, len(documents), BATCH):
        index.look_up(prepare(documents[start : start + BATCH], index.settings))
    batched = (time.process_time() - cpu) / len(documents)
    print(
        f"  look-up from raw text, {what}: median {sorted(walls)[len(walls) // 2] * 1e3:.2f} ms, 99th percentile "
        f"{sorted(walls)[len(walls) * 99 // 100] * 1e3:.2f} ms, processor {sum(cpus) / len(cpus) * 1e3:.2f} ms; "
        f"in batches of {BATCH} {batched * 1e3:.2f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--keep", help="File of the index; one that is there is filled up to the number.")
    arguments = parser.parse_args()
    documents = numbered(read_corpus(arguments.corpus) if arguments.corpus else made_up())
    with tempfile.TemporaryDirectory() as temporary, some_location(arguments, Path(temporary)) as location:
        bounds = IndexSettings(columns_folder="" if arguments.keep else str(Path(temporary) / "columns"))
        with Index.open(location, ReuseSettings(), bounds=bounds) as index:
            held = sum(1 for _ in index.ids())
            print(f"{arguments.store}, {max(held, arguments.documents)} documents")
            for _ in islice(documents, held):
                pass
            fill(index, documents, max(0, arguments.documents - held))
            info = describe_index(index)
            print(
                "  bytes a document: " + ", ".join(f"{k} {v / info.documents:.0f}" for k, v in info.bytes.items())
            )
        begun = time.process_time()
        with Index.open(location, ReuseSettings(), bounds=bounds, read_only=True) as index:
            index.warm_up()
            print(f"  opened in {time.process_time() - begun:.2f} s")
            ask(index, list(islice(documents, ASKED)), "articles to come")
            ask(
                index,
                [Document(id="x", text=" ".join(next(made_up()).split()[::-1]))] * ASKED,
                "an article unlike any",
            )


if __name__ == "__main__":
    main()
