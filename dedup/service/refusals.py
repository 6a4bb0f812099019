"""What the service says when it gives no answer: one shape for every error.

In: a status, a code for programs, a message for people, further facts. Out: `{"error": {"code", "message",
"detail"}}`. No text of an article goes into any of them, and into no log.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dedup.errors import DedupError


@dataclass(slots=True, kw_only=True, eq=False)
class Refusal(DedupError):  # noqa: N818 - most of these are the client's errors, not ours
    """A request that gets no answer; `headers` go with it, `detail` is plain data."""

    status: int
    code: str
    message: str
    detail: dict[str, Any] | None = None
    headers: Mapping[str, str] | None = None

    def __str__(self) -> str:
        return self.message

    def as_bytes(self) -> bytes:
        """Write the error as JSON.

        >>> Refusal(status=404, code="unknown-document", message="none").as_bytes()
        b'{"error": {"code": "unknown-document", "message": "none", "detail": null}}'
        """
        error = {"code": self.code, "message": self.message, "detail": self.detail}
        return json.dumps({"error": error}).encode()


def time_limit(seconds: float) -> Refusal:
    """The time was over before anything was written: nothing was accepted."""
    return Refusal(
        status=504,
        code="time-limit",
        message=f"no answer within {seconds:g} seconds, and nothing was added; send less at once, or try again",
        detail={"timeout_seconds": seconds},
        headers={"Retry-After": "1"},
    )


def outcome_unknown() -> Refusal:
    """The index did not say in time whether it took what was handed in."""
    return Refusal(
        status=504,
        code="outcome-unknown",
        message="the index has not said yet whether it took the articles; hand them in again: none enters twice",
        headers={"Retry-After": "5"},
    )


def unavailable(code: str, message: str) -> Refusal:
    """The question is fine and cannot be answered now."""
    return Refusal(status=503, code=code, message=message, headers={"Retry-After": "1"})


def busy(most: int) -> Refusal:
    """As many requests are at work as may be."""
    return Refusal(
        status=429,
        code="busy",
        message=f"{most} requests are at work; try again, or send several articles in one batch",
        detail={"max_concurrent": most},
        headers={"Retry-After": "1"},
    )


def unauthorized() -> Refusal:
    """No token, or not the right one."""
    return Refusal(
        status=401,
        code="unauthorized",
        message="send the service's token as `Authorization: Bearer TOKEN`",
        headers={"WWW-Authenticate": "Bearer"},
    )
