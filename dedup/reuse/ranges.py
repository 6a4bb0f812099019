"""Aligning a collection range by range, here or in other processes.

In: the index of shared shingles. Out: the alignments of each range of its pairs; each is a stage. Other processes
find what they need in files of finished stages, which they map and so share: word hashes, pairs, site text, texts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from dedup import collector
from dedup.model import Document
from dedup.reuse.aligned import Alignment
from dedup.reuse.alignment import align_chains
from dedup.reuse.boilerplate import SiteText, open_site_text
from dedup.reuse.chains import link_segments
from dedup.reuse.columns import open_words
from dedup.reuse.content_order import ContentOrder
from dedup.reuse.elsewhere import Job, finished, mapped, work_on
from dedup.reuse.excerpts import Excerpt, cut_excerpts
from dedup.reuse.files import read_at_random
from dedup.reuse.glance import word_bytes
from dedup.reuse.overlaps import WordPlaces
from dedup.reuse.pair_ranges import PairRanges, deal_pairs, open_pairs
from dedup.reuse.seeds import choose_segments, content_sums
from dedup.reuse.shared import ShingleIndex, index_shingles
from dedup.reuse.sieve import Sieve
from dedup.reuse.spelling import Spelling
from dedup.reuse.texts import Fetch, fetch_nothing, keep_texts, open_texts, text_fetcher
from dedup.reuse.windows import Speller
from dedup.reuse.workspace import Stages
from dedup.settings import ReuseSettings

_STAGE = "sieve"
_PAIR_BYTES = 2_000
"""Memory that a pair of places takes on its way to an alignment, at most."""
_FEWEST_PAIRS = 50_000
"""Pairs of a range that other processes align: fewer are not worth the way. Chosen by hand."""
_RANGES_PER_WORKER = 8
"""Ranges that keep workers busy to the end, though some take longer than others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligner:
    """What it takes to align any range of the pairs of a collection.

    `covers`, shape (words,), marks site text, `touched`, shape (documents,), documents that hold any. `fetch` is
    told which documents are spelled next.
    """

    pairs: PairRanges
    sieve: Sieve
    covers: npt.NDArray[np.bool_]
    touched: npt.NDArray[np.bool_]
    speller: Speller
    fetch: Fetch
    settings: ReuseSettings

    def align(self, number: int) -> list[Alignment]:
        """Align the pairs of one range."""
        runs = self.sieve.sift(self.pairs.of(number))
        return [
            excerpt.restore(alignment)
            for excerpt in cut_excerpts(self.pairs.index.words, runs)
            for alignment in self._align(excerpt)
        ]

    def _align(self, excerpt: Excerpt) -> list[Alignment]:
        words, settings = excerpt.words, self.settings
        covers = excerpt.rows(self.covers) if self.touched[excerpt.documents].any() else None
        segments = choose_segments(words, excerpt.runs, settings, covers)
        promising = segments.take(segments.promising)
        self.fetch(excerpt.documents[np.union1d(promising.left_documents, promising.right_documents)])
        speller = _SpellerOf(self.speller, excerpt.documents.tolist())
        return align_chains(words, link_segments(segments, settings), speller, settings, covers)


@dataclass(frozen=True, slots=True)
class _SpellerOf:
    """Spells documents by their numbers in an excerpt."""

    speller: Speller
    documents: Sequence[int]

    def spell(self, document: int) -> Spelling:
        """The words of one document."""
        return self.speller.spell(self.documents[document])


