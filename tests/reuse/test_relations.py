"""The relation of two versions follows from where each has text of its own."""

import numpy as np
import pytest

from dedup.model import Relation
from dedup.reuse.near_duplicates import verify
from dedup.reuse.relations import Coverage, cover, relate, shares_body
from dedup.reuse.shingles import hash_shingles
from dedup.reuse.words import hash_words
from dedup.settings import ReuseSettings

SETTINGS = ReuseSettings()


def covered(*runs: int) -> Coverage:
    """Coverage of a text from lengths of its runs of shingles: shared, own, shared, own, ..."""
    flags = [number % 2 == 0 for number, length in enumerate(runs) for _ in range(length)]
    return cover(np.array(flags, np.bool_), SETTINGS)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ((100,), Coverage(size=100, head=0, own=0, body=100)),
        ((0, 100), Coverage(size=100, head=100, own=100, body=0)),
        ((0, 30, 70), Coverage(size=100, head=30, own=30, body=70)),
        ((70, 30), Coverage(size=100, head=0, own=30, body=70)),
        ((0, 11, 89), Coverage(size=100, head=11, own=0, body=89)),
        # One changed word takes five shingles with it: no text of its own.
        ((50, 5, 45), Coverage(size=100, head=0, own=0, body=95)),
        # Twenty-four own shingles between shared ones are twenty words that no shared shingle touches.
        ((40, 24, 36), Coverage(size=100, head=0, own=20, body=76)),
        # Fifty words in a row that the other side lacks cut the body in two.
        ((100, 54, 46), Coverage(size=200, head=0, own=50, body=100)),
    ],
    ids=["all shared", "nothing shared", "head", "tail", "headline", "changed word", "sentence", "paragraph"],
)
def test_coverage_says_where_own_text_stands(runs: tuple[int, ...], expected: Coverage) -> None:
    assert covered(*runs) == expected


def test_an_empty_text_covers_nothing() -> None:
    assert cover(np.zeros(0, np.bool_), SETTINGS) == Coverage(size=0, head=0, own=0, body=0)


CASES = [
    ("equal", (400,), (400,), Relation.SAME_TEXT),
    ("words changed here and there", (100, 5, 100, 5, 190), (100, 5, 100, 5, 190), Relation.SAME_TEXT),
    ("another headline of eight words", (0, 8, 392), (0, 8, 392), Relation.SAME_TEXT),
    ("the tail is missing on the right", (250, 150), (250,), Relation.CUT),
    ("a paragraph in the middle is missing", (150, 100, 150), (150, 4, 146), Relation.CUT),
    ("a head of its own on the right alone", (400,), (0, 60, 400), Relation.EXTENDED),
    ("a paragraph added behind", (400,), (400, 90), Relation.EXTENDED),
    ("another lead on the same body", (0, 40, 360), (0, 35, 360), Relation.NEW_LEAD),
    ("another lead, and cut", (0, 40, 260, 100), (0, 35, 260), Relation.NEW_LEAD),
    ("cut more than added", (250, 150), (250, 60), Relation.CUT),
    ("added more than cut", (250, 60), (250, 150), Relation.EXTENDED),
    ("one ending for another of equal length", (300, 60), (300, 60), Relation.SAME_TEXT),
    ("a teaser for a somewhat longer one", (320, 30, 50), (320, 38, 50), Relation.SAME_TEXT),
    ("a sentence for a whole paragraph", (320, 30, 50), (320, 80, 50), Relation.EXTENDED),
]


