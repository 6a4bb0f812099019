"""Aligning a collection range by range, here or in other processes.

In: the index of shared shingles, cut into ranges of left documents. Out: the alignments of each range; each is a
stage. Other processes find what they need in files of finished stages, which they map and so share: word hashes,
pairs, site text, texts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from dedup.model import Document
from dedup.reuse.aligned import Alignment
from dedup.reuse.alignment import align_chains
from dedup.reuse.boilerplate import SiteText, open_site_text
from dedup.reuse.chains import link_segments
from dedup.reuse.columns import open_words
from dedup.reuse.elsewhere import Job, finished, mapped, work_on
from dedup.reuse.glance import Bytes, word_bytes
from dedup.reuse.overlaps import WordPlaces
from dedup.reuse.seeds import content_sums, find_segments
from dedup.reuse.shared import ShingleIndex, index_shingles
from dedup.reuse.texts import keep_texts, open_texts
from dedup.reuse.windows import Speller
from dedup.reuse.words import UInt64s
from dedup.reuse.workspace import Stages
from dedup.settings import ReuseSettings

_PAIR_BYTES = 2_000
"""Memory that a pair of places takes on its way to an alignment, at most."""
_FEWEST_PAIRS = 50_000
"""Pairs of a range that other processes align: fewer are not worth the way. Chosen by hand."""
_RANGES_PER_WORKER = 8
"""Ranges that keep workers busy to the end, though some take longer than others."""

_Range = tuple[int, int]
"""A half-open range of documents."""


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


@dataclass(frozen=True, slots=True)
class Aligning:
    """A collection that is to be aligned."""

    index: ShingleIndex
    site_text: SiteText
    speller: Speller
    settings: ReuseSettings

    def prepare(self) -> Aligner:
        """Make ready to align it in this process."""
        words = self.index.words
        return Aligner(
            index=self.index,
            covers=self.site_text.covers,
            starts=self.site_text.starts,
            sums=content_sums(words),
            glance=word_bytes(words.hashes),
            speller=self.speller,
            settings=self.settings,
        )


def align_ranges(
    aligning: Aligning, documents: Sequence[Document], stages: Stages
) -> Iterator[tuple[int, list[Alignment]]]:
    """Align all ranges, in order: the end of each, and its alignments.

    Raises:
        WorkspaceError: The disk is full or the folder cannot be written.
    """
    index, workers = aligning.index, stages.workers
    most = stages.workspace.memory // _PAIR_BYTES
    if workers:
        most = max(_FEWEST_PAIRS, min(most // workers, len(index) // (workers * _RANGES_PER_WORKER)))
    ranges = list(index.ranges(index.words.offsets, most))
    missing = [bounds for bounds in ranges if not stages.is_finished(_name(bounds))]
    if not workers or len(missing) < 2:  # noqa: PLR2004 - one range is aligned here
        aligner = aligning.prepare()
        yield from ((bounds[1], _align(aligner, bounds, stages)) for bounds in ranges)
        return
    detail = index.name, aligning.settings
    _finish_files(aligning, documents, stages)
    aligner = _reopen(mapped(stages), detail)
    job = Job(function=align_to_json, tools=aligner, reopen=_reopen, detail=detail)
    with work_on(missing, job, stages) as contents:
        awaited = set(missing)
        for bounds in ranges:
            if bounds in awaited:
                stages.keep(_name(bounds), next(contents))
            yield bounds[1], _align(aligner, bounds, stages)


def _align(aligner: Aligner, bounds: _Range, stages: Stages) -> list[Alignment]:
    return stages.value(_name(bounds), list[Alignment], partial(aligner.align, *bounds))


def _name(bounds: _Range) -> str:
    return f"alignments-{bounds[0]}-{bounds[1]}"


def _finish_files(aligning: Aligning, documents: Sequence[Document], stages: Stages) -> None:
    """Finish the stages that workers open."""
    words = aligning.index.words
    stages.columns("alignment", lambda: {"sums": content_sums(words), "glance": word_bytes(words.hashes)})
    keep_texts(documents, stages)


def align_to_json(bounds: _Range, aligner: Aligner) -> bytes:
    """Align a range in a worker; the alignments as JSON."""
    return _adapter().dump_json(aligner.align(*bounds))


@cache
def _adapter() -> TypeAdapter[list[Alignment]]:
    return TypeAdapter(list[Alignment])


def _reopen(stages: Stages, detail: tuple[str, ReuseSettings]) -> Aligner:
    """The aligner of a collection, out of finished stages."""
    name, settings = detail
    words = open_words(stages)
    covers, starts = open_site_text(stages)
    columns = finished(stages, "alignment")
    return Aligner(
        index=index_shingles(words, settings, stages, name=name),
        covers=covers,
        starts=starts,
        sums=columns["sums"],
        glance=columns["glance"],
        speller=WordPlaces(words, open_texts(stages)),
        settings=settings,
    )
