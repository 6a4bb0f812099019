"""Hand-made claims: the layout, its defaults, and errors that name the place."""

import json
from pathlib import Path
from typing import Any

import pytest

from dedup.errors import InvalidRecordError
from dedup.model import Roots
from dedup.provenance.roots import count_hand_made, read_hand_made
from dedup.settings import RootSettings

SOURCES = {
    "ministry": {"label": "Ministerium", "kind": "state", "level": 2, "principal": "GOV:AA"},
    "minister": {"label": "Ministerin", "kind": "state", "level": 3, "principal": "GOV:AA"},
    "officials": {"label": "Beamte", "kind": "state", "level": 1, "principal": "GOV:BB"},
    "agency": {"label": "Küstenagentur", "kind": "outlet", "level": 2, "principal": "OUT:agency"},
    "insiders": {"label": "Insider", "kind": "unnamed", "level": 1, "principal": "ANON:agency"},
    "expert": {"label": "Fachfrau", "kind": "expert", "level": 3, "principal": "EXP:fachfrau"},
    "crowd": {"label": "Beobachter", "kind": "vague", "level": 0, "principal": "VAGUE"},
    "statemedia": {"label": "Staatsblatt", "kind": "state-media", "level": 2, "principal": "GOV:CC"},
    "narr1": {"label": "Stimme", "kind": "narrator", "level": None, "principal": "OUT:eins"},
}

Claim = dict[str, Any]


def mention(*chains: list[str], article: str = "1", **fields: Any) -> dict[str, Any]:
    return {"article": article, "chains": list(chains), **fields}


def count(
    *claims: Claim, settings: RootSettings | None = None, sources: dict[str, Any] | None = None, **fields: Any
) -> list[Roots]:
    file = {"sources": SOURCES if sources is None else sources, "claims": list(claims), **fields}
    used = settings or RootSettings()
    return [claim.roots for claim in count_hand_made(read_hand_made(json.dumps(file), "test.json", used), used)]


def claim(*mentions: dict[str, Any], ident: str = "C1", **fields: Any) -> Claim:
    return {"id": ident, "mentions": list(mentions), **fields}


def test_missing_fields_have_defaults() -> None:
    (roots,) = count(claim({"article": "1", "chains": [["ministry"]]}))
    assert (roots.low, roots.high, roots.expected, roots.credibility) == (1, 1, 1.0, 3)


def test_the_last_source_of_a_chain_is_the_root() -> None:
    (roots,) = count(claim(mention(["agency", "ministry"])))
    assert [root.id for root in roots.direct] == ["GOV:AA"]


def test_a_chain_that_ends_at_an_outlet_is_unresolved() -> None:
    (roots,) = count(claim(mention(["agency"])))
    assert ([root.id for root in roots.inherited], roots.low, roots.high) == (["OUT:agency"], 0, 1)


def test_state_media_are_their_government() -> None:
    (roots,) = count(claim(mention(["statemedia"])))
    assert [root.id for root in roots.direct] == ["GOV:CC"]


def test_a_mention_may_have_several_chains() -> None:
    (roots,) = count(claim(mention(["ministry"], ["agency", "insiders"], ["minister"])))
    assert [root.id for root in roots.direct] == ["ANON:agency", "GOV:AA"]


def test_one_chain_may_stand_without_its_outer_list() -> None:
    (roots,) = count(claim({"article": "1", "chain": ["agency", "ministry"]}))
    assert [root.id for root in roots.direct] == ["GOV:AA"]


@pytest.mark.parametrize("kind", ["speech_act", "speech-act", "Speech Act"])
@pytest.mark.parametrize(
    "quoted",
    [
        {"evidence": "quote"},
        {"evidence": "direct_quote"},
        {"quote": True},
        {"type": "direct"},
        {"span": {"text": "„Wir danken“"}},
    ],
)
def test_a_speech_act_with_a_direct_quote_has_digit_two(kind: str, quoted: dict[str, Any]) -> None:
    (roots,) = count(claim(mention(["minister"], **quoted), kind=kind))
    assert roots.credibility == 2


def test_a_speech_act_told_by_others_is_one_root() -> None:
    (roots,) = count(claim(mention(["minister"], evidence="told", span={"text": "sie danke"}), kind="speech_act"))
    assert roots.credibility == 3


