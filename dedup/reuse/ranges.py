"""Aligning a collection range by range, here or in other processes.

In: the index of shared shingles, cut into ranges of left documents. Out: the alignments of each range; each is a
stage. Other processes find what they need in files of finished stages, which they map and so share: word hashes,
pairs, site text, texts. Where they do not see the folder, the range is aligned here: the answer is the same.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, overload

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from dedup.errors import WorkspaceError
from dedup.model import Document
from dedup.reuse.aligned import Alignment
from dedup.reuse.alignment import align_chains
from dedup.reuse.boilerplate import SiteText
from dedup.reuse.chains import link_segments
from dedup.reuse.column import Column
from dedup.reuse.files import Array
from dedup.reuse.glance import Bytes, word_bytes
from dedup.reuse.overlaps import WordPlaces
from dedup.reuse.seeds import content_sums, find_segments
from dedup.reuse.shared import ShingleIndex, index_shingles
from dedup.reuse.windows import Speller
from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.reuse.workspace import Stages, Workspace
from dedup.settings import ReuseSettings

_PAIR_BYTES = 2_000
"""Memory that a pair of places takes on its way to an alignment, at most."""
_FEWEST_PAIRS = 50_000
"""Pairs of a range that other processes align: fewer are not worth the way. Chosen by hand."""
_RANGES_PER_WORKER = 8
"""Ranges that keep workers busy to the end, though some take longer than others."""

_Range = tuple[int, int]
"""A half-open range of documents."""


class Spread(Protocol):
    """Whoever applies a function to items in other processes; results come in order."""

    @property
    def workers(self) -> int:
        """Items worked on at a time."""
        ...

    def map(self, function: Callable[[Any], Any], items: Sequence[Any]) -> AbstractContextManager[Iterator[Any]]:
        """Apply a function that is importable by name."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligner:
    """What it takes to align any range of a collection.

    `covers` and `starts`, shape (words,), mark site text; `sums`, shape (documents,), and `glance`, shape (words,),
    are what `find_segments` asks for.
    """

    index: ShingleIndex
    covers: npt.NDArray[np.bool_]
    starts: npt.NDArray[np.bool_]
    sums: UInt64s
    glance: Bytes
    speller: Speller
    settings: ReuseSettings

    def align(self, first: int, end: int) -> list[Alignment]:
        """Align the pairs whose left document is in a half-open range."""
        words = self.index.words
        shared = self.index.between(int(words.offsets[first]), int(words.offsets[end])).without(self.starts)
        segments = find_segments(words, shared, self.settings, self.covers, self.sums, glance=self.glance)
        return align_chains(words, link_segments(segments, self.settings), self.speller, self.settings, self.covers)


def prepare(index: ShingleIndex, site_text: SiteText, speller: Speller, settings: ReuseSettings) -> Aligner:
    """Make ready to align a collection in this process."""
    return Aligner(
        index=index,
        covers=site_text.covers,
        starts=site_text.starts,
        sums=content_sums(index.words),
        glance=word_bytes(index.words.hashes),
        speller=speller,
        settings=settings,
    )


