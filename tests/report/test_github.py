"""Workflow commands: one line a finding, and no text from an article can start a command of its own."""

import io
from dataclasses import replace

from dedup import audit as run_audit
from dedup.model import Audit, Document, Suppression, SuppressionKind
from dedup.report.github import write_github


def commands(audit: Audit) -> list[str]:
    stream = io.StringIO()
    write_github(audit, stream)
    return stream.getvalue().splitlines()


def test_a_finding_is_a_command_with_its_place(audit: Audit) -> None:
    assert commands(audit)[1] == (
        "::error file=hafen/b.txt,line=7,endLine=7,col=28,endColumn=36,title=G106 glued-punctuation"
        "::No space behind the comma: “ab,sagte”"
    )


def test_severity_decides_the_command(audit: Audit) -> None:
    assert [line.partition(" ")[0] for line in commands(audit)[:3]] == ["::warning", "::error", "::error"]


def test_signs_of_the_syntax_are_escaped() -> None:
    documents = [Document(id="a,b:c%.txt", text="Der Rat , der\nRat.", language="de", path="a,b:c%.txt")]
    (line,) = commands(run_audit(documents))
    assert line.startswith("::notice file=a%2Cb%3Ac%25.txt,line=1,")


def test_a_line_end_in_the_text_starts_no_command(audit: Audit) -> None:
    hostile = replace(
        audit.findings[0], evidence="x\n::set-output name=a::b\r\n::error::c", message="50 %\n::debug::"
    )
    lines = commands(replace(audit, findings=(hostile,)))
    assert len(lines) == 1 + len(audit.skipped)
    assert "50 %25" in lines[0]


def test_a_record_tells_its_place_in_words() -> None:
    documents = [Document(id="r1", text="Der Rat , der tagte.", language="de", path="dump.jsonl")]
    (line,) = commands(run_audit(documents))
    assert line.startswith("::notice file=dump.jsonl,title=S401 space-before-punct::r1, line 1, column 8: ")


def test_suppressed_findings_are_counted_in_one_line(audit: Audit) -> None:
    known = replace(audit.findings[0], suppressed=Suppression(SuppressionKind.BASELINE, "x"))
    collection = replace(audit.collection, suppressed_findings=1)
    lines = commands(replace(audit, findings=(known,), skipped=(), collection=collection))
    assert lines == ["::notice title=dedup::1 finding is suppressed by baseline or allow-list"]


def test_skipped_input_is_an_error(audit: Audit) -> None:
    assert commands(audit)[-1] == (
        "::error title=dedup could not read::hafen/liste.jsonl, record 17: has no field 'text'"
    )
