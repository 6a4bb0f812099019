"""Where other processes find an index: each opens its own connection.

In: an open index. Out: what is needed to open it again, small enough to travel.
"""

from dataclasses import dataclass

from dedup.index.index import Index
from dedup.settings import IndexSettings, ReuseSettings


@dataclass(frozen=True, slots=True)
class Place:
    """Location and settings of an index; the location may hold a password."""

    location: str
    settings: ReuseSettings
    bounds: IndexSettings

    @classmethod
    def of(cls, index: Index | None) -> "Place | None":
        """Say where an index is; None where there is none."""
        if index is None:
            return None
        store = index.store
        location = str(store.path) if store.path else store.engine.url.render_as_string(hide_password=False)
        return cls(location, index.settings, index.bounds)

    def open(self) -> Index:
        """Open the index for reading.

        Raises:
            StoreError: It cannot be opened any more.
        """
        return Index.open(self.location, self.settings, bounds=self.bounds, create=False, read_only=True)
