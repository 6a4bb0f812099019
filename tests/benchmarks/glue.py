"""Measure how well words are found that naive extraction glued together, on real pages.

    DEDUP_DATA=FOLDER python tests/benchmarks/glue.py [--pages whole|article] [--language en] [--show missed|false]

FOLDER holds `data/artifacts/extract_aeb_en`. The lines of a page (paragraphs, headings, items) are joined
without a separator, as `get_text("")` does, so that every seam between two letters, figures or marks is known.
`article` joins the lines of the article alone, `whole` those of the whole page. A seam is found when a finding
covers it and puts its blank there; prose is what touches a line of the article that holds a sentence.
"""

import argparse
import itertools
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dedup.artifacts import find_artifacts
from dedup.model import Document, Finding
from dedup.settings import ArtifactSettings
from dedup.text import view_text

_FOLDER = "data/artifacts/extract_aeb_en"
_WHOLE_PAGE = "html-text"
_PROSE_WORDS = 8
_RULES = frozenset({"glued-words", "punct-glue", "quote-glue", "drop-letter", "glued-credit", "glued-byline"})
_BULLET = re.compile(r"^\s*[*+•·-]\s+")


def main() -> None:
    """Join, find, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", choices=["whole", "article"], help="both by default")
    parser.add_argument("--language", help="of the pages; every one by default")
    parser.add_argument("--show", choices=["missed", "false"], help="print what went wrong")
    options = parser.parse_args()
    data = os.environ.get("DEDUP_DATA")
    if not data:
        sys.exit("DEDUP_DATA names the folder with the pages; it is not set")
    for pages in (options.pages,) if options.pages else ("article", "whole"):
        counts: Counter[str] = Counter()
        for name, lines in _pages(Path(data) / _FOLDER, pages):
            text, seams = _join(lines)
            view = view_text(Document(id=name, text=text))
            if options.language in {None, view.language}:
                settings = ArtifactSettings(max_findings_per_rule=100_000)
                findings = [found for found in find_artifacts(view, settings).findings if found.name in _RULES]
                counts += _compare(text, seams, findings, options.show)
        print(pages, _figures(counts))


def _pages(folder: Path, pages: str) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """Each page's lines, with whether they belong to the article."""
    with (folder / "documents.jsonl").open(encoding="utf-8") as file:
        records: dict[str, Mapping[str, Any]] = {record["id"]: record for record in map(json.loads, file)}
    if pages == "article":
        for name, record in records.items():
            if name.endswith(".gold"):
                yield name, [(line.strip(), True) for line in record["text"].split("\n") if line.strip()]
        return
    with (folder / "gold_lines.jsonl").open(encoding="utf-8") as file:
        for entry in map(json.loads, file):
            if entry["id"].endswith(_WHOLE_PAGE):
                text = records[entry["id"]]["text"]
                lines = [
                    (text[line["start"] : line["end"]].strip(), bool(line["content"])) for line in entry["lines"]
                ]
                yield entry["id"], [(_BULLET.sub("", line), content) for line, content in lines]


def _join(lines: Sequence[tuple[str, bool]]) -> tuple[str, dict[int, bool]]:
    """Join lines; places of seams, with whether a sentence of the article touches them."""
    seams: dict[int, bool] = {}
    length = 0
    for (line, content), (after, after_content) in itertools.pairwise(lines):
        length += len(line)
        if _is_seam(line[-2:], after[:2]):
            prose = (content and len(line.split()) >= _PROSE_WORDS) or (
                after_content and len(after.split()) >= _PROSE_WORDS
            )
            seams[length] = prose
    return "".join(line for line, _ in lines), seams


def _is_seam(before: str, after: str) -> bool:
    """Whether two lines glue words: a letter or mark behind one, then a letter, perhaps behind a quotation mark."""
    starts = after[:1].isalpha() or (after[:1] in '„“”»«"‘(' and after[1:].isalpha())
    return starts and (before[-1:].isalnum() or (before[-1:] in '.,:;!?…)“”"»«’' and before[:1] != " "))


def _compare(text: str, seams: Mapping[int, bool], findings: Sequence[Finding], show: str | None) -> Counter[str]:
    counts: Counter[str] = Counter()
    found = set()
    for finding in findings:
        covered = [seam for seam in seams if finding.span.start < seam < finding.span.end]
        place = finding.fix.span.start if finding.fix else -1
        counts["findings"] += 1
        counts["right"] += bool(covered)
        counts["placed"] += place in seams
        found.update(covered)
        if not covered and show == "false":
            print(f"{finding.name}\t{finding.confidence}\t{_around(text, finding.span.start, finding.span.end)}")
    for seam, prose in seams.items():
        counts["prose" if prose else "other"] += 1
        counts["prose found" if prose else "other found"] += seam in found
        if show == "missed" and prose and seam not in found:
            print(_around(text, seam, seam))
    return counts


def _around(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 40) : start]!r} | {text[start:end]!r} | {text[end : end + 25]!r}"


def _figures(counts: Mapping[str, int]) -> str:
    def share(part: str, whole: str) -> str:
        return f"{counts.get(part, 0) / max(1, counts.get(whole, 0)):.3f} of {counts.get(whole, 0)}"

    return (
        f"prose recall {share('prose found', 'prose')}  other recall {share('other found', 'other')}  "
        f"precision {share('right', 'findings')}  blank in its place {share('placed', 'findings')}"
    )


if __name__ == "__main__":
    main()
