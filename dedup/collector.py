"""The garbage collector, where it would only be in the way.

In: nothing. Out: a context in which it rests. It looks through all values again and again as they grow in number,
and finds nothing where a program makes many that stay.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Keep the collector from looking for cycles; threads of the process have none of theirs collected meanwhile.

    >>> with at_rest():
    ...     gc.isenabled()
    False
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
