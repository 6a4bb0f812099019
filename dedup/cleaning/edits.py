"""Changes of a text in terms of its original, however many passes they took.

In: the changes so far and new ones that were found in the changed text. Out: all of them as changes of the
original: sorted, disjoint, each with the rules that caused it. A later change inside what an earlier one wrote is
joined with it. From the original the edits make the cleaned text, and from the cleaned text the original, character
by character.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dedup.errors import InputError
from dedup.model import Span


@dataclass(frozen=True, slots=True)
class Cause:
    """The rule that asked for a change, and how sure it was."""

    code: str
    name: str
    safe: bool
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change: in the original, `removed` stands at `span`; in the cleaned text `replacement` stands there."""

    span: Span
    removed: str
    replacement: str
    causes: tuple[Cause, ...]

    def __post_init__(self) -> None:
        if len(self.removed) != len(self.span):
            raise ValueError(f"an edit of {len(self.span)} characters removes {len(self.removed)}")

    @property
    def growth(self) -> int:
        """By how much the text gets longer."""
        return len(self.replacement) - len(self.removed)


def apply_edits(original: str, edits: Iterable[Edit]) -> str:
    """Make the cleaned text from the original.

    >>> edit = Edit(span=Span(13, 14), removed=" ", replacement="", causes=())
    >>> apply_edits("Der Rat tagte .", [edit])
    'Der Rat tagte.'

    Raises:
        InputError: The text is not the one that the edits were made for.
    """
    return _exchange(original, [(edit.span, edit.removed, edit.replacement) for edit in edits])


def revert_edits(cleaned: str, edits: Iterable[Edit]) -> str:
    """Make the original from the cleaned text.

    >>> edit = Edit(span=Span(13, 14), removed=" ", replacement="", causes=())
    >>> revert_edits("Der Rat tagte.", [edit])
    'Der Rat tagte .'

    Raises:
        InputError: The text is not the one that the edits made.
    """
    changes, growth = [], 0
    for edit in edits:
        start = edit.span.start + growth
        changes.append((Span(start, start + len(edit.replacement)), edit.replacement, edit.removed))
        growth += edit.growth
    return _exchange(cleaned, changes)


def _exchange(text: str, changes: Iterable[tuple[Span, str, str]]) -> str:
    pieces: list[str] = []
    done = 0
    for span, old, new in changes:
        if span.start < done or text[span.start : span.end] != old:
            raise InputError(f"at character {span.start} the text does not hold what the change speaks of")
        pieces.extend((text[done : span.start], new))
        done = span.end
    pieces.append(text[done:])
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class _Item:
    """An edit with its place in the text as it stands before the new changes."""

    start: int
    end: int
    edit: Edit
    is_new: bool


def compose(current: str, edits: Sequence[Edit], added: Sequence[Edit]) -> tuple[Edit, ...]:
    """Join edits of the original with edits of the text that they made (`current`), as edits of the original.

    Both are sorted and disjoint, and so is the result. Changes that take each other back are dropped.
    """
    items, growth = [], 0
    for edit in edits:
        start = edit.span.start + growth
        items.append(_Item(start, start + len(edit.replacement), edit, is_new=False))
        growth += edit.growth
    items.extend(_Item(edit.span.start, edit.span.end, edit, is_new=True) for edit in added)
    items.sort(key=lambda item: (item.start, item.end, item.is_new))
    growth = 0
    joined = []
    for cluster in _clusters(items):
        edit = _join(current, cluster, growth)
        growth += sum(item.edit.growth for item in cluster if not item.is_new)
        if edit.removed != edit.replacement:
            joined.append(edit)
    return tuple(joined)


def _clusters(items: Iterable[_Item]) -> list[list[_Item]]:
    clusters: list[list[_Item]] = []
    end = -1
    for item in items:
        if clusters and _belongs(item, clusters[-1], end):
            clusters[-1].append(item)
            end = max(end, item.end)
        else:
            clusters.append([item])
            end = item.end
    return clusters


def _belongs(item: _Item, cluster: Sequence[_Item], end: int) -> bool:
    """Whether a change goes on inside another, or nobody could say which of two insertions comes first."""
    if item.start < end:
        return True
    last = cluster[-1]
    inserts = not item.edit.span or not last.edit.span
    return item.start == end and last.is_new != item.is_new and inserts


def _join(current: str, cluster: Sequence[_Item], growth: int) -> Edit:
    """Make one edit of the original; `growth` is how much longer the current text is before the cluster."""
    if len(cluster) == 1:
        edit = cluster[0].edit
        return (
            replace(edit, span=Span(edit.span.start - growth, edit.span.end - growth))
            if cluster[0].is_new
            else edit
        )
    start, end = cluster[0].start, max(item.end for item in cluster)
    old = [item for item in cluster if not item.is_new]
    new = [item for item in cluster if item.is_new]
    removed = _part(current, start, end, old, lambda edit: edit.removed)
    return Edit(
        span=Span(start - growth, start - growth + len(removed)),
        removed=removed,
        replacement=_part(current, start, end, new, lambda edit: edit.replacement),
        causes=tuple(dict.fromkeys(cause for item in (*old, *new) for cause in item.edit.causes)),
    )


def _part(current: str, start: int, end: int, items: Iterable[_Item], say: Callable[[Edit], str]) -> str:
    """A stretch of the current text with some edits taken back, or some made."""
    pieces: list[str] = []
    for item in items:
        pieces.extend((current[start : item.start], say(item.edit)))
        start = item.end
    pieces.append(current[start:end])
    return "".join(pieces)
