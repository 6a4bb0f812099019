"""Measure how well lines that are no part of an article are told from it, on what real extractors made of pages.

    DEDUP_DATA=FOLDER python tests/benchmarks/page_lines.py [--extractors A,B] [--show missed|false] [--rules]

FOLDER holds `data/artifacts/extract_aeb_en` with labelled lines. A line counts as found when findings of the rules
for boilerplate, captions and metadata (families B, C, M) cover more than half of it.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dedup.artifacts import find_artifacts
from dedup.model import Document, Finding
from dedup.settings import ArtifactSettings
from dedup.text import view_text

_FAMILIES = ("B", "C", "M")
_FOLDER = "data/artifacts/extract_aeb_en"


def main() -> None:
    """Find, compare line by line, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extractors", default="", help="comma-separated; all by default")
    parser.add_argument("--show", choices=["missed", "false"], help="print the lines that went wrong")
    parser.add_argument("--rules", action="store_true", help="print right and false lines of each rule")
    options = parser.parse_args()
    data = os.environ.get("DEDUP_DATA")
    if not data:
        sys.exit("DEDUP_DATA names the folder with the labelled lines; it is not set")
    wanted = set(filter(None, options.extractors.split(",")))
    by_extractor: dict[str, Counter[str]] = {}
    by_rule: dict[str, Counter[str]] = {}
    for record, lines in _labelled(Path(data) / _FOLDER):
        extractor = record["id"].rpartition(".")[2]
        if wanted and extractor not in wanted:
            continue
        counts = by_extractor.setdefault(extractor, Counter())
        findings = _findings(record)
        for line in lines:
            rule = _covering(findings, *_trimmed(record["text"], line["start"], line["end"]))
            outcome = _outcome(found=rule is not None, artifact=not line["content"])
            counts[outcome] += 1
            by_rule.setdefault(rule or "none", Counter())[outcome] += 1
            if outcome == options.show:
                print(f"{record['id']}\t{rule}\t{record['text'][line['start'] : line['end']][:150]!r}")
    for extractor, counts in sorted(by_extractor.items()):
        print(f"{extractor:18} {_figures(counts)}")
    for rule, counts in sorted(by_rule.items()) if options.rules else ():
        print(f"  {rule:24} right {counts['right']:6}  false {counts['false']:5}")
    print(f"{'all':18} {_figures(sum(by_extractor.values(), Counter()))}")


def _labelled(folder: Path) -> Iterator[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]]:
    with (folder / "documents.jsonl").open(encoding="utf-8") as file:
        records = {record["id"]: record for record in map(json.loads, file)}
    with (folder / "gold_lines.jsonl").open(encoding="utf-8") as file:
        for entry in map(json.loads, file):
            yield records[entry["id"]], entry["lines"]


def _findings(record: Mapping[str, Any]) -> list[Finding]:
    settings = ArtifactSettings(max_findings_per_rule=100_000)
    found = find_artifacts(view_text(Document(id=record["id"], text=record["text"])), settings).findings
    return [finding for finding in found if finding.code.startswith(_FAMILIES)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without outer white space: extractors that draw a page indent its lines."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _covering(findings: Sequence[Finding], start: int, end: int) -> str | None:
    """The rule that covers most of a line, None where all together cover no more than half of it."""
    shares: Counter[str] = Counter()
    for finding in findings:
        shares[finding.name] += max(0, min(end, finding.span.end) - max(start, finding.span.start))
    return shares.most_common(1)[0][0] if sum(shares.values()) * 2 > end - start else None


def _outcome(*, found: bool, artifact: bool) -> str:
    if found:
        return "right" if artifact else "false"
    return "missed" if artifact else "left"


def _figures(counts: Mapping[str, int]) -> str:
    right, false, missed = counts.get("right", 0), counts.get("false", 0), counts.get("missed", 0)
    precision, recall = right / max(1, right + false), right / max(1, right + missed)
    lines = f"lines {right + missed:6}  content {counts.get('left', 0) + false:6}"
    return f"precision {precision:.3f}  recall {recall:.3f}  {lines}"


if __name__ == "__main__":
    main()
