"""Who may reach the service: its token, and the addresses it may listen on without one.

In: the environment, a file, a host. Out: the token, or an error that says what to do. A token never comes from the
command line: other users of the machine could read it there.
"""

import ipaddress
import re
from collections.abc import Mapping
from pathlib import Path

from dedup.errors import SettingsError

VARIABLE = "DEDUP_TOKEN"
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]{16,512}=*")


def read_token(file: Path | None, environment: Mapping[str, str]) -> str | None:
    """Read the token from a file, or else from the environment; None where neither gives one.

    Raises:
        SettingsError: It is empty, too short to be a secret, or cannot be sent in a header.

    >>> read_token(None, {"DEDUP_TOKEN": "0123456789abcdef"})
    '0123456789abcdef'
    """
    if file is not None:
        return _check(_read(file), str(file))
    return _check(environment[VARIABLE], VARIABLE) if VARIABLE in environment else None


def check_reach(host: str, token: str | None, *, insecure: bool) -> None:
    """Refuse to listen beyond this machine without a token.

    Raises:
        SettingsError: There is none, and nobody said that it is meant so.
    """
    if token is None and not insecure and not is_loopback(host):
        raise SettingsError(
            f"{host} can be reached from other machines, and there is no token: set {VARIABLE} or --token-file, "
            "or say --insecure"
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, True, False, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{file}: the token cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: holds no token (it is not UTF-8)") from error


def _check(token: str, origin: str) -> str:
    if not _TOKEN.fullmatch(token):
        raise SettingsError(
            f"{origin}: a token is 16 to 512 letters, digits or . _ ~ + / - (and = at its end); "
            "`openssl rand -hex 32` makes one"
        )
    return token
