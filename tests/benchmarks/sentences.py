"""Agreement of sentence ends with sentences read by hand, beside speed.

DEDUP_DATA=FOLDER python tests/benchmarks/sentences.py
"""

import json
import os
import sys
import time
from pathlib import Path

from dedup.text import split_sentences


def main() -> None:
    folder = os.environ.get("DEDUP_DATA")
    if not folder:
        sys.exit("DEDUP_DATA is not set: it names the folder with data/")
    for name in ("uhh_train", "uhh_dev"):
        lines = (Path(folder) / f"data/quotes/{name}.jsonl").read_text(encoding="utf-8").splitlines()
        articles = [json.loads(line) for line in lines]
        started = time.perf_counter()
        found = [{span.end for span in split_sentences(article["text"], "de")} for article in articles]
        milliseconds = 1000 * (time.perf_counter() - started) / len(articles)
        gold = [{end for _, end in article["sentences"]} for article in articles]
        common = sum(len(left & right) for left, right in zip(found, gold, strict=True))
        precision, recall = common / sum(map(len, found)), common / sum(map(len, gold))
        print(f"{name}: ends precision {precision:.3f} recall {recall:.3f}, {milliseconds:.2f} ms an article")


if __name__ == "__main__":
    main()
