"""JUnit XML: one suite an article, one test a finding."""

import io
import xml.etree.ElementTree as ET
from dataclasses import replace

from dedup.model import Audit, Suppression, SuppressionKind
from dedup.report.junit import write_junit


def suites(audit: Audit) -> ET.Element:
    stream = io.StringIO()
    write_junit(audit, stream)
    return ET.fromstring(stream.getvalue().encode())  # noqa: S314 - written a line above


def test_figures_are_those_of_the_tests(audit: Audit) -> None:
    root = suites(audit)
    cases = root.findall("./testsuite/testcase")
    assert root.get("tests") == str(len(cases))
    assert root.get("failures") == str(len(root.findall(".//failure"))) == str(len(audit.findings))
    assert root.get("errors") == str(len(root.findall(".//error"))) == "2"
    for suite in root:
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("failures") == str(len(suite.findall(".//failure")))


def test_a_finding_is_a_failure_with_its_evidence(audit: Audit) -> None:
    (case,) = suites(audit).findall("./testsuite[@name='hafen/b.txt']/testcase")
    assert (case.get("name"), case.get("line")) == ("G106 glued-punctuation, line 7, column 28", "7")
    failure = case.find("failure")
    assert failure is not None
    assert (failure.get("type"), failure.text) == ("error", "ab,sagte")


def test_an_article_without_findings_passes(audit: Audit) -> None:
    (case,) = suites(audit).findall("./testsuite[@name='insel/e.txt']/testcase")
    assert (case.get("name"), len(case)) == ("no findings", 0)


def test_a_suppressed_finding_is_skipped_with_its_reason(audit: Audit) -> None:
    known = replace(audit.findings[0], suppressed=Suppression(SuppressionKind.BASELINE, "old <damage>"))
    root = suites(replace(audit, findings=(known,)))
    (skipped,) = root.findall(".//skipped")
    assert skipped.get("message") == "baseline: old <damage>"
    assert (root.get("skipped"), root.get("failures")) == ("1", "0")


def test_hostile_text_stays_text(audit: Audit) -> None:
    hostile = replace(
        audit.findings[0], evidence="]]></failure><script>\x00\x1b\ud800\ufffe&amp;", message='"><x a="\x0b'
    )
    root = suites(replace(audit, findings=(hostile,)))
    (failure,) = root.findall(".//failure")
    assert failure.text == "]]></failure><script>␀␛\ufffd[U+FFFE]&amp;"
    assert failure.get("message") == '"><x a="␋'
    assert root.findall(".//script") == []


def test_no_documents_make_an_empty_file(empty_audit: Audit) -> None:
    assert suites(empty_audit).get("tests") == "0"
