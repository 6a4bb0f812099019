"""Condensed retellings: a few sentences of one document that sum up a long stretch of the other.

In: matches of units. Out: at most one retelling. Told by a run of sentences on the short side of which nearly each
has a match, while the matches lie scattered over several times as many sentences of the long side.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dedup.reuse.paraphrase.similarity import Floats, Matches
from dedup.reuse.words import Int64s

_CONTINUES = 0.2
"""Cosine of a unit's best match from which it continues a run."""
_CARRIES = 0.33
"""Cosine of a unit's best match from which it carries a run (the seed threshold of Sanchez-Perez et al. 2014)."""
_CARRYING_UNITS = 3
"""Units of a run that must carry it; two statements in common are no retelling."""
_SCATTER = 1.5
"""How many times the run's length the matches of carrying units lie apart, the outermost one left out."""
_REACHES = 0.15
"""Cosine of any match of the run from which the long side reaches so far."""
_SPREAD = 2
"""How many times as many units the long side must have."""
_LONGEST_RUN = 10
"""Units of a run at most: longer texts that share a topic have matches everywhere."""
_WIDEST_SPREAD = 20
"""And at most so many times as many: five sentences do not sum up more than a hundred. Chosen by hand."""
_WHOLE_COSINE = 0.3
"""Cosine of both sides as a whole from which a run is a retelling. Chosen on development pairs, as are the others
that name no source: tests/benchmarks/paraphrase.py, class summary."""


@dataclass(frozen=True, slots=True, order=True)
class Retelling:
    """Ranges of units of left and right, last ones included, and the pairs of units that carry it."""

    weight: float
    bounds: tuple[int, int, int, int]
    cosine: float
    pairs: tuple[tuple[int, int], ...]


def find_condensed(matches: Matches) -> Retelling | None:
    """Find the stretch of one document that the other sums up, the one with most weight of matches."""
    forward = list(_retellings(matches, matches.lefts, matches.rights, matches.counts[0]))
    backward = list(_retellings(matches, matches.rights, matches.lefts, matches.counts[1], left_is_short=False))
    return max([*forward, *backward], default=None)


def _retellings(
    matches: Matches, shorts: Int64s, longs: Int64s, count: int, *, left_is_short: bool = True
) -> Iterator[Retelling]:
    best = np.zeros(count)
    np.maximum.at(best, shorts, matches.cosines)
    if np.count_nonzero(best >= _CARRIES) < _CARRYING_UNITS:
        return
    carries = (matches.cosines >= _CARRIES) & (matches.cosines >= best[shorts])
    carrying = np.cumsum(np.concatenate(([0], best >= _CARRIES)))
    for first, last in _runs(best):
        length = last - first + 1
        if length > _LONGEST_RUN or carrying[last + 1] - carrying[first] < _CARRYING_UNITS:
            continue
        inside = (shorts >= first) & (shorts <= last)
        units, firsts = np.unique(shorts[inside & carries], return_index=True)
        partners = longs[inside & carries][firsts]
        reached = longs[inside & (matches.cosines >= _REACHES)]
        long_first, long_last = int(reached.min()), int(reached.max())
        is_wide = _SPREAD * length <= long_last - long_first + 1 <= _WIDEST_SPREAD * length
        if not is_wide or _spread_without_one(np.sort(partners)) < _SCATTER * length:
            continue
        pairs = zip(units.tolist(), partners.tolist(), strict=True)
        bounds = (first, last, long_first, long_last) if left_is_short else (long_first, long_last, first, last)
        cosine = matches.compare(*bounds)
        if cosine >= _WHOLE_COSINE:
            ordered = tuple(pair if left_is_short else (pair[1], pair[0]) for pair in pairs)
            yield Retelling(float(best[first : last + 1].sum()), bounds, cosine, ordered)


def _runs(best: Floats) -> Iterator[tuple[int, int]]:
    """Runs of units that continue one another, where a single unit may be missing inside."""
    units = np.flatnonzero(best >= _CONTINUES)
    breaks = np.flatnonzero(np.diff(units) > 2) + 1  # noqa: PLR2004 - one unit may be missing
    firsts, lasts = units[np.concatenate(([0], breaks))], units[np.concatenate((breaks - 1, [-1]))]
    yield from zip(firsts.tolist(), lasts.tolist(), strict=True)


def _spread_without_one(partners: Int64s) -> int:
    """The range of sorted numbers when the one that widens it most is left out."""
    return int(min(partners[-1] - partners[1], partners[-2] - partners[0]))
