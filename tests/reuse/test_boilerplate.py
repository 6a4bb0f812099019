"""Text that a site puts into many articles makes no duplicates and no passages; wording of a story does."""

import random
from collections.abc import Sequence

import pytest

from dedup.model import Boilerplate, Document
from dedup.reuse import Reuse, boilerplate_outlook, find_reuse, standing_text
from dedup.settings import ReuseSettings

FOOTER = (
    "Dieser Text erschien zuerst in der gedruckten Ausgabe und darf nur mit schriftlicher Genehmigung des Verlags "
    "weiter verbreitet werden."
)
NOTICE = (
    "Weiter geht es nur mit einem Zugang. Wer schon einen hat, meldet sich oben rechts an. Alle anderen lesen vier "
    "Wochen lang auf Probe und zahlen danach monatlich, kündigen ist jederzeit möglich. Mit der Bestellung gelten "
    "unsere Bedingungen und die Hinweise zum Schutz persönlicher Angaben, die am Ende der Seite stehen."
)
QUOTE = (
    "„Wir werden die Brücke in diesem Herbst nicht wieder öffnen können, weil die Pfeiler tiefer gerissen sind, "
    "als die Gutachter im Frühjahr angenommen haben“, sagte die Ministerin."
)
LETTERS = "abcdefghijklmnoprstuvwz"
GRAMMAR = (
    "der",
    "die",
    "das",
    "und",
    "in",
    "mit",
    "von",
    "zu",
    "auf",
    "für",
    "ist",
    "nicht",
    "ein",
    "eine",
    "sich",
)


def vocabulary(seed: int, size: int = 90) -> list[str]:
    """Words that only texts about one thing use."""
    generator = random.Random(f"topic {seed}")
    return ["".join(generator.choices(LETTERS, k=generator.randint(5, 11))) for _ in range(size)]


def article(seed: int, words: int = 120, topic: int | None = None) -> str:
    """A text of its own; of one topic, it uses the words of that topic in another order."""
    generator = random.Random(f"article {seed}")
    own = vocabulary(1000 + seed)
    pool = own + (own if topic is None else 2 * vocabulary(topic))
    return " ".join(generator.choice(pool if generator.random() < 0.5 else GRAMMAR) for _ in range(words))


def collect(texts: Sequence[str], site: str | None = None) -> list[Document]:
    return [Document(id=f"d{number:03}", text=text, outlet=site) for number, text in enumerate(texts)]


def others(count: int = 30) -> list[str]:
    return [article(500 + number) for number in range(count)]


def find(documents: Sequence[Document]) -> Reuse:
    return find_reuse(documents, ReuseSettings())


def only(found: Reuse) -> Boilerplate:
    (entry,) = found.boilerplate
    return entry


# Site text


@pytest.mark.parametrize("site", [None, "Blatt"])
@pytest.mark.parametrize("border", ["\n\n", " "])
def test_a_footer_makes_no_overlap_and_is_listed(site: str | None, border: str) -> None:
    found = find(collect([f"{article(number)}{border}{FOOTER}" for number in range(12)] + others(), site))
    assert found.overlaps == ()
    assert (only(found).text, only(found).site, len(only(found).locations)) == (FOOTER, site, 12)


def test_an_address_names_the_site() -> None:
    documents = [
        Document(id=f"d{number:02}", text=f"{article(number)} {FOOTER}", url=f"https://www.blatt.example/{number}")
        for number in range(12)
    ]
    assert only(find(documents)).site == "blatt.example"


@pytest.mark.parametrize("url", ["http://[half", "not an address", ""])
def test_an_address_without_a_host_names_no_site(url: str) -> None:
    documents = [Document(id=f"d{number:02}", text=f"{article(number)} {FOOTER}", url=url) for number in range(12)]
    assert only(find(documents)).site is None


def test_a_footer_with_an_agency_and_a_date_is_one_entry_with_all_its_variants() -> None:
    agencies = ("dpa", "AFP", "epd")
    footers = [
        f"({agencies[number % 3]}/red, {number % 28 + 1}.{number % 12 + 1}.2021, {number % 24} Uhr) Hat Ihnen der "
        f"Text gefallen? Empfehlen Sie ihn weiter oder schreiben Sie uns an leser{number}@blatt.example, wir "
        "freuen uns."
        for number in range(24)
    ]
    found = find(collect([f"{article(number)}\n{footer}" for number, footer in enumerate(footers)] + others()))
    assert found.overlaps == ()
    texts = {location.document: location.span for location in only(found).locations}
    assert [span.within(f"{article(number)}\n{footers[number]}") for number, span in enumerate(texts.values())] == (
        footers
    )


