"""Forms of German verbs."""

import pytest

from dedup.attribution.conjugation import VerbForm, VerbPlace, subjunctive, verb_forms


def _forms(entry: str, place: VerbPlace) -> list[str]:
    return [form.form for form in verb_forms(entry) if form.place is place]


@pytest.mark.parametrize(
    ("entry", "finite"),
    [
        ("sagen", ["sagt", "sagen", "sagte", "sagten"]),
        ("antworten", ["antwortet", "antworten", "antwortete", "antworteten"]),
        ("schreiben schreibt schrieb geschrieben", ["schreibt", "schreiben", "schrieb", "schrieben"]),
        ("nennen nennt nannte genannt", ["nennt", "nennen", "nannte", "nannten"]),
    ],
)
def test_finite_forms_are_third_person(entry: str, finite: list[str]) -> None:
    assert _forms(entry, VerbPlace.FINITE) == finite


@pytest.mark.parametrize(
    ("entry", "participle"),
    [
        ("sagen", "gesagt"),
        ("mit|teilen", "mitgeteilt"),
        ("berichten", "berichtet"),
        ("kritisieren", "kritisiert"),
        ("vor|werfen wirft warf geworfen", "vorgeworfen"),
    ],
)
def test_participles_take_ge_where_the_verb_is_stressed_on_its_stem(entry: str, participle: str) -> None:
    assert _forms(entry, VerbPlace.PARTICIPLE) == [participle]


def test_a_separable_verb_is_apart_in_main_clauses_and_whole_in_others() -> None:
    assert VerbForm("teilt", "mitteilen", VerbPlace.FINITE, "mit") in verb_forms("mit|teilen")
    assert "mitteilte" in _forms("mit|teilen", VerbPlace.FINAL)


@pytest.mark.parametrize(
    ("infinitive", "form"), [("gehen", "gehe"), ("handeln", "handle"), ("erinnern", "erinnere"), ("sagen", "sage")]
)
def test_the_first_subjunctive_is_the_stem_with_e(infinitive: str, form: str) -> None:
    assert subjunctive(infinitive) == form
