"""Texts made to be slow: what is asked of each word must not look through the whole text."""

import time

from dedup.model import Document
from dedup.statements import find_statements
from dedup.text import view_text

_MOST_SECONDS = 3.0
"""Ten times what it takes; looking through the text for each name took ten seconds."""


def test_names_that_end_in_s_are_not_each_looked_for_in_the_whole_text() -> None:
    view = view_text(Document(id="a", language="de", text="Brandts Kellers und " * 8_000))
    start = time.process_time()
    find_statements(view)
    assert time.process_time() - start < _MOST_SECONDS


def test_a_set_phrase_of_a_sentence_is_told_of_each_of_its_statements_and_of_no_other_sentence() -> None:
    text = (
        "Der Bericht legt nahe, dass Norwegen im Herbst Fregatten verkauft; die Werften bauen weitere Schiffe. "
        "Dänemark kaufte im Frühjahr neue Hubschrauber."
    )
    view = view_text(Document(id="a", language="de", text=text))
    assert [(found.sentence, found.hedge) for found in find_statements(view)] == [
        (0, "legt nahe"),
        (0, "legt nahe"),
        (0, "legt nahe"),
        (1, None),
    ]
