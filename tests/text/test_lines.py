"""Lines of a text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.text.lines import find_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("\n\r\n", []),
        ("Ein Satz.", [(0, 9)]),
        ("\nEin Satz.\r\nNoch einer.\rUnd einer.", [(1, 10), (12, 23), (24, 34)]),
        ("a\u2028b\x0bc", [(0, 5)]),
    ],
    ids=["nothing", "no line", "one", "both line breaks", "other white space is no line break"],
)
def test_lines_end_at_line_feeds_and_carriage_returns(text: str, lines: list[tuple[int, int]]) -> None:
    assert find_lines(text) == lines


@given(st.text(alphabet="a \n\r\x0b\u2028"))
def test_lines_are_what_a_pattern_finds(text: str) -> None:
    assert find_lines(text) == [match.span() for match in re.finditer(r"[^\n\r]+", text)]
