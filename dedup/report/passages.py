"""Passages in the order in which reports show them, each with the overlaps that make it up.

In: an audit, with article texts where there are any. Out: passages, longest first; behind them what is only said
anew, longest first too. An overlap that belongs to no passage is shown as a passage of its own.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from dedup.model import Audit, Location, Overlap, OverlapKind, Passage

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPassage:
    """A passage with its overlaps. `words` is the most that two of its places share, or the length of its text.

    `is_traced` says that its credits were looked up; those of a lone overlap were not.
    """

    passage: Passage
    overlaps: tuple[Overlap, ...]
    words: int
    is_traced: bool

    @property
    def is_paraphrase(self) -> bool:
        """Whether its places say the same in other words, and none shares wording with another."""
        return bool(self.overlaps) and all(overlap.kind is OverlapKind.PARAPHRASE for overlap in self.overlaps)


def rank_passages(audit: Audit, texts: Mapping[str, str] | None = None) -> tuple[RankedPassage, ...]:
    """Order passages: wording before paraphrase, then by length, then by place.

    `texts` gives the wording of overlaps outside of passages.
    """
    grouped: dict[str, list[Overlap]] = defaultdict(list)
    for overlap in (*audit.overlaps, *audit.repeats):
        grouped[overlap.passage or overlap.id].append(overlap)
    alone = [_as_passage(overlap, texts or {}) for overlap in audit.overlaps if overlap.passage is None]
    traced = {passage.id for passage in audit.passages}
    ranked = [
        RankedPassage(
            passage=passage,
            overlaps=tuple(grouped.get(passage.id, ())),
            words=max(
                (overlap.words for overlap in grouped.get(passage.id, ())), default=_count_words(passage.text)
            ),
            is_traced=passage.id in traced,
        )
        for passage in (*audit.passages, *alone)
    ]
    return tuple(sorted(ranked, key=_rank))


def _rank(item: RankedPassage) -> tuple[bool, int, tuple[Location, ...], str]:
    return item.is_paraphrase, -item.words, item.passage.locations, item.passage.id


def _as_passage(overlap: Overlap, texts: Mapping[str, str]) -> Passage:
    text = overlap.left.span.within(texts.get(overlap.left.document, ""))
    return Passage(id=overlap.id, text=text, locations=(overlap.left, overlap.right))


def _count_words(text: str) -> int:
    return len(_WORD.findall(text))
