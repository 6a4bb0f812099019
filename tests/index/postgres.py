"""A private PostgreSQL server on loopback, for tests and benchmarks: no fixture, so that both may start it."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_DEBIAN = Path("/usr/lib/postgresql")


def find_binaries() -> Path | None:
    """The folder with initdb and postgres, None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def running_server(*, durable: bool) -> Iterator[str]:
    """Start a server in a temporary folder and give its URL; `durable` keeps fsync on."""
    binaries = find_binaries()
    if binaries is None:
        raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="dedup-postgres-"))
    user = _unprivileged_user()
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", _free_port()
    setup = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "dedup",
        "--auth=trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    subprocess.run(list(map(str, setup)), check=True, stdout=subprocess.DEVNULL, user=user)
    options = ["-c", f"fsync={'on' if durable else 'off'}", "-c", f"unix_socket_directories={folder}"]
    command = [binaries / "postgres", "-D", data, "-h", "127.0.0.1", "-p", port, *options]
    log = (folder / "log").open("w")
    server = subprocess.Popen(list(map(str, command)), stdout=log, stderr=log, user=user)
    try:
        url = f"postgresql://dedup@127.0.0.1:{port}/postgres"
        _wait_for(url, server)
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def new_schema(url: str, name: str) -> str:
    """Make an empty schema and give the URL that leads to it."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
    return f"{url}?options={quote(f'-csearch_path={name}')}"


@contextmanager
def fresh_location(store: str, folder: Path, name: str) -> Iterator[str]:
    """Give the location of an index that is not there yet: a file in a folder, or a schema on a server."""
    if store == "sqlite":
        yield str(folder / "index.db")
        return
    with running_server(durable=True) as url:
        yield new_schema(url, name)


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; its Debian package makes a user for it."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    import psycopg

    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError("PostgreSQL did not start")
        try:
            psycopg.connect(url, connect_timeout=1).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("PostgreSQL did not answer within 30 seconds")
