"""Which file of a report holds what: everything one page, or an overview and pages beside it.

In: files by what they hold. Out: links, within the file where both ends stand in it. Anchors are made of numbers,
never of ids: an id is text that somebody else wrote.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

OVERVIEW = ""
"""The file that everything leads to; a report of one page is nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The files of a report, seen from one of them.

    `here` is the file, `overview` and `folder` are what leads from it to the overview and to a page. `texts` are
    files by document, `passages` by passage. The rows of articles stand `rows_per_page` in a file, as far as
    number `rows`; all of them in the overview where there are no such files.
    """

    here: str = OVERVIEW
    overview: str = ""
    folder: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)
    rows: int = 0
    rows_per_page: int = 0

    def has_text(self, document: str) -> bool:
        """Whether this file has the text of an article."""
        return self.texts.get(document) == self.here

    def has_passage(self, passage: str) -> bool:
        """Whether this file has a passage."""
        return self.passages.get(passage) == self.here

    def link(self, file: str, anchor: str) -> str:
        """Lead to an anchor of a file.

        >>> Layout(here="texts-1.html", overview="../audit.html").link("", "passage-1")
        '../audit.html#passage-1'
        """
        if file == self.here:
            return f"#{anchor}"
        return f"{self.overview}#{anchor}" if file == OVERVIEW else f"{self.folder}{file}#{anchor}"

    def link_text(self, document: str, anchor: str) -> str:
        """Lead to an anchor in the text of an article that a file has."""
        return self.link(self.texts[document], anchor)

    def link_row(self, number: int) -> str:
        """Lead to the line of an article in the list, or to the list where its line is beyond a limit."""
        if number > self.rows:
            return self.link(OVERVIEW, "articles")
        return self.link(self.row_file(number), f"row-{number}")

    def row_file(self, number: int) -> str:
        """Say which file has the line of an article."""
        return f"articles-{(number - 1) // self.rows_per_page + 1}.html" if self.rows_per_page else OVERVIEW
