"""Paraphrases of a collection: what says the same is found with its evidence, what only looks alike is not."""

import itertools

import numpy as np
import pytest

from dedup.model import Document, OverlapKind
from dedup.reuse.alignment import Alignment
from dedup.reuse.paraphrase import Paraphrase, ParaphraseSearch, find_paraphrases
from dedup.reuse.words import Words, hash_words
from dedup.settings import ReuseSettings
from dedup.text import normalize

REPORT = (
    "Bei einem Brand in einem Lagerhaus im Hafen von Rostock sind am Montagabend 14 Arbeiter verletzt worden. "
    "Nach Angaben der Feuerwehr brach das Feuer gegen 21 Uhr in einer Halle mit Düngemitteln aus. "
    "Rund 120 Einsatzkräfte kämpften bis zum Morgen gegen die Flammen, wie Einsatzleiter Torsten Wendland sagte."
)
RETOLD = (
    "Gegen 21 Uhr ist am Montagabend im Rostocker Hafen ein Lagerhaus in Brand geraten, 14 Arbeiter "
    "wurden verletzt. "
    "Das Feuer war der Feuerwehr zufolge in der Halle ausgebrochen, in der Düngemittel lagen. "
    "Bis zum Morgen waren 120 Einsatzkräfte im Kampf gegen die Flammen, erklärte der Einsatzleiter "
    "Torsten Wendland."
)
OTHER_NUMBERS = (
    "Gegen 23 Uhr ist am Freitagabend im Rostocker Hafen ein Lagerhaus in Brand geraten, 31 Arbeiter "
    "wurden verletzt. "
    "Das Feuer war der Feuerwehr zufolge in der Halle ausgebrochen, in der Düngemittel lagen. "
    "Bis zum Morgen waren 260 Einsatzkräfte im Kampf gegen die Flammen, erklärte der Einsatzleiter "
    "Torsten Wendland."
)
SAME_TOPIC = (
    "Die Feuerwehr in Rostock sucht Nachwuchs: Für die neue Wache am Hafen fehlen noch dreißig Leute. "
    "Wer sich bewirbt, muss einen Test in Sport und Technik bestehen, sagte eine Sprecherin der Stadt. "
    "Arbeiter mit einer Lehre im Handwerk werden bevorzugt, die Ausbildung dauert achtzehn Monate."
)
ENGLISH = (
    "The city council of Dunedin voted 9 to 3 on Tuesday to close the coal terminal by 2031. "
    "Mayor Helen Marsh called the decision painful but overdue, because repairs would cost 48 million dollars. "
    "About 260 dock workers are to be retrained at the polytechnic, the council announced."
)
ENGLISH_RETOLD = (
    "By 2031 the coal terminal is to close, Dunedin's city council decided in a 9 to 3 vote on Tuesday. "
    "With repairs costing 48 million dollars the decision was overdue though painful, said Helen Marsh, the mayor. "
    "The council announced retraining at the polytechnic for 260 of the dock workers."
)
FILLERS = (
    "Im Süden blieb es dagegen trocken. Der Wetterdienst erwartet erst zum Wochenende wieder Regen.",
    "Die Börse schloss kaum verändert. Händler sprachen von einem ruhigen Tag ohne große Nachrichten aus Übersee.",
    "Das Museum zeigt ab Donnerstag Grafiken aus drei Jahrhunderten. Der Eintritt ist für Schulklassen frei.",
    "Der Verein verlor auch das vierte Spiel der Saison. Trainer und Mannschaft wollen sich nun beraten.",
)


def embed(text: str, number: int) -> str:
    """Put a text between other sentences, so that a sentence is one of several."""
    before, after = FILLERS[number % len(FILLERS)], FILLERS[(number + 1) % len(FILLERS)]
    return f"{before}\n\n{text}\n\n{after}"


def collect(*texts: str, dates: tuple[str | None, ...] = ()) -> list[Document]:
    return [
        Document(id=f"d{number}", text=text, published=date)
        for number, (text, date) in enumerate(itertools.zip_longest(texts, dates))
    ]


def words_of(documents: list[Document]) -> Words:
    return hash_words(normalize(document.text).text for document in documents)


