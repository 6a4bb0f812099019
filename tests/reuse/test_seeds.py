"""Seeds: which places are worth an alignment is decided on columns."""

import random
from collections import defaultdict

import numpy as np
import numpy.typing as npt

from dedup.reuse.seeds import Segments, content_sums, find_segments
from dedup.reuse.shared import SharedShingles
from dedup.reuse.words import Words, hash_words
from dedup.settings import ReuseSettings

NONE = np.zeros(0, np.int64)


def fresh(generator: random.Random, count: int) -> list[str]:
    return ["".join(generator.choices("abcdefghijklmnopqrst", k=8)) for _ in range(count)]


def share(words: Words, size: int = 4) -> SharedShingles:
    """All pairs of places of equal runs, the slow and obvious way."""
    places = defaultdict(list)
    for document in range(len(words.counts)):
        start, end = words.offsets[document], words.offsets[document + 1]
        for place in range(start, end - size + 1):
            places[tuple(words.hashes[place : place + size].tolist())].append(place)
    pairs = sorted(
        (left, right) for found in places.values() for row, left in enumerate(found) for right in found[row + 1 :]
    )
    lefts, rights = np.array(pairs, np.int64).reshape(-1, 2).T
    return SharedShingles(lefts, rights, NONE, NONE, 0)


def segments_of(*texts: str, covers: npt.NDArray[np.bool_] | None = None) -> tuple[Words, Segments]:
    words = hash_words(texts)
    return words, find_segments(words, share(words), ReuseSettings(), covers)


def sides(words: Words, segments: Segments) -> set[tuple[int, int]]:
    """First words of both sides, counted from the start of their documents."""
    return {
        (int(left - words.offsets[one]), int(right - words.offsets[other]))
        for left, right, one, other in zip(
            segments.left_starts,
            segments.right_starts,
            segments.left_documents,
            segments.right_documents,
            strict=True,
        )
    }


def test_a_shared_run_is_one_segment_from_its_first_to_its_last_word() -> None:
    generator = random.Random(1)
    run = fresh(generator, 20)
    words, found = segments_of(
        " ".join(fresh(generator, 30) + run + fresh(generator, 5)), " ".join(fresh(generator, 7) + run)
    )
    assert len(found) == 1
    assert {*sides(words, found)} <= {(30, 7), (7, 30)}
    assert int(found.left_ends[0] - found.left_starts[0]) == 20
    assert found.promising.tolist() == [True]


def test_five_words_in_unrelated_texts_are_dropped() -> None:
    generator = random.Random(2)
    run = fresh(generator, 5)
    _, found = segments_of(
        " ".join(fresh(generator, 30) + run + fresh(generator, 30)),
        " ".join(fresh(generator, 30) + run + fresh(generator, 30)),
    )
    assert len(found) == 0


def test_short_sentences_beside_a_long_one_are_kept_but_not_promising() -> None:
    generator = random.Random(3)
    long, short = fresh(generator, 20), fresh(generator, 6)
    around = [fresh(generator, 40) for _ in range(4)]
    _, found = segments_of(
        " ".join(around[0] + long + short + around[1]), " ".join(around[2] + short + long + around[3])
    )
    assert sorted(found.promising.tolist()) == [False, True]


def test_a_stretch_must_stand_out_of_texts_that_agree_all_along() -> None:
    generator = random.Random(4)
    base = fresh(generator, 200)

    def version() -> list[str]:
        return [word if generator.random() < 0.5 else fresh(generator, 1)[0] for word in base]

    one, other = version(), version()
    one[100:105] = other[100:105] = base[100:105]
    assert len(segments_of(" ".join(one), " ".join(other))[1].promising.nonzero()[0]) == 0


def test_site_text_matches_nothing() -> None:
    generator = random.Random(5)
    run = fresh(generator, 11)
    texts = (" ".join(run + fresh(generator, 20)), " ".join(run + fresh(generator, 20)))
    assert len(segments_of(*texts)[1]) == 1
    covers = np.zeros(62, np.bool_)
    covers[4:11] = covers[35:42] = True
    assert len(segments_of(*texts, covers=covers)[1]) == 0


def test_orientation_follows_the_content_and_not_the_order_of_documents() -> None:
    generator = random.Random(6)
    run = fresh(generator, 20)
    one, other = " ".join(fresh(generator, 9) + run), " ".join(fresh(generator, 3) + run)
    assert sides(*segments_of(one, other)) == sides(*segments_of(other, one))


def test_content_sums_of_empty_documents_are_zero_and_of_copies_equal() -> None:
    sums = content_sums(hash_words(["", "Kim reist", "", "kim REIST", "Kim"]))
    assert sums[0] == sums[2] == 0
    assert sums[1] == sums[3] != sums[4]


def test_no_pairs_make_no_segments() -> None:
    assert len(segments_of("", "")[1]) == 0
