"""Outlets named in a text: forms, boundaries, ambiguous words, places."""

import itertools
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dedup.attribution.inflection import printed_forms
from dedup.attribution.outlet import make_outlet, parse_outlet_entries, read_outlet_entries
from dedup.attribution.registry import Catalogue, OutletMention, load_catalogue
from dedup.errors import CatalogueError

BILD = """
[[outlet]]
id = "bild"
name = "Bild"
kind = "newspaper"
country = "DE"
"""


def find(text: str) -> tuple[OutletMention, ...]:
    return load_catalogue().find_mentions(text)


def supported(text: str) -> list[str]:
    return [mention.outlet for mention in find(text) if mention.supported]


@pytest.mark.parametrize(
    ("text", "outlet", "printed"),
    [
        ("nach Recherchen der Süddeutschen Zeitung", "sueddeutsche-zeitung", "Süddeutschen Zeitung"),
        ("in der Frankfurter Allgemeinen Sonntagszeitung", "frankfurter-allgemeine-sonntagszeitung", None),
        ("der Frankfurter Allgemeinen zufolge", "faz", "Frankfurter Allgemeinen"),
        ("ein Bericht der Neuen Zürcher Zeitung", "nzz", "Neuen Zürcher Zeitung"),
        ("gegenüber der Kölnischen Rundschau", "koelnische-rundschau", "Kölnischen Rundschau"),
        ("eine Sprecherin des Norddeutschen Rundfunks", "ndr", "Norddeutschen Rundfunks"),
        ("im Bayerischen Rundfunk", "br", "Bayerischen Rundfunk"),
        ("im Zweiten Deutschen Fernsehen", "zdf", "Zweiten Deutschen Fernsehen"),
        ("Newsweeks Redaktion", "newsweek", "Newsweeks"),
        ("die Redaktion des Tagesspiegels", "tagesspiegel", "Tagesspiegels"),
        ("laut The New York Times", "new-york-times", "New York Times"),
        ("laut „New York Times“", "new-york-times", "New York Times"),
        ("ein New-York-Times-Bericht", "new-york-times", "New-York-Times"),
        ("SÜDDEUTSCHE ZEITUNG", "sueddeutsche-zeitung", "SÜDDEUTSCHE ZEITUNG"),
        ("bei Spiegel online", "spiegel", "Spiegel online"),
        ("in der BILD am Sonntag", "bild-am-sonntag", "BILD am Sonntag"),
        ("das Portal al-Arabiya", "al-arabiya", "al-Arabiya"),
        ("TheVerge schreibt", "the-verge", "TheVerge"),
        ("sagte er t-online", "t-online", "t-online"),
        ("auf bild.de zu lesen", "bild", "bild.de"),
        ("auf Bild.de zu lesen", "bild", "Bild.de"),
        ("https://www.spiegel.de/politik", "spiegel", "spiegel.de"),
        ("die Times of Israel meldet", "times-of-israel", "Times of Israel"),
    ],
)
def test_a_printed_form_leads_to_its_outlet(text: str, outlet: str, printed: str | None) -> None:
    (mention,) = find(text)
    assert mention.outlet == outlet
    assert mention.supported
    assert printed is None or text[mention.start : mention.end] == printed


@pytest.mark.parametrize(
    "text",
    [
        "Die Bildung im Land",
        "Das Vorbild der Jugend",
        "Die Zeitung liegt aus",
        "Weltweit steigt die Zahl",
        "Der Spiegelung wegen",
        "Die Post_Id fehlt",
        "@bild und #welt",
        "Eine Standardisierung",
        "Feldpa und dpation",
    ],
)
def test_a_name_inside_a_word_is_no_mention(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Die „Welt“ nennt Namen.",
        "Die Welt berichtet von neuen Plänen.",
        "Laut Spiegel war das Amt gewarnt.",
        "Der Zeit zufolge gab es drei Treffen.",
        "„Das stimmt“, sagte sie der Welt.",
        "Im Interview mit der Zeit wurde er deutlich.",
        "Das Nachrichtenmagazin Focus zeigt den Brief.",
        "Das Amt teilte dem SPIEGEL mit, man prüfe.",
        "Das steht in einem Spiegel-Bericht.",
        "Nach »Spiegel«-Informationen ist der Vertrag fertig.",
        "Das berichten „Bild“ und „Welt“.",
        "So schreibt es Die Zeit.",
        "Unter Berufung auf den Stern meldet das der Sender.",
        "He told the Guardian that he would stay.",
        "The Sun newspaper published the photo.",
        "Die Untersuchung ist in Nature erschienen.",
    ],
)
def test_an_ambiguous_name_with_press_around_it_is_supported(text: str) -> None:
    assert any(mention.ambiguous and mention.supported for mention in find(text))


