"""Two documents of an audit on a terminal: what they share, side by side, with differing words marked.

In: an audit, two of its documents and a rich console. Out: printed tables. Differing words stand in brackets and
the names, numbers and dates in which a paraphrase agrees in braces, because colour is not everywhere.
"""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dedup.model import Audit, Document, Overlap, OverlapKind
from dedup.report.printable import make_printable, one_line
from dedup.report.relations import describe_containment, describe_directions, describe_relation, flip
from dedup.report.word_diff import Run, compare_overlap
from dedup.report.wording import count, describe_overlap, percent


def print_comparison(audit: Audit, left: Document, right: Document, console: Console) -> None:
    """Print what two documents are to each other and the passages they share, in the order of the left one."""
    overlaps = [overlap for overlap in audit.overlaps if _joins(overlap, left, right)]
    if overlaps and overlaps[0].left.document != left.id:
        overlaps.sort(key=lambda overlap: overlap.right)
    _print_relation(audit, left, right, console)
    _print_counts(audit, overlaps, left, right, console)
    for number, overlap in enumerate(overlaps, start=1):
        console.print()
        console.print(Text(f"{number}. {describe_overlap(overlap)}"))
        for sentence in describe_directions([overlap], one_line):
            console.print(Text(f"   {sentence}", style="dim"))
        console.print(_side_by_side([left, right], _columns(overlap, left, right)))


def _joins(overlap: Overlap, left: Document, right: Document) -> bool:
    return {overlap.left.document, overlap.right.document} == {left.id, right.id}


def _print_relation(audit: Audit, left: Document, right: Document, console: Console) -> None:
    """Print what the right document is, seen from the left one, where the two are near-duplicates."""
    names = one_line(left.id), one_line(right.id)
    for pair in (pair for group in audit.near_duplicates for pair in group.pairs):
        if {pair.left, pair.right} == {left.id, right.id}:
            seen = pair if pair.left == left.id else flip(pair)
            figures = f"{describe_containment(seen, *names)} (shingles), Jaccard {percent(seen.jaccard)}"
            console.print(Text(f"{describe_relation(seen, *names)}.", style="bold"))
            console.print(Text(f"{figures}."))


def _print_counts(
    audit: Audit, overlaps: Sequence[Overlap], left: Document, right: Document, console: Console
) -> None:
    names = f"{one_line(left.id)} and {one_line(right.id)}"
    if not overlaps:
        console.print(Text(f"{names} share no passage."))
        return
    shared = [overlap for overlap in overlaps if overlap.kind is not OverlapKind.PARAPHRASE]
    words = sum(overlap.words for overlap in shared)
    said = f"share {count(words, 'word')} in {count(len(shared), 'passage')}" if shared else "share no wording"
    if len(shared) < len(overlaps):
        said += f" and say the same in other words in {count(len(overlaps) - len(shared), 'place')}"
    console.print(Text(f"{names} {said}.", style="bold"))
    shares = {summary.id: summary.reused_share for summary in audit.documents}
    if shared and len(shares) == len((left, right)):
        console.print(
            Text(
                f"{percent(shares[left.id])} of the words of {one_line(left.id)} and "
                f"{percent(shares[right.id])} of those of {one_line(right.id)} stand in the other one."
            )
        )
    if shared:
        console.print(Text("Words in [brackets] stand on one side only.", style="dim"))
    if len(shared) < len(overlaps):
        console.print(Text("Names, numbers and dates in {braces} are what both sides agree in.", style="dim"))


def _columns(overlap: Overlap, left: Document, right: Document) -> list[Text]:
    """Both sides of an overlap, the left document's first, with the words marked that differ or agree."""
    is_flipped = overlap.left.document != left.id
    first, second = (right, left) if is_flipped else (left, right)
    diff = compare_overlap(overlap, overlap.left.span.within(first.text), overlap.right.span.within(second.text))
    columns = [_mark(diff.left), _mark(diff.right)]
    return columns[::-1] if is_flipped else columns


def _mark(runs: Sequence[Run]) -> Text:
    marked = Text()
    for run in runs:
        text = make_printable(run.text)
        if run.differs:
            marked.append(f"[{text}]", style="bold yellow")
        elif run.agrees:
            marked.append(f"{{{text}}}", style="bold green")
        else:
            marked.append(text)
    return marked


def _side_by_side(documents: Sequence[Document], columns: Sequence[Text]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    for document in documents:
        table.add_column(Text(one_line(document.id), overflow="ellipsis", no_wrap=True), ratio=1, overflow="fold")
    table.add_row(*columns)
    return table
