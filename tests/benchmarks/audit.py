"""Speed and memory of the whole audit, as a user runs it.

    DEDUP_DATA=FOLDER python tests/benchmarks/audit.py

Prints one table: start-up of `dedup --help`, the five real articles, and 1,028 articles with all analyses and JSON
output. Each figure is the best of three runs of the command in its own process; memory is the largest sum over the
process and its workers, read every 50 ms.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

RUNS = 3
PAGE_MIB = os.sysconf("SC_PAGE_SIZE") / 2**20


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    peak_mib: float


def resident_mib(process: int) -> float:
    """Private and shared pages of a process and its children; what forked workers share is counted once each."""
    total = 0.0
    waiting = [process]
    while waiting:
        current = waiting.pop()
        try:
            total += int(Path(f"/proc/{current}/statm").read_text().split()[1]) * PAGE_MIB
            for task in Path(f"/proc/{current}/task").iterdir():
                waiting.extend(map(int, (task / "children").read_text().split()))
        except (OSError, IndexError):
            continue
    return total


def run(arguments: list[str]) -> Run:
    started = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0.0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, resident_mib(process.pid))
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - started
    watcher.join()
    if code not in {0, 1}:
        sys.exit(f"{' '.join(arguments)} left with exit code {code}")
    return Run(seconds, peak)


def best(arguments: list[str]) -> Run:
    runs = [run(arguments) for _ in range(RUNS)]
    return Run(min(item.seconds for item in runs), max(item.peak_mib for item in runs))


def main() -> None:
    folder = os.environ.get("DEDUP_DATA")
    if not folder:
        sys.exit("DEDUP_DATA is not set: it names the folder with seeds/ and data/")
    shared = Path(folder)
    dedup = str(Path(sys.executable).with_name("dedup"))
    news = shared / "data/news/gnad_de.jsonl"
    articles = [json.loads(line) for line in news.read_text(encoding="utf-8").splitlines()]
    words = sum(len(article["text"].split()) for article in articles)
    with tempfile.TemporaryDirectory() as temporary:
        output = str(Path(temporary) / "audit.json")
        rows = {
            "dedup --help": best([dedup, "--help"]),
            "five real articles, JSON": best([dedup, "audit", str(shared / "seeds"), "-f", "json", "-o", output]),
            f"{len(articles)} articles, JSON": best([dedup, "audit", str(news), "-f", "json", "-o", output]),
            f"{len(articles)} articles, JSON, one process": best(
                [dedup, "audit", str(news), "-f", "json", "-o", output, "--jobs", "1"]
            ),
        }
    print(f"{'run':45} {'seconds':>8} {'articles/s':>11} {'words/s':>9} {'peak MiB':>9}")
    for name, row in rows.items():
        many = name.startswith(str(len(articles)))
        speed = f"{len(articles) / row.seconds:11.0f} {words / row.seconds:9.0f}" if many else f"{'':11} {'':9}"
        print(f"{name:45} {row.seconds:8.2f} {speed} {row.peak_mib:9.0f}")


if __name__ == "__main__":
    main()