@pytest.mark.parametrize(
    ("narrators", "kind", "digit"),
    [
        (0, "event", 6),
        (1, "event", 6),
        (2, "event", 3),
        (2, "background", 3),
        (3, "event", 3),
        (3, "background", 2),
        (3, "legal", 2),
        (3, "quantity", 3),
        (3, "forecast", 3),
    ],
)
def test_narrators_alone_give_the_digit_of_their_number(narrators: int, kind: str, digit: int) -> None:
    mentions = [mention(article=str(number)) for number in range(narrators)]
    (roots,) = count(claim(*mentions, kind=kind))
    assert (roots.low, roots.high, len(roots.narrators), roots.credibility) == (0, 0, narrators, digit)


def test_the_voice_of_an_article_is_that_of_its_narrator_basis_or_outlet() -> None:
    articles = {
        "2": {"outlet": {"name": "Küstenpost"}, "based_on": [{"name": "Küstenagentur"}]},
        "3": {"outlet": {"name": "Die Hafenzeitung"}},
        "4": {"outlet": None, "republished_from": "Inselbote"},
    }
    (roots,) = count(claim(*(mention(article=str(number)) for number in range(1, 6))), articles=articles)
    assert roots.narrators == ("OUT:5?", "OUT:agency", "OUT:die-hafenzeitung", "OUT:eins", "OUT:inselbote")


def test_a_narrator_in_a_chain_names_no_source() -> None:
    (roots,) = count(claim(mention(["narr1"])))
    assert (roots.narrators, roots.high, roots.effective) == (("OUT:eins",), 0, 0)


def test_vague_sources_are_no_roots() -> None:
    (roots,) = count(claim(mention(["crowd"]), mention(["agency", "crowd"])))
    assert (roots.low, roots.high, roots.vague, roots.credibility) == (0, 0, 2, 6)


def test_experts_interpret_unless_the_file_says_how_they_know() -> None:
    interpreted, told = count(claim(mention(["expert"])), claim(mention(["expert"], evidence="told"), ident="C2"))
    assert (interpreted.analysis, interpreted.high) == (("EXP:fachfrau",), 0)
    assert (told.analysis, told.high) == ((), 1)


def test_denials_are_tied_by_their_list_or_by_the_claim() -> None:
    denials = {"D1": {"of": "C1,C2", "roots": ["GOV:DD", "ministry"]}, "D2": {"of": []}}
    first, second, third = count(
        claim(mention(["officials"])),
        claim(mention(["officials"]), ident="C2", denials=["D2"]),
        claim(mention(["officials"]), ident="C3"),
        denials=denials,
    )
    assert first.denials == ("GOV:AA", "GOV:DD")
    assert second.denials == ("D2", "GOV:AA", "GOV:DD")
    assert third.denials == ()


def test_a_denied_claim_with_two_named_roots_has_digit_two() -> None:
    mentions = [mention(["ministry"]), mention(["statemedia"], article="2")]
    free, denied = count(
        claim(*mentions), claim(*mentions, ident="C2"), denials={"D": {"of": "C2", "roots": ["GOV:EE"]}}
    )
    assert (free.credibility, denied.credibility) == (1, 2)


@pytest.mark.parametrize(("contradicting", "digit"), [(["statemedia"], 4), (["statemedia", "expert"], 5)])
def test_independent_named_sources_may_contradict(contradicting: list[str], digit: int) -> None:
    mentions = [mention([key], relation="contradicts", evidence="told") for key in contradicting]
    (roots,) = count(claim(mention(["ministry"]), *mentions))
    assert roots.credibility == digit


def test_soft_edges_may_name_principals_or_sources() -> None:
    by_source = {"a": "ministry", "b": "officials", "p": 0.5}
    by_principal = {"a": "GOV:AA", "b": "GOV:BB", "p": 0.5, "why": "allied"}
    mentions = [mention(["ministry"]), mention(["officials"])]
    for edge in (by_source, by_principal, ["GOV:AA", "GOV:BB", 0.5]):
        (roots,) = count(claim(*mentions, soft_edges=[edge]))
        assert (roots.low, roots.high, roots.expected) == (1, 2, 1.5)


