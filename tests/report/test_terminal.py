import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console

from dedup.model import Audit, Credit, Decision, Document, Verdict
from dedup.report.comparison import print_comparison
from dedup.report.terminal import print_terminal

Printer = Callable[[Console], None]


def printed(printer: Printer, *, width: int = 80, colour: bool = False) -> str:
    stream = io.StringIO()
    printer(Console(file=stream, width=width, force_terminal=colour, color_system="standard" if colour else None))
    return stream.getvalue()


def audit_of(audit: Audit, *, width: int = 80, colour: bool = False) -> str:
    return printed(lambda console: print_terminal(audit, console), width=width, colour=colour)


def comparison(audit: Audit, left: Document, right: Document) -> str:
    return printed(lambda console: print_comparison(audit, left, right, console))


def test_the_figures_come_first(audit: Audit) -> None:
    lines = audit_of(audit).splitlines()
    assert lines[0] == "Audit of 5 articles"
    assert [line.split("  ")[0] for line in lines[1:11]] == [
        "Articles",
        "Shared passages",
        "Said anew",
        "Near-duplicate groups",
        "Site text",
        "Outlets cited",
        "Name no source",
        "Findings",
        "Accepted",
        "Skipped input",
    ]


@pytest.mark.parametrize(
    "expected",
    [
        "Ausbau am Hafen kommt voran",
        "quarantine",
        "hafen/a.txt                      hafen/b.txt                       34          2",
        "“Der neue Container-Terminal",
        "hafen/a.txt at 40–183",
        "hafen/a.txt → Bloomberg → Verkehrsministerium",
        "G101 drop-letter",
        "hafen/c.txt:3:193",
        "hafen/liste.jsonl, record 17: has no field 'text'",
        "insel/d.txt: 200 findings of S204 reached the limit",
        "2 articles, at least 61% of shingles in common",
        "insel/e.txt is a cut version of insel/d.txt",
        "99% of insel/e.txt in insel/d.txt, 40% of insel/d.txt in insel/e.txt",
        "earliest dated: hafen/a.txt (2026-03-02)",
        "hafen/a.txt credits Bloomberg",
        "hafen/b.txt names no source for it",
        "hafen/a.txt is dated earlier than hafen/b.txt",
        "Kept out by the policy\ninsel/e.txt: reject\n  reused-share: Most of the words stand in another article\n",
        "hafen/b.txt: quarantine\n  reused-share: Most of the words stand in another article\n",
        "Citations that reach their source through another\n  hafen/a.txt → Bloomberg → Verkehrsministerium",
        "direction undecided for 6 pairs: dates and credits say nothing",
        "2 places: said anew, 12 matched words, confidence 83%; agree in Terminal, 2027",
        "direction undecided: both credit the same source",
        "2 articles of inselbote.example, confidence 99%",
        "“Der Inselbote bringt jeden Tag Nachrichten",
        "insel/e.txt consists mostly of site text",
    ],
)
def test_every_section_is_printed(audit: Audit, expected: str) -> None:
    assert expected in audit_of(audit)


def test_an_empty_audit_is_printed(empty_audit: Audit) -> None:
    assert "Audit of 0 articles" in audit_of(empty_audit)


def test_an_audit_without_objections_has_no_section_of_what_is_kept_out(audit: Audit) -> None:
    accepted = tuple(replace(summary, verdict=Verdict(decision=Decision.ACCEPT)) for summary in audit.documents)
    assert "Kept out" not in audit_of(replace(audit, documents=accepted))


def test_what_is_left_out_of_a_passages_history_is_counted(audit: Audit) -> None:
    given = tuple(Credit(document="hafen/a.txt", outlet=f"blatt-{number}", citation=None) for number in range(9))
    output = audit_of(replace(audit, passages=(replace(audit.passages[0], credits=given), audit.passages[1])))
    assert "hafen/a.txt credits blatt-4\n" in output
    assert "blatt-5" not in output
    assert "  … and 6 more; the HTML and JSON reports have them" in output


def test_articles_that_the_policy_objects_to_come_first(audit: Audit) -> None:
    output = audit_of(audit)
    assert output.index("Fähre fährt wieder ") < output.index("Ausbau am Hafen") < output.index("Port plans")


@pytest.mark.parametrize("width", [80, 140])
def test_no_line_is_wider_than_the_terminal(audit: Audit, width: int) -> None:
    long = replace(audit.documents[0], title="Sehr lange Überschrift " * 20, id="ordner/" * 30)
    wide = replace(audit, documents=(long, *audit.documents[1:]))
    assert max(map(len, audit_of(wide, width=width).splitlines())) <= width


def test_a_long_list_is_cut_and_says_so(audit: Audit) -> None:
    many = tuple(replace(audit.documents[2], id=f"{number:03}") for number in range(33))
    output = audit_of(replace(audit, documents=many))
    assert "… and 23 more; the HTML and JSON reports have them" in output


