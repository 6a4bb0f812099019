from hypothesis import given
from hypothesis import strategies as st

from dedup.model import Span
from dedup.report.segments import Badge, Highlight, Segment, cut_segments


def highlight(start: int, end: int, style: str, *, shows_invisible: bool = False) -> Highlight:
    badge = Badge(label=style, layer=style, title=style, anchor=f"{style}-{start}", href=None)
    return Highlight(span=Span(start, end), style=style, title=style, badge=badge, shows_invisible=shows_invisible)


def text_of(segment: Segment) -> str:
    return "".join(piece.text for piece in segment.pieces)


def cut(text: str, *highlights: Highlight) -> list[tuple[str, tuple[str, ...]]]:
    return [(text_of(segment), segment.styles) for segment in cut_segments(text, highlights)]


def test_a_text_without_highlights_is_one_segment() -> None:
    assert cut("Hafen") == [("Hafen", ())]


def test_crossing_highlights_share_the_middle() -> None:
    assert cut("abcdef", highlight(0, 4, "shared"), highlight(2, 6, "found")) == [
        ("ab", ("shared",)),
        ("cd", ("shared", "found")),
        ("ef", ("found",)),
    ]


def test_nested_highlights_return_to_the_outer_one() -> None:
    assert cut("abcdef", highlight(2, 4, "found"), highlight(0, 6, "shared")) == [
        ("ab", ("shared",)),
        ("cd", ("shared", "found")),
        ("ef", ("shared",)),
    ]


def test_a_badge_stands_before_the_first_character_only() -> None:
    segments = list(cut_segments("abcdef", [highlight(0, 6, "shared"), highlight(2, 4, "found")]))
    assert [[badge.anchor for badge in segment.badges] for segment in segments] == [["shared-0"], ["found-2"], []]


def test_an_empty_span_leaves_its_badge_and_no_highlight() -> None:
    segments = list(cut_segments("abcd", [highlight(2, 2, "found")]))
    assert [(text_of(segment), segment.styles, len(segment.badges)) for segment in segments] == [
        ("ab", (), 0),
        ("cd", (), 1),
    ]


def test_an_empty_span_at_the_end_leaves_its_badge() -> None:
    segments = list(cut_segments("ab", [highlight(2, 2, "found")]))
    assert [(text_of(segment), len(segment.badges)) for segment in segments] == [("ab", 0), ("", 1)]


def test_invisible_characters_are_shown_where_a_finding_marks_them() -> None:
    segments = list(cut_segments("a\u00adb\u00adc", [highlight(1, 2, "found", shows_invisible=True)]))
    assert "".join(map(text_of, segments)) == "a[U+00AD]b\u00adc"
    assert segments[1].pieces[0].name == "soft hyphen, U+00AD"


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)


@given(st.text(min_size=30, max_size=30), st.lists(SPANS))
def test_segments_join_to_the_text(text: str, spans: list[list[int]]) -> None:
    highlights = [highlight(start, end, "shared") for start, end in spans]
    assert "".join(map(text_of, cut_segments(text, highlights))) == text


@given(st.lists(SPANS))
def test_every_character_carries_the_highlights_that_cover_it(spans: list[list[int]]) -> None:
    text = "x" * 30
    highlights = [highlight(start, end, f"style{number}") for number, (start, end) in enumerate(spans)]
    position = 0
    for segment in cut_segments(text, highlights):
        for offset in range(position, position + len(text_of(segment))):
            covering = {item.style for item in highlights if item.span.start <= offset < item.span.end}
            assert set(segment.styles) == covering
        position += len(text_of(segment))
