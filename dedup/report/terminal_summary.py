"""The audit on one screen: its figures, the most telling cases of each kind, and where the rest is.

In: an audit and a rich console. Out: never more lines than the terminal has, and 24 where there is none, whatever
the size of the collection. Every case is one line; text from articles only ever becomes a `Text`, never markup.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from rich.console import Console
from rich.text import Text

from dedup.model import Audit, Decision
from dedup.report.figures import list_figures
from dedup.report.passages import RankedPassage, rank_passages
from dedup.report.printable import one_line, shorten
from dedup.report.ranking import count_suppressed, rank_articles, rank_rules, rank_sources
from dedup.report.stories import describe_story, rank_stories
from dedup.report.terminal_layout import MAX_WIDTH
from dedup.report.wording import count, percent

_LINES = 24
"""Lines of a screen whose size nobody knows."""
_PROMPT = 1
"""Lines that stay free for the prompt of the shell."""
_MOST = 5
"""Cases of one kind, however high the screen is: a summary stays one. Chosen by hand."""
_ARTICLES = 3
_TITLE = 40
_STORY = 30
_REST = "The rest: -o audit.txt, or -f html -o audit.html; json and parquet for programs."


def print_summary(audit: Audit, console: Console) -> None:
    """Print the figures of an audit and as many cases below them as the screen has lines for."""
    height = (console.height if console.is_terminal else _LINES) - _PROMPT
    heading = Text(f"Audit of {count(audit.collection.documents, 'article')}", style="bold underline")
    figures = [heading, *_figure_lines(audit)]
    rest = [Text(), Text(_REST, style="dim")]
    cases = _choose({name: list(islice(found, _MOST)) for name, found in _kinds(audit)}, height - len(figures) - 3)
    lines = [*figures, *([Text(), *cases] if cases else []), *rest]
    for line in lines[: max(1, height)]:
        line.truncate(min(console.width, MAX_WIDTH), overflow="ellipsis")
        console.print(line, no_wrap=True, crop=True)


def _figure_lines(audit: Audit) -> Iterator[Text]:
    figures = list_figures(audit)
    label = max(len(figure.label) for figure in figures) + 2
    value = max(len(figure.value) for figure in figures)
    for figure in figures:
        padded = f"{figure.value:>{value}}"
        yield Text.assemble(f"{figure.label:<{label}}", (padded, "bold"), "  ", (figure.remark, "dim"))


def _choose(kinds: dict[str, list[str]], room: int) -> list[Text]:
    """Take the first case of every kind, then the second ones, until the room is filled; kinds stay together."""
    found = {name: cases for name, cases in kinds.items() if cases}
    turns = [(number, name) for number in range(_MOST) for name in found if number < len(found[name])]
    taken = {name: sum(chosen == name for _, chosen in turns[: max(0, room)]) for name in found}
    width = max(map(len, found), default=0) + 2
    return [
        Text.assemble((f"{'' if number else name:<{width}}", "bold"), case)
        for name, cases in found.items()
        for number, case in enumerate(cases[: taken[name]])
    ]


def _kinds(audit: Audit) -> Iterator[tuple[str, Iterator[str]]]:
    """Say what there is of each kind, the most telling case first."""
    ranked = rank_passages(audit)
    yield "Kept out", _kept_out(audit)
    yield "Story", _stories(audit)
    yield "Shared", (_passage(item) for item in ranked if not item.is_paraphrase)
    yield "Said anew", (_passage(item) for item in ranked if item.is_paraphrase)
    yield "Versions", _duplicates(audit)
    yield "Cited", _sources(audit)
    yield "Damage", _damage(audit)
    yield "Known", _suppressed(audit)
    yield "Skipped", (f"{one_line(item.place)}: {one_line(item.reason)}" for item in audit.skipped)
    yield "Note", map(one_line, audit.notes)


def _kept_out(audit: Audit) -> Iterator[str]:
    for summary in rank_articles(audit.documents):
        verdict = summary.verdict
        if verdict.decision is not Decision.ACCEPT:
            reasons = "; ".join(one_line(reason.message) for reason in verdict.reasons)
            yield f"{_name(summary.id)} ({verdict.decision.value}): {reasons}"


def _stories(audit: Audit) -> Iterator[str]:
    for ranked in rank_stories(audit):
        yield f"{shorten(ranked.story.title, _STORY)}: {describe_story(ranked.figures)}"


def _passage(item: RankedPassage) -> str:
    documents = list(dict.fromkeys(location.document for location in item.passage.locations))
    return f"{count(item.words, 'word')} in {_names(documents)}: “{shorten(item.passage.text, 2 * _TITLE)}”"


def _duplicates(audit: Audit) -> Iterator[str]:
    for group in sorted(audit.near_duplicates, key=lambda each: (-len(each.documents), -each.similarity, each.id)):
        size = count(len(group.documents), "article")
        yield f"{size}, at least {percent(group.similarity)} in common: {_names(group.documents)}"


def _sources(audit: Audit) -> Iterator[str]:
    for source in rank_sources(audit.sources):
        articles = count(len(source.documents), "article")
        unnamed = f", {source.anonymous:,} without a name" if source.anonymous else ""
        yield f"{shorten(source.name, _TITLE)}: {count(source.citations, 'citation')} in {articles}{unnamed}"


def _damage(audit: Audit) -> Iterator[str]:
    for rule in rank_rules(finding for finding in audit.findings if finding.suppressed is None):
        example = shorten(rule.findings[0].evidence, _TITLE)
        places = count(len(rule.findings), "place")
        yield f"{one_line(rule.code)} {one_line(rule.name)} ({rule.severity.value}): {places}, as “{example}”"


def _suppressed(audit: Audit) -> Iterator[str]:
    """Say which findings do not count, and why."""
    for (code, name, suppression), number in count_suppressed(audit):
        by = suppression.kind.value
        yield f"{one_line(code)} {one_line(name)}: {number:,} suppressed ({by}): {one_line(suppression.reason)}"


def _names(documents: Sequence[str]) -> str:
    more = len(documents) - _ARTICLES
    return ", ".join(map(_name, documents[:_ARTICLES])) + (f" and {more:,} more" if more > 0 else "")


def _name(document: str) -> str:
    return shorten(document, _TITLE)
