"""The HTML report at any size: one page where everything fits, else an overview with pages beside it.

In: an audit, its documents, and a way to open pages. Out: the report, never more than 20 MB. The overview shows the
most telling cases of each kind and how many there are; pages hold further passages, the texts that the cases lead
to with their citations and findings, and the list of articles. What is too large is written anew with half of
everything, until it fits.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from dedup.model import Audit, Document
from dedup.report.html import write_html, write_report_page
from dedup.report.ranking import rank_articles, rank_duplicates
from dedup.report.views.index import PageIndex, build_index, list_passages
from dedup.report.views.layout import OVERVIEW, Layout
from dedup.report.views.limits import Limits, limits_of_pages, settings_of
from dedup.report.views.page import PageLink, view_detail, view_page

Opener = Callable[[str], AbstractContextManager[TextIO]]
"""Opens a page by its name for writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How large files become: beyond which size a report has pages, and how much one of them holds."""

    one_page_characters: int = 1_000_000
    """Characters of all articles; a page has about ten bytes for each. Chosen by hand."""
    report_bytes: int = 18_000_000
    text_characters: int = 300_000
    """Characters of an article that is shown in full; one of a megabyte makes a page that no browser likes."""
    texts: int = 20
    passages: int = 30
    rows: int = 1_000


@dataclass(frozen=True, slots=True)
class Pages:
    """Where pages go: what leads from the overview to their folder, and from there to the overview."""

    open_page: Opener
    folder: str
    overview: str


class _TooLargeError(Exception):
    """The report has reached its size."""


@dataclass(slots=True)
class _Room:
    """Bytes that may still be written."""

    left: int


class _Metered:
    """A stream that stops where a report has become too large."""

    def __init__(self, stream: TextIO, room: _Room) -> None:
        self._stream = stream
        self._room = room

    def writelines(self, lines: Iterable[str], /) -> None:
        """Write chunks as long as there is room."""
        for line in lines:
            self._room.left -= len(line.encode())
            if self._room.left < 0:
                raise _TooLargeError
            self._stream.write(line)


def write_report(
    audit: Audit, documents: Sequence[Document], stream: TextIO, pages: Pages | None, sizes: Sizes | None = None
) -> tuple[str, ...]:
    """Write the report of an audit and say which pages stand beside it.

    Without `pages` there are none, and a large report is its overview alone.
    """
    sizes = sizes or Sizes()
    if fits_one_page(audit, sizes):
        write_html(audit, documents, stream)
        return ()
    limits = limits_of_pages(audit)
    with tempfile.TemporaryDirectory(prefix="dedup-report-") as folder:
        names = _write_fitting(_Plan(audit, documents, pages, sizes), limits, Path(folder))
        for name in names:
            if pages:
                with pages.open_page(name) as page:
                    _copy(Path(folder) / name, page)
        _copy(Path(folder) / _OVERVIEW_FILE, stream)
    return names


def fits_one_page(audit: Audit, sizes: Sizes) -> bool:
    """Whether an audit is small enough for a report of one page."""
    characters = sum(summary.characters for summary in audit.documents)
    return len(audit.documents) <= settings_of(audit).max_articles and characters <= sizes.one_page_characters


_OVERVIEW_FILE = "overview.html"
_COPIED = 1 << 20


def _copy(path: Path, stream: TextIO) -> None:
    with path.open(encoding="utf-8", newline="\n") as written:
        while chunk := written.read(_COPIED):
            stream.write(chunk)


@dataclass(frozen=True, slots=True)
class _Plan:
    audit: Audit
    documents: Sequence[Document]
    pages: Pages | None
    sizes: Sizes


def _write_fitting(plan: _Plan, limits: Limits, folder: Path) -> tuple[str, ...]:
    """Write with fewer and fewer cases, until the files are small enough."""
    index = build_index(plan.audit, plan.documents, limits, Layout())
    while True:
        smaller = limits.halved()
        room = plan.sizes.report_bytes if smaller != limits else _NO_BOUND
        try:
            return _write_files(plan, replace(index, limits=limits), folder, _Room(room))
        except _TooLargeError:
            limits = smaller


_NO_BOUND = 1 << 62


def _write_files(plan: _Plan, index: PageIndex, folder: Path, room: _Room) -> tuple[str, ...]:
    layout = _lay_out(plan, index)
    overview = index.laid_out(layout)
    links = _link_pages(plan, layout)
    page = view_page(overview, links)
    with (folder / _OVERVIEW_FILE).open("w", encoding="utf-8", newline="\n") as stream:
        write_report_page("report.html", _Metered(stream, room), page)
    if plan.pages is None:
        return ()
    names = tuple(link.href.removeprefix(layout.folder) for link in links)
    for position, name in enumerate(names):
        seen = index.laid_out(replace(layout, here=name, overview=plan.pages.overview, folder=""))
        detail = view_detail(page, seen, links[position].title)
        before, after = (_neighbour(links, names, position + step) for step in (-1, 1))
        template = f"page_{name.partition('-')[0]}.html"
        with (folder / name).open("w", encoding="utf-8", newline="\n") as stream:
            write_report_page(template, _Metered(stream, room), detail, before=before, after=after)
    return names


def _neighbour(links: Sequence[PageLink], names: Sequence[str], position: int) -> PageLink | None:
    """The page before or behind another, as that one links to it."""
    return replace(links[position], href=names[position]) if 0 <= position < len(links) else None


def _lay_out(plan: _Plan, index: PageIndex) -> Layout:
    """Decide which file has what: the overview the longest passages, pages what else there is room for."""
    limits, sizes = index.limits, plan.sizes
    first = list_passages(index.passages, limits.groups)
    if plan.pages is None:
        return Layout(passages=dict.fromkeys(first, OVERVIEW))
    shown = set(first)
    further = [passage for passage in list_passages(index.passages, limits.passages) if passage not in shown]
    texts = sorted(_choose_texts(index, sizes.text_characters), key=index.article_numbers.__getitem__)
    return Layout(
        folder=plan.pages.folder,
        texts=_spread("texts", texts, sizes.texts),
        passages=dict.fromkeys(first, OVERVIEW) | _spread("passages", further, sizes.passages),
        rows=min(len(plan.audit.documents), limits.listed or 0),
        rows_per_page=sizes.rows,
    )


def _spread(kind: str, items: Sequence[str], number: int) -> dict[str, str]:
    """Put items on pages, so many on each."""
    return {item: f"{kind}-{position // number + 1}.html" for position, item in enumerate(items)}


def _choose_texts(index: PageIndex, most: int) -> Iterator[str]:
    """The articles that the cases of the overview lead to, then those that matter most, up to the limit."""
    too_long = {summary.id for summary in index.audit.documents if summary.characters > most}
    named = dict.fromkeys(_lead_to(index))
    chosen = (document for document in named if document in index.texts and document not in too_long)
    return islice(chosen, index.limits.articles)


def _lead_to(index: PageIndex) -> Iterator[str]:
    """Name articles, the most telling first; some again and again."""
    audit, limits = index.audit, index.limits
    listed = set(list_passages(index.passages, limits.groups))
    for ranked in index.passages:
        if ranked.passage.id in listed:
            yield from (location.document for location in ranked.passage.locations[:2])
    for story in index.stories[: limits.stories]:
        yield from story.story.documents
    for group in rank_duplicates(audit.near_duplicates)[: limits.groups]:
        yield from group.documents[:2]
    for repeat in audit.repeats[: limits.groups]:
        yield repeat.left.document
    for summary in rank_articles(audit.documents):
        yield summary.id


def _link_pages(plan: _Plan, layout: Layout) -> tuple[PageLink, ...]:
    """List the pages with what they hold, kind by kind."""
    if plan.pages is None:
        return ()
    texts = sorted(set(layout.texts.values()) - {OVERVIEW}, key=_number)
    passages = sorted(set(layout.passages.values()) - {OVERVIEW}, key=_number)
    rows = dict.fromkeys(layout.row_file(number) for number in range(1, layout.rows + 1))
    return (
        *_links("Texts with citations and findings", "Texts", texts, layout),
        *_links("Further passages", "Passages", passages, layout),
        *_links("All articles", "Articles", tuple(rows), layout),
    )


def _links(kind: str, title: str, files: Sequence[str], layout: Layout) -> Iterator[PageLink]:
    for number, file in enumerate(files, start=1):
        yield PageLink(kind=kind, title=f"{title}, page {number:,} of {len(files):,}", href=layout.folder + file)


def _number(file: str) -> int:
    return int(file.rpartition("-")[2].removesuffix(".html"))
