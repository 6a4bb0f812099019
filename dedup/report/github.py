"""The findings of an audit as workflow commands, which GitHub shows beside the lines of a change.

In: an audit. Out: one line a finding. Text from articles can start no command and end none: line ends and the signs
of the syntax are escaped. Findings that are known are counted in a last line.
"""

from typing import TextIO

from dedup.model import Audit, DocumentSummary, Finding, Severity
from dedup.report.places import is_whole_file, region_of
from dedup.report.printable import one_line, shorten
from dedup.report.wording import count

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_EVIDENCE = 80


def write_github(audit: Audit, stream: TextIO) -> None:
    """Write the commands."""
    summaries = {summary.id: summary for summary in audit.documents}
    for finding in audit.findings:
        if finding.suppressed is None:
            stream.write(_command(finding, summaries[finding.document]) + "\n")
    stream.writelines(
        f"::error title=dedup could not read::{_data(f'{skipped.place}: {skipped.reason}')}\n"
        for skipped in audit.skipped
    )
    known = audit.collection.suppressed_findings
    if known:
        verb = "is" if known == 1 else "are"
        stream.write(
            f"::notice title=dedup::{count(known, 'finding')} {verb} suppressed by baseline or allow-list\n"
        )


def _command(finding: Finding, summary: DocumentSummary) -> str:
    """Write one command; lines of a record are not those of its file and are told in words."""
    region = region_of(finding)
    properties = {"file": summary.path or summary.id}
    message = f"{finding.message}: “{shorten(finding.evidence, _EVIDENCE)}”"
    if is_whole_file(summary):
        properties |= {"line": str(region.start_line), "endLine": str(region.end_line)}
        if region.start_line == region.end_line:
            properties |= {"col": str(region.start_column), "endColumn": str(region.end_column)}
    else:
        message = f"{finding.document}, line {finding.line}, column {finding.column}: {message}"
    properties["title"] = f"{finding.code} {finding.name}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """Escape a message.

    >>> _data("50 %")
    '50 %25'
    """
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape the value of a property.

    >>> _property("a:b,c")
    'a%3Ab%2Cc'
    """
    return _data(text).replace(":", "%3A").replace(",", "%2C")
