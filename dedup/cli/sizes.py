"""Sizes of memory as people write them: 2GB, 500 MB, 1.5GiB, or a number of bytes."""

import re

import typer

_UNITS = {
    "": 1,
    "b": 1,
    "kb": 10**3,
    "mb": 10**6,
    "gb": 10**9,
    "tb": 10**12,
    "kib": 2**10,
    "mib": 2**20,
    "gib": 2**30,
    "tib": 2**40,
}
_SIZE = re.compile(r"([0-9]{1,18}(?:\.[0-9]{1,6})?)\s?([a-z]{0,3})", re.IGNORECASE)


def parse_size(written: str, option: str) -> int:
    """Turn a size with a unit into bytes; `option` names it in the error.

    >>> parse_size("2GB", "--memory"), parse_size("1.5 GiB", "--memory"), parse_size("300000000", "--memory")
    (2000000000, 1610612736, 300000000)

    Raises:
        typer.BadParameter: It is no size; the message shows what is one.
    """
    match = _SIZE.fullmatch(written.strip())
    if match is None or match[2].casefold() not in _UNITS:
        raise typer.BadParameter(
            f"{written!r} is no size; write a number with B, kB, MB, GB, TB, KiB, MiB, GiB or TiB, for example 2GB",
            param_hint=option,
        )
    return int(float(match[1]) * _UNITS[match[2].casefold()])
