"""Institutions named in phrases and in documents: by name, by country and role, by what the text said before."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup.attribution import compiled
from dedup.attribution.citations import find_citations
from dedup.attribution.inflection import is_form_of, stem
from dedup.attribution.institution import parse_institution_entries
from dedup.attribution.institution_catalogue import load_institution_catalogue
from dedup.attribution.institution_names import InstitutionName, identify_institution
from dedup.attribution.nationality import is_named, points_to
from dedup.errors import CatalogueError
from dedup.model import Citation, Document, SourceKind
from dedup.settings import AttributionSettings
from dedup.text import view_text

Find = Callable[..., tuple[Citation, ...]]


def identify(phrase: str, language: str = "de") -> InstitutionName | None:
    return identify_institution(phrase, language)


def certain(phrase: str, language: str = "de") -> str | None:
    name = identify(phrase, language)
    return name.candidates[0] if name and name.certain else None


def linked(text: str, *, url: str | None = None, outlet: str | None = None) -> list[str | None]:
    view = view_text(Document(id="a", text=text, language="de", url=url, outlet=outlet))
    return [citation.institution for citation in find_citations(view, AttributionSettings())]


@pytest.mark.parametrize(
    ("phrase", "institution"),
    [
        ("das russische Verteidigungsministerium", "russian-defence-ministry"),
        ("des Russischen Verteidigungsministeriums", "russian-defence-ministry"),
        ("Russlands Verteidigungsministerium", "russian-defence-ministry"),
        ("Moskaus Verteidigungsministerium", "russian-defence-ministry"),
        ("das Moskauer Verteidigungsministerium", "russian-defence-ministry"),
        ("das Verteidigungsministerium in Moskau", "russian-defence-ministry"),
        ("Verteidigungsministeriums der Russischen Föderation", "russian-defence-ministry"),
        ("das US-Außenministerium", "us-state-department"),
        ("das amerikanische Außenministerium", "us-state-department"),
        ("das Außenministerium der USA", "us-state-department"),
        ("das Außenministerium der Vereinigten Staaten", "us-state-department"),
        ("Südkoreas Geheimdienst", "nis"),
        ("der südkoreanische Geheimdienst", "nis"),
        ("dem südkoreanischen Generalstab", "south-korean-joint-chiefs"),
        ("die chinesische Zentralbank", "peoples-bank-of-china"),
        ("dem Internationalen Roten Kreuz", None),
        ("des Weißen Hauses", "white-house"),
        ("den Vereinten Nationen", "un"),
        ("der internationalen Atomenergiebehörde", "iaea"),
        ("das Robert Koch-Institut (RKI)", "rki"),
        ("die US-Notenbank Fed", "federal-reserve"),
        ("die Menschenrechtsorganisation Amnesty International", "amnesty"),
        ("das Verteidigungsbündnis Nato", "nato"),
        ("ein Sprecher des Pentagons", "pentagon"),
        ("eine Pentagon-Sprecherin", "pentagon"),
        ("Kremlsprecher", "kremlin"),
        ("UN-Angaben", "un"),
        ("ukrainischen Armeeangaben", "ukrainian-armed-forces"),
        ("ein Bericht der Weltgesundheitsorganisation WHO", "who"),
        ("die Ukraine", "ukrainian-government"),
        ("Russlands", "russian-government"),
    ],
)
def test_a_german_phrase_leads_to_its_institution(phrase: str, institution: str | None) -> None:
    assert certain(phrase) == institution


@pytest.mark.parametrize(
    ("phrase", "institution"),
    [
        ("Russian Defense Ministry", "russian-defence-ministry"),
        ("Russia's Defence Ministry", "russian-defence-ministry"),
        ("Ministry of Defense of the Russian Federation", "russian-defence-ministry"),
        ("the Pentagon", "pentagon"),
        ("a spokesman for the U.S. State Department", "us-state-department"),
        ("a Pentagon spokesperson", "pentagon"),
        ("South Korea's spy agency", "nis"),
        ("a Chinese Foreign Ministry spokesman", "chinese-foreign-ministry"),
        ("the World Health Organisation (WHO)", "who"),
        ("Ukraine's military", "ukrainian-armed-forces"),
        ("Ukrainian military officials", None),
        ("the British Ministry of Defence", "uk-ministry-of-defence"),
    ],
)
def test_an_english_phrase_leads_to_its_institution(phrase: str, institution: str | None) -> None:
    assert certain(phrase, "en") == institution


@pytest.mark.parametrize(
    "phrase",
    [
        "Pentagon-Chef",
        "Mitarbeiter des Pentagon",
        "Vertreter der Vereinten Nationen",
        "UN-Generalsekretär",
        "die russische UN-Vertretung",
        "Kremlsprecher Iwan Petrow",
        "der CDU-Politiker",
        "Roger Federer",
        "ein islamischer Staat",
        "das weiße Haus",
        "Berliner",
        "der russische Dichter",
        "Ministerin",
    ],
)
def test_who_only_belongs_to_an_institution_does_not_speak_for_it(phrase: str) -> None:
    assert identify(phrase) is None


@pytest.mark.parametrize("phrase", ["a senior NATO official", "officials at the Pentagon", "the UN envoy"])
def test_english_officials_do_not_speak_for_their_institution(phrase: str) -> None:
    assert identify(phrase, "en") is None


@pytest.mark.parametrize(
    "phrase",
    [
        "das litauische Verteidigungsministerium",
        "das Verteidigungsministerium in Vilnius",
        "das zuständige Verteidigungsministerium",
        "das Parlament der Insel",
    ],
)
def test_a_body_that_the_catalogue_lacks_is_an_institution_without_id(phrase: str) -> None:
    name = identify(phrase)
    assert name is not None
    assert name.candidates == ()
    assert not name.certain


@pytest.mark.parametrize("phrase", ["Berliner Polizei", "Polizei in Berlin", "die Polizei München"])
def test_the_police_of_a_town_is_not_that_of_its_country(phrase: str) -> None:
    assert certain(phrase) is None


def test_several_services_of_a_country_leave_open_which_is_meant() -> None:
    name = identify("der russische Geheimdienst")
    assert name is not None
    assert name.candidates == ("fsb", "svr", "gru")
    assert not name.certain


def test_a_shared_name_means_the_institution_of_the_only_country_named() -> None:
    assert linked("Laut der Bundesregierung wird Deutschland mehr Waffen liefern.") == ["federal-government"]
    assert linked("Laut der Bundesregierung bleibt Österreich neutral.") == ["austrian-government"]
    assert linked("Laut der Bundesregierung einigten sich Österreich und Deutschland.") == [None]
    assert linked("Laut der Bundesregierung ist der Vertrag fertig.") == [None]


def test_a_shared_name_means_the_institution_of_the_country_where_the_text_came_out() -> None:
    text = "Laut der Bundesregierung ist der Vertrag fertig."
    assert linked(text, url="https://www.derstandard.at/story/1") == ["austrian-government"]
    assert linked(text, outlet="Der Spiegel") == ["federal-government"]


def test_a_bare_ministry_is_the_one_named_before() -> None:
    before = "Laut dem russischen Verteidigungsministerium fiel der Ort. "
    after = "Laut dem Verteidigungsministerium gab es keine Verluste."
    assert linked(before + after) == ["russian-defence-ministry", "russian-defence-ministry"]
    assert linked(after) == [None]


def test_a_bare_ministry_is_left_open_when_two_were_named() -> None:
    text = (
        "Laut dem russischen Verteidigungsministerium fiel der Ort. "
        "Laut dem ukrainischen Verteidigungsministerium fiel er nicht. "
        "Laut dem Verteidigungsministerium gab es keine Verluste."
    )
    assert linked(text) == ["russian-defence-ministry", "ukrainian-defence-ministry", None]


def test_a_capital_is_its_government_only_where_the_text_names_the_country() -> None:
    assert linked("Moskau teilte mit, der Vertrag sei gekündigt. Russland hatte ihn 1990 geschlossen.")[0] == (
        "russian-government"
    )
    assert linked("Moskau teilte mit, der Vertrag sei gekündigt.") == [None]


def test_an_institution_behind_an_outlet_is_identified_in_the_chain(find: Find) -> None:
    (citation,) = find(
        "Bloomberg berichtet unter Berufung auf das südkoreanische Verteidigungsministerium, dass es Tote gebe."
    )
    assert citation.chain_ids == ("bloomberg", "south-korean-defence-ministry")
    assert citation.outlet == "bloomberg"
    assert citation.institution is None


def test_what_looks_like_a_name_of_a_person_is_the_institution(find: Find) -> None:
    (citation,) = find("Human Rights Watch erklärte, die Lage sei ernst.")
    assert citation.source_kind is SourceKind.INSTITUTION
    assert citation.institution == "human-rights-watch"
    assert not citation.anonymous


def test_a_named_institution_is_never_anonymous(find: Find) -> None:
    (citation,) = find("Nach UN-Angaben sind 300 Menschen auf der Flucht.")
    assert not citation.anonymous


def test_a_name_that_outgrows_its_phrase_is_kept_whole(find: Find) -> None:
    (citation,) = find("Laut dem Bureau of Labor Statistics stiegen die Preise.")
    assert citation.speaker == "Bureau of Labor Statistics"


def test_ancestors_are_listed_from_the_nearest() -> None:
    assert load_institution_catalogue().ancestors("us-navy") == ("us-armed-forces", "pentagon", "us-government")
    assert load_institution_catalogue().ancestors("nato") == ()


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("russisches", "russische"),
        ("Kremls", "Kreml"),
        ("Pentagons", "Pentagon"),
        ("Nationen", "Nationen"),
        ("Ministeriums", "Ministerium"),
        ("Organisation", "Organization"),
    ],
)
def test_case_forms_of_a_word_share_a_stem_and_are_told_as_such(printed: str, name: str) -> None:
    assert stem(printed) == stem(name)
    assert is_form_of(printed, name)


@pytest.mark.parametrize(("printed", "name"), [("Federer", "Fed"), ("Feder", "Fed"), ("Kremlin", "Kreml")])
def test_other_words_with_the_same_beginning_are_no_forms(printed: str, name: str) -> None:
    assert not is_form_of(printed, name)


def test_short_acronyms_are_not_words() -> None:
    assert stem("WHO") != stem("who")
    assert stem("BKAs") == stem("BKA")


def test_a_country_is_named_by_name_or_adjective_but_not_by_its_capital() -> None:
    assert is_named("AT", "Die österreichische Kammer tagt.")
    assert is_named("US", "die US-Wirtschaft")
    assert not is_named("AT", "WIEN - Die Kammer tagt in Wien.")
    assert points_to("AT", "der Wiener Verlag")


ENTRY = '[[institution]]\nid = "x"\nname = "X"\nenglish = "X"\nkind = "ngo"\ncountry = "DE"\n'


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[institution]]\n", "missing keys"),
        (ENTRY + "colour = 1\n", "unknown keys \\['colour'\\]"),
        (ENTRY + 'aliases = [{ text = "Y", needs = "cue" }]\n', "unknown keys \\['needs'\\]"),
        (ENTRY.replace('"ngo"', '"circus"'), "is not a valid InstitutionKind"),
        (ENTRY.replace('kind = "ngo"\n', ""), "correct the entry"),
        ("[[outlet]]\n", "holds something else"),
        ("[[institution", "is not TOML"),
    ],
)
def test_a_faulty_entry_is_refused_with_its_place(toml: str, message: str) -> None:
    with pytest.raises(CatalogueError, match=message):
        list(parse_institution_entries(toml, "de.toml"))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep compiled files in a folder of the test."""
    compiled.digest_sources()  # of the real sources, before the folder changes
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    return tmp_path / "__pycache__"