def align_ranges(
    aligner: Aligner, documents: Sequence[Document], stages: Stages, spread: Spread | None
) -> Iterator[tuple[int, list[Alignment]]]:
    """Align all ranges, in order: the end of each, and its alignments.

    Raises:
        WorkspaceError: The disk is full or the folder cannot be written.
    """
    workers = spread.workers if spread is not None and stages.folder is not None else 0
    most = stages.workspace.memory // _PAIR_BYTES
    if workers:
        most = max(_FEWEST_PAIRS, min(most // workers, len(aligner.index) // (workers * _RANGES_PER_WORKER)))
    ranges = list(aligner.index.ranges(aligner.index.words.offsets, most))
    missing = [bounds for bounds in ranges if not stages.is_finished(_name(bounds))]
    if spread is None or not workers or len(missing) < 2:  # noqa: PLR2004 - one range is aligned here
        yield from ((bounds[1], _align(aligner, bounds, stages)) for bounds in ranges)
        return
    with _elsewhere(aligner, documents, stages, spread, missing) as contents:
        awaited = set(missing)
        for bounds in ranges:
            content = next(contents) if bounds in awaited else None
            if content is not None:
                stages.keep(_name(bounds), content)
            yield bounds[1], _align(aligner, bounds, stages)


def _align(aligner: Aligner, bounds: _Range, stages: Stages) -> list[Alignment]:
    return stages.value(_name(bounds), list[Alignment], partial(aligner.align, *bounds))


def _name(bounds: _Range) -> str:
    return f"alignments-{bounds[0]}-{bounds[1]}"


@dataclass(frozen=True, slots=True)
class _Files:
    """The folder of finished stages that a worker opens, and the digest of the manifest it must find there."""

    folder: Path
    manifest: str
    index: str
    settings: ReuseSettings


@contextmanager
def _elsewhere(
    aligner: Aligner, documents: Sequence[Document], stages: Stages, spread: Spread, missing: Sequence[_Range]
) -> Iterator[Iterator[bytes | None]]:
    """Have ranges aligned by other processes; None for one whose process does not see the folder."""
    stages.columns(
        "alignment",
        lambda: {
            "covers": aligner.covers,
            "starts": aligner.starts,
            "sums": aligner.sums,
            "glance": aligner.glance,
        },
    )
    stages.columns("texts", lambda: _column_of_texts(documents, stages))
    folder = (stages.folder or Path()).resolve()
    files = _Files(folder, _digest_manifest(folder), aligner.index.name, aligner.settings)
    with spread.map(partial(_align_there, files=files), missing) as contents:
        yield contents


def _align_there(bounds: _Range, files: _Files) -> bytes | None:
    """Align a range in a worker, from files; the alignments as JSON."""
    try:
        is_there = _digest_manifest(files.folder) == files.manifest
    except OSError:
        is_there = False
    if not is_there:
        return None
    adapter: TypeAdapter[list[Alignment]] = TypeAdapter(list[Alignment])
    return adapter.dump_json(_open(files).align(*bounds))


@lru_cache(maxsize=1)
def _open(files: _Files) -> Aligner:
    stages = Stages(Workspace(memory=0), files.folder)  # no budget: columns are mapped, and workers share them
    words = _finished(stages, "words")
    texts, site_text = _finished(stages, "texts"), _finished(stages, "alignment")
    columns = Words(words["hashes"], words["offsets"])
    return Aligner(
        index=index_shingles(columns, files.settings, stages, None, files.index),
        covers=site_text["covers"],
        starts=site_text["starts"],
        sums=site_text["sums"],
        glance=site_text["glance"],
        speller=WordPlaces(columns, _Texts(texts["texts"], texts["bounds"])),
        settings=files.settings,
    )


def _finished(stages: Stages, name: str) -> dict[str, Array]:
    def object_to_absence() -> dict[str, Array]:
        raise WorkspaceError(f"{stages.folder}: the stage {name!r} is gone; run it again")

    return stages.columns(name, object_to_absence)


def _digest_manifest(folder: Path) -> str:
    return sha256((folder / "manifest.json").read_bytes()).hexdigest()


def _column_of_texts(documents: Sequence[Document], stages: Stages) -> dict[str, Array | Column]:
    texts = stages.column(np.uint8)
    sizes = np.zeros(len(documents) + 1, np.int64)
    for number, document in enumerate(documents, start=1):
        content = document.text.encode("utf-8", "surrogatepass")
        texts.append(np.frombuffer(content, np.uint8))
        sizes[number] = len(content)
    return {"texts": texts, "bounds": np.cumsum(sizes)}


@dataclass(frozen=True, slots=True)
class _Texts(Sequence[Document]):
    """Documents of which only the text is known, each read when it is asked for."""

    texts: Bytes
    bounds: Int64s

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Document]: ...
    def __getitem__(self, index: int | slice) -> Document | Sequence[Document]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        content = self.texts[self.bounds[index] : self.bounds[index + 1]].tobytes()
        return Document(id=str(index), text=content.decode("utf-8", "surrogatepass"))

    def __len__(self) -> int:
        return len(self.bounds) - 1
