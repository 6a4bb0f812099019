"""Paraphrases of a collection, from candidate pairs to results.

In: documents sorted by id, their words, and the alignments of exact wording. Out: the alignments that stay, and
stretches that say the same in other words, with what they agree in. Only candidate documents are read again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dedup import collector
from dedup.model import Document, Overlap
from dedup.reuse.aligned import Alignment, place_of
from dedup.reuse.boilerplate import open_site_text
from dedup.reuse.columns import open_words
from dedup.reuse.elsewhere import Job, work_on
from dedup.reuse.files import read_ahead
from dedup.reuse.headers import Header, Headers
from dedup.reuse.on_demand import OnDemand
from dedup.reuse.overlaps import WordPlaces
from dedup.reuse.paraphrase.pairs import Pair, choose_pairs
from dedup.reuse.paraphrase.reading import Copy, PairReader, Paraphrase
from dedup.reuse.paraphrase.units import Units, cut_units
from dedup.reuse.texts import Fetch, fetch_nothing, keep_texts, open_texts, text_fetcher
from dedup.reuse.words import Words
from dedup.reuse.workspace import Stages, Workspace
from dedup.settings import ReuseSettings
from dedup.text import normalize

_BATCH_CHARACTERS = 3_000_000
"""Characters of the documents that are cut into sentences at a time: some 50 MB of columns."""


@dataclass(frozen=True, slots=True)
class ParaphraseSearch:
    """The alignments that stay, the paraphrases beside or instead of the others, and which bounds were reached."""

    alignments: tuple[Alignment, ...]
    paraphrases: tuple[Paraphrase, ...]
    notes: tuple[str, ...]


def find_paraphrases(
    documents: Sequence[Document],
    words: Words,
    alignments: Sequence[Alignment],
    site_text: npt.NDArray[np.bool_],
    settings: ReuseSettings,
    *,
    headers: Sequence[Header] | None = None,
    stages: Stages | None = None,
) -> ParaphraseSearch:
    """Find stretches that two documents have in other words; `site_text`, shape (words,), marks words to ignore.

    `headers` are those of the documents, for callers that have them.
    """
    if not settings.paraphrase or len(documents) < 2:  # noqa: PLR2004 - a pair
        return ParaphraseSearch(tuple(alignments), (), ())
    stages = stages or Workspace().open("paraphrase", {})
    chosen = choose_pairs(words, alignments, site_text, settings, stages)
    asked = set(chosen.pairs)
    of_pair: dict[Pair, list[Alignment]] = {}
    kept: list[Alignment] = []
    for alignment in alignments:
        pair = (alignment.left_document, alignment.right_document)
        if pair in asked:
            of_pair.setdefault(pair, []).append(alignment)
        else:
            kept.append(alignment)
    headers = headers or Headers().of(documents)
    together = tuple(_batches(chosen.pairs, headers))
    batches = OnDemand(len(together), lambda number: _put_together(together[number], of_pair, headers))
    if stages.workers and len(batches) > 1:
        keep_texts(documents, stages)
    tools = _Tools(documents, words, site_text, settings)
    job = Job(function=_read_batch, tools=tools, reopen=_reopen, detail=settings)
    found: list[Paraphrase] = []
    cut_short: set[int] = set()
    repetitive = 0
    with work_on(batches, job, stages if len(batches) > 1 else Workspace().open("paraphrase", {})) as readings:
        for reading in readings:
            kept.extend(reading.alignments)
            found.extend(reading.paraphrases)
            cut_short.update(reading.cut_short)
            repetitive += reading.repetitive
    return ParaphraseSearch(
        alignments=tuple(sorted(kept, key=place_of)),
        paraphrases=tuple(sorted(found, key=_place)),
        notes=(*chosen.notes, *_notes(len(cut_short), repetitive, settings)),
    )


@dataclass(frozen=True, slots=True)
class _Batch:
    """Pairs that are read together, the alignments of each, and when their documents were published."""

    pairs: Sequence[Pair]
    alignments: Sequence[Sequence[Alignment]]
    published: Mapping[int, str | None]


def _put_together(
    pairs: Sequence[Pair], of_pair: Mapping[Pair, Sequence[Alignment]], headers: Sequence[Header]
) -> _Batch:
    numbers = sorted({number for pair in pairs for number in pair})
    return _Batch(
        pairs=pairs,
        alignments=[tuple(of_pair.get(pair, ())) for pair in pairs],
        published={number: headers[number].published for number in numbers},
    )


@dataclass(frozen=True, slots=True)
class _Tools:
    """What it takes to read any batch."""

    documents: Sequence[Document]
    words: Words
    site_text: npt.NDArray[np.bool_]
    settings: ReuseSettings
    fetch: Fetch = fetch_nothing


def _reopen(stages: Stages, settings: ReuseSettings) -> _Tools:
    return _Tools(
        open_texts(stages, at_random=True),
        open_words(stages, at_random=True),
        open_site_text(stages)[0],
        settings,
        text_fetcher(stages),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a batch gave: the alignments that stay, paraphrases, documents cut short, repetitive pairs."""

    alignments: list[Alignment]
    paraphrases: list[Paraphrase]
    cut_short: list[int]
    repetitive: int


