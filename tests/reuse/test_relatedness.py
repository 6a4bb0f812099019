"""Documents that share a piece of text are of one story or have nothing else in common."""

from collections.abc import Sequence

import numpy as np
import pytest

from dedup.model import Document
from dedup.reuse.overlaps import WordPlaces
from dedup.reuse.relatedness import Rests
from dedup.reuse.seeds import content_sums
from dedup.reuse.standing_text import Stretches
from dedup.reuse.words import Words, hash_words

NOTICE = "Alle Rechte vorbehalten, die Redaktion dankt für das Interesse"
OF_ONE_STORY = [
    "Der Hafen von Kiel bleibt wegen eines Lecks gesperrt, Frachter weichen nach Rostock aus.",
    "Wegen eines Lecks bleibt der Hafen in Kiel gesperrt; Frachter müssen nach Rostock ausweichen.",
    "Frachter weichen nach Rostock aus, solange der Hafen von Kiel wegen des Lecks gesperrt bleibt.",
    "Gesperrt bleibt der Hafen Kiel: Ein Leck zwingt Frachter, nach Rostock auszuweichen.",
    "Das Leck im Hafen von Kiel: Frachter weichen nach Rostock aus, solange gesperrt bleibt.",
    "Kiel: Hafen bleibt wegen Lecks gesperrt, Frachter fahren nach Rostock.",
]
OF_SIX = [
    "Der Hafen von Kiel bleibt wegen eines Lecks gesperrt, Frachter weichen nach Rostock aus.",
    "Bäcker aus Jena backen zum Stadtfest ein Brot von zwölf Metern Länge.",
    "Forscher zählen im Wattenmeer mehr Kegelrobben als jemals zuvor.",
    "Trierer Winzer klagen nach spätem Frost über verlorene Ernten.",
    "Straßenbahnen fahren in Leipzig künftig nachts alle dreißig Minuten.",
    "Museum zeigt verschollene Aquarelle einer vergessenen Malerin.",
]


class Asked:
    """The places of words, and which documents were asked for since the last look."""

    def __init__(self, words: Words, documents: Sequence[Document]) -> None:
        self.places = WordPlaces(words, documents)
        self.numbers: set[int] = set()

    def spans(self, document: int) -> tuple[str, np.ndarray, np.ndarray]:
        self.numbers.add(document)
        return self.places.spans(document)


def compare(texts: Sequence[str]) -> tuple[float | None, set[int]]:
    """How surely the documents share nothing but a notice, and which were asked for beside the first three."""
    documents = [Document(id=str(number), text=f"{NOTICE} {text}") for number, text in enumerate(texts)]
    words = hash_words(document.text for document in documents)
    asked = Asked(words, documents)
    nothing = Stretches.of(np.zeros(0, np.int32), np.zeros(0, np.int32))
    rests = Rests(words, content_sums(words), nothing, asked.spans)
    asked.numbers.clear()
    rests._own_words.cache_clear()  # the reference has read the documents
    starts = words.offsets[:-1].tolist()
    found = rests.compare(range(len(texts)), starts, [start + len(NOTICE.split()) for start in starts])
    return found, asked.numbers


def test_documents_of_different_stories_share_nothing_but_the_notice() -> None:
    found, asked = compare(OF_SIX)
    assert found == pytest.approx(1.0)
    assert asked == set(range(6))


def test_documents_plainly_of_one_story_are_told_from_the_first_four() -> None:
    assert compare(OF_ONE_STORY) == (0.0, {0, 1, 2, 3})


def test_four_of_one_story_with_one_of_another_are_read_to_the_end() -> None:
    found, asked = compare([*OF_ONE_STORY[:3], OF_SIX[1], *OF_ONE_STORY[3:]])
    assert found is not None
    assert found < 0.5
    assert asked == set(range(7))


def test_documents_of_which_nothing_is_left_say_nothing() -> None:
    assert compare([""] * 6)[0] is None


def test_the_longest_part_outside_of_stretches_is_found_in_a_range() -> None:
    stretches = Stretches.of(np.array([4, 10], np.int32), np.array([6, 15], np.int32))
    assert stretches.longest_gap(0, 20) == 5
    assert stretches.longest_gap(5, 12) == 4
    assert stretches.longest_gap(11, 14) == 0
    assert Stretches.of(np.zeros(0, np.int32), np.zeros(0, np.int32)).longest_gap(3, 9) == 6
