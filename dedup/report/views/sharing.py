"""Who shares wording with whom: the table of articles, near-duplicates, and passages with their wordings.

In: the index of a page. Out: views. Places with the same wording are shown once; every other wording stands
beside the first one with the words that differ marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dedup.model import Location, Overlap, OverlapKind, Passage
from dedup.report.figures import SharingPair, pair_documents
from dedup.report.views.index import ArticleLabel, PageIndex, Place
from dedup.report.word_diff import Run, compare_words, leave_unmarked
from dedup.report.wording import OVERLAP_KINDS, count, percent

# A table of 40 columns can still be read; chosen by hand.
_MAX_MATRIX = 40
_HEAT_LEVELS = 5
# More wordings of one passage say nothing new to a reader; the JSON report has all. Chosen by hand.
_MAX_WORDINGS = 12


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
class DuplicateGroup:
    """Articles that are near-duplicates of one another, and the figures of each verified pair."""

    articles: tuple[ArticleLabel, ...]
    similarity: str
    pairs: tuple[tuple[ArticleLabel, ArticleLabel, str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One wording of a passage beside the first one. `diff` is None for the first."""

    places: tuple[Place, ...]
    runs: tuple[Run, ...]
    first: tuple[Run, ...] = ()
    is_compared: bool = True
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A passage with all its places, grouped by wording."""

    label: str
    anchor: str
    heading: str
    remark: str
    first: Wording
    others: tuple[Wording, ...]
    hidden_wordings: int


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


def view_duplicates(index: PageIndex) -> tuple[DuplicateGroup, ...]:
    """Show every group of near-duplicates with its verified pairs."""
    articles = index.articles
    return tuple(
        DuplicateGroup(
            articles=tuple(articles[document] for document in group.documents),
            similarity=percent(group.similarity),
            pairs=tuple(
                (
                    articles[pair.left],
                    articles[pair.right],
                    percent(pair.jaccard),
                    percent(pair.containment_in_left),
                    percent(pair.containment_in_right),
                )
                for pair in group.pairs
            ),
        )
        for group in index.audit.near_duplicates
    )


def view_passages(index: PageIndex) -> Iterator[PassageView]:
    """Show the passages, longest first, up to the limit of the settings."""
    for number, ranked in enumerate(index.passages[: index.max_passages], start=1):
        passage = ranked.passage
        wordings = _group_by_wording(index, passage, number)
        first_text, first_places, first_location = wordings[0]
        yield PassageView(
            label=f"S{number}",
            anchor=f"passage-{number}",
            heading=f"{count(ranked.words, 'shared word')}, {count(len(passage.locations), 'place')}",
            remark=_describe_credits(index, passage),
            first=Wording(places=first_places, runs=(Run(first_text, differs=False),)),
            others=tuple(
                _compare(first_text, text, places, _find_overlap(ranked.overlaps, first_location, location))
                for text, places, location in wordings[1 : _MAX_WORDINGS + 1]
            ),
            hidden_wordings=max(0, len(wordings) - 1 - _MAX_WORDINGS),
        )


def view_repeats(index: PageIndex) -> Iterator[PassageView]:
    """Show what stands twice in one article, side by side, up to the same limit as passages."""
    for number, repeat in enumerate(index.audit.repeats[: index.max_passages], start=1):
        text = index.texts.get(repeat.left.document, "")
        left, right = (location.span.within(text) for location in (repeat.left, repeat.right))
        left_place, right_place = (
            index.place(location, _repeat_anchor(index, repeat, side))
            for side, location in enumerate((repeat.left, repeat.right), start=1)
        )
        is_same = left == right
        yield PassageView(
            label=f"R{number}",
            anchor=f"repeat-{number}",
            heading=f"{count(repeat.words, 'word')} twice in one article",
            remark="",
            first=Wording(
                places=(left_place, right_place) if is_same else (left_place,), runs=(Run(left, differs=False),)
            ),
            others=() if is_same else (_compare(left, right, (right_place,), repeat),),
            hidden_wordings=0,
        )


def _repeat_anchor(index: PageIndex, repeat: Overlap, side: int) -> str:
    """A repeat that belongs to a passage is marked in the text as a place of that passage."""
    number = index.passage_numbers.get(repeat.passage or "")
    if number:
        locations = index.passages[number - 1].passage.locations
        location = (repeat.left, repeat.right)[side - 1]
        for position, candidate in enumerate(locations, start=1):
            if candidate.document == location.document and candidate.span.overlaps(location.span):
                return f"shared-{number}-{position}"
    return f"repeated-{index.repeat_numbers[repeat.id]}-{side}"


def _group_by_wording(
    index: PageIndex, passage: Passage, number: int
) -> list[tuple[str, tuple[Place, ...], Location]]:
    """Group the places of a passage by their exact wording, in order of appearance."""
    grouped: dict[str, list[Place]] = {}
    locations: dict[str, Location] = {}
    for position, location in enumerate(passage.locations, start=1):
        article_text = index.texts.get(location.document)
        text = passage.text if article_text is None else location.span.within(article_text)
        grouped.setdefault(text, []).append(index.place(location, f"shared-{number}-{position}"))
        locations.setdefault(text, location)
    return [(text, tuple(places), locations[text]) for text, places in grouped.items()]


def _compare(first: str, text: str, places: tuple[Place, ...], overlap: Overlap | None) -> Wording:
    is_paraphrase = overlap is not None and overlap.kind is OverlapKind.PARAPHRASE
    diff = leave_unmarked(first, text) if is_paraphrase else compare_words(first, text)
    return Wording(
        places=places,
        runs=diff.right,
        first=diff.left,
        is_compared=diff.is_compared,
        remark=_describe_overlap(overlap) if overlap else "",
    )


def _describe_overlap(overlap: Overlap) -> str:
    return (
        f"{OVERLAP_KINDS[overlap.kind]}, {count(overlap.words, 'matched word')}, "
        f"{percent(overlap.similarity)} of the longer wording"
    )


def _find_overlap(overlaps: tuple[Overlap, ...], first: Location, other: Location) -> Overlap | None:
    """Find the longest overlap between two places."""
    fitting = [
        overlap
        for overlap in overlaps
        if _joins(overlap.left, overlap.right, first, other) or _joins(overlap.right, overlap.left, first, other)
    ]
    return max(fitting, key=lambda overlap: overlap.words, default=None)


def _joins(left: Location, right: Location, first: Location, other: Location) -> bool:
    return _touches(left, first) and _touches(right, other)


def _touches(left: Location, right: Location) -> bool:
    return left.document == right.document and left.span.overlaps(right.span)


def _describe_credits(index: PageIndex, passage: Passage) -> str:
    if not passage.outlets:
        return "No place credits an outlet for it."
    return "Credited to " + ", ".join(index.name_source(outlet) for outlet in passage.outlets) + "."
