"""Sentences: cut where they end, and nowhere else."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.text import split_sentences


def sentences(text: str, language: str = "de") -> list[str]:
    return [span.within(text) for span in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er kam. Sie ging.", ["Er kam.", "Sie ging."]),
        ("Er kam am 1. Mai. Sie ging.", ["Er kam am 1. Mai.", "Sie ging."]),
        ("Das 3. Bataillon zog ab. Es war spät.", ["Das 3. Bataillon zog ab.", "Es war spät."]),
        ("Es geschah im Juni. 17 Staaten halfen.", ["Es geschah im Juni.", "17 Staaten halfen."]),
        ("„Wir gehen.“ Ein Sprecher schwieg.", ["„Wir gehen.“", "Ein Sprecher schwieg."]),
        ("Überschrift\nText folgt.", ["Überschrift", "Text folgt."]),
        ("Dr. Kim und Prof. Lee kamen.", ["Dr. Kim und Prof. Lee kamen."]),
    ],
)
def test_german_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_english_sentences() -> None:
    assert sentences("Mr. Kim left. The U.S. reacted.", "en") == ["Mr. Kim left.", "The U.S. reacted."]


def test_an_unknown_language_is_cut_too() -> None:
    assert sentences("Raz. Dva.", "und") == ["Raz.", "Dva."]


@given(st.text(alphabet="ab A.!?„“\n 1"))
def test_sentences_hold_all_that_is_no_white_space(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_offsets_count_code_points() -> None:
    assert sentences("😀 ja. Nein.") == ["😀 ja.", "Nein."]


@pytest.mark.parametrize("unit", [". 1", "a. ", "A. ", ".“ A", "!?", "Dr. ", "abc. 1"])
def test_a_long_line_of_ends_is_cut_in_seconds(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    started = time.process_time()
    split_sentences(text, "de")
    assert time.process_time() - started < 20


@pytest.mark.shared_data
def test_agreement_with_sentences_read_by_hand(shared_data: Path) -> None:
    found = gold = both = 0
    for line in (shared_data / "data/quotes/uhh_dev.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        ends = {span.end for span in split_sentences(article["text"], "de")}
        wanted = {end for _, end in article["sentences"]}
        found, gold, both = found + len(ends), gold + len(wanted), both + len(ends & wanted)
    assert 2 * both / (found + gold) > 0.93