def test_what_was_compiled_is_read_back_until_the_sources_change(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiled.load_compiled("things", lambda: {"a": 1}) == {"a": 1}
    assert compiled.load_compiled("things", lambda: {"a": 2}) == {"a": 1}
    monkeypatch.setattr(compiled, "digest_sources", lambda: "changed")
    assert compiled.load_compiled("things", lambda: {"a": 3}) == {"a": 3}
    assert [file.name for file in kept.iterdir()] == ["things-changed.msgpack"]


def test_a_change_of_data_or_code_changes_the_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "text"
    text.mkdir()
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    monkeypatch.setattr(compiled, "DATA_FOLDERS", ())
    monkeypatch.setattr(compiled, "TEXT_FOLDER", text)
    digests = set()
    for name in ("roles.toml", "catalogue_file.py", "notes.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
        digests.add(compiled.digest_sources.__wrapped__())
    assert len(digests) == 2


def test_a_damaged_file_is_compiled_anew(kept: Path) -> None:
    compiled.load_compiled("things", lambda: {"a": 1})
    (file,) = kept.iterdir()
    file.write_bytes(b"\xc1")
    assert compiled.load_compiled("things", lambda: {"a": 2}) == {"a": 2}


def test_where_nothing_can_be_written_every_start_compiles(kept: Path) -> None:
    kept.write_text("a file where the folder should be", encoding="utf-8")
    assert compiled.load_compiled("things", lambda: {"a": 1}) == {"a": 1}
    assert compiled.load_compiled("things", lambda: {"a": 2}) == {"a": 2}


def test_the_catalogue_is_loaded_in_time() -> None:
    script = (
        "import time;"
        "from dedup.attribution import load_catalogue, load_institution_catalogue;"
        "start = time.process_time();"
        "load_catalogue(); load_institution_catalogue();"
        "print(time.process_time() - start)"
    )
    seconds = [
        float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(seconds) < 0.05