@pytest.mark.parametrize(
    "text",
    [
        "In der Zeit nach dem Krieg wuchs die Stadt.",
        "Zur Zeit ist sie krank, sagte der Arzt.",
        "Sie ist die schnellste Frau der Welt.",
        "Das Bild zeigt den alten Hafen.",
        "Ein Stern ging unter.",
        "Die Post kam spät.",
        "Das ist Standard, sagte er.",
        "Vor der Presse schwieg der Trainer.",
        "Heute berichtet der Rat über den Plan.",
        "In Österreich regnet es.",
        "Sie sah in den Spiegel und lachte.",
        "The sun rose over the post office in Times Square.",
        "Die Zeit, schrieb sie, heilt nichts.",
    ],
)
def test_the_ordinary_word_is_not_supported(text: str) -> None:
    assert supported(text) == []


def test_an_ambiguous_name_is_kept_when_nothing_supports_it() -> None:
    (mention,) = find("Die Zeit vergeht.")
    assert (mention.outlet, mention.ambiguous, mention.supported) == ("zeit", True, False)


def test_an_article_of_the_wrong_gender_outweighs_a_cue() -> None:
    assert supported("So berichtet das Bild von einer Idylle.") == []


def test_support_runs_along_a_list() -> None:
    assert supported("Das berichten FAZ, Welt und Spiegel.") == ["faz", "welt", "spiegel"]


def test_a_certain_mention_vouches_for_later_ones_with_their_article() -> None:
    text = "Das berichtet der Kurier. Der Minister ließ den Kurier lange warten."
    assert supported(text) == ["kurier", "kurier"]


def test_a_very_common_word_needs_a_cue_at_every_mention() -> None:
    assert supported("Das berichtet die Zeit. Der Bau dauerte die ganze Zeit, die Zeit drängte.") == ["zeit"]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("der australische Sender ABC", "abc-au"),
        ("der US-Sender ABC", "abc-us"),
        ("die spanische Zeitung ABC", "abc-es"),
        ("ABC News und später der Sender ABC", "abc-us"),
    ],
)
def test_a_shared_name_goes_to_the_outlet_whose_country_or_full_name_is_near(text: str, outlet: str) -> None:
    assert supported(text)[-1] == outlet


def test_a_compound_gives_its_name_and_head() -> None:
    text = "Ein Bloomberg-Bericht nannte Zahlen."
    (mention,) = find(text)
    assert (text[mention.start : mention.end], mention.compound) == ("Bloomberg", "Bericht")


def test_a_compound_behind_a_closing_mark_is_seen() -> None:
    (mention,) = find("Nach einem »Spiegel«-Bericht trat er ab.")
    assert (mention.compound, mention.quoted) == ("Bericht", True)


@pytest.mark.parametrize(
    "text", ["laut „Spiegel“", "laut »Spiegel«", 'laut "Spiegel"', "laut «Spiegel»", "„Der Spiegel“"]
)
def test_quotation_marks_around_the_name_are_seen_and_left_out(text: str) -> None:
    (mention,) = find(text)
    assert mention.quoted
    assert text[mention.start : mention.end] == "Spiegel"


def test_an_apostrophe_is_no_closing_mark() -> None:
    (mention,) = find("\"Newsweek's best story")
    assert not mention.quoted


@pytest.mark.parametrize("text", ["(dpa)", "(APA/Reuters)", "(APA, Reuters, 3.5.2021)", "Foto: Reuters", "© AFP"])
def test_a_credit_is_marked(text: str) -> None:
    assert all(mention.credit for mention in find(text))


def test_a_sentence_in_brackets_is_no_credit() -> None:
    (mention,) = find("(wie die Agentur Reuters gestern noch berichtet hatte)")
    assert not mention.credit


@pytest.mark.parametrize("text", ["Das Spiel endete 2:1 (ap).", "Es blieb ruhig (afp/dpa)."])
def test_small_agency_codes_count_in_credits(text: str) -> None:
    assert all(mention.supported and mention.credit for mention in find(text))


def test_a_bracket_that_shortens_a_term_is_no_credit() -> None:
    assert supported("Der Council for National Security (CNS) tagt.") == []


def test_phrases_that_hold_a_name_are_blocked() -> None:
    assert find("Sie feierten am Times Square.") == ()


def test_offsets_count_code_points_behind_emoji() -> None:
    text = "😀🇩🇪 Das meldet Reuters."
    (mention,) = find(text)
    assert (mention.start, text[mention.start : mention.end]) == (15, "Reuters")


