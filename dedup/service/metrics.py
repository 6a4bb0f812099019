"""What the service counts for Prometheus: requests, seconds, decisions. Nothing of an article is among it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from dedup import __version__
from dedup.gate import Answer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.002, 0.003, 0.005, 0.008, 0.012, 0.02, 0.03, 0.04, 0.06, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)


class Metrics:
    """Counts of one service; a registry of its own, so that several may live in one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "dedup_requests", "Requests answered.", ("route", "method", "status"), registry=self._registry
        )
        self._request_seconds = Histogram(
            "dedup_request_seconds", "Seconds to an answer.", ("route",), buckets=_SECONDS, registry=self._registry
        )
        self._stage_seconds = Histogram(
            "dedup_stage_seconds",
            "Seconds of a request's articles: checked, or analysed and then entered in the index.",
            ("stage",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._at_work = Gauge("dedup_requests_at_work", "Requests at work now.", registry=self._registry)
        self._decisions = Counter(
            "dedup_decisions", "Articles by decision.", ("decision",), registry=self._registry
        )
        self._objections = Counter(
            "dedup_objections", "Objections by check and decision.", ("check", "decision"), registry=self._registry
        )
        self._indexed = Counter(
            "dedup_indexed", "Articles that were acknowledged as in the index.", registry=self._registry
        )
        version = Gauge("dedup_version", "Version of the program.", ("version",), registry=self._registry)
        version.labels(__version__).set(1)

    def count(self, answers: Sequence[Answer]) -> None:
        """Count decisions and what they rest on."""
        for answer in answers:
            self._decisions.labels(answer.decision.value).inc()
            for reason in answer.reasons:
                self._objections.labels(reason.check, reason.decision.value).inc()
        indexed = sum(answer.indexed for answer in answers)
        if indexed:
            self._indexed.inc(indexed)

    def count_request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request under its route, never under its address: that may hold an id."""
        self._requests.labels(route, method, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def show_at_work(self, number: int) -> None:
        """Say how many requests are at work."""
        self._at_work.set(number)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage of a request, also where it fails."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self._stage_seconds.labels(name).observe(time.perf_counter() - started)

    def as_bytes(self) -> bytes:
        """Write all figures as Prometheus reads them."""
        return generate_latest(self._registry)
