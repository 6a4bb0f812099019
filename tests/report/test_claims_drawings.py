"""Positions in the drawings of a story."""

import itertools

from dedup.report.views.interval import axis_of, draw_interval
from dedup.report.views.layered import Link, Node, Tie, lay_out
from dedup.report.views.timeline import days_of


def node(key: str, column: int, name: str = "Name") -> Node:
    return Node(key=key, column=column, name=name, remark="", style="root", href=None)


def link(source: str, target: str) -> Link:
    return Link(source=source, target=target, width=1.5, style="certain", href=None, label="")


def test_boxes_of_a_column_do_not_overlap() -> None:
    nodes = [node(f"a{number}", 0, "Ein langer Name aus vielen Wörtern, der umbricht") for number in range(8)]
    boxes = sorted(lay_out(nodes, [], [], ("A",)).boxes, key=lambda box: box.y)
    assert all(upper.y + upper.height < lower.y for upper, lower in itertools.pairwise(boxes))


def test_columns_are_ordered_so_that_lines_do_not_cross() -> None:
    nodes = [node("a", 0), node("b", 0), node("y", 1), node("x", 1)]
    drawing = lay_out(nodes, [link("a", "x"), link("b", "y")], [], ("A", "B"))
    places = {box.node.key: box.y for box in drawing.boxes}
    assert (places["a"] < places["b"]) == (places["x"] < places["y"])


def test_a_line_over_a_column_passes_between_its_boxes() -> None:
    nodes = [node("a", 0), node("b", 0), node("m", 1), node("x", 2), node("y", 2)]
    links = [link("a", "m"), link("m", "x"), link("a", "y"), link("b", "y")]
    drawing = lay_out(nodes, links, [], ("A", "M", "X"))
    (middle,) = [box for box in drawing.boxes if box.node.key == "m"]
    passing = [curve.path for curve in drawing.curves if "H" in curve.path]
    heights = [float(path.split("H")[0].split()[-1]) for path in passing]
    assert len(passing) == 2
    assert all(not middle.y <= height <= middle.y + middle.height for height in heights)


def test_everything_lies_within_the_drawing() -> None:
    nodes = [node("a", 0), *(node(f"r{number}", 1) for number in range(6))]
    ties = [Tie(left=f"r{number}", right=f"r{number + 1}", label="0.5?") for number in range(5)]
    drawing = lay_out(nodes, [link("a", f"r{number}") for number in range(6)], ties, ("A", "R"))
    assert all(box.y + box.height <= drawing.height and box.x + box.width <= drawing.width for box in drawing.boxes)
    assert all(0 < curve.x <= drawing.width and 0 < curve.y <= drawing.height for curve in drawing.curves)


def test_the_layout_is_the_same_each_time() -> None:
    nodes = [node(f"{column}{number}", column) for column in range(3) for number in range(5)]
    links = [link(f"0{number}", f"1{(number * 3) % 5}") for number in range(5)]
    assert lay_out(nodes, links, [], ("A", "B", "C")) == lay_out(nodes, links, [], ("A", "B", "C"))


def test_a_name_takes_two_lines_at_most() -> None:
    (box,) = lay_out([node("a", 0, "Wort " * 40)], [], [], ("A",)).boxes
    assert len(box.lines) == 2
    assert box.lines[1].endswith("…")


def test_an_axis_holds_the_largest_interval_and_has_few_ticks() -> None:
    assert (axis_of([]), axis_of([1, 2]), axis_of([7])) == (3, 3, 7)
    drawing = draw_interval(20, 60, 31.5, 60, "20 to 60")
    assert [number for _, number in drawing.ticks] == [0, 10, 20, 30, 40, 50, 60]
    assert drawing.expected is not None
    assert drawing.low < drawing.expected < drawing.high


def test_an_interval_of_one_number_has_no_expectation() -> None:
    assert draw_interval(2, 2, 2.0, 3, "2").expected is None


def test_dates_are_as_precise_as_they_are_printed() -> None:
    day, month, year = days_of("2024-06-18T10:00"), days_of("2024-06"), days_of("2024")
    assert day is not None
    assert month is not None
    assert year is not None
    assert day[0] == day[1]
    assert month[1] - month[0] == 29
    assert year[1] - year[0] == 365
    assert [days_of(text) for text in ("", "gestern", "2024-13", "2024-02-30", "0000-01-01")] == [None] * 5
