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
from collections import Counter, defaultdict
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
_NOT_LABELLED = frozenset({"self-reference", "subjunctive-continued", "hearsay-continued", "demnach"})
"""What the citation paragraphs leave unlabelled by their rules 1 and 8: pointers to the outlet's own reports, and
sentences that merely continue a source already labelled."""
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
    _print_tiers(_read(gold), found)
    _print_errors(_read(gold), found)
    if options.rules:
        _precision_by_rule(_read(gold), found)


def _quotation(citation: Citation) -> dict[str, Any]:
    """Put a citation in the corpus' terms; where the text names nobody, the mention is the cue and no speaker."""
    unnamed = citation.cue is not None and citation.mention.overlaps(citation.cue)
    return {
        "type": _TYPES[citation.type],
        "quote_spans": [_pair(span) for span in citation.claim_spans],
        "speaker_spans": [] if unnamed else [_pair(citation.mention)],
        "cue_spans": [_pair(citation.cue)] if citation.cue else [],
    }


def _print_tiers(records: list[dict[str, Any]], found: Found) -> None:
    """Print precision, and the share of the gold that is found, of the citations above each confidence."""
    gold = {record["id"]: [_places(each["quote_spans"]) for each in record["quotations"]] for record in records}
    total = sum(map(len, gold.values()))
    for least in (0.9, 0.8, 0.65, 0.5):
        kept = [(name, each) for name, all_ in found.citations.items() for each in all_ if each.confidence >= least]
        right = sum(_covers_half(each, gold[name]) for name, each in kept)
        print(
            f"confidence >= {least}: P {100 * right / max(1, len(kept)):.1f}, {100 * right / total:.1f} % of gold"
        )


def _print_errors(records: list[dict[str, Any]], found: Found) -> None:
    """Print what went wrong, by class of error and type: of the gold, and of what was found beside it."""
    errors: Counter[tuple[str, str]] = Counter()
    for record in records:
        predicted = [_quotation(citation) for citation in found.citations[record["id"]]]
        for gold in record["quotations"]:
            errors[_error_of(gold, predicted), _SAME_TYPE.get(gold["type"], gold["type"])] += 1
        touched = set().union(*(_places(gold["quote_spans"]) for gold in record["quotations"]))
        for each in predicted:
            if touched.isdisjoint(_places(each["quote_spans"])):
                errors["found where nothing is", each["type"]] += 1
    for (kind, of_type), count in sorted(errors.items()):
        print(f"  {kind:24} {of_type:22} {count}")


def _error_of(gold: dict[str, Any], predicted: list[dict[str, Any]]) -> str:
    """Name the first thing that is wrong with what was found of a gold quotation."""
    places = _places(gold["quote_spans"])
    best = max(predicted, key=lambda each: _overlap(places, _places(each["quote_spans"])), default=None)
    overlap = _overlap(places, _places(best["quote_spans"])) if best else 0.0
    if best is None or overlap == 0:
        return "missed"
    if overlap < 0.5:
        return "wrong boundary"
    speakers = _places(gold.get("speaker_spans") or []), _places(best["speaker_spans"])
    if speakers[0].isdisjoint(speakers[1]) and (speakers[0] or speakers[1]):
        return "wrong speaker"
    return "right" if _SAME_TYPE.get(gold["type"], gold["type"]) == best["type"] else "wrong type"


def _overlap(left: set[int], right: set[int]) -> float:
    return len(left & right) / max(1, len(left | right))


def _covers_half(citation: Citation, gold: list[set[int]]) -> bool:
    claim = _places([_pair(span) for span in citation.claim_spans])
    return any(2 * len(claim & other) >= len(claim | other) for other in gold)


def _precision_by_rule(records: list[dict[str, Any]], found: Found) -> None:
    """Print the share of each rule's claims that cover half of a gold quotation, and are half covered by it."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for record in records:
        gold = [_places(quotation["quote_spans"]) for quotation in record["quotations"]]
        for citation in found.citations[record["id"]]:
            counts[citation.rule][0] += 1
            counts[citation.rule][1] += _covers_half(citation, gold)
    for rule, (predicted, right) in sorted(counts.items()):
        print(f"  {rule:24} {right / predicted:.2f} of {predicted}")


def _places(spans: list[list[int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _citations(data: Path, folder: Path, options: argparse.Namespace) -> None:
    gold = data / options.citations
    found = _find(_read(gold))
    predicted = folder / "citations.jsonl"
    labelled = {
        name: [_citation(citation) for citation in each if citation.rule not in _NOT_LABELLED]
        for name, each in found.citations.items()
    }
    _write(predicted, {name: {"citations": each} for name, each in labelled.items()})
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