def search(
    documents: list[Document], settings: ReuseSettings | None = None, alignments: tuple[Alignment, ...] = ()
) -> ParaphraseSearch:
    words = words_of(documents)
    nothing = np.zeros(len(words.hashes), np.bool_)
    return find_paraphrases(documents, words, alignments, nothing, settings or ReuseSettings())


def sides(found: Paraphrase, documents: list[Document]) -> tuple[str, str]:
    words = words_of(documents)
    stretch = found.stretch
    return tuple(
        documents[document].text[int(words.starts[start]) : int(words.ends[end - 1])]
        for document, start, end in (
            (found.left_document, stretch.left_start, stretch.left_end),
            (found.right_document, stretch.right_start, stretch.right_end),
        )
    )  # type: ignore[return-value]


@pytest.mark.parametrize(("report", "retold"), [(REPORT, RETOLD), (ENGLISH, ENGLISH_RETOLD)], ids=["de", "en"])
def test_a_retold_paragraph_is_one_paraphrase_of_exactly_its_sentences(report: str, retold: str) -> None:
    documents = collect(embed(report, 0), embed(retold, 2))
    (found,) = search(documents).paraphrases
    assert found.kind is OverlapKind.PARAPHRASE
    assert sides(found, documents) == (report.rstrip("."), retold.rstrip("."))


def test_names_numbers_and_times_that_agree_are_the_evidence() -> None:
    documents = collect(embed(REPORT, 0), embed(RETOLD, 2))
    (found,) = search(documents).paraphrases
    assert {"14", "21", "120", "Torsten", "Wendland", "Montagabend"} <= set(found.evidence)


def test_the_confidence_of_a_clear_paraphrase_is_high_but_never_certain() -> None:
    (found,) = search(collect(embed(REPORT, 0), embed(RETOLD, 2))).paraphrases
    assert 0.9 < found.confidence < 1


def test_numbers_that_contradict_make_it_no_paraphrase() -> None:
    assert search(collect(embed(REPORT, 0), embed(OTHER_NUMBERS, 2))).paraphrases == ()


def test_another_report_on_the_same_topic_is_no_paraphrase() -> None:
    assert search(collect(embed(REPORT, 0), embed(SAME_TOPIC, 2))).paraphrases == ()


def test_a_reworded_headline_alone_is_no_paraphrase() -> None:
    left = embed("14 Verletzte bei Brand in Lagerhaus", 0)
    right = embed("Lagerhaus-Brand: 14 Menschen verletzt", 2)
    assert search(collect(left, right)).paraphrases == ()


def test_shuffled_words_are_found() -> None:
    shuffled = " ".join(
        " ".join(sorted(sentence.split(), key=lambda word: word[::-1])).capitalize() + "."
        for sentence in REPORT.rstrip(".").split(". ")
    )
    documents = collect(embed(REPORT, 0), embed(shuffled, 2))
    (found,) = search(documents).paraphrases
    assert sides(found, documents)[0] == REPORT.rstrip(".")


def test_matched_words_are_counted_in_any_order() -> None:
    (found,) = search(collect(embed(REPORT, 0), embed(RETOLD, 2))).paraphrases
    assert 25 <= found.matched <= 40


def test_a_paraphrase_is_found_among_many_documents_by_its_rare_words() -> None:
    fillers = [f"Meldung {number}: {' '.join(FILLERS)}" for number in range(60)]
    documents = collect(embed(REPORT, 0), embed(RETOLD, 2), *fillers)
    found = search(documents).paraphrases
    assert [(item.left_document, item.right_document) for item in found if item.kind is OverlapKind.PARAPHRASE][
        :1
    ] == [(0, 1)]


def test_the_order_of_documents_changes_nothing() -> None:
    texts = [embed(REPORT, 0), embed(RETOLD, 2), embed(ENGLISH, 1), embed(ENGLISH_RETOLD, 3), embed(SAME_TOPIC, 1)]
    expected = {frozenset(sides(item, collect(*texts))) for item in search(collect(*texts)).paraphrases}
    assert len(expected) == 2
    turned = texts[::-1]
    assert {frozenset(sides(item, collect(*turned))) for item in search(collect(*turned)).paraphrases} == expected


