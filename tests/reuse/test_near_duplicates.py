"""Near-duplicates are verified on exact shingle sets, and groups are made of verified pairs."""

import random
import time
from itertools import combinations, pairwise

import numpy as np
import pytest

from dedup.model import Document, NearDuplicates, Relation
from dedup.reuse.banding import find_candidates
from dedup.reuse.near_duplicates import VerifiedPair, group_near_duplicates, verify
from dedup.reuse.shingles import hash_shingles
from dedup.reuse.sketch import sketch
from dedup.reuse.words import hash_words
from dedup.settings import ReuseSettings

SETTINGS = ReuseSettings()


def words(seed: int, count: int) -> list[str]:
    generator = random.Random(seed)
    return [f"wort{generator.randrange(100_000)}" for _ in range(count)]


def edit(text: list[str], rate: float, seed: int) -> list[str]:
    generator = random.Random(seed)
    return [f"neu{generator.randrange(100_000)}" if generator.random() < rate else word for word in text]


def verified(*texts: list[str]) -> list[VerifiedPair]:
    shingles = hash_shingles(hash_words(" ".join(text) for text in texts), 5)
    return verify(shingles, combinations(range(len(texts)), 2), SETTINGS)


def grouped(texts: list[str]) -> tuple[NearDuplicates, ...]:
    documents = [Document(id=f"d{number:05}", text=text) for number, text in enumerate(texts)]
    found = sketch(texts, shingle_size=5, num_perm=256)
    candidates = find_candidates(found.signatures, found.words.counts > 0, bands=51, rows=5)
    return group_near_duplicates(documents, found, candidates, SETTINGS)


def reference_measures(left: list[str], right: list[str]) -> tuple[float, float, float]:
    """Jaccard and both containments on Python sets."""
    sets = [{tuple(text[start : start + 5]) for start in range(max(len(text) - 4, 1))} for text in (left, right)]
    common = len(sets[0] & sets[1])
    return common / len(sets[0] | sets[1]), common / len(sets[1]), common / len(sets[0])


@pytest.mark.parametrize("rate", [0.0, 0.01, 0.03, 0.05])
def test_figures_are_those_of_python_sets(rate: float) -> None:
    text = words(1, 200) + words(1, 40)  # a paragraph that stands twice counts once
    (pair,) = verified(text, edit(text, rate, seed=2))
    found = (pair.jaccard, pair.containment_in_left, pair.containment_in_right)
    assert found == pytest.approx(reference_measures(text, edit(text, rate, seed=2)))


def test_a_cut_version_is_contained_and_says_so() -> None:
    text = words(1, 400)
    (pair,) = verified(text, text[:150])
    assert (pair.containment_in_left, pair.relation) == (1.0, Relation.CUT)


def test_an_extended_version_says_so() -> None:
    text = words(1, 300)
    (pair,) = verified(text, text + words(2, 80))
    assert (pair.containment_in_right, pair.relation) == (1.0, Relation.EXTENDED)


def test_a_new_lead_on_the_same_body_is_a_near_duplicate_below_the_threshold() -> None:
    body = words(1, 300)
    (pair,) = verified(words(2, 90) + body, words(3, 90) + body)
    assert 0.5 < pair.jaccard < SETTINGS.near_duplicate_jaccard
    assert pair.relation is Relation.NEW_LEAD


def test_articles_that_share_one_agency_paragraph_are_no_near_duplicates() -> None:
    paragraph = words(1, 120)
    assert verified(words(2, 150) + paragraph + words(3, 60), paragraph + words(4, 200)) == []


def test_articles_that_share_scattered_loans_are_no_near_duplicates() -> None:
    loans = [words(seed, 90) for seed in range(4)]
    left = [word for number, loan in enumerate(loans) for word in loan + words(10 + number, 50)]
    right = [word for number, loan in enumerate(loans) for word in loan + words(20 + number, 50)]
    assert verified(left, right) == []


def test_light_edits_leave_the_same_text() -> None:
    text = words(1, 400)
    (pair,) = verified(text, edit(text, 0.02, seed=3))
    assert pair.relation is Relation.SAME_TEXT


def test_tiny_documents_are_compared_whole_and_empty_ones_with_nobody() -> None:
    groups = grouped(["", "Kim reist", "kim REIST!", "...", "Kim reist ab", ""])
    assert [group.documents for group in groups] == [("d00001", "d00002")]
    assert groups[0].similarity == 1.0


@pytest.mark.parametrize("candidates", [[], np.zeros((0, 2), np.int64)])
def test_no_candidates_no_groups(candidates: list[tuple[int, int]]) -> None:
    assert group_near_duplicates([], hash_shingles(hash_words([]), 5), candidates, SETTINGS) == ()


def test_the_order_of_candidates_and_repeats_change_nothing() -> None:
    text = words(1, 100)
    shingles = hash_shingles(hash_words(" ".join(edit(text, 0.02, seed)) for seed in range(4)), 5)
    pairs = list(combinations(range(4), 2))
    expected = verify(shingles, pairs, SETTINGS)
    assert verify(shingles, [(right, left) for left, right in reversed(pairs + pairs)], SETTINGS) == expected


def test_two_hundred_versions_of_one_text_are_one_group_with_evidence() -> None:
    text = words(1, 300)
    texts = [" ".join(edit(text, 0.02, seed)) for seed in range(200)]
    (group,) = grouped(texts)
    assert len(group.documents) == 200
    assert {document for pair in group.pairs for document in (pair.left, pair.right)} == set(group.documents)
    assert group.similarity >= SETTINGS.version_jaccard


def test_ten_thousand_copies_cost_linear_time() -> None:
    text = " ".join(words(1, 60))
    started = time.process_time()
    (group,) = grouped([text] * 10_000 + [text + " und mehr"])
    assert time.process_time() - started < 20
    assert len(group.documents) == 10_001
    assert len(group.pairs) < 2 * 10_000


def test_a_chain_of_versions_is_one_group_whose_pairs_hold() -> None:
    """The ends share nothing; they are one group by their verified links, and only those are listed."""
    text = words(1, 600)
    parts = [" ".join(text[start : start + 300]) for start in range(0, 301, 30)]
    (group,) = grouped(parts)
    assert all(pair.jaccard >= SETTINGS.version_jaccard for pair in group.pairs)
    listed = {(pair.left, pair.right) for pair in group.pairs}
    assert set(pairwise(group.documents)) <= listed
    assert ("d00000", "d00010") not in listed
