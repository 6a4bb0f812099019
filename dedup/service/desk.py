"""From records to answers, within the time of a request: examined by the analysts, judged by the gate.

In: records and the moment when time is over. Out: answers, or a refusal. Until an index is asked to take articles,
running out of time means that nothing was added. Once it writes it is not given up: its word comes late, or the
refusal says that nobody knows.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from dedup.errors import DedupError, StoreError
from dedup.gate import Answer, Examined, Gate
from dedup.gate.examination import Examination
from dedup.gate.judging import Judge
from dedup.gate.records import Record
from dedup.model import Document
from dedup.service.analysts import Analysts
from dedup.service.metrics import Metrics
from dedup.service.refusals import Refusal, outcome_unknown, time_limit, unavailable
from dedup.service.work import Compared
from dedup.settings import ServiceSettings

Result = TypeVar("Result")

_THREADS = 4
"""Threads that ask the index: one may write while others read."""
_LATE_SECONDS = 1.0
"""How long a write that has begun may take beyond the time it may wait for other writers."""
_READY_SECONDS = 1.0
"""How long an answer about readiness holds, so that asking for it costs nothing."""


class Desk:
    """Takes records of a request to the gate; lives on one event loop."""

    def __init__(self, gate: Gate, settings: ServiceSettings, metrics: Metrics) -> None:
        self.gate = gate
        self.settings = settings
        self.metrics = metrics
        self.large_bodies = asyncio.Lock()
        self._analysts = Analysts(gate)
        self._judge = Judge(gate.policy, gate.needs, gate.document)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="dedup-index")
        self._ready_until = 0.0

    async def open(self) -> None:
        """Read what the first request would have to read.

        Raises:
            DedupError: The index cannot be read.
        """
        await self._analysts.warm_up()
        if self.gate.index is not None:
            await self._ask(self.gate.index.warm_up)

    def close(self) -> None:
        """Wait for writes that have begun, and dismiss the workers."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._analysts.close(_LATE_SECONDS)

    async def judge(self, records: Sequence[Record], *, add: bool, replace: bool, deadline: float) -> list[Answer]:
        """Answer for records, in order; with `add`, what is accepted is durable in the index.

        Raises:
            Refusal: Time was over, or the index could not be asked.
        """
        if add:
            with self.metrics.stage("analysis"):
                examined = await self._in_time(self._examine(records), deadline)
            with self.metrics.stage("index"):
                answers = await self._write(partial(self.gate.judge, examined, add=True, replace=replace), deadline)
        else:
            with self.metrics.stage("check"):
                answers = await self._in_time(self._check(records), deadline)
        self.metrics.count(answers)
        _refuse_uncompared(answers)
        return answers

    async def document(self, name: str, deadline: float) -> Document | None:
        """Find an accepted document.

        Raises:
            Refusal: Time was over, or the index could not be asked.
        """
        return await self._in_time(self._ask(partial(self.gate.document, name)), deadline)

    async def check_ready(self, deadline: float) -> None:
        """Ask the index whether it answers.

        Raises:
            Refusal: It does not.
        """
        now = asyncio.get_running_loop().time()
        if self.gate.index is None or now < self._ready_until:
            return
        try:
            await self._in_time(self._ask(self.gate.index.warm_up), deadline)
        except Refusal as error:
            raise unavailable("not-ready", "the index does not answer; its log says why") from error
        self._ready_until = now + _READY_SECONDS

    async def _in_time(self, work: Awaitable[Result], deadline: float) -> Result:
        """Wait for something that may be dropped."""
        try:
            async with asyncio.timeout_at(deadline):
                return await work
        except TimeoutError as error:
            raise time_limit(self.settings.timeout_seconds) from error

    async def _check(self, records: Sequence[Record]) -> list[Answer]:
        """Judge without adding: by the workers and what they found, or where that is not enough by the gate."""
        if not self._analysts.compare_too or _keeps_checked(self.gate):
            return await self._ask(partial(self.gate.judge, await self._examine(records)))
        documents = [record.document for record in records if record.objection is None]
        examinations, compared = await self._analysts.examine_and_compare(documents) if documents else ([], [])
        examined = _join(records, examinations)
        return await self._ask(partial(self._conclude, examined, _spread(records, compared)))

    def _conclude(self, examined: Sequence[Examined], compared: Sequence[Compared]) -> list[Answer]:
        return [
            self._judge.refuse_unread(item)
            or (
                self._judge.refuse_uncompared(item, StoreError(found.trouble))
                if found.trouble
                else self._judge.answer(item, found.words, found.matches)
            )
            for item, found in zip(examined, compared, strict=True)
        ]

    async def _examine(self, records: Sequence[Record]) -> list[Examined]:
        readable = [record.document for record in records if record.objection is None]
        return _join(records, await self._analysts.examine(readable) if readable else [])

    async def _ask(self, question: Callable[[], Result]) -> Result:
        try:
            return await asyncio.wrap_future(self._threads.submit(question))
        except StoreError as error:
            raise _store_failed(error) from error

    async def _write(self, work: Callable[[], Result], deadline: float) -> Result:
        """Run what adds; it is called off only as long as it has not begun."""
        loop = asyncio.get_running_loop()
        if loop.time() >= deadline:
            raise time_limit(self.settings.timeout_seconds)
        future: Future[Result] = self._threads.submit(work)
        waiting = asyncio.shield(asyncio.wrap_future(future))
        done, _ = await asyncio.wait({waiting}, timeout=deadline - loop.time())
        if not done:
            if future.cancel():
                raise time_limit(self.settings.timeout_seconds)
            late = self.gate.settings.index.busy_timeout_seconds + _LATE_SECONDS
            done, _ = await asyncio.wait({waiting}, timeout=late)
        if not done:
            raise outcome_unknown()
        try:
            return waiting.result()
        except StoreError as error:
            raise _store_failed(error) from error


def _join(records: Sequence[Record], examinations: Sequence[Examination]) -> list[Examined]:
    """Give each record its examination; those that are no articles have none."""
    following = iter(examinations)
    return [
        Examined(
            record.document,
            next(following) if record.objection is None else Examination(objection=record.objection),
            record.line,
        )
        for record in records
    ]


def _spread(records: Sequence[Record], compared: Sequence[Compared]) -> list[Compared]:
    following = iter(compared)
    return [next(following) if record.objection is None else Compared() for record in records]


def _keeps_checked(gate: Gate) -> bool:
    """Whether the gate puts aside what is only checked: it does with a quarantine of its own."""
    return gate.quarantine is not None and (
        gate.index is None or gate.quarantine.store.name != gate.index.store.name
    )


def _store_failed(error: DedupError) -> Refusal:
    return unavailable("store-failed", f"{error}; what was handed in may be handed in again: none enters twice")


def _refuse_uncompared(answers: Sequence[Answer]) -> None:
    """Where the index answered for no article at all, the request as a whole has no answer."""
    reasons = [reason for answer in answers for reason in answer.reasons if reason.check == "not-compared"]
    if answers and len(reasons) == len(answers):
        raise unavailable("not-compared", f"{reasons[0].message}; nothing was added")
