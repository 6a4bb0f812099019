"""What extraction damaged in the articles, and what the policy decides."""

from dataclasses import replace
from typing import Any

from dedup.model import Decision, Finding, Fix, Reason, Severity, Span, Verdict
from tests.report.sample.articles import TEXTS, span_of


def make_finding(number: int, document: str, span: Span, **fields: Any) -> Finding:
    text = TEXTS[document]
    before = text[: span.start]
    values: dict[str, Any] = {
        "id": f"f{number}",
        "document": document,
        "span": span,
        "line": before.count("\n") + 1,
        "column": span.start - (before.rfind("\n") + 1) + 1,
        "severity": Severity.ERROR,
        "confidence": 0.95,
        "evidence": span.within(text),
        "fix": None,
        "fingerprint": f"{number:016x}",
    }
    return Finding(**values | fields)


def make_findings() -> tuple[Finding, ...]:
    teaser = span_of("hafen/a.txt", "Lesen Sie auch: Warum die Brücke gesperrt bleibt")
    glued = span_of("hafen/b.txt", "ab,sagte")
    letter = span_of("hafen/c.txt", "qnot")
    hyphen = span_of("insel/d.txt", "\u00ad")
    zero_width = span_of("insel/d.txt", "\u200b")
    invisible: dict[str, Any] = {
        "code": "S204",
        "name": "invisible-character",
        "severity": Severity.INFO,
        "message": "A character that cannot be seen",
    }
    return (
        make_finding(
            1,
            "hafen/a.txt",
            teaser,
            code="B303",
            name="trailing-read-more",
            severity=Severity.WARNING,
            message="A line that sends the reader elsewhere",
            fix=Fix(span=teaser, replacement="", safe=False),
        ),
        make_finding(
            2,
            "hafen/b.txt",
            glued,
            code="G106",
            name="glued-punctuation",
            message="No space behind the comma",
            fix=Fix(span=glued, replacement="ab, sagte", safe=True),
        ),
        make_finding(3, "hafen/c.txt", letter, code="G101", name="drop-letter", message="A stray letter in front"),
        make_finding(4, "insel/d.txt", hyphen, fix=Fix(span=hyphen, replacement="", safe=True), **invisible),
        make_finding(
            5, "insel/d.txt", zero_width, fix=Fix(span=zero_width, replacement="", safe=True), **invisible
        ),
    )


def make_verdicts() -> dict[str, Verdict]:
    share = Reason(
        check="reused-share",
        code="P104",
        decision=Decision.QUARANTINE,
        message="Most of the words stand in another article",
        evidence="Die Fähre fährt ab Montag wieder",
        value=0.8421,
        limit=0.6,
    )
    duplicate = replace(
        share, check="near-duplicate", code="P101", decision=Decision.REJECT, message="Like hafen/a.txt"
    )
    return {
        "hafen/b.txt": Verdict(decision=Decision.QUARANTINE, reasons=(share,)),
        "insel/e.txt": Verdict(decision=Decision.REJECT, reasons=(share, duplicate)),
    }