@dataclass(frozen=True, slots=True)
class Aligning:
    """A collection that is to be aligned; documents that are neighbours in `order` are aligned together."""

    index: ShingleIndex
    order: ContentOrder
    site_text: SiteText
    speller: Speller
    settings: ReuseSettings

    def touched(self) -> npt.NDArray[np.bool_]:
        """Which documents hold site text, shape (documents,)."""
        touched = np.zeros(self.index.documents, np.bool_)
        touched[self.site_text.blocks.documents] = True
        return touched

    def prepare(self, pairs: PairRanges) -> Aligner:
        """Make ready to align it in this process."""
        words = self.index.words
        sieve = Sieve(
            glance=word_bytes(words.hashes),
            sums=content_sums(words),
            counts=words.counts,
            owners=self.index.owners,
            settings=self.settings,
        )
        return Aligner(
            pairs=pairs,
            sieve=sieve,
            covers=self.site_text.covers,
            touched=self.touched(),
            speller=self.speller,
            fetch=fetch_nothing,
            settings=self.settings,
        )


def align_ranges(
    aligning: Aligning, documents: Sequence[Document], stages: Stages
) -> Iterator[tuple[int, list[Alignment]]]:
    """Align all ranges: how many documents are done, and the alignments of each; ranges are not in order of names.

    Raises:
        WorkspaceError: The disk is full or the folder cannot be written.
    """
    index, workers = aligning.index, stages.workers
    most = stages.workspace.memory // _PAIR_BYTES
    if workers:
        most = max(_FEWEST_PAIRS, min(most // workers, len(index) // (workers * _RANGES_PER_WORKER)))
    pairs = deal_pairs(index, aligning.order, aligning.site_text.starts, most, stages)
    done = np.cumsum(pairs.documents).tolist()
    missing = [number for number in range(len(pairs)) if not stages.is_finished(_name(pairs, number))]
    if not workers or len(missing) < 2:  # noqa: PLR2004 - one range is aligned here
        aligner = aligning.prepare(pairs)
        yield from ((done[number], _align(aligner, number, stages)) for number in range(len(pairs)))
        return
    detail = index.name, pairs.name, aligning.settings
    _finish_files(aligning, documents, stages)
    aligner = _reopen(mapped(stages), detail)
    job = Job(function=align_to_json, tools=aligner, reopen=_reopen, detail=detail)
    with work_on(missing, job, stages) as contents:
        awaited = set(missing)
        for number in range(len(pairs)):
            if number in awaited:
                stages.keep(_name(pairs, number), next(contents))
            yield done[number], _align(aligner, number, stages)


def _align(aligner: Aligner, number: int, stages: Stages) -> list[Alignment]:
    return stages.value(_name(aligner.pairs, number), list[Alignment], partial(aligner.align, number))


def _name(pairs: PairRanges, number: int) -> str:
    return f"alignments-{pairs.name}-{number}"


def _finish_files(aligning: Aligning, documents: Sequence[Document], stages: Stages) -> None:
    """Finish the stages that workers open."""
    words = aligning.index.words
    stages.columns(
        _STAGE,
        lambda: {
            "sums": content_sums(words),
            "glance": word_bytes(words.hashes),
            "touched": aligning.touched(),
        },
    )
    keep_texts(documents, stages)


def align_to_json(number: int, aligner: Aligner) -> bytes:
    """Align a range in a worker; the alignments as JSON."""
    with collector.at_rest():  # what a range takes is given back with it
        return _adapter().dump_json(aligner.align(number))


@cache
def _adapter() -> TypeAdapter[list[Alignment]]:
    return TypeAdapter(list[Alignment])


def _reopen(stages: Stages, detail: tuple[str, str, ReuseSettings]) -> Aligner:
    """The aligner of a collection, out of finished stages."""
    name, name_of_pairs, settings = detail
    words = open_words(stages, at_random=True)
    covers, _ = open_site_text(stages)
    read_at_random(covers)
    index = index_shingles(words, settings, stages, name=name)
    columns = finished(stages, _STAGE)
    sieve = Sieve(
        glance=columns["glance"],
        sums=columns["sums"],
        counts=words.counts,
        owners=index.owners,
        settings=settings,
    )
    return Aligner(
        pairs=open_pairs(name_of_pairs, index, stages),
        sieve=sieve,
        covers=covers,
        touched=columns["touched"],
        speller=WordPlaces(words, open_texts(stages, at_random=True)),
        fetch=text_fetcher(stages),
        settings=settings,
    )
