"""Latency and throughput of `dedup serve` against a filled index, and how it takes fuzzed bodies.

    DEDUP_DATA=FOLDER python -m tests.benchmarks.service [--documents 100000] [--keep INDEX] [--jobs 0]

Starts the service as a user does, over loopback. Prints p50 and p99 of one article with one and with four clients,
checked and added, articles a second in batches, and the answers to fuzzed bodies by status: none may be 5xx.
"""

import argparse
import http.client
import json
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from dedup import Settings
from dedup.index import Index
from tests.benchmarks.gate import fill, made_up, read_texts
from tests.service.fuzz import fuzzed

JSON = {"Content-Type": "application/json"}


@contextmanager
def serving(arguments: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Start the service, give its address once it is ready, stop it."""
    command = [str(Path(sys.executable).with_name("dedup")), "serve", "--port", "0", *arguments]
    server = subprocess.Popen(command, stderr=subprocess.PIPE)
    assert server.stderr is not None
    found = re.search(rb"http://([\d.]+):(\d+)", server.stderr.readline())
    if not found:
        sys.exit(server.stderr.read().decode())
    host, port = found[1].decode(), int(found[2])
    connection = http.client.HTTPConnection(host, port, timeout=120)
    connection.request("GET", "/readyz")
    assert connection.getresponse().status == 200
    connection.close()
    try:
        yield host, port
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0


def post_all(address: tuple[str, int], path: str, bodies: Sequence[bytes]) -> tuple[list[float], Counter[int]]:
    """Send bodies one after the other over one connection; seconds of each, and statuses."""
    connection = http.client.HTTPConnection(*address, timeout=120)
    seconds, statuses = [], Counter[int]()
    for body in bodies:
        started = time.perf_counter()
        connection.request("POST", path, body, JSON)
        response = connection.getresponse()
        response.read()
        seconds.append(time.perf_counter() - started)
        statuses[response.status] += 1
    connection.close()
    return seconds, statuses


def measure(name: str, address: tuple[str, int], path: str, bodies: Sequence[bytes], clients: int) -> None:
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        parts = list(
            pool.map(lambda part: post_all(address, path, part), [bodies[n::clients] for n in range(clients)])
        )
    wall = time.perf_counter() - started
    seconds = sorted(second for part, _ in parts for second in part)
    statuses = sum((counted for _, counted in parts), Counter[int]())
    p50, p99 = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.99)]
    print(f"{name:26} {p50 * 1000:8.1f} {p99 * 1000:8.1f} {len(bodies) / wall:11.0f}  {dict(statuses)}", flush=True)


def measure_batches(address: tuple[str, int], articles: Sequence[dict[str, str]], size: int) -> None:
    parts = [articles[start : start + size] for start in range(0, len(articles), size)]
    bodies = [json.dumps({"articles": part}).encode() for part in parts]
    started = time.perf_counter()
    seconds, statuses = post_all(address, "/v1/check:batch", bodies)
    wall = time.perf_counter() - started
    middle = sorted(seconds)[len(seconds) // 2]
    name = f"batches of {size}, checked"
    print(f"{name:26} {middle * 1000:8.0f} {'':8} {len(articles) / wall:11.0f}  {dict(statuses)}", flush=True)


def measure_fuzz(address: tuple[str, int], count: int) -> None:
    """Send fuzzed requests; the connection is made anew where the service closed it."""
    statuses, shapeless = Counter[int](), 0
    connection = http.client.HTTPConnection(*address, timeout=120)
    started = time.perf_counter()
    for path, headers, body in fuzzed(random.Random(4), count):
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
        except (http.client.HTTPException, ConnectionError):
            connection.close()
            statuses[0] += 1
            continue
        answer = json.loads(response.read())
        statuses[response.status] += 1
        shapeless += response.status >= 400 and set(answer.get("error", ())) != {"code", "message", "detail"}
    wall = time.perf_counter() - started
    failed = sum(number for status, number in statuses.items() if status >= 500 or not status)
    print(f"{count} fuzzed bodies in {wall:.0f} s: {failed} server errors, {shapeless} errors of another shape")
    print(f"    by status: {dict(sorted(statuses.items()))}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--policy", default="rag")
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--jobs", default="0")
    parser.add_argument("--fuzzed", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="fill this index once and use it again")
    options = parser.parse_args()
    texts = read_texts()
    articles = [{"id": f"served-{number}", "text": text} for number, text in enumerate(texts[: options.articles])]
    bodies = [json.dumps(article).encode() for article in articles]
    with tempfile.TemporaryDirectory() as temporary:
        path = options.keep or Path(temporary) / "index.db"
        is_filled = path.exists()
        with Index.open(path, None if is_filled else Settings().reuse) as index:
            if not is_filled:
                fill(index, made_up(texts, options.documents))
            index.remove(article["id"] for article in articles)
        arguments = ["--index", str(path), "--policy", options.policy, "--jobs", options.jobs]
        print(f"{'one article':26} {'p50 ms':>8} {'p99 ms':>8} {'articles/s':>11}  statuses")
        with serving(arguments) as address:
            check: Callable[..., None] = measure
            post_all(address, "/v1/check", bodies[:20])
            check("checked, one client", address, "/v1/check", bodies, 1)
            check("checked, four clients", address, "/v1/check", bodies, 4)
            check("added, one client", address, "/v1/documents", bodies[: len(bodies) // 2], 1)
            check("added, four clients", address, "/v1/documents", bodies[len(bodies) // 2 :], 4)
            for size in (16, 128):
                measure_batches(address, articles, size)
            if options.fuzzed:
                measure_fuzz(address, options.fuzzed)


if __name__ == "__main__":
    main()
