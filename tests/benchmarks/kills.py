"""Kill an audit again and again, or what it runs on, and see whether the report stays the same.

    python tests/benchmarks/kills.py ARTICLES.jsonl [--kills 10]
    python tests/benchmarks/kills.py ARTICLES.jsonl --engine ray --lose node|worker
    python tests/benchmarks/kills.py ARTICLES.jsonl --engine dask --lose worker

The first kills (-9) a local run at random moments; each next one goes on in its work folder. The others start two
nodes on this machine, run the audit on them, and kill (-9) one node or one worker while analyses arrive. Expected:
the report of a run that nobody disturbed, byte for byte. Runs on Linux; Ray and Dask come with their extras.
"""

import argparse
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_SECONDS = 1_800


def audit(chosen: argparse.Namespace, report: Path, *options: str | Path) -> list[str]:
    command = [sys.executable, "-m", "dedup", "audit", chosen.articles, "-q", "-f", "json", "-o", report]
    return [*map(str, command), "--jobs", "2", *map(str, options)]


def finish(command: list[str]) -> float:
    started = time.monotonic()
    subprocess.run(command, check=True, timeout=_SECONDS)
    return time.monotonic() - started


def kill_and_resume(chosen: argparse.Namespace, folder: Path) -> Path:
    """Kill a run so many times, and let it finish."""
    generator = random.Random(chosen.seed)
    report, work = folder / "killed.json", folder / "work"
    whole = finish(audit(chosen, folder / "whole.json"))
    print(f"undisturbed: {whole:.1f} s", flush=True)
    killed = runs = 0
    while killed < chosen.kills:
        runs += 1
        seconds = generator.uniform(0.0, whole)
        running = subprocess.Popen(audit(chosen, report, "--work", work))
        try:
            if running.wait(seconds):
                sys.exit(f"a run ended with {running.returncode}")
            shutil.rmtree(work)  # it was through before: the next one begins anew
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            killed += 1
            parts = len(list((work / "analyses").glob("*.stage.json")))
            print(f"killed after {seconds:.1f} s with {parts} parts finished", flush=True)
    finish(audit(chosen, report, "--work", work))
    print(f"{killed} kills in {runs} runs")
    return report


def lose_while_running(chosen: argparse.Namespace, folder: Path) -> Path:
    """Kill a node or worker once the first part has come back from it."""
    finish(audit(chosen, folder / "whole.json"))
    report, work = folder / "killed.json", folder / "work"
    cluster = ray_cluster if chosen.engine == "ray" else dask_cluster
    with cluster(folder) as (address, victims):
        command = audit(chosen, report, "--work", work, "--engine", chosen.engine, "--address", address)
        running = subprocess.Popen(command)
        while running.poll() is None and not list((work / "analyses").glob("*.stage.json")):
            time.sleep(0.05)
        victim = victims(chosen.lose)
        if victim is None or running.poll() is not None:
            sys.exit("the run was over before anything could be killed; take more articles")
        os.kill(victim, signal.SIGKILL)
        print(f"killed the {chosen.lose} {victim}", flush=True)
        if running.wait(_SECONDS):
            sys.exit(f"the run ended with {running.returncode}")
    return report


Victims = Callable[[str], int | None]


@contextmanager
def ray_cluster(folder: Path) -> Iterator[tuple[str, Victims]]:
    """Two nodes of Ray with a worker each; the second is the one that may be lost."""
    os.environ |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    address = f"127.0.0.1:{free_port()}"
    start = [str(Path(sys.executable).with_name("ray")), "start", "--num-cpus", "1", "--block"]
    start += ["--object-store-memory", "300000000", "--disable-usage-stats"]
    head = ["--head", "--port", address.rpartition(":")[2], "--include-dashboard", "false"]
    with started([*start, *head], folder) as first:
        wait_until(lambda: listens(address) and find(first, "raylet") is not None)
        with started([*start, "--address", address], folder) as second:
            wait_until(lambda: find(second, "raylet") is not None)
            yield address, lambda what: find(second, "raylet" if what == "node" else "ray::")


@contextmanager
def dask_cluster(folder: Path) -> Iterator[tuple[str, Victims]]:
    """A scheduler of Dask and two workers of one thread each."""
    address = f"tcp://127.0.0.1:{free_port()}"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", address.rpartition(":")[2]]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
    with started([*scheduler, "--host", "127.0.0.1", "--no-dashboard"], folder):
        wait_until(lambda: listens(address))
        with started([*worker, "--no-dashboard"], folder), started([*worker, "--no-dashboard"], folder) as second:
            yield address, lambda _what: second


@contextmanager
def started(command: list[str], folder: Path) -> Iterator[int]:
    """A process that ends, with all below it, when the block does."""
    with (folder / "cluster.log").open("ab") as log:
        running = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)
        try:
            yield running.pid
        finally:
            below = descendants(running.pid)
            running.terminate()
            try:
                running.wait(20)
            except subprocess.TimeoutExpired:
                running.kill()
            for process in below:
                end(process)


def wait_until(is_so: Callable[[], bool], seconds: float = 180.0) -> None:
    latest = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > latest:
            sys.exit("the cluster does not start")
        time.sleep(0.2)


def listens(address: str) -> bool:
    try:
        socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), timeout=1).close()
    except OSError:
        return False
    return True


def end(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def find(root: int, called: str) -> int | None:
    """The first process below one that has this name; None where there is none."""
    for process in descendants(root):
        try:
            command = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        name = command.strip().partition(" ")[0]
        if name.startswith(called) or name.endswith(f"/{called}"):
            return process
    return None


def descendants(root: int) -> list[int]:
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found: dict[int, None] = {root: None}
    while more := [process for process, parent in parents.items() if parent in found and process not in found]:
        found |= dict.fromkeys(more)
    return [process for process in found if process != root]


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", help="what to audit")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=["local", "ray", "dask"], default="local")
    parser.add_argument("--lose", choices=["worker", "node"], default="worker")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        report = (kill_and_resume if chosen.engine == "local" else lose_while_running)(chosen, folder)
        same = report.read_bytes() == (folder / "whole.json").read_bytes()
    print("the same report" if same else "ANOTHER REPORT")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
