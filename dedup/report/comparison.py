"""Two documents of an audit on a terminal: what they share, side by side, with differing words marked.

In: an audit, two of its documents and a rich console. Out: printed tables. Differing words stand in brackets,
because colour is not everywhere.
"""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dedup.model import Audit, Document, Overlap, OverlapKind
from dedup.report.printable import make_printable, one_line
from dedup.report.word_diff import Run, compare_words, leave_unmarked
from dedup.report.wording import OVERLAP_KINDS, count, percent


def print_comparison(audit: Audit, left: Document, right: Document, console: Console) -> None:
    """Print the passages that two documents share, in the order of the left one."""
    overlaps = [(overlap, left, right) for overlap in audit.overlaps if _joins(overlap, left, right)]
    flipped = [(overlap, right, left) for overlap in audit.overlaps if _joins(overlap, right, left)]
    found = overlaps or flipped
    names = f"{one_line(left.id)} and {one_line(right.id)}"
    if not found:
        console.print(Text(f"{names} share no passage."))
        return
    words = sum(overlap.words for overlap, _, _ in found)
    console.print(Text(f"{names} share {count(words, 'word')} in {count(len(found), 'passage')}.", style="bold"))
    console.print(Text("Words in [brackets] stand on one side only.", style="dim"))
    for number, (overlap, first, second) in enumerate(found, start=1):
        console.print()
        console.print(Text(f"{number}. {_describe(overlap)}"))
        columns = [_column(overlap, first, second), _column(overlap, second, first)]
        console.print(_side_by_side([left, right], columns if first is left else columns[::-1]))


def _joins(overlap: Overlap, left: Document, right: Document) -> bool:
    return overlap.left.document == left.id and overlap.right.document == right.id


def _describe(overlap: Overlap) -> str:
    return (
        f"{OVERLAP_KINDS[overlap.kind]}, {count(overlap.words, 'matched word')}, "
        f"{percent(overlap.similarity)} of the longer wording"
    )


def _column(overlap: Overlap, document: Document, other: Document) -> Text:
    """One side of an overlap with the words marked that the other side lacks."""
    is_left = overlap.left.document == document.id
    location, opposite = (overlap.left, overlap.right) if is_left else (overlap.right, overlap.left)
    text, other_text = location.span.within(document.text), opposite.span.within(other.text)
    compare = leave_unmarked if overlap.kind is OverlapKind.PARAPHRASE else compare_words
    return _mark(compare(text, other_text).left)


def _mark(runs: Sequence[Run]) -> Text:
    marked = Text()
    for run in runs:
        text = make_printable(run.text)
        if run.differs:
            marked.append(f"[{text}]", style="bold yellow")
        else:
            marked.append(text)
    return marked


def _side_by_side(documents: Sequence[Document], columns: Sequence[Text]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    for document in documents:
        table.add_column(Text(one_line(document.id), overflow="ellipsis", no_wrap=True), ratio=1, overflow="fold")
    table.add_row(*columns)
    return table
