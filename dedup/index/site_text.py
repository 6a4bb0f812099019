"""Site text at the index: shingles that one site puts into many of its accepted articles.

In: shingles with the documents they stand in, as sums (equal texts have equal sums) and sites. Out: which are site
text, by the same rule as in an audit of the whole collection: at least `boilerplate_documents` different documents,
nearly all of one known site. What differs: a shingle in more than `site_text_places` places of a run is judged by
the earliest ones there, and templates of unnamed sites are not looked for.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dedup.index.prepared import UNKNOWN_SITE
from dedup.index.source import Source
from dedup.reuse.words import Int64s, UInt64s
from dedup.settings import ReuseSettings


def find_site_text(
    hashes: UInt64s, sources: Sequence[Source], settings: ReuseSettings, places: int
) -> npt.NDArray[np.bool_]:
    """Say which of some sorted, distinct shingles are site text; shape (hashes,)."""
    columns = [gather_documents(source, hashes, places) for source in sources]
    rows, sums, sites = (np.concatenate(parts) for parts in zip(*columns, strict=True))
    return judge_rows(rows, sums, sites, len(hashes), settings)


def gather_documents(source: Source, hashes: UInt64s, places: int) -> tuple[Int64s, UInt64s, UInt64s]:
    """The documents of shingles in one source: row of the shingle, sum and site of the document."""
    rows, found = source.seed_places(source.run.seeds.find(hashes).first(places))
    documents = source.run.documents_at(found)
    return rows, source.run.sums[documents], source.run.sites[documents]


def judge_rows(
    rows: Int64s, sums: UInt64s, sites: UInt64s, count: int, settings: ReuseSettings
) -> npt.NDArray[np.bool_]:
    """Say which rows are site text; rows stand in the order of the documents, so that the first copy counts."""
    order = np.lexsort((sums, rows))  # stable: of equal texts the first stays first
    rows, sums, sites = rows[order], sums[order], sites[order]
    first = np.ones(len(rows), np.bool_)
    first[1:] = (rows[1:] != rows[:-1]) | (sums[1:] != sums[:-1])
    in_documents = np.bincount(rows[first], minlength=count)
    of_site = _most_of_one_site(rows[first], sites[first], count)
    return (in_documents >= settings.boilerplate_documents) & (of_site >= settings.boilerplate_share * in_documents)


def _most_of_one_site(rows: Int64s, sites: UInt64s, count: int) -> Int64s:
    """For each row the largest number of its documents that one known site has."""
    known = sites != UNKNOWN_SITE
    rows, sites = rows[known], sites[known]
    order = np.lexsort((sites, rows))
    rows, sites = rows[order], sites[order]
    breaks = np.flatnonzero((rows[1:] != rows[:-1]) | (sites[1:] != sites[:-1])) + 1
    starts = np.concatenate(([0], breaks)).astype(np.int64) if len(rows) else np.zeros(0, np.int64)
    most = np.zeros(count, np.int64)
    np.maximum.at(most, rows[starts], np.diff(np.concatenate((starts, [len(rows)]))))
    return most