def test_the_fixed_words_of_a_header_full_of_variables_make_no_overlap() -> None:
    labels = ("Sport", "Kultur", "Politik")
    headers = [
        f"Blatt | {labels[number % 3]} | Stand {number % 28 + 1}.{number % 12 + 1}.2020 um {number % 24}:"
        f"{number % 60} Uhr | Lesezeit {number % 9} Min. | Vorlesen lassen | Später lesen | Drucken"
        for number in range(30)
    ]
    found = find(collect([f"{header}\n{article(number)}" for number, header in enumerate(headers)] + others()))
    assert found.overlaps == ()


def test_a_box_on_lines_of_its_own_inside_articles_is_site_text() -> None:
    texts = [f"{article(number)}\n\n{FOOTER}\n\n{article(100 + number)}" for number in range(14)]
    found = find(collect(texts + others()))
    assert found.overlaps == ()
    assert only(found).text == FOOTER


def test_two_footers_that_meet_in_some_articles_are_two_entries() -> None:
    texts = [
        f"{article(number)}\n"
        + "\n".join([FOOTER] * (number % 3 < 2) + [NOTICE] * (number % 12 in {1, 2, 5, 8, 11}))
        for number in range(36)
    ]
    found = find(collect(texts + others()))
    assert found.overlaps == ()
    assert sorted(entry.text for entry in found.boilerplate) == sorted([FOOTER, NOTICE])


@pytest.mark.parametrize("site", [None, "Blatt"])
def test_stubs_are_no_near_duplicates_and_are_listed(site: str | None) -> None:
    texts = [f"{article(number, words=28)} {NOTICE}" for number in range(16)]
    found = find(
        collect(texts, site) + [Document(id=f"e{number}", text=text) for number, text in enumerate(others())]
    )
    assert (found.near_duplicates, found.overlaps) == ((), ())
    assert only(found).stubs == tuple(f"d{number:03}" for number in range(16))


def test_stubs_with_hardly_a_word_of_their_own_are_told_where_the_site_is_known() -> None:
    texts = [f"{article(number, words=6)} {NOTICE}" for number in range(16)]
    assert find(collect(texts, "Blatt")).near_duplicates == ()


def test_one_stub_that_was_fetched_twice_is_a_near_duplicate_of_itself() -> None:
    texts = [f"{article(number // 2, words=28)}{'.' * (number % 2)} {NOTICE}" for number in range(32)]
    found = find(collect(texts + others()))
    assert [group.documents for group in found.near_duplicates] == [
        (f"d{number:03}", f"d{number + 1:03}") for number in range(0, 32, 2)
    ]


def test_a_notice_of_a_publisher_stands_many_times_on_each_of_its_sites() -> None:
    documents = [
        Document(id=f"d{number:02}", text=f"{article(number)}\n{FOOTER}", outlet=f"Blatt {number % 3}")
        for number in range(24)
    ]
    assert find(documents).overlaps == ()


@pytest.mark.parametrize(("copies", "entries"), [(3, 0), (4, 1)])
def test_fewer_than_four_articles_are_too_few_to_tell(copies: int, entries: int) -> None:
    found = find(collect([f"{article(number)}\n{FOOTER}" for number in range(copies)] + others()))
    assert len(found.boilerplate) == entries
    assert len(found.passages) == 1 - entries


# Reuse


def test_an_agency_text_on_twelve_sites_is_reuse() -> None:
    text = article(1, words=150)
    documents = [
        Document(id=f"d{number:02}", text=f"{article(50 + number, words=9)}\n\n{text}", outlet=f"Blatt {number}")
        for number in range(12)
    ]
    found = find(documents)
    assert found.boilerplate == ()
    assert len(found.passages[0].locations) == 12


def test_an_agency_text_under_headlines_that_speak_of_it_is_reuse_without_sites_too() -> None:
    generator = random.Random(5)
    text = article(1, words=150)
    texts = [" ".join(generator.sample(text.split()[:60], 12)).capitalize() + f"\n\n{text}" for _ in range(12)]
    found = find(collect(texts + others()))
    assert found.boilerplate == ()
    assert len(found.near_duplicates[0].documents) == 12


@pytest.mark.parametrize("site", [None, "Blatt"])
@pytest.mark.parametrize("place", ["head", "inside", "tail"])
def test_a_quote_that_fifteen_articles_of_one_story_repeat_is_reuse(site: str | None, place: str) -> None:
    before = {"head": 0, "inside": 70, "tail": 140}[place]
    texts = []
    for number in range(15):
        words = article(number, words=140, topic=1).split()
        texts.append("\n".join([" ".join(words[:before]), QUOTE, " ".join(words[before:])]).strip())
    found = find([*collect(texts, site), *(Document(id=f"e{n}", text=text) for n, text in enumerate(others()))])
    assert found.boilerplate == ()
    assert len(found.passages[0].locations) == 15


