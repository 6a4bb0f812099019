"""Joining the keys of a large collection share by share, on the engine's workers where it pays.

In: rare words and aligned wording. Out: pairs of documents that may be compared, with the keys that they share.
Keys are dealt out to files by hash, the pairs of rows that they join by left document.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dedup.reuse.dealt import clear, collect, count_shares, deal_out, name_file, room, share_bounds
from dedup.reuse.elsewhere import Job, finished, work_on
from dedup.reuse.paraphrase.rare import Rare, open_rare_words
from dedup.reuse.paraphrase.rare_keys import PARTNERS, join_keys, keys_of
from dedup.reuse.paraphrase.shared_keys import Shared, share_keys, split_rows, wording_between
from dedup.reuse.words import Int64s, UInt64s
from dedup.reuse.workspace import Stages
from dedup.settings import ReuseSettings

_SHARE_OF_KEYS = 64
"""The part of the memory that the keys of one share may take."""
_MOST_FILES = 256
_WORTH_SPREADING = 64_000_000
"""Bytes of keys from which other processes join them. Chosen by hand."""
_DEALT_ROWS = 1_000_000
"""Rare words that are dealt out at a time, at least: 32 MB of keys."""
_KEY_BYTES = 8
_ROW_BITS = np.uint64(32)
_ROW = np.uint64(0xFFFFFFFF)
_WORDING = "wording"


def count_key_shares(rare: Rare, stages: Stages) -> int:
    """Into how many shares keys are dealt out; 1 for a collection that is looked at in one piece."""
    size = PARTNERS * _KEY_BYTES * len(rare.places)
    shares = count_shares(size, stages.workspace.memory, _SHARE_OF_KEYS)
    is_small = shares == 1 and (not stages.workers or size < _WORTH_SPREADING)
    return 1 if is_small else max(2, 2 * stages.workers, shares)


@dataclass(frozen=True, slots=True)
class Joiner:
    """What it takes to join the keys of a large collection share by share."""

    rare: Rare
    wording: Int64s
    count: int
    shares: int
    settings: ReuseSettings

    @property
    def row_bits(self) -> int:
        """The low bits of a key, which hold the row."""
        return len(self.rare.places).bit_length()

    def row_bounds(self) -> UInt64s:
        """The first packed pairs of rows of all ranges of left documents but the first."""
        rows = np.arange(1, self.shares) * len(self.rare.places) // self.shares
        return np.searchsorted(self.rare.documents, self.rare.documents[rows]).astype(np.uint64) << _ROW_BITS


def _reopen(stages: Stages, detail: tuple[int, int, ReuseSettings]) -> Joiner:
    return Joiner(open_rare_words(stages), finished(stages, _WORDING)["table"], *detail)


def join_shares(joiner: Joiner, stages: Stages) -> tuple[list[Shared], int]:
    """Deal out keys by hash, join those of each share, deal out pairs by left document, and count them."""
    if stages.workers:
        stages.columns(_WORDING, lambda: {"table": joiner.wording})
    shares, total = joiner.shares, len(joiner.rare.places)
    detail = (joiner.count, shares, joiner.settings)
    with room(stages) as folder:
        starts = range(0, total, max(_DEALT_ROWS, total // _MOST_FILES))
        keys = [name_file(folder, "rare-keys", start, shares) for start in starts]
        ranges = [(start, min(start + starts.step, total)) for start in starts]
        pairs = [name_file(folder, "rare-pairs", share, shares) for share in range(shares)]
        deal = Job(function=_deal_keys, tools=joiner, reopen=_reopen, detail=detail)
        with work_on(list(zip(ranges, keys, strict=True)), deal, stages) as done:
            sum(done)
        join = Job(function=_join_share, tools=joiner, reopen=_reopen, detail=detail)
        with work_on([(share, keys, path) for share, path in enumerate(pairs)], join, stages) as counts:
            common = sum(counts)
        clear(keys)
        count = Job(function=_count_pairs, tools=joiner, reopen=_reopen, detail=detail)
        with work_on([(share, pairs) for share in range(shares)], count, stages) as found:
            parts = [part for parts in found for part in parts]
        clear(pairs)
    return parts, common


def _deal_keys(part: tuple[tuple[int, int], Path], joiner: Joiner) -> bool:
    """Deal out the keys of a range of rows."""
    (first, end), path = part
    bits = np.uint64(joiner.row_bits)
    made = [(keys >> bits << bits) | rows.view(np.uint64) for keys, rows in keys_of(joiner.rare, first, end)]
    deal_out(path, np.concatenate([np.zeros(0, np.uint64), *made]), share_bounds(joiner.shares, joiner.row_bits))
    return True


def _join_share(part: tuple[int, Sequence[Path], Path], joiner: Joiner) -> int:
    """Join the keys of one share; say how many stand in too many places."""
    share, paths, path = part
    keys = collect(paths, share, joiner.shares)
    lefts, rights, common = join_keys(keys, len(joiner.rare.places), joiner.settings.max_rare_pair_places)
    deal_out(path, (lefts.astype(np.uint64) << _ROW_BITS) | rights.astype(np.uint64), joiner.row_bounds())
    return common


def _count_pairs(part: tuple[int, Sequence[Path]], joiner: Joiner) -> list[Shared]:
    """The pairs of documents of one range that may be compared."""
    share, paths = part
    packed = collect(paths, share, joiner.shares)
    lefts, rights = (packed >> _ROW_BITS).astype(np.int32), (packed & _ROW).astype(np.int32)
    del packed
    parts = [
        _worth_comparing(share_keys(joiner.rare, lefts[own], rights[own], joiner.wording, joiner.count), joiner)
        for own in split_rows(joiner.rare.documents[lefts], joiner.count)
    ]
    return [part for part in parts if len(part[0])] or parts[:1]


def _worth_comparing(found: Shared, joiner: Joiner) -> Shared:
    """Leave out pairs that share neither keys enough nor wording."""
    pairs, shared, numbers, lefts, rights = found
    with_wording = np.isin(pairs, wording_between(joiner.wording, pairs)[:, 0])
    kept = (shared >= joiner.settings.paraphrase_shared_pairs) | with_wording
    position = np.cumsum(kept) - 1
    rows = kept[numbers]
    return pairs[kept], shared[kept], position[numbers[rows]], lefts[rows], rights[rows]
