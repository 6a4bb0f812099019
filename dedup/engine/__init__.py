"""Where work runs: here, in worker processes, or on many machines."""

from dedup.engine.chunks import map_saved
from dedup.engine.local import cores, local_engine, map_ordered
from dedup.engine.opening import EngineName, open_engine
from dedup.engine.ordered import EngineMap, map_on
from dedup.engine.protocol import Engine
from dedup.engine.stream import hire_early, map_stream

__all__ = [
    "Engine",
    "EngineMap",
    "EngineName",
    "cores",
    "hire_early",
    "local_engine",
    "map_on",
    "map_ordered",
    "map_saved",
    "map_stream",
    "open_engine",
]
