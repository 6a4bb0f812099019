"""Who shares wording with whom: the table of articles, near-duplicates, and the text that sites add to articles.

In: the index of a page. Out: views.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dedup.model import Boilerplate, DuplicatePair, NearDuplicates
from dedup.report.figures import SharingPair, pair_documents
from dedup.report.printable import make_printable, one_line
from dedup.report.ranking import rank_duplicates
from dedup.report.relations import describe_relation
from dedup.report.views.index import MAX_NUMBERS, ArticleLabel, PageIndex
from dedup.report.wording import count, percent

# A table of 40 columns can still be read; chosen by hand.
_MAX_MATRIX = 40
_HEAT_LEVELS = 5
_MAX_SITE_TEXT = 1_200


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Words that two articles share; `level` from 1 to 5 compares them with the most that any two share."""

    words: int
    level: int
    href: str | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Articles against articles; None where two share nothing. `remark` says which articles are left out."""

    articles: tuple[ArticleLabel, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two near-duplicates: what the right one is, seen from the left one, and the figures that show it."""

    left: ArticleLabel
    right: ArticleLabel
    relation: str
    jaccard: str
    in_left: str
    in_right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateGroup:
    """Articles that are near-duplicates of one another, with as many verified pairs as the settings allow."""

    total: int
    articles: tuple[ArticleLabel, ...]
    similarity: str
    pairs: tuple[PairView, ...]
    hidden_pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTextView:
    """One block of site text, with the articles it stands in and those that are little else."""

    anchor: str
    heading: str
    text: str
    language: str
    confidence: str
    articles: tuple[ArticleLabel, ...]
    hidden_articles: int
    stubs: tuple[ArticleLabel, ...]
    hidden_stubs: int


def view_matrix(index: PageIndex) -> Matrix:
    """Lay out who shares with whom, at most the 40 articles that share most."""
    pairs = pair_documents(index.audit)
    documents, remark = _choose_documents(index, pairs)
    most = max((pair.words for pair in pairs), default=1)
    cells: dict[tuple[str, str], Cell] = {}
    for pair in pairs:
        cell = _cell(index, pair, most)
        cells[pair.left, pair.right] = cells[pair.right, pair.left] = cell
    return Matrix(
        articles=tuple(index.articles[document] for document in documents),
        rows=tuple(tuple(cells.get((row, column)) for column in documents) for row in documents),
        remark=remark,
    )


def _choose_documents(index: PageIndex, pairs: tuple[SharingPair, ...]) -> tuple[list[str], str]:
    everything = [summary.id for summary in index.audit.documents]
    if len(everything) <= _MAX_MATRIX:
        return everything, ""
    shared: dict[str, int] = {}
    for pair in pairs:
        for document in (pair.left, pair.right):
            shared[document] = shared.get(document, 0) + pair.words
    sharing = [document for document in everything if document in shared]
    if len(sharing) <= _MAX_MATRIX:
        left_out = len(everything) - len(sharing)
        return sharing, f"Only articles that share wording are shown; {count(left_out, 'article')} share none."
    most = set(sorted(sharing, key=lambda document: (-shared[document], document))[:_MAX_MATRIX])
    chosen = [document for document in sharing if document in most]
    return chosen, (
        f"The {_MAX_MATRIX} articles that share most words are shown, of {len(sharing):,} that share any; "
        "the JSON report has them all."
    )


def _cell(index: PageIndex, pair: SharingPair, most: int) -> Cell:
    longest = pair.overlaps[0]
    left, right = index.articles[pair.left], index.articles[pair.right]
    return Cell(
        words=pair.words,
        level=max(1, -(-_HEAT_LEVELS * pair.words // most)),
        href=index.passage_href(longest.passage or longest.id),
        title=f"{left.number} and {right.number} share {count(pair.words, 'word')}",
    )


def view_duplicates(index: PageIndex) -> Iterator[DuplicateGroup]:
    """Show the groups of near-duplicates; an overview the largest of them."""
    groups: Sequence[NearDuplicates] = index.audit.near_duplicates
    if index.limits.cases is not None:
        groups = rank_duplicates(groups)
    return (_view_group(index, group) for group in groups[: index.limits.groups])


def _view_group(index: PageIndex, group: NearDuplicates) -> DuplicateGroup:
    pairs = group.pairs[: index.limits.groups]
    return DuplicateGroup(
        total=len(group.documents),
        articles=tuple(index.articles[document] for document in group.documents[:MAX_NUMBERS]),
        similarity=percent(group.similarity),
        pairs=tuple(_view_pair(index, pair) for pair in pairs),
        hidden_pairs=len(group.pairs) - len(pairs),
    )


def _view_pair(index: PageIndex, pair: DuplicatePair) -> PairView:
    left, right = index.articles[pair.left], index.articles[pair.right]
    return PairView(
        left=left,
        right=right,
        relation=describe_relation(pair, str(left.number), str(right.number)),
        jaccard=percent(pair.jaccard),
        in_left=percent(pair.containment_in_left),
        in_right=percent(pair.containment_in_right),
    )


def view_site_text(index: PageIndex) -> Iterator[SiteTextView]:
    """Show the text that sites put into many articles, up to the same limit as passages."""
    for number, block in enumerate(index.audit.boilerplate[: index.limits.groups], start=1):
        yield _view_block(index, block, number)


def _view_block(index: PageIndex, block: Boilerplate, number: int) -> SiteTextView:
    names = list(dict.fromkeys(location.document for location in block.locations))
    articles = [index.articles[name] for name in names[:MAX_NUMBERS]]
    site = f"of {one_line(block.site)}" if block.site else "of a site that no record names"
    is_long = len(block.text) > _MAX_SITE_TEXT
    return SiteTextView(
        anchor=f"site-text-{number}",
        heading=f"{count(len(names), 'article')} {site}",
        text=make_printable(block.text[:_MAX_SITE_TEXT]) + ("…" if is_long else ""),
        language=articles[0].language if articles else "und",
        confidence=percent(block.confidence),
        articles=tuple(articles),
        hidden_articles=max(0, len(names) - MAX_NUMBERS),
        stubs=tuple(index.articles[document] for document in block.stubs[:MAX_NUMBERS]),
        hidden_stubs=max(0, len(block.stubs) - MAX_NUMBERS),
    )
