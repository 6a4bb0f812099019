"""Sites: which publisher or host a document comes from.

In: documents. Out: a number for each one's site and the names of the sites; -1 where neither outlet nor address is
known.
"""

from collections.abc import Sequence
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


def name_sites(documents: Sequence[Document]) -> Sites:
    """Number the sites of documents: the outlet where it is known, else the host of the address.

    >>> name_sites([Document(id="a", text="", url="https://www.blatt.example/1")]).names
    ('blatt.example',)
    """
    numbers: dict[str, int] = {}
    names: list[str] = []
    sites = []
    for document in documents:
        name = document.outlet or _host(document.url)
        if not name:
            sites.append(UNKNOWN)
            continue
        number = numbers.setdefault(name.casefold(), len(names))
        if number == len(names):
            names.append(name)
        sites.append(number)
    return Sites(np.array(sites, np.int32), tuple(names))


def _host(url: str | None) -> str:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # an address with half a bracket
        return ""
    return host.removeprefix("www.")
