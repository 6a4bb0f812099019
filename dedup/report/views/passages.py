"""Passages with their wordings side by side, and where the wording comes from.

In: the index of a page. Out: views. Places with the same wording are shown once; every other wording stands beside
the first one with the words marked that differ or, in a paraphrase, agree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dedup.model import Location, Overlap, Passage
from dedup.report.passages import RankedPassage
from dedup.report.relations import describe_directions
from dedup.report.views.index import MAX_NUMBERS, ArticleLabel, PageIndex, Place
from dedup.report.word_diff import Run, compare_overlap, compare_words
from dedup.report.wording import count, describe_overlap, group_credits

# More wordings of one passage say nothing new to a reader; the JSON report has all. Chosen by hand.
_MAX_WORDINGS = 12
_MAX_SENTENCES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One wording of a passage beside the first one. `diff` is None for the first."""

    places: tuple[Place, ...]
    runs: tuple[Run, ...]
    hidden_places: int = 0
    first: tuple[Run, ...] = ()
    is_compared: bool = True
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where a passage comes from, as far as dates and credits say: who is dated first, who credits whom.

    `credits` are outlet, articles, and how many more articles; `directions` are sentences; `credits_nobody` says
    that no place credits an outlet.
    """

    earliest: ArticleLabel | None
    credits: tuple[tuple[str, tuple[ArticleLabel, ...], int], ...]
    credits_nobody: bool
    uncredited: tuple[ArticleLabel, ...]
    hidden_uncredited: int
    directions: tuple[str, ...]
    hidden_directions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A passage with all its places, grouped by wording. A repeat has no trace: it stays in one article."""

    label: str
    anchor: str
    heading: str
    trace: Trace | None
    first: Wording
    others: tuple[Wording, ...]
    hidden_wordings: int


def view_passages(index: PageIndex) -> Iterator[PassageView]:
    """Show the passages, longest first, up to the limit of the settings."""
    return (_view_passage(index, ranked) for ranked in index.passages if _is_listed(index, ranked, anew=False))


def view_paraphrases(index: PageIndex) -> Iterator[PassageView]:
    """Show what is said anew in other words, up to the same limit as passages."""
    return (_view_passage(index, ranked) for ranked in index.passages if _is_listed(index, ranked, anew=True))


def _is_listed(index: PageIndex, ranked: RankedPassage, *, anew: bool) -> bool:
    return ranked.is_paraphrase is anew and index.layout.has_passage(ranked.passage.id)


def _view_passage(index: PageIndex, ranked: RankedPassage) -> PassageView:
    passage = ranked.passage
    number = index.passage_numbers[passage.id]
    wordings = _group_by_wording(index, passage, number)
    first_text, first_places, first_hidden, first_location = wordings[0]
    size = "Said anew" if ranked.is_paraphrase else count(ranked.words, "shared word")
    return PassageView(
        label=f"S{number}",
        anchor=f"passage-{number}",
        heading=f"{size}, {count(len(passage.locations), 'place')}",
        trace=_view_trace(index, ranked),
        first=Wording(places=first_places, runs=(Run(first_text, differs=False),), hidden_places=first_hidden),
        others=tuple(
            _compare(first_text, text, places, _find_overlap(ranked.overlaps, first_location, location), hidden)
            for text, places, hidden, location in wordings[1 : _MAX_WORDINGS + 1]
        ),
        hidden_wordings=max(0, len(wordings) - 1 - _MAX_WORDINGS),
    )


def _view_trace(index: PageIndex, ranked: RankedPassage) -> Trace:
    passage = ranked.passage
    uncredited, hidden = _label(index, passage.uncredited)
    sentences = describe_directions(ranked.overlaps, index.name_article, noun="article")
    return Trace(
        earliest=index.articles[passage.earliest] if passage.earliest else None,
        credits=tuple(
            (index.name_source(outlet), *_label(index, documents))
            for outlet, documents in group_credits(passage).items()
        ),
        credits_nobody=ranked.is_traced and not passage.credits and not passage.outlets,
        uncredited=uncredited,
        hidden_uncredited=hidden,
        directions=sentences[:_MAX_SENTENCES],
        hidden_directions=max(0, len(sentences) - _MAX_SENTENCES),
    )


def _label(index: PageIndex, documents: Sequence[str]) -> tuple[tuple[ArticleLabel, ...], int]:
    """Name as many articles as are read in one line, and say how many more there are."""
    labels = tuple(index.articles[document] for document in documents[:MAX_NUMBERS])
    return labels, len(documents) - len(labels)


def view_repeats(index: PageIndex) -> Iterator[PassageView]:
    """Show what stands twice in one article, side by side, up to the same limit as passages."""
    for number, repeat in enumerate(index.audit.repeats[: index.limits.groups], start=1):
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
            trace=None,
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
) -> list[tuple[str, tuple[Place, ...], int, Location]]:
    """Group the places of a passage by their exact wording, in order of appearance; long lists are cut."""
    grouped: dict[str, list[tuple[int, Location]]] = {}
    for position, location in enumerate(passage.locations, start=1):
        article_text = index.texts.get(location.document)
        text = passage.text if article_text is None else location.span.within(article_text)
        grouped.setdefault(text, []).append((position, location))
    return [
        (
            text,
            tuple(index.place(location, f"shared-{number}-{place}") for place, location in found[:MAX_NUMBERS]),
            max(0, len(found) - MAX_NUMBERS),
            found[0][1],
        )
        for text, found in grouped.items()
    ]


def _compare(
    first: str, text: str, places: tuple[Place, ...], overlap: Overlap | None, hidden_places: int = 0
) -> Wording:
    """Put a wording beside the first one; the overlap's own left side may be either of them."""
    diff = compare_overlap(overlap, first, text) if overlap else compare_words(first, text)
    return Wording(
        places=places,
        runs=diff.right,
        first=diff.left,
        is_compared=diff.is_compared,
        remark=describe_overlap(overlap) if overlap else "",
        hidden_places=hidden_places,
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
