"""Sites: which publisher or host a document comes from.

In: documents. Out: the name of each one's site, and numbers for these; -1 where outlet and address are unknown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from dedup.model import Document

UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Sites:
    """`numbers`, shape (documents,), -1 for unknown; `names`, as printed first, by number."""

    numbers: npt.NDArray[np.int32]
    names: tuple[str, ...]


def number_sites(known: Iterable[str]) -> Sites:
    """Number sites by their names; an empty one is unknown, and capitals do not matter.

    >>> number_sites(["Blatt", "", "blatt"]).numbers.tolist()
    [0, -1, 0]
    """
    numbers: dict[str, int] = {}
    names: list[str] = []
    sites = []
    for name in known:
        if not name:
            sites.append(UNKNOWN)
            continue
        number = numbers.setdefault(name.casefold(), len(names))
        if number == len(names):
            names.append(name)
        sites.append(number)
    return Sites(np.array(sites, np.int32), tuple(names))


def site_of(document: Document) -> str:
    """Name the site of a document: the outlet where it is known, else the host of the address; empty without both.

    >>> site_of(Document(id="a", text="", url="https://www.blatt.example/1"))
    'blatt.example'
    """
    if document.outlet or not document.url:
        return document.outlet or ""
    try:
        host = urlsplit(document.url).hostname or ""
    except ValueError:  # an address with half a bracket
        return ""
    return host.removeprefix("www.")
