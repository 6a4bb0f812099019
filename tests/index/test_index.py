"""What an index answers and keeps, the same on both stores."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dedup.index import Admission, Index, Matches, Outcome, Prepared, prepare
from dedup.model import Document, DuplicatePair
from dedup.settings import IndexSettings, ReuseSettings

SHARED = (
    "Die Fähre legte am Abend wegen des Sturms nicht mehr ab und die Fahrgäste schliefen auf Feldbetten in der "
    "Halle, bis am Morgen der erste Bus in die Kreisstadt fuhr."
)
Article = Callable[..., Prepared]


def accept(_article: Prepared, _matches: Matches) -> bool:
    return True


def refuse(_article: Prepared, _matches: Matches) -> bool:
    return False


def new_to_it(_article: Prepared, matches: Matches) -> bool:
    return not matches.near_duplicates


def admissions(outcomes: tuple[Outcome, ...]) -> list[str]:
    return [outcome.admission.value for outcome in outcomes]


def test_an_added_document_is_found_by_its_near_duplicate(index: Index, article: Article) -> None:
    index.add([article("first", 1)])
    (matches,) = index.look_up([article("second", 1)])
    assert matches.near_duplicates == (
        DuplicatePair(left="first", right="second", jaccard=1.0, containment_in_left=1.0, containment_in_right=1.0),
    )
    assert matches.earlier_share == 1.0


def test_a_shared_passage_is_found_with_its_places_in_both_texts(index: Index, article: Article) -> None:
    index.add([article("first", 1, shared=SHARED)])
    asked = article("second", 2, shared=SHARED.replace("Abend", "Sonntag"))
    (matches,) = index.look_up([asked])
    (overlap,) = matches.overlaps
    stored = index.document("first")
    assert stored is not None
    assert overlap.left.span.within(stored.text) == SHARED.rstrip(".")
    assert overlap.right.span.within(asked.document.text) == SHARED.rstrip(".").replace("Abend", "Sonntag")
    assert (overlap.kind.value, overlap.words) == ("edited", 29)


def test_an_article_that_shares_nothing_has_no_matches(index: Index, article: Article) -> None:
    index.add([article("first", 1)])
    assert index.look_up([article("second", 2)]) == (Matches(),)


def test_what_was_added_is_there_when_the_index_is_opened_again(location: str, article: Article) -> None:
    with Index.open(location, ReuseSettings()) as opened:
        opened.add([article("first", 1)], seen="2024-03-01")
    with Index.open(location, create=False, read_only=True) as opened:
        assert list(opened.ids()) == ["first"]
        assert opened.look_up([article("second", 1)])[0].near_duplicates[0].jaccard == 1.0


def test_a_document_comes_back_with_all_its_fields(index: Index) -> None:
    document = Document(
        id="ä/1",
        text="Zwei\r\nZeilen mit\u00adtendrin",
        title="Titel",
        url="https://blatt.example/1",
        metadata=(("ressort", "Politik"),),
    )
    index.add(prepare([document], index.settings))
    assert index.document("ä/1") == document
    assert index.document("other") is None


def test_adding_the_same_document_twice_changes_nothing(index: Index, article: Article) -> None:
    assert admissions(index.add([article("first", 1)])) == ["added"]
    assert admissions(index.check_and_add([article("first", 1)], refuse)) == ["already"]
    assert list(index.ids()) == ["first"]


def test_another_policy_is_asked_about_a_stored_document_which_does_not_match_itself(
    index: Index, article: Article
) -> None:
    index.check_and_add([article("first", 1)], accept, policy="old")
    (refused,) = index.check_and_add([article("first", 1)], refuse, policy="new")
    assert (refused.admission, refused.indexed, refused.matches) == (Admission.REFUSED, True, Matches())
    assert admissions(index.check_and_add([article("first", 1)], new_to_it, policy="new")) == ["confirmed"]
    assert admissions(index.check_and_add([article("first", 1)], refuse, policy="new")) == ["already"]


def test_another_text_under_a_known_id_is_a_conflict(index: Index, article: Article) -> None:
    index.add([article("first", 1)])
    (outcome,) = index.add([article("first", 2)])
    assert (outcome.admission, outcome.indexed) == (Admission.CONFLICT, False)
    assert index.look_up([article("second", 1)])[0].near_duplicates


def test_replacing_puts_a_new_text_in_the_place_of_the_old_one(index: Index, article: Article) -> None:
    index.add([article("first", 1)])
    assert admissions(index.add([article("first", 2)], replace=True)) == ["replaced"]
    assert list(index.ids()) == ["first"]
    assert not index.look_up([article("second", 1)])[0].near_duplicates
    assert index.look_up([article("second", 2)])[0].near_duplicates


def test_what_was_refused_is_not_there(index: Index, article: Article) -> None:
    (outcome,) = index.check_and_add([article("first", 1)], refuse)
    assert (outcome.admission, outcome.indexed) == (Admission.REFUSED, False)
    assert list(index.ids()) == []


def test_articles_of_one_batch_see_those_before_them_that_were_accepted(index: Index, article: Article) -> None:
    batch = [article("a", 1), article("b", 1), article("c", 2), article("d", 1)]
    outcomes = index.check_and_add(batch, new_to_it)
    assert admissions(outcomes) == ["added", "refused", "added", "refused"]
    assert [pair.left for pair in outcomes[3].matches.near_duplicates] == ["a"]


def test_an_id_that_stands_twice_in_a_batch_is_handled_in_order(index: Index, article: Article) -> None:
    batch = [article("a", 1), article("a", 1), article("a", 2)]
    assert admissions(index.add(batch)) == ["added", "already", "conflict"]
    assert admissions(index.add([article("a", 2), article("a", 3)], replace=True)) == ["replaced", "replaced"]
    assert list(index.ids()) == ["a"]


def test_a_decision_that_fails_adds_nothing_of_its_batch(index: Index, article: Article) -> None:
    def fail(prepared: Prepared, _matches: Matches) -> bool:
        if prepared.document.id == "b":
            raise ZeroDivisionError
        return True

    with pytest.raises(ZeroDivisionError):
        index.check_and_add([article("a", 1), article("b", 2)], fail)
    assert list(index.ids()) == []
    assert admissions(index.add([article("a", 1)])) == ["added"]


def test_a_removed_document_matches_nothing_and_may_be_added_again(index: Index, article: Article) -> None:
    index.add([article("first", 1), article("other", 2)])
    assert index.remove(["first", "missing"]) == ("first",)
    assert list(index.ids()) == ["other"]
    assert not index.look_up([article("second", 1)])[0].near_duplicates
    assert admissions(index.add([article("first", 1)])) == ["added"]
    assert index.look_up([article("second", 1)])[0].near_duplicates


def test_two_open_indexes_see_one_another(location: str, article: Article) -> None:
    with Index.open(location, ReuseSettings()) as left, Index.open(location, ReuseSettings()) as right:
        left.add([article("first", 1)])
        assert right.look_up([article("second", 1)])[0].near_duplicates
        right.remove(["first"])
        assert not left.look_up([article("second", 1)])[0].near_duplicates


def test_looking_up_adds_nothing_and_articles_do_not_see_one_another(index: Index, article: Article) -> None:
    assert index.look_up([article("a", 1), article("b", 1)]) == (Matches(), Matches())
    assert index.look_up([]) == ()
    assert list(index.ids()) == []


def test_an_article_without_words_is_kept_and_matches_nothing(index: Index) -> None:
    empty = prepare([Document(id="a", text=""), Document(id="b", text="–")], index.settings)
    assert admissions(index.check_and_add(empty, new_to_it)) == ["added", "added"]
    assert index.look_up(empty[1:]) == (Matches(),)


def test_comparing_with_too_many_documents_is_bounded_and_noted(location: str, article: Article) -> None:
    with Index.open(location, ReuseSettings(), bounds=IndexSettings(max_candidates=2)) as opened:
        opened.add([article(f"d{number}", 1) for number in range(4)])
        (matches,) = opened.look_up([article("x", 1)])
    assert [pair.left for pair in matches.near_duplicates] == ["d0", "d1"]
    assert "compared with the 2 that share most (index.max_candidates)" in matches.notes[0]


def test_site_text_of_a_named_outlet_makes_no_matches(index: Index, article: Article) -> None:
    footer = " ".join(f"Fuß{number} der Seite" for number in range(20))
    for number in range(12):
        index.add([article(f"d{number:02}", number, shared=footer, outlet="Blatt")])
    (matches,) = index.look_up([article("x", 50, shared=footer, outlet="Blatt")])
    assert matches == Matches()
    (elsewhere,) = index.look_up([article("y", 51, shared=SHARED, outlet="Blatt")])
    assert elsewhere == Matches()


def test_threads_may_share_an_index(index: Index, article: Article) -> None:
    batches = [[article(f"t{thread}-{number}", number) for number in range(12)] for thread in range(4)]
    outcomes: list[Outcome] = []

    def work(batch: list[Prepared]) -> None:
        for item in batch:
            outcomes.extend(index.check_and_add([item], new_to_it))

    threads = [threading.Thread(target=work, args=(batch,)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(admissions(tuple(outcomes))) == ["added"] * 12 + ["refused"] * 36
    assert len(list(index.ids())) == 12


@pytest.mark.usefixtures("small_blocks")
def test_many_documents_go_through_files_and_give_the_same_answers(
    location: str, article: Article, tmp_path: Path
) -> None:
    columns = IndexSettings(columns_folder=str(tmp_path / "columns"))
    with Index.open(location, ReuseSettings(), bounds=columns) as opened:
        for start in range(0, 150, 15):
            opened.add([article(f"d{number:03}", number) for number in range(start, start + 15)])
        assert [piece.end - piece.first for piece in opened.memory.pieces] == [128, 8, 8, 6]
    with Index.open(location, ReuseSettings(), bounds=columns) as opened:
        for number in (0, 7, 8, 100, 127, 128, 149):
            (matches,) = opened.look_up([article("x", number)])
            assert [pair.left for pair in matches.near_duplicates] == [f"d{number:03}"]
        assert all(piece.path is not None for piece in opened.memory.pieces[:3])
        assert np.array_equal(opened.memory.pieces[0].run.numbers, np.arange(128))
