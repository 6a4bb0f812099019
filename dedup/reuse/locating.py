"""Where ranges of words stand in texts, found in other processes.

In: ranges of words of a collection. Out: code points. A text is read and cut into words again for that, once.
"""

from collections.abc import Sequence

import numpy as np

from dedup.model import Document
from dedup.reuse.columns import open_words
from dedup.reuse.elsewhere import Job, work_on
from dedup.reuse.overlaps import WordPlaces
from dedup.reuse.texts import keep_texts, open_texts
from dedup.reuse.words import Int64s
from dedup.reuse.workspace import Stages

_RANGES_PER_PART = 2_000
"""Ranges that another process looks up together. Chosen by hand."""


def find_spans_elsewhere(
    ranges: Int64s, places: WordPlaces, documents: Sequence[Document], stages: Stages
) -> Int64s:
    """Do what `WordPlaces.find_spans` does in the processes of `stages`, where there are any; ranges in order."""
    if not stages.workers or len(ranges) <= _RANGES_PER_PART:
        return places.find_spans(ranges)
    keep_texts(documents, stages)
    job = Job(function=_find_spans, tools=places, reopen=_reopen, detail=None)
    parts = [ranges[first : first + _RANGES_PER_PART] for first in range(0, len(ranges), _RANGES_PER_PART)]
    with work_on(parts, job, stages) as found:
        return np.concatenate(list(found))


def _find_spans(ranges: Int64s, places: WordPlaces) -> Int64s:
    return places.find_spans(ranges)


def _reopen(stages: Stages, _: None) -> WordPlaces:
    return WordPlaces(open_words(stages), open_texts(stages))
