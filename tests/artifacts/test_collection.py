"""Findings that only the collection shows: headlines of others, spellings elsewhere, words that sites share."""

import pytest

from dedup.artifacts import Looked, Shown, add_collection_findings, find_artifacts, trace
from dedup.model import Document, Finding, Span
from dedup.settings import ArtifactSettings
from dedup.text import view_text

HEADLINE = "Sturm an der Küste: Zwei Fähren fallen aus"
STORY = "In {name} sprach Sergej Lawrow mit Diktator Kim über Artillerie, Raketen und den Freundschaftsvertrag."


def look(*documents: Document, shown: Shown | None = None, **settings: object) -> dict[str, tuple[Finding, ...]]:
    used = ArtifactSettings.model_validate(settings)
    looked = []
    for document in documents:
        view = view_text(document)
        found = find_artifacts(view, used).findings
        looked.append(Looked(language=view.language, findings=found, traces=trace(view, document.outlet or "")))
    results = add_collection_findings(documents, looked, shown or Shown(), used)
    return {document.id: result.findings for document, result in zip(documents, results, strict=True)}


def article(identity: str, text: str, title: str | None = None, outlet: str | None = None) -> Document:
    return Document(id=identity, text=text, language="de", title=title, outlet=outlet)


def named(findings: tuple[Finding, ...], code: str) -> list[tuple[str, float]]:
    return [(finding.evidence, finding.confidence) for finding in findings if finding.code == code]


STORM = article("storm", f"{HEADLINE}\n\nDer Wind hat am Montag zugenommen.")


@pytest.mark.parametrize(
    ("line", "confidence"),
    [
        (HEADLINE, 0.85),
        (HEADLINE.upper(), 0.85),
        ("» Sturm an der Küste – zwei Fähren fallen aus", 0.85),
        ("Sturm an der Küste: Zwei Fähren fielen aus", 0.65),
    ],
)
def test_a_line_that_is_the_headline_of_another_article_is_flagged(line: str, confidence: float) -> None:
    other = article("rat", f"Streit im Rat\n\nDer Rat tagte lange.\n\n{line}\n\nDann war Schluss.")
    assert named(look(other, STORM)["rat"], "B308") == [(line, confidence)]


def test_the_finding_names_the_other_article() -> None:
    (finding,) = look(article("rat", f"Streit im Rat\n\nDer Rat tagte.\n\n{HEADLINE}\n\nSchluss."), STORM)["rat"]
    assert finding.message == "The headline of another article stands in the text: that of storm"


def test_the_title_of_a_record_counts_without_the_name_of_its_site() -> None:
    titled = article("storm", "Der Wind hat am Montag zugenommen.", title=f"{HEADLINE} | Elbufer Kurier")
    other = article("rat", f"Streit im Rat\n\nDer Rat tagte lange.\n\n{HEADLINE}\n\nDann war Schluss.")
    assert named(look(other, titled)["rat"], "B308") == [(HEADLINE, 0.85)]


@pytest.mark.parametrize(
    "text",
    [
        f"Streit im Rat\n\nDer Rat tagte, als es hieß: {HEADLINE}.",
        f"{HEADLINE}\n\nDer Rat tagte.\n\n{HEADLINE}",
        "Streit im Rat\n\nDer Rat tagte.\n\nSturm an der Küste",
        f"Streit im Rat\n\nDer Rat tagte.\n\nLesen Sie auch: {HEADLINE}",
    ],
    ids=["inside a line", "its own headline", "too short", "with a label, which another rule knows"],
)
def test_other_lines_are_left_alone(text: str) -> None:
    assert named(look(article("rat", text), STORM)["rat"], "B308") == []


def test_copies_of_an_article_do_not_point_at_it() -> None:
    copy = article("copy", f"Sturm im Norden\n\n{HEADLINE}\n\nDer Wind hat am Montag zugenommen.")
    shown = Shown(copies={"copy": 0, "storm": 0})
    assert named(look(copy, STORM, shown=shown)["copy"], "B308") == []


def test_a_subheading_at_the_end_that_is_a_headline_is_told_once() -> None:
    sentence = "Der Rat tagte am Dienstag bis in die tiefe Nacht, ohne dass sich die Seiten einig wurden."
    other = article("rat", f"Streit im Rat\n\n{sentence}\n\n{sentence} Später auch.\n\n{HEADLINE}")
    assert [finding.code for finding in look(other, STORM)["rat"] if finding.evidence == HEADLINE] == ["B308"]
    assert [finding.code for finding in look(other)["rat"] if finding.evidence == HEADLINE] == ["T603"]


def spelled(*names: str) -> list[Document]:
    return [article(f"{number}", STORY.format(name=name)) for number, name in enumerate(names)]


def test_a_name_that_others_on_the_same_matter_spell_otherwise_is_flagged() -> None:
    found = look(*spelled("Pjöngjang", "Pjöngjang", "Pjöngang"))
    assert named(found["2"], "X003") == [("Pjöngang", 0.6)]
    (finding,) = found["2"]
    assert finding.message.endswith("Pjöngjang in 2 other articles, as in 0")


@pytest.mark.parametrize(
    "names",
    [
        ("Pjöngjang", "Pjöngang"),
        ("Pjöngjang", "Pjöngjang", "Pjöngjangs"),
        ("Pjöngjang", "Pjöngjang", "Charkiw"),
    ],
    ids=["one against one", "inflected", "another name"],
)
def test_other_names_are_left_alone(names: tuple[str, ...]) -> None:
    assert [finding for found in look(*spelled(*names)).values() for finding in found] == []


def test_articles_on_other_matters_do_not_teach_spelling() -> None:
    others = [article(f"o{number}", "In Pjöngjang schneit es, und niemand weiß, warum.") for number in range(3)]
    assert look(*others, *spelled("Pjöngang"))["0"] == ()


def test_a_form_that_several_sites_use_is_a_word_of_the_collection() -> None:
    names = ["Pjöngjang"] * 6 + ["Pjöngang"] * 3
    documents = [
        article(f"{number}", STORY.format(name=name), outlet=f"site {number % 2}")
        for number, name in enumerate(names)
    ]
    assert [finding for found in look(*documents).values() for finding in found] == []


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = [*spelled("Pjöngjang", "Pjöngjang", "Pjöngang"), STORM]
    assert look(*documents) == look(*documents[::-1])


def test_a_rule_that_is_left_out_adds_nothing() -> None:
    assert look(*spelled("Pjöngjang", "Pjöngjang", "Pjöngang"), ignore=["X003"])["2"] == ()


def test_text_of_sites_comes_in_at_the_same_place() -> None:
    text = "Der Rat tagte. Jeden Morgen unser Brief."
    found = look(article("a", text), shown=Shown(site_text={"a": [Span(15, 40)]}))
    assert [finding.code for finding in found["a"]] == ["B307"]


def test_an_empty_collection_has_no_findings() -> None:
    assert look() == {}


def test_findings_are_limited_and_the_limit_is_told() -> None:
    lines = "\n\n".join([f"Streit im Rat\n\n{HEADLINE}\n\nEs regnet.\n\n{HEADLINE}\n\nEs schneit."])
    view = view_text(article("rat", lines))
    used = ArtifactSettings(select=("B308",), max_findings_per_rule=1)
    looked = [
        Looked(language="de", findings=(), traces=trace(view)),
        Looked(language="de", findings=(), traces=trace(view_text(STORM))),
    ]
    result = add_collection_findings([view.document, STORM], looked, Shown(), used)[0]
    assert len(result.findings) == 1
    assert result.notes == ("rat: B308 other-headline stopped at 1 findings; there may be more",)
