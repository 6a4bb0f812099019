"""Merging: one reuse is one alignment."""

import time

import pytest

from dedup.reuse.aligned import Alignment
from dedup.reuse.merging import find_shuffled, gather, thin
from dedup.settings import ReuseSettings

Range = tuple[int, int]


def alignment(left: Range, right: Range, *, matched: int | None = None, documents: Range = (0, 1)) -> Alignment:
    words = matched if matched is not None else left[1] - left[0]
    verbatim = matched is None
    return Alignment(*documents, *left, *right, words, words, float(words), is_verbatim=verbatim)


def ranges(alignments: list[Alignment]) -> list[tuple[Range, Range]]:
    return [((item.left_start, item.left_end), (item.right_start, item.right_end)) for item in alignments]


def gathered(*pieces: Alignment) -> list[tuple[Range, Range]]:
    return ranges(gather(pieces, ReuseSettings()))


def test_shuffled_sentences_of_one_block_are_one_reuse_with_its_pieces() -> None:
    pieces = [
        alignment((100, 108), (540, 548)),
        alignment((108, 130), (518, 540)),
        alignment((130, 140), (508, 518)),
        alignment((140, 148), (500, 508)),
    ]
    (found,) = find_shuffled(pieces, ReuseSettings())
    assert ranges([found]) == [((100, 148), (500, 548))]
    assert found.matched == 48
    assert list(found.pieces) == pieces
    assert not found.is_verbatim


def test_sentences_far_apart_on_one_side_stay_separate() -> None:
    one, other = ((100, 120), (500, 520)), ((120, 140), (900, 920))
    assert gathered(alignment(*one), alignment(*other)) == [one, other]


def test_blocks_with_other_text_between_stay_separate() -> None:
    one, other = ((100, 120), (500, 520)), ((140, 160), (540, 560))
    assert gathered(alignment(*one), alignment(*other)) == [one, other]


def test_a_short_sentence_alone_is_no_reuse() -> None:
    assert gathered(alignment((100, 108), (500, 508))) == []


def test_a_template_filled_in_differently_beside_a_long_reuse_is_none() -> None:
    long = ((100, 300), (500, 700))
    short = alignment((900, 916), (1900, 1916), matched=13)
    assert gathered(alignment(*long), short) == [long]
    assert gathered(short) == ranges([short])


def test_verbatim_wording_beside_a_long_reuse_is_always_kept() -> None:
    long, short = ((100, 300), (500, 700)), ((900, 914), (1900, 1914))
    assert gathered(alignment(*long), alignment(*short)) == [long, short]


@pytest.mark.parametrize(("copies", "others", "expected"), [(1, 1, 1), (1, 3, 3), (3, 1, 3), (3, 3, 3), (2, 3, 3)])
def test_wording_with_copies_on_both_sides_makes_no_products(copies: int, others: int, expected: int) -> None:
    found = thin(
        [
            alignment((left * 100, left * 100 + 20), (right * 100, right * 100 + 20))
            for left in range(copies)
            for right in range(others)
        ]
    )
    assert len(found) == expected


def test_the_better_of_two_alignments_of_one_wording_stays() -> None:
    best, worse = alignment((100, 140), (500, 540)), alignment((120, 135), (521, 537), matched=13)
    assert thin([worse, best]) == [best]


def test_ten_thousand_alignments_of_a_pair_are_thinned_in_a_second() -> None:
    pieces = [
        alignment((left * 30, left * 30 + 14), (right * 30, right * 30 + 14))
        for left in range(100)
        for right in range(100)
    ]
    started = time.process_time()
    assert len(gather(pieces, ReuseSettings())) == 100
    assert time.process_time() - started < 1
