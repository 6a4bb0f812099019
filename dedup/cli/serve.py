"""`dedup serve`: the gate over HTTP."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from dedup.cli.options import ALLOW_LIST, BASELINE, COLUMN, POLICY, SETTINGS, load_known, load_settings
from dedup.errors import DedupError

_EXTRA = ("fastapi", "uvicorn", "prometheus_client")


def serve(
    *,
    index: Annotated[
        str | None, typer.Option("--index", metavar="FILE|URL", help="Index of accepted documents.")
    ] = None,
    policy: Annotated[str | None, POLICY] = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 lets the system choose.")] = 8000,
    token_file: Annotated[
        Path | None,
        typer.Option("--token-file", help="File with the token that requests must carry (default: DEDUP_TOKEN)."),
    ] = None,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Listen beyond this machine without a token.")
    ] = False,
    read_only: Annotated[bool, typer.Option("--read-only", help="Check only: nothing can be added.")] = False,
    quarantine: Annotated[
        str | None,
        typer.Option(
            "--quarantine", metavar="FOLDER|URL", help="Where articles wait for a person (default: in the index)."
        ),
    ] = None,
    baseline: Annotated[Path | None, BASELINE] = None,
    allow_list: Annotated[Path | None, ALLOW_LIST] = None,
    settings: Annotated[Path | None, SETTINGS] = None,
    columns: Annotated[list[str] | None, COLUMN] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0 is one a core.")
    ] = None,
    access_log: Annotated[
        bool, typer.Option("--access-log", help="Write one line of JSON for each request on stderr.")
    ] = False,
) -> None:
    """Serve the gate over HTTP until SIGTERM or SIGINT, then end with 0; 2 where it cannot start.

    /openapi.json describes it. Without a token it listens on this machine only.
    """
    _require_extra()
    from dedup.gate import Gate
    from dedup.service import create_app
    from dedup.service.access import check_reach, read_token
    from dedup.service.run import serve as run

    token = read_token(token_file, os.environ)
    check_reach(host, token, insecure=insecure)
    used = load_settings(settings, columns or [], jobs)
    known = load_known(baseline, allow_list)
    with Gate.open(index, policy, used, known=known, read_only=read_only, quarantine=quarantine) as gate:
        app = create_app(gate, token=token, read_only=read_only, log=sys.stderr, access_log=access_log)
        run(app, host, port, used.service, tell=lambda address: typer.echo(f"dedup: serving {address}", err=True))


def _require_extra() -> None:
    missing = [name for name in _EXTRA if find_spec(name) is None]
    if missing:
        raise DedupError(
            f"the service needs {', '.join(missing)}: install the extra, pip install 'dedup-news[server]'"
        )
