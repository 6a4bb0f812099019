"""The findings of an audit as JUnit XML, which build servers show as tests.

In: an audit. Out: one suite an article, one test a finding: a failure, or skipped where the finding is known. An
article without findings is one test that passed; input that could not be read is an error.
"""

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable
from typing import TextIO

from dedup.model import Audit, DocumentSummary, Finding, SkippedRecord
from dedup.report.printable import show_character

# What XML 1.0 cannot hold, escaped or not.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_junit(audit: Audit, stream: TextIO) -> None:
    """Write the suites one by one."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        found[finding.document].append(finding)
    clean = sum(summary.id not in found for summary in audit.documents)
    known = sum(finding.suppressed is not None for finding in audit.findings)
    total = _attributes(
        name="dedup",
        tests=len(audit.findings) + clean + len(audit.skipped),
        failures=len(audit.findings) - known,
        errors=len(audit.skipped),
        skipped=known,
    )
    head = ET.tostring(ET.Element("testsuites", total), encoding="unicode", short_empty_elements=False)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n' + head.removesuffix("</testsuites>") + "\n")
    for summary in audit.documents:
        _write(_suite(summary, found.get(summary.id, ())), stream)
    if audit.skipped:
        _write(_skipped_suite(audit.skipped), stream)
    stream.write("</testsuites>\n")


def _write(suite: ET.Element, stream: TextIO) -> None:
    ET.indent(suite)
    stream.write(ET.tostring(suite, encoding="unicode") + "\n")


def _suite(summary: DocumentSummary, findings: Iterable[Finding]) -> ET.Element:
    listed = list(findings)
    known = sum(finding.suppressed is not None for finding in listed)
    suite = ET.Element(
        "testsuite",
        _attributes(name=summary.id, tests=len(listed) or 1, failures=len(listed) - known, errors=0, skipped=known),
    )
    if not listed:
        ET.SubElement(suite, "testcase", _attributes(classname=summary.id, name="no findings"))
    for finding in listed:
        place = f"{finding.code} {finding.name}, line {finding.line}, column {finding.column}"
        case = ET.SubElement(
            suite,
            "testcase",
            _attributes(classname=summary.id, name=place, file=summary.path or summary.id, line=finding.line),
        )
        if finding.suppressed is not None:
            message = f"{finding.suppressed.kind.value}: {finding.suppressed.reason}"
            ET.SubElement(case, "skipped", _attributes(message=message))
        else:
            failure = _attributes(type=finding.severity.value, message=finding.message)
            ET.SubElement(case, "failure", failure).text = _legal(finding.evidence)
    return suite


def _skipped_suite(skipped: Iterable[SkippedRecord]) -> ET.Element:
    listed = list(skipped)
    numbers = {"tests": len(listed), "failures": 0, "errors": len(listed), "skipped": 0}
    suite = ET.Element("testsuite", _attributes(name="input that could not be read", **numbers))
    for item in listed:
        case = ET.SubElement(suite, "testcase", _attributes(classname="input", name=item.place))
        ET.SubElement(case, "error", _attributes(message=item.reason))
    return suite


def _attributes(**values: str | int) -> dict[str, str]:
    return {name: _legal(str(value)) for name, value in values.items()}


def _legal(text: str) -> str:
    """Show the characters that XML cannot hold."""
    return _FORBIDDEN.sub(lambda match: show_character(match.group()), text)
