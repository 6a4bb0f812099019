"""Dates order articles only where they are precise enough."""

import pytest

from dedup.provenance.chronology import find_earliest, is_earlier


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2024-06-17", "2024-06-18"),
        ("2023", "2024-06-18"),
        ("2024-05", "2024-06-01"),
        ("2024-06-18T07:30:00", "2024-06-18T07:31:00"),
        ("2024-06-18T23:30:00+02:00", "2024-06-18T22:00:00+00:00"),
        ("2024-06-17T23:59:00+02:00", "2024-06-18"),
    ],
)
def test_a_date_is_before_another(earlier: str, later: str) -> None:
    assert is_earlier(earlier, later)
    assert not is_earlier(later, earlier)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("2024-06-18", "2024-06-18"),
        ("2024-06", "2024-06-18"),
        ("2024", "2024-06-18"),
        ("2024-06-18", "2024-06-18T09:00:00"),
        ("2024-06-18T09:00:00", "2024-06-18T10:00:00+00:00"),
        ("2024-06-18T10:00:00+02:00", "2024-06-18T08:00:00+00:00"),
        (None, "2024-06-18"),
        (None, None),
        ("vor drei Stunden", "2024-06-18"),
        ("", "2024"),
    ],
)
def test_dates_without_an_order_have_none(left: str | None, right: str | None) -> None:
    assert not is_earlier(left, right)
    assert not is_earlier(right, left)


@pytest.mark.parametrize(
    ("dates", "earliest"),
    [
        (("2024-06-19", "2024-06-17", "2024-06-18"), "b"),
        (("2024-06-17", "2024-06-17", "2024-06-18"), None),
        (("2024-06-17", None, "2024-06-18"), None),
        (("2024-06", "2024-06-17", "2024-07-01"), None),
        (("2024-06-17",), None),
    ],
)
def test_the_first_of_several_is_named_only_when_it_is_alone(
    dates: tuple[str | None, ...], earliest: str | None
) -> None:
    published = dict(zip("abc", dates, strict=False))
    assert find_earliest(list(published), published) == earliest