def test_a_single_exact_alignment_that_covers_the_block_stays_in_its_place() -> None:
    documents = collect(embed(REPORT, 0), embed(REPORT, 2))
    words = words_of(documents)
    first = len(FILLERS[0].split())
    second = int(words.offsets[1]) + len(FILLERS[2].split())
    length = len(words_of(collect(REPORT)).hashes)
    exact = Alignment(
        left_document=0,
        right_document=1,
        left_start=first,
        left_end=first + length,
        right_start=second,
        right_end=second + length,
        matched=length,
    )
    result = search(documents, alignments=(exact,))
    assert result.alignments == (exact,)
    assert result.paraphrases == ()


def test_a_piece_of_exact_wording_inside_a_paraphrase_is_not_told_twice() -> None:
    documents = collect(embed(REPORT, 0), embed(RETOLD, 2))
    words = words_of(documents)
    left = [number for number, name in enumerate(words.hashes.tolist()) if name == words.hashes[-1]]
    assert left  # the filler ends alike; the piece below is the name and its title
    piece = Alignment(
        left_document=0,
        right_document=1,
        left_start=int(words.offsets[0]) + 60,
        left_end=int(words.offsets[0]) + 63,
        right_start=int(words.offsets[1]) + 58,
        right_end=int(words.offsets[1]) + 61,
        matched=3,
    )
    result = search(documents, alignments=(piece,))
    assert len(result.alignments) + len(result.paraphrases) == 1


def test_publication_months_apart_lowers_confidence() -> None:
    near = search(collect(embed(REPORT, 0), embed(RETOLD, 2), dates=("2024-03-04", "2024-03-05"))).paraphrases
    far = search(
        collect(embed(REPORT, 0), embed(RETOLD, 2), dates=("2024-03-04", "2025-03-05")),
        ReuseSettings(paraphrase_min_confidence=0),
    ).paraphrases
    assert far[0].confidence <= near[0].confidence


def test_text_of_the_site_makes_no_paraphrase() -> None:
    documents = collect(embed(REPORT, 0), embed(RETOLD, 2))
    words = words_of(documents)
    everything = np.ones(len(words.hashes), np.bool_)
    assert find_paraphrases(documents, words, (), everything, ReuseSettings()).paraphrases == ()


def test_it_can_be_switched_off() -> None:
    settings = ReuseSettings(paraphrase=False)
    assert search(collect(embed(REPORT, 0), embed(RETOLD, 2)), settings).paraphrases == ()


@pytest.mark.parametrize("texts", [(), ("",), ("", ""), ("ja", "ja"), ("...", "!!!")])
def test_next_to_nothing_has_no_paraphrase(texts: tuple[str, ...]) -> None:
    assert search(collect(*texts)).paraphrases == ()


@pytest.mark.parametrize(
    "hostile",
    ["wort " * 200_000, "Satz ohne Ende und ohne Punkt " * 30_000, "A. " * 300_000, "1 2 3 4 5 6 7 8 9 " * 50_000],
    ids=["one word", "one sentence", "only ends", "numbers"],
)
def test_hostile_text_ends_in_seconds_and_says_what_was_left_out(hostile: str) -> None:
    result = search(collect(hostile, hostile[: len(hostile) // 2] + REPORT, embed(RETOLD, 0)))
    assert all(item.confidence >= 0.5 for item in result.paraphrases)


def test_a_document_with_too_many_sentences_is_noted() -> None:
    long = " ".join(f"Das ist der Satz mit der Nummer {number} und einem Ende." for number in range(50))
    settings = ReuseSettings(max_paraphrase_units=10)
    (note,) = search(collect(long, long), settings).notes
    assert "reuse.max_paraphrase_units" in note


def test_pairs_that_find_no_room_are_noted() -> None:
    fillers = [f"Meldung {number}: {FILLERS[number % 4]}" for number in range(50)]
    copies = [embed(REPORT, 0), embed(RETOLD, 2), embed(ENGLISH, 1), embed(ENGLISH_RETOLD, 3)]
    notes = search(collect(*copies, *fillers), ReuseSettings(max_paraphrase_pairs=1)).notes
    assert any("reuse.max_paraphrase_pairs" in note for note in notes)
