"""Blocks of site text: from judged pieces to whole notices in each document.

In: pieces of standing text and the confidence that each is site text. Out: blocks, ranges of words, each with the
template it is a variant of. Variants of what is site text are site text, words wedged between pieces of one
template are its variable parts, and pieces that mostly stand together are one template.
"""

from dataclasses import dataclass

import numpy as np

from dedup.reuse.boilerplate_judging import Judgement
from dedup.reuse.boilerplate_variables import extend_to_fixed_words
from dedup.reuse.boilerplate_variants import find_models, find_touching
from dedup.reuse.relatedness import Floats
from dedup.reuse.standing_text import MAX_VARIABLE_WORDS, StandingText
from dedup.reuse.words import Int64s, Words
from dedup.settings import ReuseSettings

_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Blocks:
    """Columns over blocks, in order of place: half-open ranges of words, their document and their template.

    `confidence` and `sites` have shape (templates,); templates are numbered by their first block.
    """

    documents: Int64s
    starts: Int64s
    ends: Int64s
    templates: Int64s
    confidence: Floats
    sites: Int64s


def find_blocks(words: Words, standing: StandingText, judgement: Judgement, settings: ReuseSettings) -> Blocks:
    """Put the pieces that are site text together to blocks."""
    accepted = judgement.confidence >= settings.boilerplate_confidence
    models = find_models(words, standing, accepted, judgement.at_edge, many=settings.boilerplate_documents)
    accepted = accepted | (models >= 0)
    accepted = accepted | find_touching(words, standing, accepted)
    chosen = np.flatnonzero(accepted[standing.pieces])
    order = chosen[np.lexsort((standing.ends[chosen], standing.starts[chosen]))]
    pieces, documents = standing.pieces[order], standing.documents[order]
    starts, ends = standing.starts[order], standing.ends[order]
    names = _templates(pieces, documents, starts, ends, models)
    firsts, lasts, reached = _joins(names[pieces], documents, starts, ends)
    starts, ends = np.maximum(starts[firsts], np.concatenate(([0], reached[lasts]))[: len(firsts)]), reached[lasts]
    kept = ends > starts  # the others lie inside of one before
    documents, starts, ends = documents[firsts][kept], starts[kept], ends[kept]
    names_of_blocks = names[pieces[firsts]][kept]
    _, first_blocks, numbers = np.unique(names_of_blocks, return_index=True, return_inverse=True)
    templates = np.argsort(np.argsort(first_blocks))[numbers]
    least = settings.boilerplate_least_documents
    starts, ends = extend_to_fixed_words(words, documents, starts, ends, templates=templates, least=least)
    strongest = _strongest(judgement, names, pieces, names_of_blocks[np.sort(first_blocks)])
    return Blocks(documents, starts, ends, templates, judgement.confidence[strongest], judgement.sites[strongest])


def _joins(names: Int64s, documents: Int64s, starts: Int64s, ends: Int64s) -> tuple[Int64s, Int64s, Int64s]:
    """First and last occurrence of each block, and how far the occurrences up to each one reach."""
    reached = np.maximum.accumulate(ends) if len(ends) else ends
    breaks = (np.diff(names) != 0) | (np.diff(documents) != 0) | (starts[1:] - reached[:-1] > MAX_VARIABLE_WORDS)
    firsts = np.concatenate(([0], np.flatnonzero(breaks) + 1))[: len(starts)]
    lasts = np.concatenate((firsts[1:], [len(starts)]))[: len(firsts)] - 1
    return firsts, lasts, reached


def _strongest(judgement: Judgement, names: Int64s, pieces: Int64s, templates: Int64s) -> Int64s:
    """The surest piece of each template."""
    used = np.flatnonzero(np.bincount(pieces, minlength=len(names)))
    order = used[np.lexsort((used, -judgement.confidence[used], names[used]))]
    firsts = np.searchsorted(names[order], templates)
    return order[firsts]


def _templates(pieces: Int64s, documents: Int64s, starts: Int64s, ends: Int64s, models: Int64s) -> Int64s:
    """Number the templates of pieces, shape (pieces,): those alike and those that mostly stand together are one."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    near = (
        (documents[1:] == documents[:-1])
        & (starts[1:] - ends[:-1] <= MAX_VARIABLE_WORDS)
        & (pieces[1:] != pieces[:-1])
    )
    low, high = np.minimum(pieces[:-1], pieces[1:])[near], np.maximum(pieces[:-1], pieces[1:])[near]
    count = len(models)
    keys, numbers = np.unique(low * count + high, return_counts=True)
    sizes = np.bincount(pieces, minlength=count)
    low, high = keys // max(count, 1), keys % max(count, 1)
    joined = numbers >= _MOSTLY * np.minimum(sizes[low], sizes[high])
    alike = np.flatnonzero(models >= 0)
    rows, columns = np.concatenate((low[joined], alike)), np.concatenate((high[joined], models[alike]))
    edges = (np.ones(len(rows), np.int8), (rows, columns))
    _, labels = connected_components(csr_matrix(edges, shape=(count, count)), directed=False)
    names: Int64s = labels.astype(np.int64)
    return names
