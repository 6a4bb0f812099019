"""Where work runs."""

from dedup.engine.chunks import map_saved
from dedup.engine.local import cores, map_ordered
from dedup.engine.stream import hire_early, map_stream

__all__ = ["cores", "hire_early", "map_ordered", "map_saved", "map_stream"]