@pytest.mark.parametrize(
    ("left", "right", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_relation_says_what_right_is_seen_from_left(
    left: tuple[int, ...], right: tuple[int, ...], expected: Relation
) -> None:
    assert relate(covered(*left), covered(*right), SETTINGS) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_seen_from_the_other_side_cut_and_extended_change_places(
    left: tuple[int, ...], right: tuple[int, ...], expected: Relation
) -> None:
    swapped = {Relation.CUT: Relation.EXTENDED, Relation.EXTENDED: Relation.CUT}
    assert relate(covered(*right), covered(*left), SETTINGS) is swapped.get(expected, expected)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((0, 40, 360), (0, 35, 360), True),
        ((300, 100), (300, 300), True),
        ((300, 100), (300, 310), False),
        # The same amount in three loans with much text in between is no body.
        ((100, 60, 100, 60, 100), (100, 60, 100, 60, 100), False),
    ],
    ids=["new lead", "half of the longer", "less than half of the longer", "three loans"],
)
def test_a_body_is_the_greater_part_of_both(
    left: tuple[int, ...], right: tuple[int, ...], *, expected: bool
) -> None:
    assert shares_body(covered(*left), covered(*right), SETTINGS) is expected


LEAD = "Die Fähre nach Nordhaven fährt ab Montag nur noch zweimal am Tag, wie die Reederei am Abend mitteilte. "
OTHER_LEAD = (
    "Wer morgens auf die Insel will, muss früher aufstehen: Der Fahrplan wird vom kommenden Montag an dünner. "
)
BODY = (
    "Als Grund nannte eine Sprecherin den Mangel an Kapitänen, von denen im Frühjahr vier in Rente gegangen sind. "
    "Neue Bewerber gebe es zwar, doch dauere ihre Prüfung für das flache Fahrwasser mindestens ein halbes Jahr. "
    "Der Gemeinderat der Insel will am Donnerstag beraten, ob er die Abendfahrt aus eigener Kasse bezahlen kann. "
    "Bürgermeisterin Thea Lorenzen sagte, ohne sie kämen Schüler und Pfleger nicht mehr am selben Tag nach Hause. "
)
PARAGRAPH = (
    "Schon vor drei Jahren waren Fahrten ausgefallen, damals wegen eines Schadens am Antrieb des älteren Schiffes. "
    "Der Landkreis hatte daraufhin zugesagt, sich an der Ausbildung des Nachwuchses mit Geld zu beteiligen. "
)
TEASER = "Lesen Sie auch: Im Zoo von Altenbruch ist nach langem Warten ein kleines Walross zur Welt gekommen. "
OTHER_TEASER = (
    "Lesen Sie auch: Eine Bäckerin aus dem Nachbarort backt das längste Brot des Landes und verschenkt es. "
)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (LEAD + BODY, LEAD + BODY.replace("Donnerstag", "Freitag"), Relation.SAME_TEXT),
        (LEAD + BODY + PARAGRAPH, LEAD + BODY, Relation.CUT),
        (LEAD + BODY, LEAD + BODY + PARAGRAPH, Relation.EXTENDED),
        (LEAD + BODY, LEAD + PARAGRAPH + BODY, Relation.EXTENDED),
        (LEAD + BODY, OTHER_LEAD + BODY, Relation.NEW_LEAD),
        (LEAD + BODY + TEASER, LEAD + BODY + OTHER_TEASER, Relation.SAME_TEXT),
        (LEAD + TEASER + BODY, LEAD + OTHER_TEASER + BODY, Relation.SAME_TEXT),
    ],
    ids=["a word", "cut", "extended behind", "extended inside", "new lead", "teaser behind", "teaser inside"],
)
def test_versions_of_an_article_are_named(left: str, right: str, expected: Relation) -> None:
    (pair,) = verify(hash_shingles(hash_words([left, right]), 5), [(0, 1)], SETTINGS)
    assert pair.relation is expected


def test_text_of_the_site_makes_no_version() -> None:
    words = hash_words([LEAD + BODY, LEAD + BODY + TEASER])
    site_text = np.zeros(len(words.hashes), np.bool_)
    site_text[-len(TEASER.split()) - 4 :] = True
    (pair,) = verify(hash_shingles(words, 5).without(site_text), [(0, 1)], SETTINGS)
    assert (pair.jaccard, pair.relation) == (1.0, Relation.SAME_TEXT)
