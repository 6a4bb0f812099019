"""Parts: the same articles make the same parts, whatever stands before or behind them."""

from hashlib import sha256

from dedup.engine import Part, cut_parts

KEYS = [sha256(str(number).encode()).digest() for number in range(5_000)]
PARTS = tuple(cut_parts(KEYS))


def names(parts: tuple[Part, ...]) -> set[str]:
    return {part.name for part in parts}


def test_parts_hold_every_item_once_in_order() -> None:
    assert [number for part in PARTS for number in part.items] == list(range(5_000))


def test_parts_are_neither_large_nor_many() -> None:
    assert max(len(part.items) for part in PARTS) <= 128
    assert 40 < len(PARTS) < 200


def test_an_item_in_front_leaves_nearly_all_parts_as_they_are() -> None:
    moved = tuple(cut_parts([b"new!" * 8, *KEYS]))
    assert len(names(PARTS) - names(moved)) <= 3


def test_an_item_that_changed_changes_its_part() -> None:
    changed = tuple(cut_parts([*KEYS[:2_500], b"new!" * 8, *KEYS[2_501:]]))
    lost = [part for part in PARTS if part.name not in names(changed)]
    assert any(2_500 in part.items for part in lost)
    assert len(lost) <= 4


def test_no_items_make_no_parts() -> None:
    assert list(cut_parts([])) == []
