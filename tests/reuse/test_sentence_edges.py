"""Edges of edited overlaps go on to those of sentences that are near on both sides."""

import numpy as np
import pytest

from dedup.model import Document
from dedup.reuse.aligned import Alignment
from dedup.reuse.overlaps import WordPlaces
from dedup.reuse.sentence_edges import reach_sentence_edges
from dedup.reuse.words import Words, hash_words

BODY = "der Minister reiste am Dienstag mit vielen Beratern in den Osten des Landes und traf dort die Bauern aus"
BODY_WORDS = 19


def reach(
    left: str, right: str, starts: tuple[int, int], *, is_verbatim: bool = False, cover: bool = False
) -> tuple[str, str]:
    """What stands in both overlaps when those of `BODY` start at these words."""
    found = hash_words([left, right])
    words = Words(found.hashes, found.offsets)
    first_left, first_right = starts[0], int(words.offsets[1]) + starts[1]
    alignment = Alignment(
        0,
        1,
        first_left,
        first_left + BODY_WORDS,
        first_right,
        first_right + BODY_WORDS,
        18,
        is_verbatim=is_verbatim,
    )
    places = WordPlaces(words, [Document(id="a", text=left), Document(id="b", text=right)])
    covers = np.full(len(words.hashes), cover)
    moved = reach_sentence_edges(words, alignment, places, covers)
    return (
        places.locate(0, moved.left_start, moved.left_end).span.within(left),
        places.locate(1, moved.right_start, moved.right_end).span.within(right),
    )


def test_an_edge_goes_on_to_the_end_of_the_sentence() -> None:
    found = reach(
        f"Es war anders. Heute {BODY} Bonn. Dann kam er.",
        f"Ende erreicht. Gestern {BODY} Trier an. Na dann.",
        (4, 3),
    )
    assert found == (f"Heute {BODY} Bonn", f"Gestern {BODY} Trier an")


def test_an_edge_at_the_end_of_a_sentence_stays() -> None:
    assert reach(f"Es war anders. {BODY}. Dann", f"Ende erreicht. {BODY}. Na", (3, 2)) == (BODY, BODY)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (f"Es war {BODY} Bonn und mehr. Dann", f"Ende gut {BODY} Trier. Na"),  # too far on the left
        (f"Es war {BODY} Nr. 5 und mehr. Dann", f"Ende gut {BODY} Trier. Na"),  # an abbreviation
        (f"Es war {BODY} Bonn. und mehr", f"Ende gut {BODY} Trier. Na"),  # a small letter follows
    ],
)
def test_an_edge_stays_where_one_side_has_no_end_near(left: str, right: str) -> None:
    left, right = f"Ja so war das damals {left}", f"Ja so war das damals {right}"
    assert reach(left, right, (7, 7)) == (BODY, BODY)


def test_a_short_sentence_is_not_taken_along() -> None:
    left, right = f"Wer war es denn nur: {BODY}. Ja ja. Gut", f"Wer war es denn nur: {BODY}. Nun gut. Na"
    assert reach(left, right, (5, 5)) == (BODY, BODY)


def test_verbatim_overlaps_and_site_text_stay() -> None:
    left, right = f"Wer war es denn nur: {BODY} Bonn. Ja", f"Wer war es denn nur: {BODY} Trier. Na"
    assert reach(left, right, (5, 5)) == (f"{BODY} Bonn", f"{BODY} Trier")
    assert reach(left, right, (5, 5), is_verbatim=True) == (BODY, BODY)
    assert reach(left, right, (5, 5), cover=True) == (BODY, BODY)
