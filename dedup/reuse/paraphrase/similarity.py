"""Similarity of sentences, and of stretches of sentences, within one pair of documents.

In: the units of two documents. Out: pairs of units that share enough weight of stems. A stem weighs what it tells
within this pair, log(units / units that have it), so that the words of the common topic count little and those of
the common statement much (term frequency, inverse sentence frequency: Sanchez-Perez, Sidorov and Gelbukh 2014, The
winning approach to text alignment for text reuse detection at PAN 2014).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.reuse.paraphrase.units import DocumentStems
from dedup.reuse.words import Int64s

Floats = npt.NDArray[np.float64]

_WEAK_COSINE = 0.15
_WEAK_DICE = 0.15
"""Below either, two sentences say nothing to each other; above both, they may continue a stretch, not begin one."""
_MOST_CELLS = 1_000_000
"""Pairs of units that stems may join, 50 MB; beyond, the commonest stems join none. Long articles have 100,000."""


@dataclass(frozen=True, slots=True)
class Side:
    """One document within a pair: its stems, and the weight of each of its entries."""

    stems: DocumentStems
    weights: Floats

    def vector(self, first: int, last: int) -> Floats:
        """Sum the weights of each stem over units first to last, shape (distinct stems,)."""
        inside = self.stems.by_unit[self.stems.bounds[first] : self.stems.bounds[last + 1]]
        columns, size = self.stems.columns[inside], len(self.stems.distinct)
        return np.bincount(columns, self.weights[inside], minlength=size).astype(np.float64, copy=False)

    def norms(self) -> Floats:
        """The length of each unit as a vector, shape (units,)."""
        squares = np.bincount(self.stems.units, self.weights * self.weights, minlength=self.stems.count)
        return np.sqrt(squares) + 1e-9


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs of similar units of two documents, as columns: unit of the left, of the right, cosine and Dice.

    Cosine is over weighted stems, Dice over distinct ones; both in [0, 1]. `left_common` and `right_common` are the
    columns of the stems that both documents have.
    """

    left_side: Side
    right_side: Side
    left_common: Int64s
    right_common: Int64s
    lefts: Int64s
    rights: Int64s
    cosines: Floats
    dices: Floats

    @property
    def counts(self) -> tuple[int, int]:
        """Units of the left and of the right document."""
        return self.left_side.stems.count, self.right_side.stems.count

    def compare(self, left_first: int, left_last: int, right_first: int, right_last: int) -> float:
        """Compute the cosine of two stretches of units."""
        left = self.left_side.vector(left_first, left_last)
        right = self.right_side.vector(right_first, right_last)
        product = float(left[self.left_common] @ right[self.right_common])
        return product / max(float(np.sqrt((left @ left) * (right @ right))), 1e-9)

    def count_common(self, left_first: int, left_last: int, right_first: int, right_last: int) -> int:
        """Count the distinct stems that stand in both of two stretches and tell something."""
        left = self.left_side.vector(left_first, left_last)[self.left_common]
        right = self.right_side.vector(right_first, right_last)[self.right_common]
        return int(np.count_nonzero((left > 0) & (right > 0)))


def match_units(left: DocumentStems, right: DocumentStems) -> Matches:
    """Compare all units of one document with all of another."""
    places = np.searchsorted(right.distinct, left.distinct).clip(max=max(len(right.distinct) - 1, 0))
    left_common = np.flatnonzero(right.distinct[places] == left.distinct) if len(right.distinct) else places[:0]
    right_common = places[left_common]
    left_frequencies, right_frequencies = left.frequencies.copy(), right.frequencies.copy()
    left_frequencies[left_common] += right.frequencies[right_common]
    right_frequencies[right_common] = left_frequencies[left_common]
    count = left.count + right.count
    left_side = Side(left, left.counts * np.log(count / left_frequencies)[left.columns])
    right_side = Side(right, right.counts * np.log(count / right_frequencies)[right.columns])
    lefts, rights, products, common = _multiply(left_side, right_side, left_common, right_common)
    cosines = products / (left_side.norms()[lefts] * right_side.norms()[rights])
    dices = 2 * common / np.maximum(left.sizes[lefts] + right.sizes[rights], 1)
    kept = (cosines >= _WEAK_COSINE) & (dices >= _WEAK_DICE)
    return Matches(
        left_side, right_side, left_common, right_common, lefts[kept], rights[kept], cosines[kept], dices[kept]
    )


def _multiply(
    left: Side, right: Side, left_common: Int64s, right_common: Int64s
) -> tuple[Int64s, Int64s, Floats, Int64s]:
    """Pairs of units with a common stem: both units, sum of products of weights, number of common stems.

    A join over the stems of both documents; NumPy alone, because pairs are small and a sparse matrix of SciPy costs
    more to build than to multiply.
    """
    sizes = left.stems.frequencies[left_common] * right.stems.frequencies[right_common]
    bounded = sizes <= _largest_joined(sizes)
    left_common, right_common, sizes = left_common[bounded], right_common[bounded], sizes[bounded]
    right_sizes = right.stems.frequencies[right_common]
    within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    widths = np.repeat(right_sizes, sizes)
    left_entries = np.repeat(left.stems.starts[left_common], sizes) + within // widths
    right_entries = np.repeat(right.stems.starts[right_common], sizes) + within % widths
    cells = left.stems.units[left_entries] * right.stems.count + right.stems.units[right_entries]
    products = left.weights[left_entries] * right.weights[right_entries]
    sums = np.bincount(cells, products).astype(np.float64)
    found = np.flatnonzero(sums > 0)
    common = np.bincount(cells)[found].astype(np.int64)
    return found // max(right.stems.count, 1), found % max(right.stems.count, 1), sums[found], common


def _largest_joined(sizes: Int64s) -> int:
    """The largest number of cells that one stem may fill, so that all stems with fewer stay within the bound."""
    ordered = np.sort(sizes)
    within = np.cumsum(ordered) <= _MOST_CELLS
    if within.all():
        return int(ordered[-1]) if len(ordered) else 0
    first_left_out = int(ordered[np.argmin(within)])
    return first_left_out - 1
