"""What is looked for first, and what is left out before anybody reads a text."""

import random

import numpy as np

from dedup.index.prepared import prepare
from dedup.index.questions import ask, find_seeds
from dedup.index.run import build_run
from dedup.model import Document
from dedup.reuse.words import hash_words
from dedup.settings import ReuseSettings


def _texts(count: int) -> list[str]:
    draw = random.Random(5)
    return [" ".join(f"w{draw.randrange(5)}" for _ in range(draw.choice([0, 2, 4, 5, 40]))) for _ in range(count)]


def test_shingles_are_found_wherever_they_stand_though_shorter_seeds_are_looked_for_first() -> None:
    settings = ReuseSettings()
    documents = [Document(id=str(number), text=text) for number, text in enumerate(_texts(60))]
    run = build_run(prepare(documents[:40], settings), range(40), settings)
    questions = ask(prepare(documents[40:], settings), {}, settings)

    expected = run.seeds.find(questions.hashes)
    found = find_seeds(questions, run)

    assert len(found) > 50
    for column in ("rows", "starts", "ends"):
        assert np.array_equal(getattr(found, column), getattr(expected, column))


def test_a_short_text_has_the_same_words_as_in_a_long_batch() -> None:
    text = "Über Öl, Gas und İstanbul: 17 Minister_innen reisten ab."
    alone = hash_words([text])
    among_many = hash_words([text] * 400)

    assert np.array_equal(among_many.hashes, np.tile(alone.hashes, 400))
