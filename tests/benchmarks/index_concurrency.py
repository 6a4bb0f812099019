"""Many processes on one index: the same article at the same moment, and writers beside readers.

    python tests/benchmarks/index_concurrency.py [--store sqlite|postgresql] [--rounds 400] [--seconds 60]

First two workers hand in the same article, round after round, under two ids: printed is how often both or none were
accepted. Then four writers add articles of their own and articles that all four have, while four readers look up
what was acknowledged. Printed and expected to be 0: errors, acknowledged documents that a look-up or the end does
not find, articles that are in the index twice.
"""

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from dedup.errors import DedupError
from dedup.index import Index, Matches, Prepared, prepare
from dedup.index.inspection import check_index
from dedup.model import Document
from dedup.settings import IndexSettings, ReuseSettings
from tests.index.postgres import fresh_location

if TYPE_CHECKING:
    from multiprocessing.queues import Queue
    from multiprocessing.sharedctypes import SynchronizedArray

WRITERS = READERS = 4
BATCH = 8


def text_of(name: str) -> str:
    generator = random.Random(name)
    return " ".join("".join(generator.choices("abcdefghijklmnop", k=7)) for _ in range(120))


def is_new(_article: Prepared, matches: Matches) -> bool:
    return not matches.near_duplicates


@dataclass(frozen=True, slots=True)
class Stage:
    """Where processes meet: the index, a barrier for those who start slowly, and how far each writer has come."""

    location: str
    folder: str
    ready: Barrier
    seconds: float
    done: "SynchronizedArray[int]"

    def start(self) -> float:
        """Wait for all; gives the time at which to stop."""
        self.ready.wait()
        return time.monotonic() + self.seconds

    def open(self) -> Index:
        """Open the index in this process."""
        return open_index(self.location, self.folder)


def open_index(location: str, folder: str) -> Index:
    return Index.open(location, ReuseSettings(), bounds=IndexSettings(columns_folder=folder))


def race(stage: Stage, me: int, rounds: int, results: "Queue[list[bool]]") -> None:
    accepted = []
    with stage.open() as index:
        for number in range(rounds):
            prepared = prepare([Document(id=f"race-{number}-{me}", text=text_of(f"race-{number}"))], index.settings)
            stage.ready.wait()
            accepted.append(index.check_and_add(prepared, is_new)[0].indexed)
    results.put([bool(me), *accepted])


def write(stage: Stage, me: int, results: "Queue[list[str]]") -> None:
    """Add articles of our own and, every fourth, one that all writers have."""
    promised: list[str] = []
    number = 0
    try:
        with stage.open() as index:
            end = stage.start()
            while time.monotonic() < end:
                kinds = [
                    f"all-{number + step}" if step % 4 == 0 else f"{me}-{number + step}" for step in range(BATCH)
                ]
                documents = [Document(id=f"{kind}@{me}", text=text_of(kind)) for kind in kinds]
                outcomes = index.check_and_add(prepare(documents, index.settings), is_new)
                promised.extend(outcome.document for outcome in outcomes if outcome.indexed)
                number += BATCH
                stage.done[me] = number
    except DedupError as error:
        promised.append(f"error: {error}")
    results.put(promised)


def read(stage: Stage, me: int, results: "Queue[list[str]]") -> None:
    """Look up acknowledged articles; whatever is not found is a problem."""
    generator, problems, asked = random.Random(me), [], 0
    try:
        with stage.open() as index:
            end = stage.start()
            while time.monotonic() < end:
                writer = generator.randrange(WRITERS)
                if not stage.done[writer]:
                    continue
                number = generator.randrange(stage.done[writer])
                kind = f"all-{number}" if number % BATCH % 4 == 0 else f"{writer}-{number}"
                (matches,) = index.look_up(prepare([Document(id="?", text=text_of(kind))], index.settings))
                asked += 1
                if len(matches.near_duplicates) != 1:
                    problems.append(f"{kind}: found {len(matches.near_duplicates)} times")
    except DedupError as error:
        problems.append(f"error: {error}")
    results.put([f"asked {asked}", *problems])


def race_all(location: str, folder: str, rounds: int) -> int:
    context = multiprocessing.get_context("spawn")
    stage, results = Stage(location, folder, context.Barrier(2), 0, context.Array("q", 2)), context.Queue()
    workers = [context.Process(target=race, args=(stage, me, rounds, results)) for me in (0, 1)]
    for worker in workers:
        worker.start()
    (_, *left), (_, *right) = results.get(), results.get()
    for worker in workers:
        worker.join()
    both = sum(first and second for first, second in zip(left, right, strict=True))
    none = sum(not first and not second for first, second in zip(left, right, strict=True))
    print(f"  {rounds} rounds of two workers with one article: accepted twice {both}, by none {none}")
    return int(both + none)


def run_together(location: str, folder: str, seconds: float) -> int:
    context = multiprocessing.get_context("spawn")
    results, answers = context.Queue(), context.Queue()
    stage = Stage(location, folder, context.Barrier(WRITERS + READERS), seconds, context.Array("q", WRITERS))
    writers = [context.Process(target=write, args=(stage, me, results)) for me in range(WRITERS)]
    readers = [context.Process(target=read, args=(stage, me, answers)) for me in range(READERS)]
    for worker in (*writers, *readers):
        worker.start()
    promised = [line for _ in writers for line in results.get()]
    told = [answers.get() for _ in readers]
    for worker in (*writers, *readers):
        worker.join()
    errors = [line for line in promised if line.startswith("error")]
    problems = [line for answer in told for line in answer[1:]]
    with open_index(location, folder) as index:
        stored = list(index.ids())
        unsound = list(check_index(index))
    lost = set(promised) - set(errors) - set(stored)
    twice = len(stored) - len({name.partition("@")[0] for name in stored if "@" in name})
    twice -= sum("@" not in name for name in stored)
    asked = sum(int(answer[0].split()[1]) for answer in told)
    print(
        f"  {WRITERS} writers, {READERS} readers, {seconds:g} s: {len(promised)} added "
        f"({len(promised) / seconds:.0f}/s), "
        f"{asked} looked up ({asked / seconds:.0f}/s); errors {len(errors)}, not found {len(problems)}, "
        f"lost {len(lost)}, twice {twice}, unsound {len(unsound)}"
    )
    for line in [*errors, *problems, *unsound][:5]:
        print(f"    {line}")
    return len(errors) + len(problems) + len(lost) + twice + len(unsound)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=400)
    parser.add_argument("--seconds", type=float, default=60)
    arguments = parser.parse_args()
    print(f"{arguments.store}:")
    with (
        tempfile.TemporaryDirectory() as temporary,
        fresh_location(arguments.store, Path(temporary), "concurrency") as location,
    ):
        folder = str(Path(temporary) / "columns")
        failed = race_all(location, folder, arguments.rounds)
        failed += run_together(location, folder, arguments.seconds)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