@pytest.mark.parametrize(
    ("ends", "kind", "expected"),
    [
        (("ministry", "officials"), None, 1.9),
        (("ministry", "insiders"), None, 1.6),
        (("ministry", "insiders"), "party", 1.8),
        (("ministry", "insiders"), "anonymous", 1.6),
        (("ministry", "statemedia"), "allied", 1.9),
    ],
)
def test_an_edge_without_p_takes_the_prior_of_the_settings(
    ends: tuple[str, str], kind: str | None, expected: float
) -> None:
    settings = RootSettings(allied_prior=0.1, anonymous_prior=0.4, party_prior=0.2)
    edge = {"a": ends[0], "b": ends[1]} | ({"kind": kind} if kind else {})
    (roots,) = count(claim(mention([ends[0]]), mention([ends[1]]), soft_edges=[edge]), settings=settings)
    assert roots.expected == pytest.approx(expected)


def test_a_prior_of_one_is_certain_and_of_zero_is_none() -> None:
    mentions = [mention(["ministry"]), mention(["officials"])]
    certain, never = count(
        claim(*mentions, soft_edges=[{"a": "ministry", "b": "officials", "p": 1}]),
        claim(*mentions, soft_edges=[{"a": "ministry", "b": "officials", "p": 0}], ident="C2"),
    )
    assert (certain.low, certain.high) == (1, 1)
    assert (never.low, never.high) == (2, 2)


def test_hard_edges_merge() -> None:
    mentions = [mention(["ministry"]), mention(["officials"])]
    (roots,) = count(claim(*mentions, hard_edges=[{"a": "GOV:AA", "b": "GOV:BB", "why": "same text"}]))
    assert (roots.low, roots.high, roots.edges[0].prior) == (1, 1, None)


def test_sources_without_level_and_principal_go_by_their_kind() -> None:
    sources = {
        "paper": {"kind": "newspaper"},
        "crowd": {"kind": "vague"},
        "insider": {"kind": "anonymous"},
        "person": {"kind": "person"},
    }
    (roots,) = count(claim(*(mention([key]) for key in sources)), sources=sources)
    assert [(root.id, root.level) for root in roots.direct] == [("insider", 1), ("person", 3)]
    assert [root.id for root in roots.inherited] == ["OUT:paper"]
    assert roots.vague == 1


def test_an_edge_to_a_stranger_joins_nothing_and_is_noted() -> None:
    file = {
        "sources": SOURCES,
        "claims": [claim(mention(["ministry"]), soft_edges=[{"a": "GOV:AA", "b": "GOV:ZZ", "p": 0.5}])],
    }
    found = read_hand_made(json.dumps(file), "test.json", RootSettings())
    (note,) = found.notes
    assert note.startswith("test.json, claim C1, soft edge 1: 'GOV:ZZ' is no principal")


