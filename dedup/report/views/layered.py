"""A small graph laid out in columns, from articles on the left to sources on the right, for a static SVG.

In: nodes with their columns, and edges. Out: boxes, curves and arcs with positions. Every column is ordered by
where its neighbours stand (Sugiyama's barycentres); at most a few dozen nodes, so that nothing cleverer is needed.
"""

import itertools
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_BOX = 204
_GAP = 76
_MARGIN = 8
_HEAD = 26
_LINE = 16
_REMARK = 14
_PADDING = 16
_SPACE = 14
_ARC = 34
_ARC_STEP = 22
_LABEL = 26
_CHARACTERS = 25
"""Characters of a name that a line of a box holds; what is wider is cut off by the box."""
_LINES = 2
_SWEEPS = 4
_WAY = "way"
"""Style of what keeps a place free, so that a curve passes between boxes and not behind them."""
_WAY_HEIGHT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What is drawn as a box. `style` is a class of the style sheet."""

    key: str
    column: int
    name: str
    remark: str
    style: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What is drawn as a curve between two columns; `width` in pixels."""

    source: str
    target: str
    width: float
    style: str
    href: str | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What is drawn as an arc beside the last column: two sources that may be one."""

    left: str
    right: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A node with its place."""

    node: Node
    x: int
    y: float
    width: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A path of SVG, with a place for its label."""

    path: str
    style: str
    width: float
    label: str
    x: float
    y: float
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything with its place; `heads` are (position, text)."""

    width: int
    height: int
    heads: tuple[tuple[int, str], ...]
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]


def lay_out(nodes: Sequence[Node], links: Sequence[Link], ties: Sequence[Tie], heads: Sequence[str]) -> Drawing:
    """Place nodes in their columns, with as few crossings as a few sweeps give."""
    routes = _route(nodes, links)
    ways = [way for _, route in routes for way in route[1:-1]]
    columns = _order([*nodes, *ways], routes, len(heads))
    tallest = max((_height_of(column) for column in columns), default=0)
    boxes = {box.node.key: box for number, column in enumerate(columns) for box in _stack(column, number, tallest)}
    drawn = [tie for tie in ties if tie.left in boxes and tie.right in boxes]
    arcs = tuple(_arc(boxes[tie.left], boxes[tie.right], tie, number) for number, tie in enumerate(drawn))
    room = _ARC + _ARC_STEP * len(arcs) + _LABEL if arcs else 0
    return Drawing(
        width=2 * _MARGIN + len(heads) * _BOX + (len(heads) - 1) * _GAP + room,
        height=round(_HEAD + tallest + 2 * _MARGIN),
        heads=tuple((_left(number), head) for number, head in enumerate(heads)),
        boxes=tuple(box for box in boxes.values() if box.node.style != _WAY),
        curves=(*(_curve([boxes[node.key] for node in route], link) for link, route in routes), *arcs),
    )


def _route(nodes: Sequence[Node], links: Sequence[Link]) -> list[tuple[Link, list[Node]]]:
    """Give every link that skips columns a place to pass in each of them."""
    by_key = {node.key: node for node in nodes}
    routes = []
    for number, link in enumerate(links):
        source, target = by_key[link.source], by_key[link.target]
        ways = [
            Node(key=f"{_WAY}:{number}:{column}", column=column, name="", remark="", style=_WAY, href=None)
            for column in range(source.column + 1, target.column)
        ]
        routes.append((link, [source, *ways, target]))
    return routes


def _order(nodes: Sequence[Node], routes: Sequence[tuple[Link, Sequence[Node]]], columns: int) -> list[list[Node]]:
    """Order every column by the mean place of its neighbours; the first order is that of the nodes."""
    stacks = [[node for node in nodes if node.column == number] for number in range(columns)]
    neighbours: dict[str, list[str]] = {node.key: [] for node in nodes}
    for _, route in routes:
        for left, right in itertools.pairwise(route):
            neighbours[left.key].append(right.key)
            neighbours[right.key].append(left.key)
    for sweep in range(_SWEEPS):
        places = {node.key: place / max(1, len(stack) - 1) for stack in stacks for place, node in enumerate(stack)}
        for stack in stacks[1:] if sweep % 2 == 0 else stacks[:-1]:
            stack.sort(key=lambda node: _barycentre(node.key, neighbours, places))
    return stacks


def _barycentre(key: str, neighbours: Mapping[str, Sequence[str]], places: Mapping[str, float]) -> float:
    near = neighbours[key]
    return round(sum(places[other] for other in near) / len(near), 6) if near else places[key]


def _lines_of(node: Node) -> tuple[str, ...]:
    return tuple(textwrap.wrap(node.name, _CHARACTERS, max_lines=_LINES, placeholder="…")) or ("–",)


def _box_height(node: Node) -> int:
    if node.style == _WAY:
        return _WAY_HEIGHT
    return _PADDING + _LINE * len(_lines_of(node)) + (_REMARK if node.remark else 0)


def _height_of(column: Sequence[Node]) -> int:
    return sum(_box_height(node) + _SPACE for node in column) - _SPACE if column else 0


def _stack(column: Sequence[Node], number: int, tallest: int) -> list[Box]:
    """Put the boxes of one column under each other, in the middle of the drawing."""
    y = _HEAD + _MARGIN + (tallest - _height_of(column)) / 2
    boxes = []
    for node in column:
        boxes.append(
            Box(node=node, x=_left(number), y=y, width=_BOX, height=_box_height(node), lines=_lines_of(node))
        )
        y += boxes[-1].height + _SPACE
    return boxes


def _left(column: int) -> int:
    return _MARGIN + column * (_BOX + _GAP)


def _curve(route: Sequence[Box], link: Link) -> Curve:
    """A curve from the right edge of the first box to the left edge of the last, straight on where it passes."""
    stops = [(box.x, box.x + _BOX, box.y + box.height / 2) for box in route]
    path = f"M{stops[0][1]} {stops[0][2]:g}"
    for (_, x1, y1), (x2, out, y2) in itertools.pairwise(stops):
        bend = max(_GAP / 2, (x2 - x1) / 2)
        path += f"C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2} {y2:g}"
        if (x2, out, y2) != stops[-1]:
            path += f"H{out}"
    x, y = _label_place(route)
    return Curve(
        path=path,
        style=link.style,
        width=link.width,
        label=link.label,
        x=x,
        y=y,
        href=link.href,
    )


def _label_place(route: Sequence[Box]) -> tuple[float, float]:
    """Where the label of a curve is nearest to it alone: where it passes a column, else between its boxes."""
    if route[1:-1]:
        return route[1].x + _BOX / 2, route[1].y + route[1].height / 2
    left, right = route
    return (left.x + _BOX + right.x) / 2, (left.y + left.height / 2 + right.y + right.height / 2) / 2


def _arc(first: Box, second: Box, tie: Tie, number: int) -> Curve:
    """An arc on the right of the last column; each further one reaches farther out."""
    y1, y2 = first.y + first.height / 2, second.y + second.height / 2
    x, reach = first.x + _BOX, _ARC + number * _ARC_STEP
    out = x + reach * 4 / 3  # the curve itself reaches three quarters of its control points
    return Curve(
        path=f"M{x} {y1:g}C{out:g} {y1:g} {out:g} {y2:g} {x} {y2:g}",
        style="tie",
        width=1.5,
        label=tie.label,
        x=x + reach,
        y=(y1 + y2) / 2,
        href=None,
    )
