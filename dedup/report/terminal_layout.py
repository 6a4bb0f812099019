"""How sections of the terminal report are laid out: headings, tables, indented lines, and what is left out.

In: a rich console and texts. Out: printed lines. Text from articles only ever becomes a `Text`, never markup.
"""

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dedup.model import DocumentSummary
from dedup.report.printable import shorten

ROWS = 10
"""A screen holds about this many lines of a table. Chosen by hand."""
BLOCKS = 6
"""Entries of several lines that a section shows. Chosen by hand."""
SNIPPET = 160
"""Code points of a text that are quoted. Chosen by hand."""
MAX_WIDTH = 100
"""Columns that lines fill at most: longer ones are hard to read."""


def make_table(console: Console, *columns: tuple[str, str]) -> Table:
    """Lay out a table: "wide" columns share what is left and are cut to a line, "figure" columns stand right."""
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, width=min(console.width, MAX_WIDTH)
    )
    for name, role in columns:
        table.add_column(
            Text(name),
            justify="right" if role == "figure" else "left",
            ratio=1 if role == "wide" else None,
            no_wrap=True,
            overflow="ellipsis",
        )
    return table


def print_table(table: Table, console: Console, *, more: int) -> None:
    """Print a table and how many rows were left out."""
    console.print(table)
    print_more(more, console)


def print_heading(text: str, console: Console) -> None:
    """Begin a section."""
    console.print()
    console.print(Text(text, style="bold"))


def print_more(number: int, console: Console, *, is_indented: bool = False) -> None:
    """Say how much was left out; nothing where nothing was."""
    if number > 0:
        indent = "  " if is_indented else ""
        console.print(Text(f"{indent}… and {number:,} more; the HTML and JSON reports have them", style="dim"))


def print_indented(text: Text, console: Console) -> None:
    """Print a text two columns to the right, all its lines."""
    console.print(Padding(text, (0, 0, 0, 2), expand=False))


def title_of(summary: DocumentSummary) -> str:
    """Name an article by its title, else by its id."""
    return shorten(summary.title or summary.id, SNIPPET)
