"""Pairs: which documents are read sentence by sentence where not all can be."""

import random

import numpy as np
import pytest

from dedup.reuse.paraphrase.pairs import ChosenPairs, choose_pairs
from dedup.reuse.words import hash_words
from dedup.settings import ReuseSettings

STORIES = {
    "flood": "Kranführer Blumenau Sturzflut Nachtschicht Treppenhaus Funkmast Hubschrauber Rettungsboot",
    "alps": "Almhütte Wegekreuz Schneelast Murmeltier",
}


def noise(seed: int, count: int = 80) -> str:
    generator = random.Random(seed)
    return " ".join("".join(generator.choices("abcdefgh", k=6)) + str(seed) for _ in range(count))


def choose(room: int) -> ChosenPairs:
    """Five versions of one story, two of a shorter one, and many other texts."""
    texts = [f"{noise(number)} {STORIES['flood']} {noise(number + 100)}" for number in range(5)]
    texts += [f"{noise(number)} {STORIES['alps']} {noise(number + 100)}" for number in (5, 6)]
    texts += [noise(number) for number in range(7, 50)]
    words = hash_words(texts)
    nothing = np.zeros(len(words.hashes), np.bool_)
    return choose_pairs(words, (), nothing, ReuseSettings(max_paraphrase_pairs=room))


@pytest.mark.parametrize("room", [4, 11])
def test_many_versions_of_one_story_leave_room_for_another(room: int) -> None:
    assert (5, 6) in choose(room).pairs


def test_all_versions_are_paired_where_there_is_room() -> None:
    chosen = choose(11)
    assert len(chosen.pairs) == 11
    assert chosen.notes == ()


def test_pairs_without_room_are_counted() -> None:
    (note,) = choose(4).notes
    assert note.startswith("7 pairs of documents were not compared")
