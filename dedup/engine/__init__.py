"""Where work runs."""

from dedup.engine.local import map_ordered

__all__ = ["map_ordered"]
