"""Stories with their claims on a terminal: who each claim rests on, how many independent sources, what differs.

In: an audit and a rich console. Out: printed lines. Text from articles only ever becomes a `Text`, never markup.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dedup.model import Audit, Claim, Roots
from dedup.report.claim_wording import (
    CLAIM_KINDS,
    NOT_COUNTED,
    UNRATED,
    join_names,
    say_analysis,
    say_conflict,
    say_credibility,
    say_denied,
    say_edges,
    say_forecasts,
    say_inherited,
    say_letters,
    say_narrators,
    say_rests_on,
    say_sources,
    say_vague,
)
from dedup.report.party_names import Naming, name_parties
from dedup.report.printable import one_line, shorten
from dedup.report.roots_words import explain_interval
from dedup.report.stories import (
    RankedStory,
    articles_of,
    describe_settings,
    describe_stories,
    describe_story,
    rank_stories,
)
from dedup.report.terminal_layout import BLOCKS, print_heading, print_indented, print_more
from dedup.report.wording import count

_STORIES = 20
_CLAIMS = 12
_CONFLICTS = 3
_QUOTED = 240
_CLAIM_INDENT = 6
_DIGIT_STYLES = {1: "green", 2: "green", 3: "yellow"}
_MOST_MARKS = 8


def print_claims(audit: Audit, console: Console) -> None:
    """Print stories, most telling first, with their claims."""
    ranked = rank_stories(audit)
    name = name_parties(audit.claims)
    console.print(Text(describe_stories(audit), style="bold"))
    for story in ranked[:_STORIES]:
        _print_story(story, name, console)
    print_more(len(ranked) - _STORIES, console)
    if any(claim.roots for claim in audit.claims):
        console.print()
        print_indented(Text(UNRATED, style="dim"), console)
        print_indented(Text(describe_settings(audit), style="dim"), console)
    if not audit.claims:
        print_indented(Text("No statement was found that is a claim of its own."), console)


def print_stories(audit: Audit, console: Console) -> None:
    """Print one sentence a story, for the summary of an audit."""
    ranked = rank_stories(audit)
    if not ranked:
        return
    print_heading("Stories, and how many independent sources stand behind them", console)
    for story in ranked[:BLOCKS]:
        console.print(Text(f"{story.number}. {shorten(story.story.title, _QUOTED)}"))
        print_indented(Text(describe_story(story.figures)), console)
    print_more(len(ranked) - BLOCKS, console)


def _print_story(ranked: RankedStory, name: Naming, console: Console) -> None:
    story = ranked.story
    print_heading(f"{ranked.number}. {shorten(story.title, _QUOTED)}", console)
    print_indented(Text(describe_story(ranked.figures)), console)
    described = "; ".join(filter(None, (_dates(ranked), join_names(story.names or story.terms))))
    if described:
        print_indented(Text(described, style="dim"), console)
    for position, claim in enumerate(ranked.claims[:_CLAIMS], start=1):
        console.print()
        _print_claim(ranked.label(position), claim, name, console)
    print_more(len(ranked.claims) - _CLAIMS, console, is_indented=True)


def _dates(ranked: RankedStory) -> str:
    first, last = ranked.story.first, ranked.story.last
    if first is None or last is None:
        return ""
    return one_line(first) if first == last else f"{one_line(first)} to {one_line(last)}"


def _print_claim(label: str, claim: Claim, name: Naming, console: Console) -> None:
    places = f"{count(len(claim.mentions), 'place')} in {count(len(articles_of(claim)), 'article')}"
    heading = Text.assemble((label, "bold"), " ", (f"“{shorten(claim.text, _QUOTED)}”", "italic"))
    heading.append(f"  {CLAIM_KINDS[claim.kind]}, {places}", style="dim")
    print_indented(heading, console)
    for line in _lines(claim, name):
        console.print(Padding(line, (0, 0, 0, _CLAIM_INDENT), expand=False))


def _lines(claim: Claim, name: Naming) -> Iterator[Text]:
    roots = claim.roots
    if roots is None:
        yield Text(NOT_COUNTED)
    else:
        yield from _describe_roots(claim, roots, name)
    for conflict in claim.conflicts[:_CONFLICTS]:
        yield Text.assemble(("differs: ", "yellow"), say_conflict(conflict))
    if len(claim.conflicts) > _CONFLICTS:
        yield Text(f"… and {len(claim.conflicts) - _CONFLICTS:,} more differences", style="dim")


def _describe_roots(claim: Claim, roots: Roots, name: Naming) -> Iterator[Text]:
    why = explain_interval(roots)
    yield Text.assemble(_marks(roots), (say_sources(roots), "bold"), f": {why}" if why else "")
    said = (
        say_rests_on(roots) if roots.direct or roots.inherited else "",
        say_inherited(roots),
        say_analysis([name(party) for party in roots.analysis]),
        say_narrators(len(roots.narrators)),
        say_vague(roots.vague),
        say_forecasts(claim),
    )
    yield from (Text(sentence) for sentence in said if sentence)
    yield from (Text(sentence, style="dim") for sentence in say_edges(roots, name))
    if roots.denials:
        yield Text(say_denied([name(party) for party in roots.denials]), style="red")
    digit = _DIGIT_STYLES.get(roots.credibility, "red")
    letters = say_letters(roots)
    yield Text.assemble((say_credibility(roots), digit), (f"; {letters}" if letters else "", "dim"))


def _marks(roots: Roots) -> str:
    """The interval drawn: a full mark for each source that is certain, an empty one for each that may be."""
    if roots.high == 0 or roots.high > _MOST_MARKS:
        return ""
    return "●" * roots.low + "○" * (roots.high - roots.low) + " "