def _read_batch(batch: _Batch, tools: _Tools) -> _Reading:
    with collector.at_rest():  # what a batch takes is given back with it
        return _read_pairs(batch, tools)


def _read_pairs(batch: _Batch, tools: _Tools) -> _Reading:
    settings = tools.settings
    units, copies = _copies(batch, tools)
    reading = _Reading(
        [],
        [],
        [
            copy.document
            for copy in copies.values()
            if units.offsets[copy.number + 1] - units.offsets[copy.number] > settings.max_paraphrase_units
        ],
        0,
    )
    repetitive = 0
    for (left, right), alignments in zip(batch.pairs, batch.alignments, strict=True):
        found = PairReader(units, copies[left], copies[right], settings).read(alignments)
        reading.alignments.extend(found.alignments)
        reading.paraphrases.extend(found.paraphrases)
        repetitive += found.repetitive
    return replace(reading, repetitive=repetitive)


def to_paraphrase_overlap(paraphrase: Paraphrase, name: str, places: WordPlaces) -> Overlap:
    """Translate a paraphrase into an overlap of the original texts, with `name` as its id."""
    stretch = paraphrase.stretch
    return Overlap(
        id=name,
        kind=paraphrase.kind,
        left=places.locate(paraphrase.left_document, stretch.left_start, stretch.left_end),
        right=places.locate(paraphrase.right_document, stretch.right_start, stretch.right_end),
        similarity=paraphrase.matched / stretch.longer,
        words=paraphrase.matched,
        confidence=paraphrase.confidence,
        evidence=paraphrase.evidence,
    )


def _batches(pairs: Sequence[Pair], headers: Sequence[Header]) -> Iterator[list[Pair]]:
    """Cut sorted pairs into batches whose documents have about a bounded number of characters together."""
    batch: list[Pair] = []
    inside: set[int] = set()
    size = 0
    for pair in pairs:
        batch.append(pair)
        for number in pair:
            if number not in inside:
                inside.add(number)
                size += headers[number].characters
        if size >= _BATCH_CHARACTERS:
            yield batch
            batch, inside, size = [], set(), 0
    if batch:
        yield batch


def _copies(batch: _Batch, tools: _Tools) -> tuple[Units, dict[int, Copy]]:
    """Cut the documents of some pairs into units."""
    offsets, numbers = tools.words.offsets, sorted(batch.published)
    tools.fetch(np.array(numbers))
    read_ahead(tools.site_text, offsets[numbers], offsets[np.array(numbers) + 1])
    texts = [normalize(tools.documents[number].text).text for number in numbers]
    masks = [np.asarray(tools.site_text[offsets[number] : offsets[number + 1]]) for number in numbers]
    units = cut_units(texts, masks, tools.settings.max_paraphrase_units)
    return units, {
        document: Copy(
            document=document,
            number=number,
            shift=int(offsets[document] - units.words.offsets[number]),
            text=texts[number],
            published=batch.published[document],
        )
        for number, document in enumerate(numbers)
    }


def _place(paraphrase: Paraphrase) -> tuple[int, int, object]:
    return paraphrase.left_document, paraphrase.right_document, paraphrase.stretch


def _notes(cut_short: int, repetitive: int, settings: ReuseSettings) -> tuple[str, ...]:
    notes = []
    if cut_short:
        notes.append(
            f"{cut_short} documents have more than {settings.max_paraphrase_units} sentences; what follows was not "
            f"compared for paraphrase (reuse.max_paraphrase_units)"
        )
    if repetitive:
        notes.append(
            f"{repetitive} pairs of documents repeat themselves so often that no paraphrase was told apart"
        )
    return tuple(notes)
