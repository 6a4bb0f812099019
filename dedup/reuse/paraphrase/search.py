"""Paraphrases of a collection, from candidate pairs to results.

In: documents sorted by id, their words, and the alignments of exact wording. Out: the alignments that stay, and
stretches that say the same in other words, with what they agree in. Only candidate documents are read again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.model import Document, Overlap
from dedup.reuse.alignment import Alignment
from dedup.reuse.overlaps import WordPlaces
from dedup.reuse.paraphrase.pairs import Pair, choose_pairs
from dedup.reuse.paraphrase.reading import Copy, PairReader, Paraphrase
from dedup.reuse.paraphrase.units import StemNumbers, Units, cut_units
from dedup.reuse.words import Words
from dedup.settings import ReuseSettings
from dedup.text import normalize

_BATCH_CHARACTERS = 6_000_000
"""Characters of the documents that are cut into sentences at a time; bounds memory."""


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
) -> ParaphraseSearch:
    """Find stretches that two documents have in other words; `site_text`, shape (words,), marks words to ignore."""
    if not settings.paraphrase or len(documents) < 2:  # noqa: PLR2004 - a pair
        return ParaphraseSearch(tuple(alignments), (), ())
    of_pair: dict[Pair, tuple[Alignment, ...]] = {}
    for alignment in alignments:
        pair = (alignment.left_document, alignment.right_document)
        of_pair[pair] = (*of_pair.get(pair, ()), alignment)
    chosen = choose_pairs(words, alignments, site_text, settings)
    found: list[Paraphrase] = []
    cut_short: set[int] = set()
    repetitive = 0
    stem_numbers = StemNumbers()
    for batch in _batches(chosen.pairs, documents):
        units, copies = _copies(batch, documents, words, site_text, settings, stem_numbers=stem_numbers)
        cut_short.update(
            copy.document
            for copy in copies.values()
            if units.offsets[copy.number + 1] - units.offsets[copy.number] > settings.max_paraphrase_units
        )
        for pair in batch:
            reading = PairReader(units, copies[pair[0]], copies[pair[1]], settings).read(of_pair.get(pair, ()))
            of_pair[pair] = reading.alignments
            found.extend(reading.paraphrases)
            repetitive += reading.repetitive
    return ParaphraseSearch(
        alignments=tuple(sorted(item for kept in of_pair.values() for item in kept)),
        paraphrases=tuple(sorted(found, key=_place)),
        notes=(*chosen.notes, *_notes(len(cut_short), repetitive, settings)),
    )


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


def _batches(pairs: Sequence[Pair], documents: Sequence[Document]) -> Iterator[list[Pair]]:
    """Cut sorted pairs into batches whose documents have about a bounded number of characters together."""
    batch: list[Pair] = []
    inside: set[int] = set()
    size = 0
    for pair in pairs:
        batch.append(pair)
        for number in pair:
            if number not in inside:
                inside.add(number)
                size += len(documents[number].text)
        if size >= _BATCH_CHARACTERS:
            yield batch
            batch, inside, size = [], set(), 0
    if batch:
        yield batch


def _copies(
    batch: Sequence[Pair],
    documents: Sequence[Document],
    words: Words,
    site_text: npt.NDArray[np.bool_],
    settings: ReuseSettings,
    *,
    stem_numbers: StemNumbers,
) -> tuple[Units, dict[int, Copy]]:
    """Cut the documents of some pairs into units."""
    numbers = sorted({number for pair in batch for number in pair})
    texts = [normalize(documents[number].text).text for number in numbers]
    masks = [np.asarray(site_text[words.offsets[number] : words.offsets[number + 1]]) for number in numbers]
    units = cut_units(texts, masks, settings.max_paraphrase_units, stem_numbers)
    return units, {
        document: Copy(
            document=document,
            number=number,
            shift=int(words.offsets[document] - units.words.offsets[number]),
            text=texts[number],
            published=documents[document].published,
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
