"""Quality and speed of text reuse on the gold sets, at default settings.

    DEDUP_DATA=FOLDER python tests/benchmarks/reuse.py          # the gold sets: about a minute
    DEDUP_DATA=FOLDER python tests/benchmarks/reuse.py --all    # and engines, passages, paraphrase, growth

Every set is read as `dedup audit` reads it and goes through the reuse stage whole, in one process; detections are
then cut to the pairs that the gold lists. Prints the scorers' lines (plagdet by kind or subset, ARI, F1 of pairs)
and, beside them, CPU seconds.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dedup.model import Document
from dedup.readers import read_documents
from dedup.reuse import Reuse, find_reuse
from dedup.settings import ReuseSettings, Settings

FURTHER = ("engines.py", "passages.py", "paraphrase.py", "growth.py")
COPIES = "suspicious-"


def main() -> None:
    folder = os.environ.get("DEDUP_DATA")
    if not folder:
        sys.exit("DEDUP_DATA is not set: it names the folder with data/ and eval/")
    shared = Path(folder)
    find_reuse([Document(id="a", text="Einmal laden.")], ReuseSettings())  # imports and tables are made once
    with tempfile.TemporaryDirectory() as temporary:
        score_passages(shared, Path(temporary), "planted_de", "--symmetric", "--by", "kind")
        pairs = shared / "data/reuse/pan13_dev/pairs.jsonl"
        score_passages(shared, Path(temporary), "pan13_dev", "--pairs", pairs, "--by", "subset")
        score_groups(shared, Path(temporary), "insm_same_url_de", with_site=True)
        score_groups(shared, Path(temporary), "insm_same_url_de", with_site=False)
        score_pairs(shared, Path(temporary), "clough_stevenson")
    if "--all" in sys.argv[1:]:
        for script in FURTHER:
            print(f"\n{script}", flush=True)
            subprocess.run([sys.executable, str(Path(__file__).with_name(script))], check=False)


def score_passages(shared: Path, temporary: Path, name: str, *options: str | Path) -> None:
    folder = shared / "data/reuse" / name
    documents = read(folder)
    found = timed(name, documents)
    detected = write(temporary / "detected.jsonl", overlap_rows(found, listed_pairs(folder)))
    print(run(shared / "eval/plagdet.py", folder / "gold.jsonl", detected, *options))
    if (folder / "gold_clusters.jsonl").exists():
        print_groups(shared, temporary, folder, found, documents)


def score_groups(shared: Path, temporary: Path, name: str, *, with_site: bool) -> None:
    folder = shared / "data/reuse" / name
    documents = read(folder)
    if not with_site:
        documents = [replace(document, outlet=None, url=None) for document in documents]
    found = timed(f"{name}, {'sites named' if with_site else 'no site named'}", documents)
    print_groups(shared, temporary, folder, found, documents)


def score_pairs(shared: Path, temporary: Path, name: str) -> None:
    folder = shared / "data/reuse" / name
    found = timed(name, read(folder))
    predicted = write(temporary / "pairs.jsonl", pair_rows(found))
    print(run(shared / "eval/pairs.py", folder / "gold_pairs.jsonl", predicted, "--closed", "--by", "kind"))


def print_groups(shared: Path, temporary: Path, folder: Path, found: Reuse, documents: Sequence[Document]) -> None:
    group_of = {document: group.id for group in found.near_duplicates for document in group.documents}
    rows = ({"id": item.id, "cluster": group_of.get(item.id, item.id)} for item in documents)
    groups = write(temporary / "groups.jsonl", rows)
    print(run(shared / "eval/clusters.py", folder / "gold_clusters.jsonl", groups))


def read(folder: Path) -> Sequence[Document]:
    return read_documents([str(folder / "documents.jsonl")], Settings().readers).documents


def timed(name: str, documents: Sequence[Document]) -> Reuse:
    started = time.process_time()
    found = find_reuse(documents, ReuseSettings())
    seconds = time.process_time() - started
    megabytes = sum(len(document.text) for document in documents) / 1e6
    print(f"\n{name}: {len(documents)} documents, {megabytes:.1f} M characters, {seconds:.2f} CPU s", flush=True)
    return found


def listed_pairs(folder: Path) -> set[tuple[str, str]] | None:
    """The pairs that the gold judges; None where it judges all."""
    path = folder / "pairs.jsonl"
    if not path.exists():
        return None
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(row["a"], row["b"]) for row in rows}


def overlap_rows(found: Reuse, listed: set[tuple[str, str]] | None) -> Iterable[dict[str, object]]:
    for overlap in found.overlaps:
        a, b = overlap.left, overlap.right
        if b.document.startswith(COPIES):  # the scorer takes the reusing text first
            a, b = b, a
        if listed is None or (a.document, b.document) in listed:
            yield {
                "a": a.document, "a_start": a.span.start, "a_end": a.span.end,
                "b": b.document, "b_start": b.span.start, "b_end": b.span.end,
            }  # fmt: skip


def pair_rows(found: Reuse) -> Iterable[dict[str, object]]:
    return ({"a": item.left.document, "b": item.right.document} for item in found.overlaps)


def write(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> str:
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.rstrip()


if __name__ == "__main__":
    main()
