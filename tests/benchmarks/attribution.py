"""Measure citations: quotations of German news, hand-read citation paragraphs, milliseconds an article.

    DEDUP_DATA=FOLDER python tests/benchmarks/attribution.py [--quotes FILE] [--set dev] [--rules]

FOLDER holds `eval/score_quotes.py`, `eval/score_citations.py` and `data/quotes/`. The first corpus has types of its
own: our free-indirect speech is its IndirectFreeIndirect, and its FreeIndirect counts as the same. `--rules` adds
precision by rule, from which the tiers in `dedup/attribution/confidence.py` were set.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dedup.attribution.citations import find_citations
from dedup.attribution.registry import load_catalogue
from dedup.model import Citation, CitationType, Document, Span
from dedup.settings import AttributionSettings
from dedup.text import TextView, view_text

_TYPES = {
    CitationType.DIRECT: "Direct",
    CitationType.INDIRECT: "Indirect",
    CitationType.FREE_INDIRECT: "IndirectFreeIndirect",
    CitationType.REPORTED: "Reported",
}
_SAME_TYPE = {"FreeIndirect": "IndirectFreeIndirect"}


@dataclass(slots=True)
class Found:
    """Citations of one file by record id, the time they took beyond tokenisation, and the text read."""

    citations: dict[str, tuple[Citation, ...]] = field(default_factory=dict)
    seconds: float = 0.0
    characters: int = 0

    @property
    def milliseconds_an_article(self) -> float:
        return 1000 * self.seconds / max(1, len(self.citations))


def main() -> None:
    """Find, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quotes", default="data/quotes/uhh_dev.jsonl")
    parser.add_argument("--citations", default="data/quotes/citations_dev.jsonl")
    parser.add_argument("--set", default="dev", choices=["dev", "test", "all"])
    parser.add_argument("--rules", action="store_true", help="precision by rule on the quotations")
    options = parser.parse_args()
    data = os.environ.get("DEDUP_DATA")
    if not data:
        sys.exit("DEDUP_DATA names the folder with data/quotes and eval/; it is not set")
    with tempfile.TemporaryDirectory() as temporary:
        _quotations(Path(data), Path(temporary), options)
        _citations(Path(data), Path(temporary), options)


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _find(records: list[dict[str, Any]]) -> Found:
    settings = AttributionSettings()
    load_catalogue()
    find_citations(_view("warm-up", "Er sagte, es sei so."), settings)
    found = Found()
    for record in records:
        view = _view(record["id"], record["text"])
        start = time.perf_counter()
        found.citations[record["id"]] = find_citations(view, settings)
        found.seconds += time.perf_counter() - start
        found.characters += len(view.text)
    return found


def _view(name: str, text: str) -> TextView:
    return view_text(Document(id=name, text=text, language="de"))


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _quotations(data: Path, folder: Path, options: argparse.Namespace) -> None:
    gold = data / options.quotes
    found = _find(_read(gold))
    predicted = folder / "quotations.jsonl"
    types = folder / "types.json"
    types.write_text(json.dumps(_SAME_TYPE), encoding="utf-8")
    _write(predicted, {name: {"quotations": list(map(_quotation, each))} for name, each in found.citations.items()})
    print(f"== quotations: {options.quotes}")
    print(f"{found.milliseconds_an_article:.2f} ms for {found.characters / len(found.citations):.0f} characters")
    scorer = [sys.executable, str(data / "eval/score_quotes.py"), str(gold), str(predicted)]
    subprocess.run([*scorer, "--types", str(types)], check=True)
    if options.rules:
        _precision_by_rule(_read(gold), found)


def _quotation(citation: Citation) -> dict[str, Any]:
    return {
        "type": _TYPES[citation.type],
        "quote_spans": [_pair(span) for span in citation.claim_spans],
        "speaker_spans": [_pair(citation.mention)],
        "cue_spans": [_pair(citation.cue)] if citation.cue else [],
    }


def _precision_by_rule(records: list[dict[str, Any]], found: Found) -> None:
    """Print the share of each rule's claims that cover half of a gold quotation, and are half covered by it."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for record in records:
        gold = [_places(quotation["quote_spans"]) for quotation in record["quotations"]]
        for citation in found.citations[record["id"]]:
            claim = _places([_pair(span) for span in citation.claim_spans])
            counts[citation.rule][0] += 1
            counts[citation.rule][1] += any(2 * len(claim & other) >= len(claim | other) for other in gold)
    for rule, (predicted, right) in sorted(counts.items()):
        print(f"  {rule:24} {right / predicted:.2f} of {predicted}")


def _places(spans: list[list[int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _citations(data: Path, folder: Path, options: argparse.Namespace) -> None:
    gold = data / options.citations
    found = _find(_read(gold))
    predicted = folder / "citations.jsonl"
    _write(predicted, {name: {"citations": list(map(_citation, each))} for name, each in found.citations.items()})
    print(f"== citations: {options.citations}, {options.set}")
    scorer = [
        sys.executable,
        str(data / "eval/score_citations.py"),
        str(gold),
        str(predicted),
        "--set",
        options.set,
    ]
    result = subprocess.run([*scorer, "--json"], check=True, capture_output=True, text=True)
    for name, value in json.loads(result.stdout).items():
        print(f"{name:26} {value}")


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "outlet": citation.outlet,
        "medium": citation.medium,
        "mention": _pair(citation.mention),
        "cue": _pair(citation.cue) if citation.cue else None,
        "claim": _pair(citation.claim),
        "anonymous": citation.anonymous,
        "chain": list(citation.chain),
    }


def _write(path: Path, records: dict[str, dict[str, Any]]) -> None:
    lines = (json.dumps({"id": name, **record}, ensure_ascii=False) + "\n" for name, record in records.items())
    path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
