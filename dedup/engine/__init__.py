"""Where work runs: here, in worker processes, or on many machines."""

from dedup.engine.chunks import Saved, map_saved
from dedup.engine.local import cores, local_engine, map_ordered
from dedup.engine.manifest import Stage, WorkFolder
from dedup.engine.mirror import mirrored
from dedup.engine.opening import EngineName, open_engine
from dedup.engine.ordered import EngineMap, map_on
from dedup.engine.parts import Part, cut_parts
from dedup.engine.protocol import Engine
from dedup.engine.saving import Run, saved_parts
from dedup.engine.stream import hire_early, map_stream

__all__ = [
    "Engine",
    "EngineMap",
    "EngineName",
    "Part",
    "Run",
    "Saved",
    "Stage",
    "WorkFolder",
    "cores",
    "cut_parts",
    "hire_early",
    "local_engine",
    "map_on",
    "map_ordered",
    "map_saved",
    "map_stream",
    "mirrored",
    "open_engine",
    "saved_parts",
]