def test_a_pipe_gets_no_colour(audit: Audit) -> None:
    assert "\x1b" not in audit_of(audit)


def test_a_terminal_gets_colour(audit: Audit) -> None:
    assert "\x1b[31m" in audit_of(audit, colour=True)


HOSTILE = (
    "\x1b]0;übernommen\x07\x1b[2J[red]rot[/red] [link=https://example.org]hier[/link] \u202egnul :boom: \ud800"
)


def hostile(audit: Audit) -> Audit:
    return replace(
        audit,
        documents=tuple(replace(summary, title=HOSTILE) for summary in audit.documents),
        passages=tuple(replace(passage, text=HOSTILE) for passage in audit.passages),
        findings=tuple(replace(item, evidence=HOSTILE, name=HOSTILE) for item in audit.findings),
        boilerplate=tuple(replace(block, text=HOSTILE, site=HOSTILE) for block in audit.boilerplate),
        overlaps=tuple(replace(item, evidence=(HOSTILE,)) for item in audit.overlaps),
        sources=tuple(replace(source, name=HOSTILE) for source in audit.sources),
        skipped=tuple(replace(item, path=HOSTILE, reason=HOSTILE) for item in audit.skipped),
        notes=(HOSTILE,),
    )


def test_control_characters_of_articles_never_reach_the_terminal(audit: Audit) -> None:
    output = audit_of(hostile(audit))
    assert not {"\x1b", "\x07", "\u202e", "\ud800"} & set(output)
    assert "␛]0;übernommen␇␛[2J" in output


def test_markup_in_articles_is_printed_as_text(audit: Audit) -> None:
    output = audit_of(hostile(audit))
    assert "[red]rot[/red] [link=https://example.org]hier[/link]" in output
    assert ":boom:" in output


def test_a_comparison_shows_both_sides_with_differing_words_in_brackets(
    audit: Audit, documents: tuple[Document, ...]
) -> None:
    output = comparison(audit, documents[0], documents[1])
    assert "hafen/a.txt and hafen/b.txt share 34 words in 2 passages." in output
    assert "[Der] neue Container-Terminal soll nach   [Das] neue Container-Terminal soll" in output


def test_a_comparison_can_be_asked_the_other_way_round(audit: Audit, documents: tuple[Document, ...]) -> None:
    output = comparison(audit, documents[1], documents[0])
    assert output.index("[Das] neue") < output.index("[Der] neue")


def test_of_a_paraphrase_the_words_that_agree_are_marked(audit: Audit, documents: tuple[Document, ...]) -> None:
    output = comparison(audit, documents[0], documents[2])
    assert "hafen/a.txt and hafen/c.txt share no wording and say the same in other words in" in output
    assert "1. said anew, 12 matched words, confidence 83%; agree in Terminal, 2027" in output
    assert "[Der]" not in output
    assert "Frühjahr {2027}" in " ".join(output.split())
    assert "new {terminal} is" in output


def test_a_comparison_says_which_way_the_wording_went(audit: Audit, documents: tuple[Document, ...]) -> None:
    output = comparison(audit, documents[1], documents[0])
    assert "hafen/a.txt is dated earlier than hafen/b.txt" in output


@pytest.mark.parametrize(
    ("order", "relation", "figures"),
    [
        ((3, 4), "insel/e.txt is a cut version of insel/d.txt.", "99% of insel/e.txt in insel/d.txt, 40% of"),
        ((4, 3), "insel/d.txt is an extended version of insel/e.txt.", "40% of insel/d.txt in insel/e.txt, 99% of"),
    ],
)
def test_a_comparison_of_near_duplicates_says_what_they_are(
    audit: Audit, documents: tuple[Document, ...], order: tuple[int, int], relation: str, figures: str
) -> None:
    lines = comparison(audit, *(documents[number] for number in order)).splitlines()
    assert lines[0] == relation
    assert lines[1].startswith(figures)


def test_a_comparison_of_two_articles_alone_says_how_much_of_each_stands_in_the_other(
    audit: Audit, documents: tuple[Document, ...]
) -> None:
    output = comparison(replace(audit, documents=audit.documents[:2]), documents[0], documents[1])
    assert "31% of the words of hafen/a.txt and 31% of those of hafen/b.txt" in output


def test_documents_that_share_nothing_are_said_to(audit: Audit, documents: tuple[Document, ...]) -> None:
    assert comparison(audit, documents[2], documents[3]) == "hafen/c.txt and insel/d.txt share no passage.\n"


def test_a_comparison_shows_control_characters(audit: Audit, documents: tuple[Document, ...]) -> None:
    hostile_text = documents[0].text.replace("Container", "\x1b[2Jtainer")
    output = comparison(audit, replace(documents[0], text=hostile_text), documents[1])
    assert "\x1b" not in output
    assert "␛" in output
