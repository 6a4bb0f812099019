"""One large run: time, CPU, memory of all processes, disk, articles each second.

    DEDUP_DATA=FOLDER python tests/benchmarks/scale.py --documents 10000 [--only reuse] [--engine ray]

The corpus comes from eval/make_corpus.py (gnad), made of data/news/gnad_de.jsonl; --corpora keeps it. Without
--only it is `dedup audit` with its JSON report; `--only reuse` is reading and `find_reuse` alone, on that engine.
There is no such switch on the command line: an audit that looked for no credits would call all shared wording
uncredited. Memory is that of all processes of the run, sampled, pages that they share counted once (PSS); "own"
leaves out pages of mapped files, which the system takes back when it needs them. Disk is the largest size of work
folder, report and nameless temporary files together. Runs on Linux.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dedup.cli.sizes import parse_size
from dedup.engine import EngineMap, EngineName, open_engine

_SAMPLE_SECONDS = 0.5
_REST = 30
"""Times as long as a look at the memory takes that the next one waits: large maps take long to add up."""
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Usage:
    """What a tree of processes takes."""

    cpu: dict[int, float] = field(default_factory=dict)
    peak_memory: int = 0
    peak_own_memory: int = 0
    peak_disk: int = 0
    processes: int = 0

    def sample(self, root: int, folders: list[Path]) -> None:
        members = tree(root)
        memory = own = 0
        for process in members:
            shared, private = memory_of(process)
            memory, own = memory + shared, own + private
            self.cpu[process] = max(self.cpu.get(process, 0.0), cpu_of(process))
        self.processes = max(self.processes, len(members))
        self.peak_memory = max(self.peak_memory, memory)
        self.peak_own_memory = max(self.peak_own_memory, own)
        self.peak_disk = max(self.peak_disk, sum(map(size_of, folders)) + sum(map(nameless_of, members)))


def tree(root: int) -> list[int]:
    """A process and all below it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int(stat_of(int(entry.name))[1])
            except OSError:
                continue
    found = {root}
    while more := {process for process, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found)


def stat_of(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def cpu_of(process: int) -> float:
    try:
        fields = stat_of(process)
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory_of(process: int) -> tuple[int, int]:
    """Bytes with pages of mapped files, which the system takes back when it needs them, and without."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss")}
    return sizes.get("Pss", 0), sizes.get("Pss_Anon", 0)


def nameless_of(process: int) -> int:
    """Bytes of files that a process holds open and nobody else can see."""
    size = 0
    seen = set()
    try:
        for entry in Path(f"/proc/{process}/fd").iterdir():
            status = entry.stat()
            is_new = (status.st_dev, status.st_ino) not in seen
            if status.st_nlink == 0 and is_new and "/memfd:" not in str(entry.readlink()):
                seen.add((status.st_dev, status.st_ino))
                size += status.st_blocks * 512
    except OSError:
        return size
    return size


def size_of(folder: Path) -> int:
    size = 0
    for path in folder.rglob("*"):
        try:
            size += path.stat().st_blocks * 512
        except OSError:
            continue
    return size


def make_corpus(shared: Path, folder: Path, count: int) -> Path:
    corpus = folder / f"gnad-{count}.jsonl"
    if corpus.exists():
        return corpus
    articles = folder / "gnad.csv"
    with (
        (shared / "data/news/gnad_de.jsonl").open(encoding="utf-8") as lines,
        articles.open("w", encoding="utf-8", newline="") as stream,
    ):
        writer = csv.writer(stream, delimiter=";", quotechar="'")
        writer.writerows((record["label"], record["text"]) for record in map(json.loads, lines))
    command: list[str | Path] = [
        sys.executable,
        shared / "eval/make_corpus.py",
        "gnad",
        articles,
        str(count),
        corpus,
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return corpus


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what a step took: time, CPU of all processes, and memory that this process cannot give back."""
    started, used = time.perf_counter(), cpu_of_all()
    yield
    print(
        f"  {name:24} {time.perf_counter() - started:8.1f} s {cpu_of_all() - used:8.1f} CPU s"
        f" {own_memory() / 1e6:8.0f} MB",
        file=sys.stderr,
        flush=True,
    )


def cpu_of_all() -> float:
    return sum(map(cpu_of, tree(os.getpid())))


def own_memory() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))