def test_mentions_are_sorted_and_do_not_overlap() -> None:
    text = "Welt am Sonntag, Welt, Bild am Sonntag und die New York Times. (dpa/AFP)"
    mentions = find(text)
    assert [mention.outlet for mention in mentions] == [
        "welt-am-sonntag",
        "welt",
        "bild-am-sonntag",
        "new-york-times",
        "dpa",
        "afp",
    ]
    assert all(left.end <= right.start for left, right in itertools.pairwise(mentions))


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("New York Times", "new-york-times"),
        ("The New York Times", "new-york-times"),
        ("die Zeit", "zeit"),
        ("„Der Spiegel“", "spiegel"),
        ("SPIEGEL ONLINE", "spiegel"),
        ("dpa", "dpa"),
        ("reuters.com", "reuters"),
        ("new york times", "new-york-times"),
    ],
)
def test_an_exact_name_resolves(name: str, outlet: str) -> None:
    found = load_catalogue().resolve(name)
    assert found is not None
    assert found.id == outlet


@pytest.mark.parametrize("name", ["", "der", "Kanzleramt", "Times Square", "Bericht der New York Times"])
def test_another_name_resolves_to_nothing(name: str) -> None:
    assert load_catalogue().resolve(name) is None


@pytest.mark.parametrize(
    ("domain", "outlet"), [("spiegel.de", "spiegel"), ("www.spiegel.de", "spiegel"), ("Edition.CNN.com", "cnn")]
)
def test_a_domain_leads_to_its_outlet(domain: str, outlet: str) -> None:
    found = load_catalogue().by_domain(domain)
    assert found is not None
    assert found.id == outlet


@pytest.mark.parametrize("domain", ["", "de", "notspiegel.de", "example.org"])
def test_an_unknown_domain_leads_nowhere(domain: str) -> None:
    assert load_catalogue().by_domain(domain) is None


@pytest.mark.parametrize(
    ("name", "article", "language", "forms"),
    [
        ("Welt", "die", "de", ("Welt", "WELT")),
        ("Spiegel", "der", "de", ("Spiegel", "Spiegels", "SPIEGEL")),
        ("ORF", "der", "de", ("ORF", "ORFs")),
        ("Focus", "der", "de", ("Focus", "FOCUS")),
        ("Süddeutsche", "die", "de", ("Süddeutsche", "Süddeutschen", "Süddeutscher", *("SÜDDEUTSCHE",))),
        ("Le Monde", "", "", ("Le Monde", "Le Mondes", "Le-Monde", "LE MONDE")),
    ],
)
def test_forms_of_a_name(name: str, article: str, language: str, forms: tuple[str, ...]) -> None:
    assert set(forms) <= set(printed_forms(name, article=article, language=language))


def test_feminine_names_take_no_genitive_s() -> None:
    assert "Welts" not in printed_forms("Welt", article="die", language="de")


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (BILD + 'size = "big"', "size"),
        (BILD.replace('id = "bild"', ""), "id"),
        (BILD.replace("newspaper", "leaflet"), "leaflet"),
        (BILD + 'aliases = [{ text = "Bild", loud = true }]', "loud"),
        (BILD + 'aliases = [{ text = "Bild", ambiguous = true, needs = "luck" }]', "luck"),
        ("[[outlet]\nid = 1", "is not TOML"),
        ("[other]\nid = 1", "something else"),
    ],
)
def test_a_malformed_entry_is_named_in_the_error(toml: str, message: str) -> None:
    with pytest.raises(CatalogueError, match=message) as error:
        list(parse_outlet_entries(toml, "de.toml"))
    assert "de.toml" in str(error.value)


def test_a_catalogue_may_be_small() -> None:
    catalogue = Catalogue(tuple(map(make_outlet, parse_outlet_entries(BILD, "de.toml"))))
    assert [mention.outlet for mention in catalogue.find_mentions("Bild")] == ["bild"]


def test_loading_is_quick() -> None:
    started = time.process_time()
    Catalogue(tuple(map(make_outlet, read_outlet_entries())))
    assert time.process_time() - started < 1.5


def test_a_megabyte_of_names_is_read_in_seconds() -> None:
    started = time.process_time()
    find("sagte er der Welt, die Zeit und „Bild “ (dpa " * 2_300)
    assert time.process_time() - started < 15


def test_the_answer_does_not_depend_on_the_hash_seed() -> None:
    program = (
        "from dedup.attribution.registry import load_catalogue;"
        "print(load_catalogue().find_mentions('Laut Times und ABC, schreibt die Welt. (AP/dpa)'))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


@pytest.mark.shared_data
def test_ids_agree_with_the_spelling_of_the_evaluation(shared_data: Path) -> None:
    aliases = json.loads((shared_data / "eval" / "outlet_aliases.json").read_text(encoding="utf-8"))
    assert sorted(set(aliases) - set(load_catalogue().outlets)) == []
