"""Alignment agrees with a slow and obvious one, and nothing depends on the order of documents."""

import random
from operator import itemgetter

import pytest

from dedup.model import Document, Overlap
from dedup.reuse import find_reuse
from dedup.settings import ReuseSettings

COST = ReuseSettings().mismatch_cost


def fresh(generator: random.Random, count: int) -> list[str]:
    return ["".join(generator.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(count)]


def smith_waterman(left: list[str], right: list[str]) -> tuple[int, int, int, int]:
    """The half-open ranges of the stretch that earns most (Smith and Waterman 1981, every cell)."""
    best = (0.0, (0, 0), 0, 0)
    previous = [(0.0, (0, column)) for column in range(len(right) + 1)]
    for row, word in enumerate(left, start=1):
        current = [(0.0, (row, 0))]
        for column, other in enumerate(right, start=1):
            gain, start = previous[column - 1]
            options = (
                (0.0, (row, column)),
                (gain + (1 if word == other else -COST), start),
                (previous[column][0] - COST, previous[column][1]),
                (current[-1][0] - COST, current[-1][1]),
            )
            current.append(max(options, key=itemgetter(0)))
            if current[-1][0] > best[0]:
                best = (*current[-1], row, column)
        previous = current
    _, (left_start, right_start), left_end, right_end = best
    return left_start, left_end, right_start, right_end


def change(generator: random.Random, words: list[str], rate: float) -> list[str]:
    """Replace, drop and add words, but never at the ends."""
    changed = words[:1]
    for word in words[1:-1]:
        kind = generator.random() if generator.random() < rate else 1.0
        if kind < 0.6:
            changed += fresh(generator, 1)
        elif kind >= 0.8:
            changed += [word, *(fresh(generator, 1) if kind < 1 else [])]
    return changed + words[-1:]


def word_ranges(overlap: Overlap, left: list[str], right: list[str]) -> tuple[int, int, int, int]:
    def words(text: str, start: int, end: int) -> tuple[int, int]:
        return text[:start].count(" "), text[:end].count(" ") + 1

    one, other = " ".join(left), " ".join(right)
    return (
        *words(one, overlap.left.span.start, overlap.left.span.end),
        *words(other, overlap.right.span.start, overlap.right.span.end),
    )


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.1, 0.2])
def test_stretches_are_those_of_smith_and_waterman(rate: float) -> None:
    generator = random.Random(round(rate * 100))
    same = count = 0
    for _ in range(40):
        passage = fresh(generator, generator.randrange(16, 60))
        left = fresh(generator, generator.randrange(30)) + passage + fresh(generator, generator.randrange(30))
        right = (
            fresh(generator, generator.randrange(30))
            + change(generator, passage, rate)
            + fresh(generator, generator.randrange(30))
        )
        documents = [Document(id="a", text=" ".join(left)), Document(id="b", text=" ".join(right))]
        found = find_reuse(documents, ReuseSettings()).overlaps
        if found:
            count += 1
            same += word_ranges(found[0], left, right) == smith_waterman(left, right)
            assert len(found) == 1
    assert count >= 36
    assert same >= 0.95 * count  # at a tie in gain either range is right


def spans(documents: list[Document]) -> set[frozenset[tuple[str, int, int]]]:
    """Overlaps by the texts of their documents, without sides."""
    texts = {document.id: document.text for document in documents}
    ordered = sorted(documents, key=lambda document: document.id)
    return {
        frozenset((texts[side.document], side.span.start, side.span.end) for side in (overlap.left, overlap.right))
        for overlap in find_reuse(ordered, ReuseSettings()).overlaps
    }


def test_renaming_documents_changes_no_overlap() -> None:
    generator = random.Random(9)
    texts = []
    passages = [fresh(generator, 40) for _ in range(4)]
    for _ in range(12):
        words = fresh(generator, 20)
        for passage in generator.sample(passages, 2):
            words += change(generator, passage, 0.15) + fresh(generator, 20)
        texts.append(" ".join(words))
    expected = spans([Document(id=f"d{number:02}", text=text) for number, text in enumerate(texts)])
    assert len(expected) > 20
    for _ in range(4):
        generator.shuffle(texts)
        assert spans([Document(id=f"d{number:02}", text=text) for number, text in enumerate(texts)]) == expected
