"""Kill a process that adds to an index, again and again, and see what is left.

    python tests/benchmarks/index_kill.py [--store sqlite|postgresql] [--kills 100]

A worker adds articles in transactions of 1 to 16, each article twice under two ids, and says what the index has
acknowledged; it is killed (-9) at a random moment, and the next one goes on behind what was said. Files of columns
hold 64 documents here, so that kills hit their making too. Printed and expected to be 0: acknowledged documents
that are gone, articles that are in the index twice, problems that `dedup index check` names.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from dedup.index import Index, Matches, Prepared, inspection, memory, prepare, run_files
from dedup.index.inspection import check_index
from dedup.model import Document
from dedup.settings import IndexSettings, ReuseSettings
from tests.index.postgres import fresh_location


def use_small_files() -> None:
    """Not at import: a test that imports all benchmarks would go on with small files."""
    for module in (run_files, memory, inspection):
        setattr(module, "BLOCK", 64)  # noqa: B010 - for a moment the constant is none
        setattr(module, "LARGEST", 4_096)  # noqa: B010 - the same


def text_of(number: int) -> str:
    generator = random.Random(number)
    return " ".join("".join(generator.choices("abcdefghijklmnop", k=7)) for _ in range(120))


def is_new(_article: Prepared, matches: Matches) -> bool:
    return not matches.near_duplicates


def work(location: str, folder: str, start: int) -> None:
    """Add without end; article n has the ids 2n and 2n + 1."""
    generator = random.Random(start)
    with Index.open(location, ReuseSettings(), bounds=IndexSettings(columns_folder=folder)) as index:
        print("open", flush=True)
        entry = start
        while True:
            end = entry + generator.randint(1, 16)
            documents = [Document(id=str(number), text=text_of(number // 2)) for number in range(entry, end)]
            outcomes = index.check_and_add(prepare(documents, index.settings), is_new)
            for outcome in outcomes:
                print(f"{outcome.document} {int(outcome.indexed)}", flush=True)
            entry = end


def kill_once(location: str, folder: str, start: int, seconds: float) -> list[tuple[int, bool]]:
    """Let a worker add for a while and kill it; what it acknowledged."""
    command = [sys.executable, __file__, "--work", location, folder, str(start)]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    if worker.stdout is None:
        raise RuntimeError("the worker has no output")
    worker.stdout.readline()
    time.sleep(seconds)
    worker.kill()
    lines = worker.stdout.read().split("\n")[:-1]  # the last line may be half
    worker.wait()
    return [(int(name), indexed == "1") for name, indexed in (line.split() for line in lines)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--work", nargs=3)
    arguments = parser.parse_args()
    use_small_files()
    if arguments.work:
        location, folder, start = arguments.work
        work(location, folder, int(start))
    generator = random.Random(arguments.kills)
    lost = twice = problems = 0
    promised: set[int] = set()
    next_entry = 0
    with (
        tempfile.TemporaryDirectory() as temporary,
        fresh_location(arguments.store, Path(temporary), "kill") as location,
    ):
        folder = str(Path(temporary) / "columns")
        for kill in range(1, arguments.kills + 1):
            said = kill_once(location, folder, next_entry, generator.uniform(0.0, 0.6))
            promised.update(number for number, indexed in said if indexed)
            next_entry = max([next_entry, *(number + 1 for number, _ in said)])
            with Index.open(location, bounds=IndexSettings(columns_folder=folder)) as index:
                stored = [int(name) for name in index.ids()]
                if kill % 10 == 0 or kill == arguments.kills:
                    problems += len(list(check_index(index)))
            lost += len(promised - set(stored))
            twice += len(stored) - len({number // 2 for number in stored})
    print(
        f"{arguments.store}: {arguments.kills} kills, {len(promised)} documents acknowledged; lost {lost}, "
        f"twice {twice}, problems {problems}"
    )
    return int(bool(lost or twice or problems))


if __name__ == "__main__":
    sys.exit(main())
