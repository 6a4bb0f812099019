"""The service as a process of its own: signals, exit codes, what was acknowledged."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from dedup.index import Index

pytest.importorskip("uvicorn", reason="the extra server is not installed")

COMMAND = (sys.executable, "-m", "dedup", "serve")
TOKEN = "0123456789abcdef-of-a-test"  # noqa: S105 - it opens nothing
WINDOWS = os.name == "nt"


@contextmanager
def serving(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], tuple[str, int]]]:
    server = subprocess.Popen(
        [*COMMAND, "--port", "0", *arguments], stderr=subprocess.PIPE, env={**os.environ, **environment}
    )
    try:
        assert server.stderr is not None
        found = re.search(rb"http://([\d.]+):(\d+)", server.stderr.readline())
        assert found
        yield server, (found[1].decode(), int(found[2]))
    finally:
        server.kill()
        server.communicate()


@contextmanager
def connected(address: tuple[str, int]) -> Iterator[http.client.HTTPConnection]:
    """A connection to a service that is ready."""
    with closing(http.client.HTTPConnection(*address, timeout=60)) as connection:
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        assert (response.status, json.loads(response.read())) == (200, {"status": "ok"})
        yield connection


def post(connection: http.client.HTTPConnection, path: str, fields: object) -> tuple[int, dict[str, object]]:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
    connection.request("POST", path, json.dumps(fields), headers)
    response = connection.getresponse()
    return response.status, json.loads(response.read())


@pytest.fixture
def policy(tmp_path: Path) -> str:
    path = tmp_path / "policy.toml"
    path.write_text("version = 1\n[min-words]\nreject = 3\n", encoding="utf-8")
    return str(path)


@pytest.mark.skipif(WINDOWS, reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_was_acknowledged_before_sigterm_is_in_the_index(tmp_path: Path, policy: str, jobs: str) -> None:
    index = tmp_path / "index.db"
    acknowledged: list[str] = []
    with serving("--index", str(index), "--policy", policy, "--jobs", jobs) as (server, address):

        def add(client: int) -> None:
            with suppress(OSError, http.client.HTTPException), connected(address) as connection:
                for number in range(10_000):  # until the service has stopped
                    name = f"client-{client}/{number}"
                    text = f"Sitzung {number} des Rates {client} wurde heute vertagt."
                    status, answer = post(connection, "/v1/documents", {"id": name, "text": text})
                    assert (status, answer["indexed"]) == (201, True)
                    acknowledged.append(name)

        clients = [threading.Thread(target=add, args=(client,)) for client in range(3)]
        for client in clients:
            client.start()
        give_up = time.monotonic() + 60
        while len(acknowledged) < 12 and time.monotonic() < give_up:
            time.sleep(0.02)
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
        for client in clients:
            client.join(10)
    assert len(acknowledged) >= 12
    with Index.open(index, create=False) as opened:
        stored = list(opened.ids())
    assert set(acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))


@pytest.mark.skipif(WINDOWS, reason="Windows has no SIGTERM to send")
def test_a_request_that_runs_at_sigterm_gets_its_answer(tmp_path: Path, policy: str) -> None:
    with (
        serving("--index", str(tmp_path / "index.db"), "--policy", policy, "--jobs", "2") as (server, address),
        connected(address) as connection,
    ):
        articles = [{"id": str(n), "text": f"Die Sitzung {n} wurde vertagt. " * 400} for n in range(40)]
        body = json.dumps({"articles": articles})
        connection.request("POST", "/v1/documents:batch", body, {"Content-Type": "application/json"})
        time.sleep(0.3)
        server.send_signal(signal.SIGTERM)
        response = connection.getresponse()
        answers = json.loads(response.read())["answers"]
        assert (response.status, [answer["id"] for answer in answers]) == (200, [str(n) for n in range(40)])
        assert server.wait(60) == 0


@pytest.mark.skipif(WINDOWS, reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_service_ends_with_0_and_leaves_no_worker(tmp_path: Path, policy: str, number: int) -> None:
    with (
        serving("--index", str(tmp_path / "index.db"), "--policy", policy, "--jobs", "2") as (server, address),
        connected(address) as connection,
    ):
        assert post(connection, "/v1/check", {"text": "Die Sitzung wurde vertagt."})[0] == 200
        server.send_signal(number)
        assert server.wait(30) == 0
        assert server.stderr is not None
        assert server.stderr.read() == b""  # its end means that no process holds it open any more


@pytest.mark.skipif(WINDOWS, reason="Windows kills otherwise")
def test_workers_end_when_the_service_is_killed(tmp_path: Path, policy: str) -> None:
    with (
        serving("--index", str(tmp_path / "index.db"), "--policy", policy, "--jobs", "2") as (server, address),
        connected(address) as connection,
    ):
        assert post(connection, "/v1/check", {"text": "Die Sitzung wurde vertagt."})[0] == 200
        server.kill()
        assert server.stderr is not None
        server.stderr.read()  # ends when the last process that holds it is gone
        assert server.wait(10) == -signal.SIGKILL


def test_the_token_of_the_environment_guards_it_over_tcp(tmp_path: Path, policy: str) -> None:
    name = "a%2Fb/c d"
    index = str(tmp_path / "index.db")
    with (
        serving("--index", index, "--policy", policy, "--jobs", "1", DEDUP_TOKEN=TOKEN) as (_, address),
        connected(address) as connection,
    ):
        connection.request("GET", "/metrics")
        response = connection.getresponse()
        assert (response.status, json.loads(response.read())["error"]["code"]) == (401, "unauthorized")
        assert post(connection, "/v1/documents", {"id": name, "text": "Die Sitzung wurde vertagt."})[0] == 201
        connection.request(
            "GET", f"/v1/documents/{quote(name, safe='')}", headers={"Authorization": f"Bearer {TOKEN}"}
        )
        assert json.loads(connection.getresponse().read())["id"] == name


def run(*arguments: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )
    return done.returncode, done.stderr


def test_it_does_not_start_beyond_this_machine_without_a_token() -> None:
    code, message = run("--host", "0.0.0.0")  # noqa: S104 - refused
    assert code == 2
    assert "--insecure" in message


def test_a_token_that_protects_nothing_stops_it() -> None:
    assert run(DEDUP_TOKEN="")[0] == 2
    code, message = run("--token", TOKEN)
    assert (code, "No such option" in message) == (2, True)


def test_a_port_that_is_taken_is_named(policy: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, message = run("--port", port, "--policy", policy, "--jobs", "1")
    assert code == 2
    assert port in message


def test_an_index_that_is_none_stops_it(tmp_path: Path) -> None:
    (tmp_path / "index.db").write_bytes(b"no index" * 1_000)
    assert run("--index", str(tmp_path / "index.db"))[0] == 2
    assert run("--index", str(tmp_path / "none.db"), "--read-only")[0] == 2


def test_without_its_libraries_it_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from dedup.cli import app, serve
    from dedup.errors import DedupError

    monkeypatch.setattr(serve, "find_spec", lambda name: None if name == "uvicorn" else object())
    result = CliRunner().invoke(app, ["serve"])
    assert isinstance(result.exception, DedupError)
    assert "uvicorn" in str(result.exception)
    assert "dedup-news[server]" in str(result.exception)
