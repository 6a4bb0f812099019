"""Copies add no roots: shared wording rests on what it names, however many articles print it."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from dedup import audit
from dedup.attribution import load_catalogue
from dedup.model import (
    Citation,
    CitationType,
    Claim,
    ClaimKind,
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
from dedup.provenance import count_roots
from dedup.settings import RootSettings

_PLACE = Span(0, 50)
_CATALOGUE = load_catalogue()
_SOURCES = ("Moskau", "Nordkorea", "US-Regierung", "Ole Vik", "Wasserverband Nord", "Jahresgutachten der Bank")
sources = st.lists(st.sampled_from((*_SOURCES, None)), min_size=2, max_size=6)


def cite(document: str, source: str) -> Citation:
    kind = SourceKind.PERSON if source == "Ole Vik" else SourceKind.INSTITUTION
    return Citation(
        id=f"{document}:1",
        document=document,
        mention=Span(0, 5),
        cue=None,
        claim=_PLACE,
        claim_spans=(_PLACE,),
        outlet=None,
        speaker=None,
        source_kind=kind,
        anonymous=False,
        type=CitationType.INDIRECT,
        chain=(source,),
        medium=None,
        confidence=0.9,
        rule="test",
    )


def count(named: Sequence[str | None], shared: Sequence[tuple[int, int]]) -> Roots:
    """The roots of a claim that one article each credits to a source or to nobody."""
    citations = [cite(f"{number:02}", source) for number, source in enumerate(named) if source is not None]
    mentions = tuple(
        Mention(
            location=Location(f"{number:02}", _PLACE),
            stance=Stance.SUPPORTS,
            scope=Scope.SENTENCE,
            evidence=Evidence.TOLD,
            citation=f"{number:02}:1" if source is not None else None,
            chain=(source,) if source is not None else (),
        )
        for number, source in enumerate(named)
    )
    overlaps = [
        Overlap(
            id=f"o{left}-{right}",
            kind=OverlapKind.VERBATIM,
            left=Location(f"{left:02}", _PLACE),
            right=Location(f"{right:02}", _PLACE),
            similarity=1.0,
            words=12,
        )
        for left, right in shared
    ]
    claim = Claim(id="c", text="t", kind=ClaimKind.EVENT, forecast=False, story="s", mentions=mentions, joins=())
    (counted,) = count_roots(
        [claim],
        [],
        citations=citations,
        overlaps=overlaps,
        documents=[Document(id=f"{number:02}", text="") for number in range(len(named))],
        catalogue=_CATALOGUE,
        settings=RootSettings(),
    )
    assert counted.roots is not None
    return counted.roots


@given(sources)
@settings(max_examples=60, deadline=None)
def test_articles_of_one_text_are_one_root_at_most(named: list[str | None]) -> None:
    chain = [(number, number + 1) for number in range(len(named) - 1)]
    roots = count(named, chain)
    assert roots.low == roots.high == (1 if any(named) else 0)
    assert len(roots.narrators) <= 1


@given(sources)
@settings(max_examples=60, deadline=None)
def test_a_copy_of_every_article_adds_no_root(named: list[str | None]) -> None:
    size = len(named)
    twice = count([*named, *named], [(number, number + size) for number in range(size)])
    once = count(named, [])
    assert (twice.low, twice.high) == (once.low, once.high)
    assert len(twice.narrators) == len(once.narrators)


@given(sources)
@settings(max_examples=60, deadline=None)
def test_there_are_no_more_roots_than_named_sources(named: list[str | None]) -> None:
    roots = count(named, [])
    assert roots.low <= len({source for source in named if source is not None})


_TEXT = """Fähre läuft vor Inselhafen auf Grund

Eine Fähre mit 240 Passagieren ist am Dienstagabend vor dem Hafen von Utnes auf Grund gelaufen.
Die Passagiere wurden mit Booten an Land gebracht, verletzt wurde niemand, der Hafen bleibt bis Freitag gesperrt.
{told}
"""


def roots_of_copies(*told: str) -> list[Roots]:
    documents = [
        Document(id=f"d{number}", text=_TEXT.format(told=sentence), language="de")
        for number, sentence in enumerate(told)
    ]
    found = [claim.roots for claim in audit(documents).claims]
    assert found
    return [roots for roots in found if roots is not None]


def test_two_articles_of_one_text_that_name_nobody_have_no_root() -> None:
    assert all((roots.low, roots.high) == (0, 0) for roots in roots_of_copies("Es regnete.", "Die Sonne schien."))


def test_two_articles_of_one_text_with_one_source_have_one_root() -> None:
    sentence = "Nach Angaben des norwegischen Verteidigungsministeriums lieferte die Fähre 17 Container nach Utnes."
    found = roots_of_copies(sentence, sentence)
    assert max(roots.low for roots in found) == 1
