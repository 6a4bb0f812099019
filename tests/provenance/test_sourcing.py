"""Articles and sources described figure by figure."""

from collections.abc import Callable
from dataclasses import replace

from dedup.attribution import load_catalogue
from dedup.model import (
    Citation,
    Claim,
    ClaimKind,
    DocumentSummary,
    Evidence,
    Finding,
    Location,
    Mention,
    Scope,
    Severity,
    SourceKind,
    Span,
    Stance,
)
from dedup.provenance import describe_articles, describe_sources, summarise_sources

Cite = Callable[..., Citation]
Article = Callable[..., DocumentSummary]


def claim(*mentions: tuple[str, str | None], name: str = "c") -> Claim:
    return Claim(
        id=name,
        text="Etwas geschah.",
        kind=ClaimKind.EVENT,
        forecast=False,
        story="s",
        mentions=tuple(
            Mention(
                location=Location(document, Span(0, 10)),
                stance=Stance.SUPPORTS,
                scope=Scope.SENTENCE,
                evidence=Evidence.TOLD,
                citation=citation,
            )
            for document, citation in mentions
        ),
        joins=(),
    )


def finding(code: str, name: str) -> Finding:
    return Finding(
        id=code,
        document="a",
        span=Span(0, 3),
        line=1,
        column=1,
        code=code,
        name=name,
        severity=Severity.INFO,
        confidence=0.9,
        evidence="abc",
        message="m",
        fix=None,
        fingerprint=code,
    )


def test_an_article_is_described_by_its_citations_and_claims(cite: Cite, article: Article) -> None:
    citations = [
        cite("newsweek", "Ada Berg", outlet="newsweek", kind=SourceKind.OUTLET),
        cite("Insider", kind=SourceKind.GROUP, anonymous=True),
    ]
    claims = [claim(("a", citations[0].id), ("a", None), ("a", None), ("a", None))]
    findings = [finding("X101", "word-order"), finding("G101", "drop-letter")]
    documents = [article("a", byline="Eva Haas, dpa"), article("b")]
    first, second = describe_articles(documents, citations, claims, findings, load_catalogue())
    assert (first.mentions, first.unattributed_share) == (4, 0.75)
    assert (first.citations, first.anonymous_share, first.second_hand_share) == (2, 0.5, 0.5)
    assert (first.republishes, first.translation_signs) == (("dpa",), ("word-order",))
    assert (second.unattributed_share, second.anonymous_share, second.second_hand_share) == (None, None, None)


def test_a_claim_rests_on_a_source_alone_where_every_mention_leads_through_it(cite: Cite) -> None:
    agency = cite("bloomberg", "Ada Berg", outlet="bloomberg", kind=SourceKind.AGENCY)
    second = replace(agency, id="second", document="b", chain=("bloomberg",))
    claims = [
        claim(("a", agency.id), ("b", "second"), name="alone"),
        claim(("a", agency.id), ("c", None), name="not-alone"),
    ]
    citations = [agency, second]
    sources = summarise_sources(citations, load_catalogue())
    used = {each.source: each for each in describe_sources(sources, citations, claims, load_catalogue())}
    assert used["bloomberg"].claims == ("alone", "not-alone")
    assert used["bloomberg"].alone == ("alone",)
    assert used["person:ada berg"].alone == ()
    assert used["person:ada berg"].second_hand_share == 1.0
    assert (used["bloomberg"].owner, used["bloomberg"].state_control) == ("Bloomberg L.P.", False)
