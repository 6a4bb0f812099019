"""Candidates: documents that share rare words near each other, found without comparing all pairs."""

import random

import numpy as np
import pytest

from dedup.reuse.alignment import Alignment
from dedup.reuse.paraphrase.candidates import Candidates, find_candidate_pairs
from dedup.reuse.words import hash_words
from dedup.settings import ReuseSettings

RARE = "Kranführer Blumenau Sturzflut Nachtschicht Treppenhaus Funkmast"


def noise(seed: int, count: int = 80) -> str:
    generator = random.Random(seed)
    return " ".join("".join(generator.choices("abcdefgh", k=6)) + str(seed) for _ in range(count))


def candidates(*texts: str, alignments: tuple[Alignment, ...] = ()) -> Candidates:
    words = hash_words(texts)
    return find_candidate_pairs(words, alignments, np.zeros(len(words.hashes), np.bool_), ReuseSettings())


def test_rare_words_in_another_order_make_a_candidate() -> None:
    turned = " ".join(reversed(RARE.split()))
    found = candidates(f"{noise(1)} {RARE} {noise(2)}", noise(3), f"{noise(4)} {turned} {noise(5)}")
    assert (found.lefts.tolist(), found.rights.tolist()) == ([0], [2])
    assert found.shared.tolist() == [14]  # each of six words with the next four


def test_the_same_words_far_apart_make_none() -> None:
    scattered = " ".join(f"{word} {noise(number, 40)}" for number, word in enumerate(RARE.split()))
    assert candidates(f"{noise(11)} {RARE}", scattered).lefts.tolist() == []


def test_pairs_are_as_alike_as_the_rare_words_around_their_keys() -> None:
    met, left, right = "Almhütte Wegekreuz Schneelast", "Murmeltier Talstation Gondel", "Enzian Geröll Klettersteig"
    found = candidates(RARE, RARE, f"{met} {left}", f"{met} {right}", left, right)
    pairs = list(zip(found.lefts.tolist(), found.rights.tolist(), strict=True))
    alike = dict(zip(pairs, found.compare(np.arange(len(pairs))), strict=True))
    assert alike[0, 1] == pytest.approx(1.0)
    assert alike[2, 3] == pytest.approx(0.5)


def test_what_is_aligned_already_counts_for_nothing() -> None:
    aligned = Alignment(
        left_document=0, right_document=1, left_start=80, left_end=86, right_start=166, right_end=172, matched=6
    )
    texts = (f"{noise(1)} {RARE}", f"{noise(2)} {RARE}")
    assert candidates(*texts, alignments=(aligned,)).lefts.tolist() == []
    assert candidates(*texts).lefts.tolist() == [0]


def test_words_left_out_make_no_candidate() -> None:
    words = hash_words([f"{noise(1)} {RARE}", f"{noise(2)} {RARE}"])
    found = find_candidate_pairs(words, (), np.ones(len(words.hashes), np.bool_), ReuseSettings())
    assert found.lefts.tolist() == []


def test_a_set_phrase_of_many_documents_is_counted_not_paired() -> None:
    found = candidates(*(f"{noise(number)} Blumenau Funkmast {noise(number + 100)}" for number in range(30)))
    assert found.lefts.tolist() == []
    assert found.common == 1


def test_nothing_makes_no_candidates() -> None:
    assert candidates().lefts.tolist() == []
    assert candidates("", "").lefts.tolist() == []
