"""The texts of a collection as one column of bytes, for processes that cannot ask for documents.

In: documents, or a finished stage. Out: a stage, or documents of which only text and day are known.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np

from dedup.model import Document
from dedup.reuse.column import Column
from dedup.reuse.elsewhere import finished
from dedup.reuse.files import Array, read_ahead, read_at_random
from dedup.reuse.glance import Bytes
from dedup.reuse.on_demand import OnDemand
from dedup.reuse.words import Int64s
from dedup.reuse.workspace import Stages

_STAGE = "texts"
_TEXTS_AT_A_TIME = 400
"""Texts that are written together: about a megabyte of news."""

Fetch = Callable[[Int64s], None]
"""Has the system fetch the texts of documents all at once, because they are read next."""


class TextColumn:
    """Takes texts in, in the order of the documents."""

    def __init__(self, stages: Stages) -> None:
        self._stages = stages
        self._texts = stages.column(np.uint8)
        self._sizes = [0]

    def add(self, texts: Iterable[str]) -> None:
        """Take some texts."""
        contents = [text.encode("utf-8", "surrogatepass") for text in texts]
        self._texts.append(np.frombuffer(b"".join(contents), np.uint8))
        self._sizes += map(len, contents)

    def finish(self) -> None:
        """Finish the stage, unless it is."""
        self._stages.columns(_STAGE, self._columns)

    def _columns(self) -> dict[str, Array | Column]:
        return {"texts": self._texts, "bounds": np.cumsum(np.array(self._sizes, np.int64))}


def keep_texts(documents: Sequence[Document], stages: Stages) -> None:
    """Finish the stage of texts, unless it is."""
    if stages.is_finished(_STAGE):
        return
    column = TextColumn(stages)
    for first in range(0, len(documents), _TEXTS_AT_A_TIME):
        column.add(document.text for document in documents[first : first + _TEXTS_AT_A_TIME])
    column.finish()


def text_fetcher(stages: Stages) -> Fetch:
    """What fetches texts of a finished stage."""
    columns = finished(stages, _STAGE)
    return partial(_fetch, texts=columns["texts"], bounds=columns["bounds"])


def fetch_nothing(_: Int64s) -> None:
    """The texts are at hand."""


def _fetch(documents: Int64s, *, texts: Bytes, bounds: Int64s) -> None:
    read_ahead(texts, bounds[documents], bounds[documents + 1])


def open_texts(stages: Stages, *, at_random: bool = False) -> Sequence[Document]:
    """Documents of a finished stage, of which only the text is known; read in order, or `at_random`."""
    columns = finished(stages, _STAGE)
    if at_random:
        read_at_random(columns["texts"])
    bounds = columns["bounds"]
    return OnDemand(len(bounds) - 1, partial(_read, texts=columns["texts"], bounds=bounds))


def _read(number: int, *, texts: Bytes, bounds: Int64s) -> Document:
    content = texts[bounds[number] : bounds[number + 1]].tobytes()
    return Document(id=str(number), text=content.decode("utf-8", "surrogatepass"))
