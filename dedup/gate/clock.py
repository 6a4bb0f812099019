"""Where the time comes from: an argument everywhere, the clock of the machine only where nobody gives one."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], str]
"""Gives the time as UTC in ISO 8601 with seconds, such as 2024-05-01T12:00:00Z."""


def utc_now() -> str:
    """The time now."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
