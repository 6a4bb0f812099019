"""Compaction: removed documents are deleted for good, and the columns made anew without them.

In: an open index. Out: the same answers from less room. It needs the room of a second copy for a while.
"""

from sqlalchemy import delete

from dedup.index.documents import new_epoch, set_entry
from dedup.index.index import Index
from dedup.index.schema import DOCUMENTS


def compact(index: Index) -> int:
    """Delete removed documents, make the columns anew and give room back; says how many rows were deleted."""
    with index.store.writing() as connection:
        deleted = connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.retired.is_not(None))).rowcount
        set_entry(connection, "retirements", "0")
        set_entry(connection, "epoch", new_epoch())  # columns of before speak of documents that are gone
    index.warm_up()
    index.memory.clean()
    index.store.vacuum()
    return deleted
