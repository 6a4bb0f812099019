"""Work on Dask, on one machine or many.

In: the address of a running scheduler, or nothing for a cluster of our own. Out: an engine, which is nearly what
Dask gives itself: an executor of futures.
"""

from collections.abc import Callable
from concurrent.futures import Future  # noqa: TC003 - get_type_hints must work
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import Any, Self

from dedup.engine.local import cores
from dedup.engine.protocol import Engine
from dedup.errors import EngineError


class DaskEngine:
    """Tasks on Dask."""

    def __init__(self, jobs: int, address: str | None) -> None:
        try:
            import dask
            import distributed
        except ImportError as error:
            raise EngineError("Dask is not installed; install it with: pip install 'dedup-news[dask]'") from error
        self._opened = ExitStack()
        # A task that lost its worker comes back to us at once: what happens then is the same on every engine.
        self._opened.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 0}))
        try:
            if address is None:
                cluster = distributed.LocalCluster(
                    n_workers=jobs or cores(), threads_per_worker=1, dashboard_address=None, silence_logs=50
                )
                address = self._opened.enter_context(cluster).scheduler_address
            client = self._opened.enter_context(distributed.Client(address))
        except (OSError, ValueError) as error:
            self._opened.close()
            raise EngineError(
                f"no Dask scheduler at {address} ({error}); start one and check its address"
            ) from error
        self.workers = jobs or max(1, sum(client.nthreads().values()))
        self.lost: tuple[type[BaseException], ...] = (distributed.KilledWorker,)
        self._executor = client.get_executor(pure=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(wait=False)
        self._opened.close()

    def submit(self, function: Callable[..., Any], *arguments: object) -> "Future[Any]":
        """Have a function run as soon as a worker is free."""
        future: Future[Any] = self._executor.submit(function, *arguments)
        return future

    def alone(self) -> AbstractContextManager[Engine]:
        """Give this engine: Dask tells which task it lost too often."""
        return nullcontext(self)
