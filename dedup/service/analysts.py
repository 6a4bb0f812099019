"""Who does the computing: worker processes, so that requests do not stand in line for one core.

In: articles. Out: their examinations and what they share with the index. Both are milliseconds of computing; in one
process they would stand in line, and the event loop with them (tests/benchmarks/service.py). For a single article
they run at the same time.
"""

import asyncio
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar, TypeVarTuple

from dedup.engine.local import cores
from dedup.gate import Gate
from dedup.gate.examination import Examination
from dedup.index import Place
from dedup.model import Document
from dedup.service import work
from dedup.service.refusals import unavailable

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")

_CHUNK_ARTICLES = 4
"""Articles of a batch that go to a worker together: a single article waits no longer than for those."""
_CHUNK_CHARACTERS = 50_000


class Analysts:
    """Workers of a service: `gate.settings.jobs` of them; 0 is one a core, 1 a thread that only examines."""

    def __init__(self, gate: Gate) -> None:
        self._needs = gate.needs
        self._processes = gate.settings.jobs or cores()
        self._place = Place.of(gate.index) if self._processes > 1 else None
        self._pool = self._hire()
        self._batches = asyncio.Semaphore(self._processes)

    @property
    def compare_too(self) -> bool:
        """Whether they can ask the index."""
        return self._place is not None

    async def warm_up(self) -> None:
        """Wait until every worker is ready."""
        await asyncio.gather(*(self._run(work.examine_all, (), self._needs) for _ in range(self._processes)))

    async def examine(self, documents: Sequence[Document]) -> list[Examination]:
        """Examine articles, in order. Cancelling drops what no worker has begun.

        Raises:
            Refusal: A worker died.
        """
        if len(documents) == 1:
            return await self._run(work.examine_all, documents, self._needs)
        chunks = await asyncio.gather(
            *(self._in_turn(work.examine_all, chunk, self._needs) for chunk in _split(documents))
        )
        return [examination for chunk in chunks for examination in chunk]

    async def examine_and_compare(self, documents: Sequence[Document]) -> work.Examined:
        """Examine articles and look them up, in order. Cancelling drops what no worker has begun.

        Raises:
            Refusal: A worker died.
        """
        if len(documents) == 1:
            return await asyncio.gather(
                self._run(work.examine_all, documents, self._needs), self._run(work.compare_all, documents)
            )
        chunks = await asyncio.gather(
            *(self._in_turn(work.examine_and_compare, chunk, self._needs) for chunk in _split(documents))
        )
        examinations = [examination for chunk, _ in chunks for examination in chunk]
        return examinations, [compared for _, chunk in chunks for compared in chunk]

    def close(self, timeout_seconds: float) -> None:
        """Dismiss the workers; one that is still at work after the time is killed: nobody waits for it."""
        pool = self._pool
        if not isinstance(pool, ProcessPoolExecutor):
            pool.shutdown(wait=False, cancel_futures=True)
            return
        workers = list((pool._processes or {}).values())  # noqa: SLF001 - kill_workers() comes with Python 3.14
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.join(timeout_seconds)
            if worker.is_alive():
                worker.kill()

    async def _in_turn(self, function: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        """Run a part of a batch; all batches together occupy no more than each worker once."""
        async with self._batches:
            return await self._run(function, *arguments)

    async def _run(self, function: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        pool = self._pool
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, function, *arguments)
        except BrokenProcessPool as error:
            if self._pool is pool:
                self._pool = self._hire()
            raise unavailable(
                "analysis-died", "a process that worked on it died; try again, with less memory in use"
            ) from error

    def _hire(self) -> Executor:
        if self._processes == 1:
            return ThreadPoolExecutor(1, thread_name_prefix="dedup-analysis")
        context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
        context.set_forkserver_preload([work.__name__])
        return ProcessPoolExecutor(
            self._processes, mp_context=context, initializer=work.start, initargs=(self._needs, self._place)
        )


def _split(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    start = characters = 0
    for number, document in enumerate(documents):
        if number > start and (number - start == _CHUNK_ARTICLES or characters > _CHUNK_CHARACTERS):
            yield documents[start:number]
            start, characters = number, 0
        characters += len(document.text)
    yield documents[start:]
