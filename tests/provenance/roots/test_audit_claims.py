"""Roots of the claims of an audit, from citations, shared wording and the catalogue."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from dedup.attribution import load_catalogue
from dedup.model import (
    Citation,
    CitationType,
    Claim,
    ClaimKind,
    Denial,
    Document,
    Evidence,
    Location,
    Mention,
    Overlap,
    OverlapKind,
    Roots,
    Scope,
    SourceKind,
    Span,
    Stance,
)
from dedup.provenance import Ratings, count_roots
from dedup.provenance.ratings import NO_RATINGS
from dedup.settings import RootSettings

SPAN = Span(0, 50)


def cite(document: str, *chain: str, kind: SourceKind = SourceKind.INSTITUTION, **fields: Any) -> Citation:
    made = Citation(
        id=f"{document}:{'/'.join(chain)}",
        document=document,
        mention=Span(0, 5),
        cue=None,
        claim=SPAN,
        claim_spans=(SPAN,),
        outlet=None,
        speaker=None,
        source_kind=kind,
        anonymous=False,
        type=CitationType.INDIRECT,
        chain=chain,
        medium=None,
        confidence=0.9,
        rule="test",
    )
    return replace(made, **fields)


def mention(document: str, citation: Citation | None = None, **fields: Any) -> Mention:
    made = Mention(
        location=Location(document, SPAN),
        stance=Stance.SUPPORTS,
        scope=Scope.SENTENCE,
        evidence=Evidence.TOLD,
        citation=citation.id if citation else None,
        chain=citation.chain if citation else (),
    )
    return replace(made, **fields)


def shared(left: str, right: str, kind: OverlapKind = OverlapKind.VERBATIM) -> Overlap:
    place = Span(10, 30)
    return Overlap(
        id="o", kind=kind, left=Location(left, place), right=Location(right, place), similarity=1.0, words=12
    )


def count(
    mentions: Sequence[Mention],
    citations: Sequence[Citation] = (),
    *,
    overlaps: Sequence[Overlap] = (),
    denials: Sequence[Denial] = (),
    texts: dict[str, str] | None = None,
    documents: Sequence[Document] = (),
    ratings: Ratings | None = None,
    kind: ClaimKind = ClaimKind.EVENT,
) -> Roots:
    claim = Claim(id="c", text="t", kind=kind, forecast=False, story="s", mentions=tuple(mentions), joins=())
    made = documents or [Document(id=name, text=text) for name, text in (texts or {}).items()]
    (counted,) = count_roots(
        [claim],
        denials,
        citations=citations,
        overlaps=overlaps,
        documents=made,
        catalogue=load_catalogue(),
        settings=RootSettings(),
        ratings=ratings or NO_RATINGS,
    )
    assert counted.roots is not None
    return counted.roots


def ids(roots: Roots) -> list[str]:
    return [root.id for root in roots.direct]


def test_allied_governments_may_be_one_root() -> None:
    first, second = cite("a", "US-Regierung"), cite("b", "südkoreanische Regierung")
    roots = count([mention("a", first), mention("b", second)], [first, second])
    assert (ids(roots), roots.low, roots.high, roots.expected) == (["GOV:KR", "GOV:US"], 1, 2, 1.5)
    assert roots.edges[0].why.endswith("no text says whether both pass on the same")
    assert roots.direct[0].name == "Government of South Korea"
    assert roots.direct[0].names == ("südkoreanische Regierung",)


def test_two_parties_that_are_no_allies_are_two_roots() -> None:
    first, second = cite("a", "Moskau"), cite("b", "Nordkorea")
    roots = count([mention("a", first), mention("b", second)], [first, second])
    assert (roots.low, roots.high, roots.credibility) == (2, 2, 1)


def test_two_outlets_that_pass_on_one_ministry_are_one_root() -> None:
    first = cite("a", "bloomberg", "norwegische Regierung", kind=SourceKind.AGENCY, outlet="bloomberg")
    second = cite("b", "newsweek", "norwegische Außenministerium", kind=SourceKind.OUTLET, outlet="newsweek")
    roots = count([mention("a", first), mention("b", second)], [first, second])
    assert (ids(roots), roots.low, roots.high) == (["GOV:NO"], 1, 1)


def test_an_unnamed_source_may_belong_to_a_party() -> None:
    first = cite("a", "Kreml", chain_ids=("kremlin",), institution="kremlin")
    second = cite("a", "kyodo", "ungenannte Quellen", kind=SourceKind.AGENCY, outlet="kyodo", anonymous=True)
    roots = count([mention("a", first), mention("a", second)], [first, second])
    assert (ids(roots), roots.low, roots.high, roots.expected) == (["ANON:kyodo", "GOV:RU"], 1, 2, 1.7)


def test_an_unnamed_source_of_a_country_may_be_its_government() -> None:
    text = "Kyodo meldet unter Berufung auf ungenannte Quellen aus Norwegen, das Schiff sei da."
    first = cite("b", "norwegische Regierung")
    second = cite("a", "kyodo", "ungenannte Quellen", kind=SourceKind.AGENCY, outlet="kyodo", anonymous=True)
    roots = count([mention("b", first), mention("a", second)], [first, second], texts={"a": text, "b": ""})
    assert roots.edges[0].prior == 0.8
    assert roots.expected == 1.2


def test_shared_wording_makes_two_sources_one() -> None:
    first, second = cite("a", "Moskau"), cite("b", "Nordkorea")
    mentions = [mention("a", first), mention("b", second)]
    roots = count(mentions, [first, second], overlaps=[shared("a", "b")])
    assert (roots.low, roots.high) == (1, 1)
    assert roots.edges[0].why == "a and b share this wording"
    anew = count(mentions, [first, second], overlaps=[shared("a", "b", OverlapKind.PARAPHRASE)])
    assert anew.low == 2


def test_narrators_that_share_wording_are_one_voice() -> None:
    mentions = [mention("a"), mention("b"), mention("c")]
    assert count(mentions).narrators == ("OUT:a?", "OUT:b?", "OUT:c?")
    assert count(mentions, overlaps=[shared("a", "b")]).narrators == ("OUT:a?", "OUT:c?")


def test_a_narrator_is_the_outlet_where_the_article_says_which() -> None:
    documents = [
        Document(id="a", text="", outlet="Newsweek"),
        Document(id="b", text="", url="https://tass.com/x"),
        Document(id="c", text=""),
    ]
    reference = cite("c", "t-online", kind=SourceKind.OUTLET, outlet="t-online", rule="self-reference")
    roots = count([mention("a"), mention("b"), mention("c")], [reference], documents=documents)
    assert roots.narrators == ("GOV:RU", "OUT:newsweek", "OUT:t-online")


def test_experts_are_kept_apart() -> None:
    text = "Das sagte der Politologe Ole Vik."
    expert = cite("a", "Ole Vik", kind=SourceKind.PERSON)
    roots = count([mention("a", expert)], [expert], texts={"a": text})
    assert (roots.high, roots.analysis) == (0, ("EXP:ole-vik",))


def test_inherited_mentions_do_not_raise_the_lower_bound() -> None:
    source = cite("a", "norwegische Regierung")
    roots = count([mention("a", source, scope=Scope.ARTICLE)], [source])
    assert (roots.low, roots.high, [root.id for root in roots.inherited]) == (0, 1, ["GOV:NO"])


def test_a_speech_act_with_a_direct_quote_has_digit_two() -> None:
    speaker = cite("a", "Ada Berg", kind=SourceKind.PERSON, type=CitationType.DIRECT)
    roots = count([mention("a", speaker)], [speaker], kind=ClaimKind.SPEECH_ACT)
    assert roots.credibility == 2


def test_outlets_of_one_owner_are_one_root() -> None:
    catalogue = load_catalogue().outlets
    by_owner: dict[str, list[str]] = {}
    for name, outlet in catalogue.items():
        if outlet.owner and not outlet.state_control:
            by_owner.setdefault(outlet.owner, []).append(name)
    first_id, second_id = next(names for _, names in sorted(by_owner.items()) if len(names) > 1)[:2]
    first = cite("a", first_id, kind=SourceKind.OUTLET, outlet=first_id)
    second = cite("b", second_id, kind=SourceKind.OUTLET, outlet=second_id)
    roots = count([mention("a", first), mention("b", second)], [first, second])
    assert (roots.low, roots.high) == (0, 1)
    assert roots.edges[0].why.startswith("both belong to")


@pytest.mark.parametrize("with_citation", [True, False])
def test_denials_are_named_by_their_parties(with_citation: bool) -> None:  # noqa: FBT001 - a parameter of the test
    said, denied = cite("a", "norwegische Regierung"), cite("b", "Moskau")
    denial = Denial(
        location=Location("b", SPAN), citation=denied.id if with_citation else None, deniers=("Moskau",), of=("c",)
    )
    roots = count([mention("a", said)], [said, denied], denials=[denial])
    assert roots.denials == ("GOV:RU",)


def test_letters_come_from_the_ratings_alone() -> None:
    source = cite("a", "bloomberg", kind=SourceKind.AGENCY, outlet="bloomberg")
    documents = [Document(id="a", text="", url="https://www.example.org/x")]
    ratings = Ratings(letters={"example.org": "C", "bloomberg": "B"})
    rated = count([mention("a", source)], [source], documents=documents, ratings=ratings)
    plain = count([mention("a", source)], [source], documents=documents)
    assert (rated.channel_letter, rated.root_letter) == ("C", "B")
    assert (plain.channel_letter, plain.root_letter) == ("F", "F")


def test_a_person_of_unknown_office_is_not_counted_apart_for_certain() -> None:
    first, second = cite("a", "Moskau"), cite("b", "Ole Vik", kind=SourceKind.PERSON)
    roots = count([mention("a", first), mention("b", second)], [first, second])
    assert (ids(roots), roots.low, roots.high) == (["GOV:RU", "PER:ole-vik"], 1, 2)
    assert roots.edges[0].why == "no text says for whom this person speaks; it may be one with another root"


def test_a_person_of_unknown_office_does_not_make_two_governments_one() -> None:
    cited = [cite("a", "Moskau"), cite("b", "Nordkorea"), cite("c", "Ole Vik", kind=SourceKind.PERSON)]
    roots = count([mention(each.document, each) for each in cited], cited)
    assert (roots.low, roots.high) == (2, 3)


def test_an_unknown_person_is_tied_to_a_root_that_the_mentions_name_themselves() -> None:
    cited = [cite("a", "Moskau"), cite("b", "US-Regierung"), cite("c", "Ole Vik", kind=SourceKind.PERSON)]
    mentions = [mention("a", cited[0], scope=Scope.ARTICLE), mention("b", cited[1]), mention("c", cited[2])]
    assert count(mentions, cited).low == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ministerium für Verteidigung", SourceKind.INSTITUTION),
        ("Jahresgutachten der Kommission", SourceKind.DOCUMENT),
        ("Diplomaten in Peking", SourceKind.GROUP),
    ],
)
def test_a_body_or_document_of_nobody_known_is_not_counted_apart_for_certain(name: str, kind: SourceKind) -> None:
    cited = [cite("a", "Moskau"), cite("b", name, kind=kind, anonymous=kind is SourceKind.GROUP)]
    roots = count([mention(each.document, each) for each in cited], cited)
    assert (roots.low, roots.high) == (1, 2)


def test_shared_wording_joins_over_a_third_article() -> None:
    first, last = cite("a", "Moskau"), cite("c", "Nordkorea")
    mentions = [mention("a", first), mention("b"), mention("c", last)]
    assert count(mentions, [first, last]).low == 2
    assert count(mentions, [first, last], overlaps=[shared("a", "b"), shared("b", "c")]).low == 1


def test_who_states_a_claim_in_an_article_does_not_deny_it_there() -> None:
    first = cite("a", "Südkorea")
    denial = Denial(
        location=Location("a", Span(60, 80)), citation=None, deniers=("Südkorea", "Moskau"), of=("c",), cue=None
    )
    assert count([mention("a", first)], [first], denials=[denial]).denials == ("GOV:RU",)


def test_an_alliance_and_its_member_may_be_one_root() -> None:
    cited = [cite("a", "US-Regierung"), cite("b", "Nato", institution="nato", chain_ids=("nato",))]
    roots = count([mention(each.document, each) for each in cited], cited)
    assert (ids(roots), roots.low, roots.high) == (["GOV:US", "INS:nato"], 1, 2)
