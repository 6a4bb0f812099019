"""Text reuse of a collection, from documents to results.

In: documents sorted by id. Out: overlaps between documents, repeats inside one, passages, near-duplicates, and the
share of each document's words that stands in another one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dedup.model import Boilerplate, Document, NearDuplicates, Overlap, Passage
from dedup.reuse.alignment import Alignment, align
from dedup.reuse.banding import find_candidates
from dedup.reuse.boilerplate import find_boilerplate, name_sites
from dedup.reuse.chains import link_segments
from dedup.reuse.minhash import sign
from dedup.reuse.near_duplicates import group_near_duplicates
from dedup.reuse.overlaps import WordPlaces, thin, to_overlap
from dedup.reuse.passages import group_passages
from dedup.reuse.seeds import find_segments
from dedup.reuse.shared import find_shared
from dedup.reuse.shingles import Shingles, hash_shingles
from dedup.reuse.words import Words, hash_words
from dedup.settings import ReuseSettings
from dedup.text import normalize


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


def find_reuse(documents: Sequence[Document], settings: ReuseSettings) -> Reuse:
    """Find all shared wording of a collection.

    >>> text = "Der Minister reiste am Dienstag in den Osten des Landes und sprach dort mit Bauern."
    >>> found = find_reuse([Document(id="a", text=text), Document(id="b", text="Neu: " + text)], ReuseSettings())
    >>> found.overlaps[0].kind.value, found.overlaps[0].words
    ('verbatim', 15)
    """
    views = [normalize(document.text) for document in documents]
    words = hash_words(view.text for view in views)
    shingles = hash_shingles(words, settings.shingle_size)
    shared = find_shared(shingles, settings)
    site_text = find_boilerplate(words, shared, name_sites(documents), settings)
    segments = find_segments(words, shared.without(site_text), settings)
    chains = link_segments(segments, settings)
    alignments = thin([aligned for chain in chains if (aligned := align(words, chain, settings))])
    own_shingles = shingles.without(site_text)
    candidates = _candidates(words, own_shingles, alignments, settings)
    places = WordPlaces(words, documents, views)
    found = [to_overlap(alignment, f"o{number}", places) for number, alignment in enumerate(alignments, start=1)]
    overlaps, passages = group_passages(
        [item for item in found if item.left.document != item.right.document],
        {document.id: document.text for document in documents},
    )
    between = [item for item in alignments if item.left_document != item.right_document]
    left_sides = [(item.left_start, item.left_end) for item in between]
    right_sides = [(item.right_start, item.right_end) for item in between]
    return Reuse(
        overlaps=overlaps,
        repeats=tuple(item for item in found if item.left.document == item.right.document),
        passages=passages,
        near_duplicates=group_near_duplicates(documents, own_shingles, candidates, settings),
        boilerplate=(),
        word_counts=tuple(words.counts.tolist()),
        reused_shares=_covered_shares(words, left_sides + right_sides),
        earlier_shares=_covered_shares(words, right_sides),
        notes=_notes(int(np.count_nonzero(site_text)), shared.common, settings),
    )


def _candidates(
    words: Words, shingles: Shingles, alignments: Iterable[Alignment], settings: ReuseSettings
) -> set[tuple[int, int]]:
    """Pairs worth an exact comparison: those that share a band, and those that share half of the smaller text."""
    signatures = sign(shingles, settings.num_perm)
    pairs = find_candidates(signatures, np.diff(shingles.offsets) > 0, bands=settings.bands, rows=settings.rows)
    candidates = {(left, right) for left, right in pairs.tolist()}
    shared: dict[tuple[int, int], int] = {}
    for item in alignments:
        if item.left_document != item.right_document:
            pair = (item.left_document, item.right_document)
            shared[pair] = shared.get(pair, 0) + item.matched
    counts = words.counts
    candidates.update(
        pair for pair, matched in shared.items() if matched * 2 >= min(counts[pair[0]], counts[pair[1]])
    )
    return candidates


def _covered_shares(words: Words, ranges: Iterable[tuple[int, int]]) -> tuple[float, ...]:
    """The share of each document's words that ranges of words cover."""
    depth = np.zeros(len(words.hashes) + 1, np.int32)
    for start, end in ranges:
        depth[start] += 1
        depth[end] -= 1
    covered = np.concatenate(([0], np.cumsum(np.cumsum(depth[:-1]) > 0)))
    reused = covered[words.offsets[1:]] - covered[words.offsets[:-1]]
    return tuple((reused / np.maximum(words.counts, 1)).tolist())


def _notes(site_text: int, common: int, settings: ReuseSettings) -> tuple[str, ...]:
    notes = []
    if site_text:
        notes.append(
            f"{site_text} places hold text of one site that stands in at least "
            f"{settings.boilerplate_documents} of its articles and count as no reuse (reuse.boilerplate_documents)"
        )
    if common:
        notes.append(
            f"{common} runs of {settings.shingle_size} words stand in more than "
            f"{settings.max_document_frequency} places and started no overlap (reuse.max_document_frequency)"
        )
    return tuple(notes)
