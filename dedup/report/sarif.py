"""The findings of an audit as SARIF 2.1.0, which code hosts and editors read.

In: an audit and its documents. Out: one JSON object. Columns and offsets count code points, as the format can say.
A record inside a file is an artifact nested in that file; lines and columns are those of its text. Findings that
are known are results with a suppression, and repairs are fixes.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO
from urllib.parse import quote

from dedup import __version__
from dedup.artifacts import Rule, running_rules
from dedup.model import Audit, Document, DocumentSummary, Finding, Fix, Severity, SkippedRecord, Span, Suppression
from dedup.report.json import encode_json
from dedup.report.places import Lines, Region, is_whole_file, region_of
from dedup.settings import ArtifactSettings

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write_sarif(audit: Audit, documents: Sequence[Document], stream: TextIO) -> None:
    """Write the findings of an audit, one result a line. The same audit gives the same characters."""
    rules = running_rules(ArtifactSettings.model_validate(audit.settings.get("artifacts", {})))
    listed = _list_artifacts(audit)
    head = {
        "tool": {"driver": _driver(rules)},
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": list(map(_notification, audit.skipped))}
        ],
        "columnKind": "unicodeCodePoints",
        "artifacts": listed.artifacts,
    }
    stream.write(f'{{"$schema": {encode_json(_SCHEMA)},\n "version": "2.1.0",\n "runs": [{{\n')
    stream.writelines(f'  "{key}": {encode_json(value)},\n' for key, value in head.items())
    stream.write('  "results": [')
    before = "\n"
    for result in _results(audit.findings, documents, listed, rules):
        stream.write(f"{before}   {encode_json(result)}")
        before = ",\n"
    stream.write("]\n }]\n}\n")


def _driver(rules: Iterable[Rule]) -> dict[str, Any]:
    return {"name": "dedup", "semanticVersion": __version__, "rules": list(map(_describe, rules))}


def _describe(rule: Rule) -> dict[str, Any]:
    example = rule.flags[0] if rule.flags else None
    shown = f"\n\nFlagged, for example: `{example.evidence}`" if example and "`" not in example.evidence else ""
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.message},
        "fullDescription": {"text": rule.page.partition("\n")[0] or rule.message},
        "help": {"text": rule.page or rule.message, "markdown": (rule.page or rule.message) + shown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["extraction", f"family-{rule.family}"]},
    }


@dataclass(frozen=True, slots=True)
class _Listed:
    """The artifacts of a run, and where in the list that of a document stands."""

    artifacts: list[dict[str, Any]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def location(self, document: str) -> dict[str, Any]:
        """Refer to the artifact of a document."""
        number = self.numbers[document]
        return {**self.artifacts[number]["location"], "index": number}


def _list_artifacts(audit: Audit) -> _Listed:
    listed = _Listed()
    files: dict[str, int] = {}
    damaged = {finding.document for finding in audit.findings}
    for summary in audit.documents:
        if summary.id not in damaged:
            continue
        artifact = _artifact(summary)
        if summary.path is not None and not is_whole_file(summary):
            if summary.path not in files:
                files[summary.path] = len(listed.artifacts)
                listed.artifacts.append({"location": {"uri": to_uri(summary.path)}})
            artifact["parentIndex"] = files[summary.path]
        listed.numbers[summary.id] = len(listed.artifacts)
        listed.artifacts.append(artifact)
    return listed


def _artifact(summary: DocumentSummary) -> dict[str, Any]:
    uri = (
        to_uri(summary.path)
        if summary.path is not None and is_whole_file(summary)
        else f"/{quote(summary.id, errors='surrogatepass')}"
    )
    artifact: dict[str, Any] = {"location": {"uri": uri}}
    if summary.title:
        artifact["description"] = {"text": summary.title}
    return artifact


def to_uri(path: str) -> str:
    """Write a path as a URI, relative where it is.

    >>> to_uri("news/a b:c.txt"), to_uri("/tmp/ä.txt")
    ('news/a%20b%3Ac.txt', 'file:///tmp/%C3%A4.txt')
    """
    quoted = quote(path, safe="/~", errors="surrogatepass")
    return f"file://{quoted}" if path.startswith("/") else quoted


def _results(
    findings: Iterable[Finding], documents: Sequence[Document], listed: _Listed, rules: Sequence[Rule]
) -> Iterator[dict[str, Any]]:
    """Turn findings, which come document by document, into results; only one text is looked at at a time."""
    numbers = {document.id: number for number, document in enumerate(documents)}
    places = {rule.code: number for number, rule in enumerate(rules)}
    current, lines = "", None
    for finding in findings:
        if finding.fix is not None and finding.document != current:
            number = numbers.get(finding.document)
            current, lines = finding.document, None if number is None else Lines(documents[number].text)
        location = listed.location(finding.document)
        result: dict[str, Any] = {"ruleId": finding.code}
        if finding.code in places:
            result["ruleIndex"] = places[finding.code]
        region = {**_region(region_of(finding)), **_offsets(finding.span), "snippet": {"text": finding.evidence}}
        result |= {
            "level": _LEVELS[finding.severity],
            "message": {"text": finding.message or finding.name},
            "rank": round(100 * finding.confidence, 1),
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": location, "region": region},
                    "logicalLocations": [{"fullyQualifiedName": finding.document}],
                }
            ],
            "partialFingerprints": {"findingContext/v1": finding.fingerprint},
        }
        if finding.suppressed is not None:
            result["suppressions"] = [_suppression(finding.suppressed)]
        if finding.fix is not None:
            result["fixes"] = [_fix(finding.fix, location, lines)]
        yield result


def _fix(fix: Fix, location: Mapping[str, Any], lines: Lines | None) -> dict[str, Any]:
    deleted = {**(_region(lines.region(fix.span)) if lines else {}), **_offsets(fix.span)}
    replacement: dict[str, Any] = {"deletedRegion": deleted, "insertedContent": {"text": fix.replacement}}
    what = "Safe repair: no wording is lost" if fix.safe else "Repair that may lose wording: check before use"
    return {
        "description": {"text": what},
        "artifactChanges": [{"artifactLocation": location, "replacements": [replacement]}],
        "properties": {"safe": fix.safe},
    }


def _suppression(suppression: Suppression) -> dict[str, Any]:
    return {
        "kind": "external",
        "status": "accepted",
        "justification": suppression.reason,
        "properties": {"by": suppression.kind.value},
    }


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.start_line,
        "startColumn": region.start_column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _offsets(span: Span) -> dict[str, int]:
    return {"charOffset": span.start, "charLength": len(span)}


def _notification(skipped: SkippedRecord) -> dict[str, Any]:
    return {"level": "error", "message": {"text": f"{skipped.place}: {skipped.reason}"}}
