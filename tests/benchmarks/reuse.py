"""Quality and speed of text reuse on the gold sets.

    DEDUP_DATA=FOLDER python tests/benchmarks/reuse.py

Prints the scorers' lines for planted passages (plagdet by kind), near-duplicate groups (ARI) and, beside them, the
time of the reuse stage in one process.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dedup.model import Document
from dedup.reuse import Reuse, find_reuse
from dedup.settings import ReuseSettings


def read(folder: Path) -> list[Document]:
    lines = (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    documents = [Document(id=item["id"], text=item["text"], outlet=item.get("source")) for item in records]
    return sorted(documents, key=lambda document: document.id)


def timed(documents: list[Document]) -> tuple[Reuse, float]:
    find_reuse(documents[:5], ReuseSettings())  # tables and imports are made once a process
    started = time.perf_counter()
    found = find_reuse(documents, ReuseSettings())
    return found, time.perf_counter() - started


def write_overlaps(found: Reuse, path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for overlap in found.overlaps:
            left, right = overlap.left, overlap.right
            row = {
                "a": left.document,
                "a_start": left.span.start,
                "a_end": left.span.end,
                "b": right.document,
                "b_start": right.span.start,
                "b_end": right.span.end,
            }
            stream.write(json.dumps(row) + "\n")


def write_groups(found: Reuse, documents: list[Document], path: Path) -> None:
    group_of = {document: group.id for group in found.near_duplicates for document in group.documents}
    with path.open("w", encoding="utf-8") as stream:
        for document in documents:
            stream.write(json.dumps({"id": document.id, "cluster": group_of.get(document.id, document.id)}) + "\n")


def score(*arguments: str | Path) -> str:
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()


def main() -> None:
    folder = os.environ.get("DEDUP_DATA")
    if not folder:
        sys.exit("DEDUP_DATA is not set: it names the folder with data/ and eval/")
    shared = Path(folder)
    with tempfile.TemporaryDirectory() as temporary:
        detected = Path(temporary) / "detected.jsonl"
        for name in ("planted_de", "insm_same_url_de"):
            data = shared / "data/reuse" / name
            documents = read(data)
            found, seconds = timed(documents)
            megabytes = sum(len(document.text) for document in documents) / 1e6
            print(f"\n{name}: {len(documents)} documents, {megabytes:.1f} MB, {seconds:.2f} s, one process")
            if (data / "gold.jsonl").exists():
                write_overlaps(found, detected)
                plagdet = shared / "eval/plagdet.py"
                print(score(plagdet, data / "gold.jsonl", detected, "--symmetric", "--by", "kind"))
            write_groups(found, documents, detected)
            print(score(shared / "eval/clusters.py", data / "gold_clusters.jsonl", detected))


if __name__ == "__main__":
    main()
