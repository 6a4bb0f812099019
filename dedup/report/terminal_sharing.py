"""The sections of the terminal report about shared wording: who shares with whom, passages, versions, site text.

In: an audit and a rich console. Out: printed sections; one without content prints nothing.
"""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from dedup.model import Audit, Location
from dedup.report.figures import pair_documents
from dedup.report.passages import RankedPassage, rank_passages
from dedup.report.printable import one_line, shorten
from dedup.report.relations import describe_containment, describe_directions, describe_relation
from dedup.report.terminal_layout import (
    BLOCKS,
    ROWS,
    SNIPPET,
    make_table,
    print_heading,
    print_indented,
    print_more,
    print_table,
    title_of,
)
from dedup.report.wording import count, describe_overlap, group_credits, percent, source_names

_PLACES = 3
_TRACES = 6


def print_pairs(audit: Audit, console: Console) -> None:
    """Print who shares text with whom, most words first."""
    pairs = pair_documents(audit)
    if not pairs:
        return
    print_heading("Who shares text with whom", console)
    table = make_table(
        console, ("Article", "wide"), ("Article", "wide"), ("Words", "figure"), ("Passages", "figure")
    )
    for pair in pairs[:BLOCKS]:
        table.add_row(
            Text(one_line(pair.left)),
            Text(one_line(pair.right)),
            Text(f"{pair.words:,}"),
            Text(f"{len(pair.overlaps):,}"),
        )
    print_table(table, console, more=len(pairs) - BLOCKS)


def print_passages(audit: Audit, console: Console) -> None:
    """Print the longest passages, and behind them what is said anew in other words."""
    ranked = rank_passages(audit)
    for heading, chosen in (
        ("Shared passages", [item for item in ranked if not item.is_paraphrase]),
        ("Said anew in other words", [item for item in ranked if item.is_paraphrase]),
    ):
        if chosen:
            print_heading(heading, console)
        for item in chosen[:BLOCKS]:
            _print_passage(item, audit, console)
        print_more(len(chosen) - BLOCKS, console)


def _print_passage(item: RankedPassage, audit: Audit, console: Console) -> None:
    locations = item.passage.locations
    places = count(len(locations), "place")
    is_anew = item.is_paraphrase
    size = (
        f"{places}: {describe_overlap(item.overlaps[0])}" if is_anew else f"{count(item.words, 'word')} in {places}"
    )
    console.print(Text(size))
    if item.passage.text:
        print_indented(Text(f"“{shorten(item.passage.text, SNIPPET)}”", style="italic"), console)
    for location in locations[:_PLACES]:
        print_indented(Text(_place(location), style="dim"), console)
    print_more(len(locations) - _PLACES, console, is_indented=True)
    sentences = _trace(item, audit)
    for sentence in sentences[:_TRACES]:
        print_indented(Text(sentence), console)
    print_more(len(sentences) - _TRACES, console, is_indented=True)


def _trace(item: RankedPassage, audit: Audit) -> list[str]:
    """Who is dated first, who credits whom, and which way the wording went, as far as that is known."""
    passage = item.passage
    sentences = []
    if passage.earliest:
        dates = {summary.id: summary.published for summary in audit.documents}
        date = one_line(dates.get(passage.earliest) or "")
        sentences.append(f"earliest dated: {one_line(passage.earliest)} ({date})")
    names = source_names(audit)
    for outlet, documents in group_credits(passage).items():
        credit = "credits" if len(documents) == 1 else "credit"
        sentences.append(f"{_names(documents)} {credit} {one_line(names.get(outlet, outlet))}")
    if passage.uncredited:
        verb = "names" if len(passage.uncredited) == 1 else "name"
        sentences.append(f"{_names(passage.uncredited)} {verb} no source for it")
    return [*sentences, *describe_directions(item.overlaps, one_line)]


def _names(documents: Sequence[str]) -> str:
    more = len(documents) - _PLACES
    return ", ".join(map(one_line, documents[:_PLACES])) + (f" and {more:,} more" if more > 0 else "")


def print_duplicates(audit: Audit, console: Console) -> None:
    """Print the groups of near-duplicates and what their articles are to each other."""
    if not audit.near_duplicates:
        return
    print_heading("Near-duplicates", console)
    titles = {summary.id: title_of(summary) for summary in audit.documents}
    for group in audit.near_duplicates[:ROWS]:
        size = count(len(group.documents), "article")
        console.print(Text(f"{size}, at least {percent(group.similarity)} of shingles in common"))
        for document in group.documents[:BLOCKS]:
            print_indented(
                Text(f"{one_line(document)}  {titles.get(document, '')}", overflow="ellipsis", no_wrap=True),
                console,
            )
        print_more(len(group.documents) - BLOCKS, console, is_indented=True)
        for pair in group.pairs[:_PLACES]:
            names = one_line(pair.left), one_line(pair.right)
            print_indented(Text(describe_relation(pair, *names)), console)
            print_indented(Text(f"  {describe_containment(pair, *names)}", style="dim"), console)
        print_more(len(group.pairs) - _PLACES, console, is_indented=True)
    print_more(len(audit.near_duplicates) - ROWS, console)


def print_site_text(audit: Audit, console: Console) -> None:
    """Print the text that sites put into many of their articles."""
    if not audit.boilerplate:
        return
    print_heading("Site text", console)
    for block in audit.boilerplate[:BLOCKS]:
        articles = count(len({location.document for location in block.locations}), "article")
        site = f"of {one_line(block.site)}" if block.site else "of a site that no record names"
        console.print(Text(f"{articles} {site}, confidence {percent(block.confidence)}"))
        print_indented(Text(f"“{shorten(block.text, SNIPPET)}”", style="italic"), console)
        if block.stubs:
            verb = "consists" if len(block.stubs) == 1 else "consist"
            print_indented(Text(f"{_names(block.stubs)} {verb} mostly of site text"), console)
    print_more(len(audit.boilerplate) - BLOCKS, console)


def _place(location: Location) -> str:
    return f"{one_line(location.document)} at {location.span.start:,}–{location.span.end:,}"
