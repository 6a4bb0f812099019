"""Milliseconds of processor that each stage of the analysis takes for one article.

    python tests/benchmarks/analysis.py ARTICLES [--articles 200] [--warm-up 1000]

ARTICLES is anything that `dedup audit` reads. Articles before those measured warm the tables of words up, as in a
long run; with `--warm-up 0` the first articles of a process are measured, which also load catalogues and lexicons.
Each stage is measured alone on what the stages before it left, by processor time, the best of three rounds (one
without warm-up): what other programs do on the machine changes it little.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dedup.analysis import find_own_statements
from dedup.artifacts import find_artifacts
from dedup.attribution import find_citations
from dedup.model import Document
from dedup.readers import read_documents
from dedup.settings import Settings
from dedup.text import TextView, view_text

_ROUNDS = 3


def main() -> None:
    """Warm up, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--warm-up", type=int, default=1000)
    options = parser.parse_args()
    documents = read_documents([options.source]).documents
    measured = documents[options.warm_up : options.warm_up + options.articles]
    if not measured:
        parser.error(f"{options.source} holds {len(documents)} articles, no more than the warm-up")
    if options.warm_up:
        measure(documents[: options.warm_up])
    rounds = [measure(measured) for _ in range(_ROUNDS if options.warm_up else 1)]
    characters = sum(len(document.text) for document in measured) / len(measured)
    print(f"{len(measured)} articles of {characters:.0f} characters, milliseconds each")
    best = {stage: min(seconds[stage] for seconds in rounds) for stage in rounds[0]}
    for stage, seconds in (*best.items(), ("together", sum(best.values()))):
        print(f"{stage:12} {1000 * seconds / len(measured):6.2f}")


def measure(documents: Sequence[Document]) -> dict[str, float]:
    """Seconds of processor by stage, for all documents."""
    settings = Settings()
    seconds: dict[str, float] = {}

    def timed(stage: str, work: Callable[..., Any], *given: Any) -> Any:
        start = time.process_time()
        found = work(*given)
        seconds[stage] = seconds.get(stage, 0.0) + time.process_time() - start
        return found

    for document in documents:
        view = timed("text", _whole_view, document)
        timed("artifacts", find_artifacts, view, settings.artifacts)
        citations = timed("attribution", find_citations, view, settings.attribution)
        timed("statements", find_own_statements, view, citations)
    return seconds


def _whole_view(document: Document) -> TextView:
    """Look at a document, with everything that the stages ask the view for."""
    view = view_text(document)
    _ = (view.tokens, view.sentences, view.quotations, view.layout)
    return view


if __name__ == "__main__":
    main()
