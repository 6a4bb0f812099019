"""Passages in the order in which reports show them, each with the overlaps that make it up.

In: an audit, with article texts where there are any. Out: passages, longest first. An overlap that belongs to no
passage is shown as a passage of its own.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from dedup.model import Audit, Overlap, Passage

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPassage:
    """A passage with its overlaps. `words` is the most that two of its places share, or the length of its text."""

    passage: Passage
    overlaps: tuple[Overlap, ...]
    words: int


def rank_passages(audit: Audit, texts: Mapping[str, str] | None = None) -> tuple[RankedPassage, ...]:
    """Order passages by length, then by place. `texts` gives the wording of overlaps outside of passages."""
    grouped: dict[str, list[Overlap]] = defaultdict(list)
    for overlap in (*audit.overlaps, *audit.repeats):
        grouped[overlap.passage or overlap.id].append(overlap)
    alone = (_as_passage(overlap, texts or {}) for overlap in audit.overlaps if overlap.passage is None)
    ranked = [
        RankedPassage(
            passage=passage,
            overlaps=tuple(grouped.get(passage.id, ())),
            words=max(
                (overlap.words for overlap in grouped.get(passage.id, ())), default=_count_words(passage.text)
            ),
        )
        for passage in (*audit.passages, *alone)
    ]
    return tuple(sorted(ranked, key=lambda item: (-item.words, item.passage.locations, item.passage.id)))


def _as_passage(overlap: Overlap, texts: Mapping[str, str]) -> Passage:
    text = overlap.left.span.within(texts.get(overlap.left.document, ""))
    return Passage(id=overlap.id, text=text, locations=(overlap.left, overlap.right))


def _count_words(text: str) -> int:
    return len(_WORD.findall(text))
