"""Text reuse of a collection, from documents to results.

In: documents sorted by id. Out: overlaps between documents, repeats inside one, passages, near-duplicates, and the
share of each document's words that stands in another one. Documents are read one after the other; what is kept of
all of them are columns of numbers, in memory or on disk, and every step works on a bounded part of those. The
result does not depend on how much memory there is.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from dedup import __version__, collector
from dedup.model import Boilerplate, Document, NearDuplicates, Overlap, Passage
from dedup.reuse.aligned import Alignment, place_of, tabulate
from dedup.reuse.banding import find_candidates
from dedup.reuse.boilerplate import SiteText, find_boilerplate, keep_site_text, list_boilerplate
from dedup.reuse.columns import Columns, OwnShingles, Tell, TextsById, read_columns, sign_anew
from dedup.reuse.content_order import ContentOrder, keep_order
from dedup.reuse.copies import Copies, find_copies
from dedup.reuse.headers import Header
from dedup.reuse.locating import find_spans_elsewhere
from dedup.reuse.near_duplicates import group_near_duplicates
from dedup.reuse.overlaps import WordPlaces, to_overlaps
from dedup.reuse.paraphrase import ParaphraseSearch, find_paraphrases, to_paraphrase_overlap
from dedup.reuse.passages import group_passages
from dedup.reuse.ranges import Aligning, align_ranges
from dedup.reuse.seeds import content_sums
from dedup.reuse.shared import ShingleIndex, index_shingles
from dedup.reuse.spread import Spread
from dedup.reuse.words import Int64s, Words
from dedup.reuse.workspace import Stages, Workspace
from dedup.settings import ReuseSettings

_WORTH_SPREADING = 1_000
"""Documents from which other processes work on them. Chosen by hand."""

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, what is done of it and how much it is in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """What a collection shares.

    The last columns follow the order of the documents: words, the share of them that stands in any other
    document, and the share that stands in a document before it.
    """

    overlaps: tuple[Overlap, ...]
    repeats: tuple[Overlap, ...]
    passages: tuple[Passage, ...]
    near_duplicates: tuple[NearDuplicates, ...]
    boilerplate: tuple[Boilerplate, ...]
    word_counts: tuple[int, ...]
    reused_shares: tuple[float, ...]
    earlier_shares: tuple[float, ...]
    notes: tuple[str, ...]


def find_reuse(
    documents: Sequence[Document],
    settings: ReuseSettings,
    *,
    workspace: Workspace | None = None,
    spread: Spread | None = None,
    progress: Progress | None = None,
) -> Reuse:
    """Find all shared wording of a collection.

    `workspace` bounds the memory and, where it has a folder, lets a run that was killed go on. Processes of
    `spread` work on parts of a collection worth it; without a folder they share a temporary one.

    Raises:
        WorkspaceError: The disk is full, or the folder of the workspace cannot be used.

    >>> text = "Der Minister reiste am Dienstag in den Osten des Landes und sprach dort mit Bauern."
    >>> found = find_reuse([Document(id="a", text=text), Document(id="b", text="Neu: " + text)], ReuseSettings())
    >>> found.overlaps[0].kind.value, found.overlaps[0].words
    ('verbatim', 15)
    """
    is_large = spread is not None and spread.workers and len(documents) >= _WORTH_SPREADING
    is_kept = workspace is not None and workspace.folder is not None
    with _place(workspace, needs_folder=bool(is_large)) as place:
        identity = {
            "program": __version__,
            "documents": place.identify(documents) if is_kept else "",
            "settings": settings.model_dump(mode="json"),
        }
        stages = place.open("reuse", identity, spread if is_large else None)
        find = partial(_find, documents, settings, stages, progress or _silent)
        return stages.value("reuse", Reuse, find) if is_kept else find()


@contextmanager
def _place(workspace: Workspace | None, *, needs_folder: bool) -> Iterator[Workspace]:
    """The workspace, or one with a folder for this run alone where there must be one."""
    given = workspace or Workspace()
    if given.folder is not None or not needs_folder:
        with nullcontext(given) if workspace else given:
            yield given
        return
    with tempfile.TemporaryDirectory() as folder, Workspace(Path(folder), memory=given.memory) as place:
        yield place


def _find(
    documents: Sequence[Document],
    settings: ReuseSettings,
    stages: Stages,
    progress: Progress,
) -> Reuse:
    apart, headers = _find_apart(documents, settings, stages, progress)  # what alignments took is given back here
    with collector.at_rest():
        overlaps, passages = group_passages(apart.overlaps, TextsById(documents, headers))
    return replace(apart, overlaps=overlaps, passages=passages)


def _find_apart(
    documents: Sequence[Document],
    settings: ReuseSettings,
    stages: Stages,
    progress: Progress,
) -> tuple[Reuse, Sequence[Header]]:
    """Find all but passages; with the headers of the documents."""
    columns = read_columns(documents, settings, stages, partial(progress, "words"))
    words, headers = columns.words, columns.headers
    places = WordPlaces(words, documents, headers)
    copies, index, order, site_text = _prepare(words, headers, places, settings, stages)
    tell = partial(progress, "shared wording")
    alignments = _align(Aligning(index, order, site_text, places, settings), documents, stages, tell)
    alignments = sorted(copies.spread(alignments), key=place_of)
    own_shingles = OwnShingles(words, settings.shingle_size, site_text.starts)
    candidates = _candidates(columns, own_shingles, alignments, settings)
    search = find_paraphrases(
        documents, words, alignments, site_text.covers, settings, headers=headers, stages=stages
    )
    find_spans = partial(find_spans_elsewhere, places=places, documents=documents, stages=stages)
    with collector.at_rest():  # to its end: it would look through all overlaps for the little that follows
        found = to_overlaps(search.alignments, places, find_spans)
        found += [
            to_paraphrase_overlap(item, f"o{number}", places)
            for number, item in enumerate(search.paraphrases, start=len(found) + 1)
        ]
        reused, earlier = _shares(words.offsets, search)
        apart = Reuse(
            overlaps=tuple(item for item in found if item.left.document != item.right.document),
            repeats=tuple(item for item in found if item.left.document == item.right.document),
            passages=(),
            near_duplicates=group_near_duplicates(headers, own_shingles, candidates, settings),
            boilerplate=list_boilerplate(site_text, words, documents, places.locate),
            word_counts=tuple(words.counts.tolist()),
            reused_shares=reused,
            earlier_shares=earlier,
            notes=(*_notes(index.common, settings), *search.notes),
        )
    return apart, headers


def _prepare(
    words: Words, headers: Sequence[Header], places: WordPlaces, settings: ReuseSettings, stages: Stages
) -> tuple[Copies, ShingleIndex, ContentOrder, SiteText]:
    """Find copies, shared shingles, an order by these, and site text."""
    copies = find_copies(words, content_sums(words))
    index = index_shingles(words, settings, stages, copies)
    order = keep_order(index, stages)
    found = find_boilerplate(index.frequent, headers, places, settings, stages, ranks=order.ranks())
    site_text = keep_site_text(found, stages)
    alike = copies.alike_in(site_text.covers, site_text.starts)
    if alike.groups != copies.groups:  # the words are site text in some copies only: each is compared for itself
        index = index_shingles(words, settings, stages, alike, "shared-shingles-apart")
    return alike, index, order, site_text


def _align(aligning: Aligning, documents: Sequence[Document], stages: Stages, tell: Tell) -> list[Alignment]:
    """Align all pairs of documents, range by range; not in order."""
    alignments: list[Alignment] = []
    for done, found in align_ranges(aligning, documents, stages):
        alignments += found
        tell(done, len(documents))
    return alignments


def _candidates(
    columns: Columns, own_shingles: OwnShingles, alignments: Sequence[Alignment], settings: ReuseSettings
) -> Int64s:
    """Pairs worth an exact comparison: those that share a band, and those that share half of the smaller text."""
    present = sign_anew(columns, own_shingles)
    banded = find_candidates(columns.signatures, present, bands=settings.bands, rows=settings.rows)
    table = tabulate(alignments)
    table = table[table[:, 0] != table[:, 1]]
    counts = columns.words.counts
    keys, key_of_row = np.unique(table[:, 0] * len(counts) + table[:, 1], return_inverse=True)
    pairs = np.stack(np.divmod(keys, max(len(counts), 1)), axis=1)
    shared = np.bincount(key_of_row, weights=table[:, 6], minlength=len(pairs))
    smaller = np.minimum(counts[pairs[:, 0]], counts[pairs[:, 1]])
    return np.concatenate((banded, pairs[shared * 2 >= smaller]))


def _shares(offsets: Int64s, search: ParaphraseSearch) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The share of each document's words that stands in any other, and in one before it."""
    table = tabulate(search.alignments)
    paraphrased = [
        (item.stretch.left_start, item.stretch.left_end, item.stretch.right_start, item.stretch.right_end)
        for item in search.paraphrases
    ]
    ranges = np.concatenate(
        (table[table[:, 0] != table[:, 1], 2:6], np.array(paraphrased, np.int64).reshape(-1, 4))
    )
    return _covered_shares(offsets, ranges.reshape(-1, 2)), _covered_shares(offsets, ranges[:, 2:])


def _covered_shares(offsets: Int64s, ranges: Int64s) -> tuple[float, ...]:
    """The share of each document's words that ranges of words cover; a range stays within its document."""
    starts, ends = ranges[np.argsort(ranges[:, 0], kind="stable")].T
    reached = np.maximum.accumulate(np.concatenate(([0], ends)))[:-1]  # where the ranges before one end
    added = np.maximum(ends - np.maximum(starts, reached), 0)
    documents = np.searchsorted(offsets, starts, side="right") - 1
    covered = np.bincount(documents, weights=added, minlength=len(offsets) - 1)
    return tuple((covered / np.maximum(np.diff(offsets), 1)).tolist())


def _notes(common: int, settings: ReuseSettings) -> tuple[str, ...]:
    if not common:
        return ()
    note = (
        f"{common} runs of {settings.shingle_size} words stand in more than "
        f"{settings.max_document_frequency} places and started no overlap (reuse.max_document_frequency)"
    )
    return (note,)


def _silent(step: str, done: int, total: int) -> None:
    """Report no progress."""
