"""Opening an engine by its name: the one table. A new engine is one file in this folder and one line here."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from enum import StrEnum

from dedup.engine.local import local_engine
from dedup.engine.protocol import Engine
from dedup.errors import SettingsError


class EngineName(StrEnum):
    """Where work runs."""

    LOCAL = "local"
    RAY = "ray"
    DASK = "dask"


def open_engine(
    name: EngineName, *, jobs: int = 0, address: str | None = None, preload: Sequence[str] = ()
) -> AbstractContextManager[Engine]:
    """Open an engine; leaving the block ends what it started.

    `address` is that of a running cluster; without one Ray and Dask start their own on this machine. `jobs` is the
    number of workers, 0 one for each core.

    Raises:
        SettingsError: An address for the local engine.
        EngineError: The engine is not installed, or there is none at the address.
    """
    match name:
        case EngineName.RAY:
            from dedup.engine.ray import RayEngine

            return RayEngine(jobs, address)
        case EngineName.DASK:
            from dedup.engine.dask import DaskEngine

            return DaskEngine(jobs, address)
        case EngineName.LOCAL:
            if address is not None:
                raise SettingsError("an address is of use with --engine ray or dask only; leave it out")
            return local_engine(jobs, preload=preload)
