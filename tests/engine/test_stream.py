"""Streams: order, bounded look-ahead, promptness, errors."""

import os
import threading
import time
from collections.abc import Iterator, Sequence

import pytest

from dedup.engine import map_stream
from dedup.errors import DedupError


def _lengths(words: Sequence[str]) -> list[int]:
    return [len(word) for word in words]


def _slow_first(numbers: Sequence[int]) -> list[int]:
    if 0 in numbers:
        time.sleep(0.3)
    return [number * 10 for number in numbers]


def _die(_numbers: Sequence[int]) -> list[int]:
    os._exit(9)


def _fail(_numbers: Sequence[int]) -> list[int]:
    raise ValueError("of some kind")


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_item_comes_with_its_result_in_order(jobs: int) -> None:
    words = ["x" * (number % 7) for number in range(500)]
    with map_stream(_lengths, words, jobs, send=str) as chunks:
        pairs = [pair for chunk, results in chunks for pair in zip(chunk, results, strict=True)]
    assert pairs == [(word, len(word)) for word in words]


def test_order_holds_where_the_first_chunk_is_the_slowest() -> None:
    with map_stream(_slow_first, range(200), 2, send=int) as chunks:
        results = [result for _, chunk in chunks for result in chunk]
    assert results == [number * 10 for number in range(200)]


def test_only_what_is_sent_travels() -> None:
    with map_stream(
        _lengths, [("a", threading.Lock()), ("bcd", threading.Lock())], 2, send=lambda pair: pair[0]
    ) as it:
        assert [result for _, chunk in it for result in chunk] == [1, 3]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_empty_stream_gives_nothing(jobs: int) -> None:
    nothing: list[str] = []
    with map_stream(_lengths, nothing, jobs, send=str) as chunks:
        assert list(chunks) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_answer_comes_before_the_next_item_is_there(jobs: int) -> None:
    answered = threading.Event()

    def ask() -> Iterator[str]:
        yield "one"
        assert answered.wait(30)
        yield "three"

    results: list[int] = []
    with map_stream(_lengths, ask(), jobs, send=str) as chunks:
        for _, chunk in chunks:
            results.extend(chunk)
            answered.set()
    assert results == [3, 5]


@pytest.mark.parametrize("jobs", [1, 2])
def test_reading_stays_a_bounded_stretch_ahead(jobs: int) -> None:
    read = 0

    def count() -> Iterator[str]:
        nonlocal read
        for _ in range(100_000):
            read += 1
            yield "word"

    with map_stream(_lengths, count(), jobs, send=str) as chunks:
        next(chunks)
        time.sleep(0.2)
        assert read < 500


def test_heavy_items_do_not_travel_together() -> None:
    with map_stream(_lengths, ["a"] * 10, 1, send=str, weigh=lambda _: 1 << 20) as chunks:
        assert [len(chunk) for chunk, _ in chunks] == [1] * 10


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_the_source_comes_after_what_was_read_before_it(jobs: int) -> None:
    def broken() -> Iterator[str]:
        yield "one"
        yield "three"
        raise OSError("disk gone")

    results: list[int] = []

    def use() -> None:
        with map_stream(_lengths, broken(), jobs, send=str) as chunks:
            for _, chunk in chunks:
                results.extend(chunk)

    with pytest.raises(OSError, match="disk gone"):
        use()
    assert results == [3, 5]


def test_a_worker_that_dies_is_an_error() -> None:
    with pytest.raises(DedupError, match="a worker process died"), map_stream(_die, [1], 2, send=int) as chunks:
        list(chunks)


def test_an_error_of_the_function_is_raised() -> None:
    with pytest.raises(ValueError, match="of some kind"), map_stream(_fail, [1], 2, send=int) as chunks:
        list(chunks)


def test_leaving_early_stops_the_reading() -> None:
    before = threading.active_count()
    with map_stream(_lengths, iter(lambda: "word", None), 1, send=str) as chunks:
        next(chunks)
    for _ in range(100):
        if threading.active_count() <= before:
            break
        time.sleep(0.05)
    assert threading.active_count() <= before