def test_words_outside_the_vocabulary_count_for_least_and_are_noted() -> None:
    claims = [
        claim(mention(["ministry"], relation="Confirms!"), ident="C1"),
        claim(mention(["ministry"], attribution_scope="headline"), ident="C2"),
        claim(mention(["ministry"], evidence="imagery"), ident="C3", denials=["D9"]),
    ]
    found = read_hand_made(json.dumps({"sources": SOURCES, "claims": claims}), "test.json", RootSettings())
    relation, scope, denial = found.notes
    assert "mention 1: 'relation' is 'confirms!', none of supports, denies" in relation
    assert (
        "mention 1: 'attribution_scope' is 'headline', none of sentence, paragraph, article; taken as article"
        in scope
    )
    assert denial == "test.json, claim C3: 'D9' is not in 'denials'; who denies is not known"
    first, second, third = (each.roots for each in count_hand_made(found, RootSettings()))
    assert (first.high, second.low, second.high, third.low) == (0, 0, 1, 1)
    assert third.denials == ("D9",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not JSON"),
        ("[1", "is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "is a list, an object"),
        ("{}", "no list 'claims'"),
        ('{"claims": {}}', "'claims' is an object, a list"),
        ('{"claims": [3]}', "claim 1: is a number, an object"),
        ('{"claims": [], "claims": []}', "the key 'claims' stands twice"),
        ('{"claims": [], "sources": []}', "'sources': is a list, an object"),
        ('{"claims": [], "sources": {"a": 1}}', "source 'a': is a number"),
        ('{"claims": [], "sources": {"a": {"level": 4}}}', "source 'a': the level is 4"),
        ('{"claims": [], "sources": {"a": {"level": "x"}}}', "source 'a': 'level' is a text, a number"),
        ('{"claims": [{"id": "A"}, {"id": "A"}]}', "claim A: the id stands twice"),
        ('{"claims": [{"id": "A", "mentions": {}}]}', "claim A: 'mentions' is an object"),
        ('{"claims": [{"id": "A", "mentions": [[]]}]}', "claim A, mention 1: is a list"),
        (
            '{"claims": [{"id": "A", "mentions": [{"chains": ["x"]}]}]}',
            "claim A, mention 1: 'chains' is a list of chains",
        ),
        ('{"claims": [{"id": "A", "mentions": [{"chains": [["x"]]}]}]}', "claim A, mention 1: unknown source 'x'"),
        ('{"claims": [{"id": "A", "forecast": "no"}]}', "claim A: 'forecast' is a text, true or false"),
        ('{"claims": [{"id": "A", "kind": []}]}', "claim A: 'kind' is a list, a text"),
        ('{"claims": [{"id": "A", "denials": 3}]}', "'denials': is a number, a list of names"),
        ('{"claims": [{"id": "A", "soft_edges": [{"a": "x"}]}]}', "claim A, soft edge 1: has no 'b'"),
        ('{"claims": [{"id": "A", "soft_edges": [{"a": "x", "b": "y", "p": 2}]}]}', "soft edge 1: p is 2"),
        ('{"claims": [{"id": "A", "soft_edges": [{"a": "x", "b": "y", "p": "?"}]}]}', "'p' is a text, a number"),
        ('{"claims": [{"id": "A", "soft_edges": [3]}]}', "soft edge 1: is a number, an object"),
    ],
)
def test_mistakes_are_named_with_their_place(text: str, message: str) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        read_hand_made(text, "test.json", RootSettings())
    assert str(caught.value).startswith("test.json")
    assert message in str(caught.value)


@pytest.fixture
def examples(shared_data: Any) -> str:
    return str((shared_data / "data" / "claims_examples.json").read_text(encoding="utf-8"))


@pytest.mark.shared_data
def test_the_worked_examples_come_out_as_worked_out(examples: str) -> None:
    settings = RootSettings()
    found = count_hand_made(read_hand_made(examples, "examples", settings), settings)
    worked = json.loads(examples)["claims"]
    assert len(found) == len(worked)
    for counted, example in zip(found, worked, strict=True):
        roots = counted.roots
        assert {
            "roots_low": roots.low,
            "roots_high": roots.high,
            "roots_expected": round(roots.expected, 2),
            "credibility": str(roots.credibility),
            "denied": bool(roots.denials),
            "roots": [root.id for root in roots.direct],
            "roots_inherited": [root.id for root in roots.inherited],
            "narrators": list(roots.narrators),
            "vague": roots.vague,
            "analysis": list(roots.analysis),
            "effective": round(roots.effective, 2),
        } == example["result"]


@pytest.mark.shared_data
def test_the_order_of_the_file_changes_nothing(examples: str) -> None:
    settings = RootSettings()
    file = json.loads(examples)
    turned = {
        "claims": [value | {"mentions": value["mentions"][::-1]} for value in file["claims"][::-1]],
        "denials": dict(reversed(file["denials"].items())),
        "sources": dict(reversed(file["sources"].items())),
        "articles": dict(reversed(file["articles"].items())),
    }
    straight = count_hand_made(read_hand_made(examples, "examples", settings), settings)
    again = count_hand_made(read_hand_made(json.dumps(turned), "examples", settings), settings)
    assert {each.id: each for each in again} == {each.id: each for each in straight}


def test_the_example_of_the_documentation_is_counted_as_it_says() -> None:
    page = (Path(__file__).parents[3] / "docs" / "PROVENANCE.md").read_text(encoding="utf-8")
    example = page.partition("```json\n")[2].partition("```")[0]
    settings = RootSettings()
    (counted,) = count_hand_made(read_hand_made(example, "PROVENANCE.md", settings), settings)
    roots = counted.roots
    assert (roots.low, roots.high, roots.expected, roots.credibility) == (1, 2, 1.5, 2)
    assert (roots.narrators, roots.denials) == (("OUT:inselbote",), ("GOV:RU",))