def test_a_text_of_a_few_days_in_a_collection_of_many_is_reuse() -> None:
    documents = [
        Document(id=f"d{number:02}", text=f"{article(number)}\n{FOOTER}", published=f"2021-03-0{number % 2 + 1}")
        for number in range(12)
    ]
    documents += [
        Document(id=f"e{number:02}", text=text, published=f"20{number + 10}-05-01")
        for number, text in enumerate(others(15))
    ]
    found = find(documents)
    assert (len(found.passages), found.boilerplate) == (1, ())


@pytest.mark.parametrize("edits", [0, 4])
def test_twelve_versions_of_one_article_of_a_site_are_near_duplicates(edits: int) -> None:
    generator = random.Random(1)
    texts = []
    for number in range(12):
        words = article(1, words=200).split()
        for place in generator.sample(range(200), edits):
            words[place] = f"neu{number}x{place}"
        texts.append(" ".join(words))
    found = find([*collect(texts, "Blatt"), *(Document(id=f"e{n}", text=text) for n, text in enumerate(others()))])
    assert found.boilerplate == ()
    assert len(found.near_duplicates[0].documents) == 12


def test_a_set_phrase_in_a_collection_of_one_site_is_not_its_text() -> None:
    phrase = "bis zum Ende des kommenden Jahres nicht mehr"
    texts = [f"{article(number, words=60)} {phrase} {article(200 + number, words=60)}" for number in range(20)]
    assert find(collect(texts, "Blatt")).boilerplate == ()


# Promises


def test_the_order_of_documents_does_not_matter() -> None:
    texts = [f"{article(number)}\n{FOOTER if number % 2 else NOTICE}" for number in range(20)] + others()
    names = list(range(len(texts)))
    random.Random(3).shuffle(names)
    straight = find(collect(texts))
    shuffled = find(
        sorted(
            (Document(id=f"d{name:03}", text=text) for name, text in zip(names, texts, strict=True)),
            key=lambda document: document.id,
        )
    )
    listed = [
        {(entry.text, entry.confidence, len(entry.locations)) for entry in found.boilerplate}
        for found in (straight, shuffled)
    ]
    assert listed[0] == listed[1] != set()


def test_how_much_is_looked_at_together_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{NOTICE}\n{article(number)}\n{FOOTER}" for number in range(24)]
    documents = collect([*texts, *texts[:3], *others()])
    expected = find(documents)
    assert len(expected.boilerplate) == 2
    monkeypatch.setattr(standing_text, "_BLOCK", 7)
    monkeypatch.setattr(boilerplate_outlook, "_MOST_OCCURRENCES", 5)
    assert find(documents) == expected


def test_words_beyond_four_bytes_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = collect([f"{article(number)}\n{FOOTER}" for number in range(12)])
    expected = find(documents)
    monkeypatch.setattr(standing_text, "_FEW_WORDS", 1)
    assert find(documents) == expected


def test_places_are_cut_out_of_the_texts_as_read() -> None:
    footer = FOOTER.replace("schriftlicher", "schrift\u00adlicher").replace("für", "fu\u0308r")
    texts = [f"{article(number)}\u200b\n\n{footer}\n" for number in range(12)] + others()
    documents = {document.id: document.text for document in collect(texts)}
    entry = only(find(collect(texts)))
    assert {location.span.within(documents[location.document]) for location in entry.locations} == {footer}


@pytest.mark.parametrize("seed", range(6))
def test_marking_never_hides_a_passage_of_two_documents(seed: int) -> None:
    generator = random.Random(seed)
    texts = [article(1000 * seed + number) for number in range(16)]
    passage = article(99 + seed, words=30)
    for number in (3, 11):
        words = texts[number].split()
        place = generator.choice([0, 60, 120])
        texts[number] = " ".join([*words[:place], passage, *words[place:]])
    found = find(collect([f"{NOTICE}\n{text}\n{FOOTER}" for text in texts] + others()))
    (overlap,) = found.overlaps
    assert overlap.words >= 28
    assert (overlap.left.document, overlap.right.document) == ("d003", "d011")


def test_documents_without_words_and_without_company_are_no_trouble() -> None:
    assert find(collect(["", " ", "Kim", FOOTER])).boilerplate == ()
    assert find([]).boilerplate == ()