def watched(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, telling what each call took."""

    def call(*arguments: Any, **named: Any) -> Any:
        with step(name):
            return function(*arguments, **named)

    return call


_STEPS = (
    "read_columns",
    "index_shingles",
    "find_boilerplate",
    "_align",
    "_candidates",
    "find_paraphrases",
    "to_overlaps",
    "group_near_duplicates",
    "list_boilerplate",
    "group_passages",
)
"""The steps of `dedup.reuse.find`."""


def reuse_here(corpus: Path, work: Path | None, chosen: argparse.Namespace) -> None:
    """Read and find reuse in this process; what `--only reuse` measures."""
    from dedup.readers import read_documents
    from dedup.reuse import find, find_reuse
    from dedup.reuse.workspace import Workspace
    from dedup.settings import ReuseSettings

    for name in _STEPS:
        setattr(find, name, watched(name.strip("_"), getattr(find, name)))
    memory = parse_size(chosen.memory, "--memory")
    with (
        open_engine(EngineName(chosen.engine), jobs=chosen.jobs, address=chosen.address) as engine,
        Workspace(work, memory=memory) as workspace,
    ):
        with step("reading"):
            documents = read_documents([corpus], memory=memory // 4).documents
        with step("reuse"):
            found = find_reuse(documents, ReuseSettings(), workspace=workspace, spread=EngineMap(engine))
    print(f"{len(found.overlaps):,} overlaps, {len(found.near_duplicates):,} groups", file=sys.stderr)
    for note in found.notes:
        print(note, file=sys.stderr)


def measure(corpus: Path, folder: Path, chosen: argparse.Namespace) -> None:
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    work = [] if chosen.no_work else ["--work", str(folder / "work")]
    shared = ["--engine", chosen.engine, "--jobs", str(chosen.jobs), "--memory", chosen.memory, *work]
    shared += ["--address", chosen.address] if chosen.address else []
    if chosen.only:
        command = [sys.executable, __file__, "--here", str(corpus), *shared]
    else:
        report = folder / "report.json"
        command = [sys.executable, "-m", "dedup", "audit", str(corpus), "-f", "json", "-o", str(report), *shared]
    usage = Usage()
    started = time.perf_counter()
    with subprocess.Popen(command, env=os.environ | {"TMPDIR": str(temporary)}) as running:
        while running.poll() is None:
            sampling = time.perf_counter()
            usage.sample(running.pid, [folder])
            time.sleep(max(_SAMPLE_SECONDS, _REST * (time.perf_counter() - sampling)))
    seconds = time.perf_counter() - started
    if running.returncode != 0:
        sys.exit(f"the run ended with {running.returncode}")
    figures = {
        "articles": f"{chosen.documents:,}",
        "MB": f"{corpus.stat().st_size / 1e6:.0f}",
        "s": f"{seconds:.1f}",
        "CPU s": f"{sum(usage.cpu.values()):.1f}",
        "peak MB": f"{usage.peak_memory / 1e6:.0f}",
        "own MB": f"{usage.peak_own_memory / 1e6:.0f}",
        "disk MB": f"{usage.peak_disk / 1e6:.0f}",
        "articles/s": f"{chosen.documents / seconds:.0f}",
    }
    print("".join(f"{name:>11}" for name in figures))
    print("".join(f"{value:>11}" for value in figures.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--only", choices=["reuse"], help="leave out all but reading and shared wording")
    parser.add_argument("--engine", choices=[name.value for name in EngineName], default="local")
    parser.add_argument("--address", help="running cluster of the engine; its processes are not measured")
    parser.add_argument("--jobs", type=int, default=0, help="workers; 0 is one for each core")
    parser.add_argument("--memory", default="2GB", help="as dedup audit takes it")
    parser.add_argument("--no-work", action="store_true", help="keep no stages")
    parser.add_argument("--corpora", type=Path, help="folder that keeps the corpora")
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here:
        reuse_here(chosen.here, chosen.work, chosen)
        return
    shared = os.environ.get("DEDUP_DATA")
    if not shared:
        sys.exit("DEDUP_DATA is not set: it names the folder with data/ and eval/")
    with tempfile.TemporaryDirectory() as temporary:
        corpora = chosen.corpora or Path(temporary) / "corpora"
        corpora.mkdir(parents=True, exist_ok=True)
        run = Path(temporary) / "run"
        run.mkdir()
        measure(make_corpus(Path(shared), corpora, chosen.documents), run, chosen)


if __name__ == "__main__":
    main()
