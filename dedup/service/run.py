"""The service as a process: binds an address, serves until told to stop, and leaves nothing half done.

In: an application and where to listen. Out: nothing; it returns when the service has stopped. On SIGTERM or SIGINT
it stops accepting, gives running requests their time, and ends with exit code 0.
"""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import uvicorn
from starlette.types import ASGIApp

from dedup.errors import DedupError, SettingsError
from dedup.settings import ServiceSettings

_BACKLOG = 1_024
_KEEP_ALIVE_SECONDS = 30
"""An idle connection is kept that long; longer than most proxies keep theirs makes no new ones necessary."""


def serve(app: ASGIApp, host: str, port: int, settings: ServiceSettings, *, tell: Callable[[str], None]) -> None:
    """Serve until a signal comes; `tell` is given the address, which a port of 0 leaves to the system.

    Raises:
        SettingsError: The address cannot be bound.
        DedupError: The service did not start.
        SystemExit: A signal ended it; with 0.
    """
    with _bound(host, port) as listener, _exit_on_signals():
        tell(_address(listener))
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            lifespan="on",
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=max(1, round(settings.shutdown_seconds)),
        )
        server = uvicorn.Server(config)
        server.run(sockets=[listener])
        if not server.started:
            raise DedupError("the service did not start; what is written above says why")


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )[0]
        # asyncio switches off the delay of small packets only where the protocol is named: 40 ms for each answer.
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _unbound(host, port, error) from error
    with listener:
        if os.name == "posix":  # elsewhere it would let a second service take the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen(_BACKLOG)
        except OSError as error:
            raise _unbound(host, port, error) from error
        yield listener


def _unbound(host: str, port: int, error: OSError) -> SettingsError:
    return SettingsError(f"{host} port {port}: cannot be listened on ({error.strerror or error}); name another")


@contextmanager
def _exit_on_signals() -> Iterator[None]:
    """Make a signal end the process with 0: before the server takes over at once, then when it has finished."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, _exit) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _exit(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
