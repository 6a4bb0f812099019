"""Work on Ray, on one machine or many: tasks that Ray runs again where a worker or a node was lost.

In: the address of a running cluster, or nothing for one of our own. Out: an engine. The nodes need this program in
the same version. Arguments and results travel through Ray, so nodes share no folder with us; where they do, the
search for shared wording runs on them too.
"""

import logging
import os
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Self

from dedup.engine.local import cores
from dedup.engine.protocol import Engine
from dedup.errors import EngineError

_RETRIES = 1
"""Times that Ray runs a task again whose worker or node was lost, before we look at its articles one by one."""
_OBJECT_BYTES = 512_000_000
"""Shared memory of a Ray of our own. A task is some hundred kilobytes; what does not fit is written to disk."""


class RayEngine:
    """Tasks on Ray."""

    def __init__(self, jobs: int, address: str | None) -> None:
        try:
            import ray
        except ImportError as error:
            raise EngineError("Ray is not installed; install it with: pip install 'dedup-news[ray]'") from error
        self._ray = ray
        self._ours = not ray.is_initialized()
        if self._ours:
            self._start(jobs, address)
        self.workers = jobs or max(1, int(ray.cluster_resources().get("CPU", 1)))
        self._remote = ray.remote(max_retries=_RETRIES)(_run)
        errors = ray.exceptions
        self.lost: tuple[type[BaseException], ...] = (
            errors.WorkerCrashedError,
            errors.NodeDiedError,
            errors.OutOfMemoryError,
            errors.LocalRayletDiedError,
            errors.ObjectLostError,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._ours:
            self._ray.shutdown()

    def submit(self, function: Callable[..., Any], *arguments: object) -> "Future[Any]":
        """Have a function run as soon as a worker is free."""
        answer: Future[Any] = Future()
        reference = self._remote.remote(function, *arguments)
        reference.future().add_done_callback(lambda done: _pass_on(done, answer))
        return answer

    def alone(self) -> AbstractContextManager[Engine]:
        """Give this engine: Ray loses one task with a worker, not those of others."""
        return nullcontext(self)

    def _start(self, jobs: int, address: str | None) -> None:
        options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
        if address is None and not os.environ.get("RAY_ADDRESS"):
            options |= {"address": "local", "num_cpus": jobs or cores(), "include_dashboard": False}
            options |= {"object_store_memory": _OBJECT_BYTES}
        elif address is not None:
            options["address"] = address
        try:
            self._ray.init(**options)
        except Exception as error:  # Ray has no common base for what goes wrong here
            reason = str(error).strip().partition("\n")[0][:300]
            raise EngineError(
                f"no Ray to work on at {address or 'this machine'} ({reason}); start one with `ray start --head`, "
                "and check its address"
            ) from error


def _run(function: Callable[..., Any], *arguments: object) -> tuple[Any, Exception | None]:
    """Call a function where the work runs; its error is a result, so that Ray's errors are those of Ray."""
    try:
        return function(*arguments), None
    except Exception as error:  # noqa: BLE001 - raised again on the other side
        return None, error


def _pass_on(done: "Future[tuple[Any, Exception | None]]", answer: "Future[Any]") -> None:
    if not answer.set_running_or_notify_cancel():
        return
    error = done.exception()
    if error is None:
        value, error = done.result()
        if error is None:
            answer.set_result(value)
            return
    answer.set_exception(error)
