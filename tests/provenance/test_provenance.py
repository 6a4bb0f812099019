"""Sources and credits: counted from chains, never guessed."""

from dedup.attribution import load_catalogue
from dedup.model import Citation, CitationType, Location, Passage, SourceKind, Span
from dedup.provenance import credit_passages, summarise_sources


def cite(
    *chain: str,
    document: str = "a",
    kind: SourceKind = SourceKind.PERSON,
    claim: tuple[int, int] = (0, 50),
    medium: str | None = None,
    outlet: str | None = None,
    anonymous: bool = False,
) -> Citation:
    return Citation(
        id=f"{document}:{chain}",
        document=document,
        mention=Span(0, 5),
        cue=None,
        claim=Span(*claim),
        claim_spans=(Span(*claim),),
        outlet=outlet,
        speaker=None,
        source_kind=kind,
        anonymous=anonymous,
        type=CitationType.INDIRECT,
        chain=chain,
        medium=medium,
        confidence=0.9,
        rule="test",
    )


def sources(*citations: Citation) -> dict[str, tuple[int, int, int]]:
    found = summarise_sources(citations, load_catalogue())
    return {source.name: (source.citations, source.anonymous, source.second_hand) for source in found}


def test_every_hop_of_a_chain_is_a_source_and_inner_ones_are_second_hand() -> None:
    found = sources(cite("bloomberg", "Verteidigungsministerium", outlet="bloomberg", kind=SourceKind.OUTLET))
    assert found == {"Bloomberg": (1, 0, 0), "Verteidigungsministerium": (1, 0, 1)}


def test_the_medium_someone_spoke_to_does_not_make_him_second_hand() -> None:
    assert sources(cite("newsweek", "Anna Roth", medium="newsweek"))["Anna Roth"] == (1, 0, 0)


def test_a_bare_surname_joins_the_only_name_that_ends_with_it() -> None:
    assert sources(cite("Juri Uschakow"), cite("Uschakow")) == {"Juri Uschakow": (2, 0, 0)}


def test_a_name_that_could_be_two_persons_stays_alone() -> None:
    found = sources(cite("Kim Jong Un"), cite("Immanuel Kim"), cite("Kim"))
    assert found == {"Immanuel Kim": (1, 0, 0), "Kim": (1, 0, 0), "Kim Jong Un": (1, 0, 0)}


def test_a_first_name_is_no_surname() -> None:
    assert set(sources(cite("Kim Jong Un"), cite("Kim"))) == {"Kim", "Kim Jong Un"}


def test_anonymous_citations_and_documents_are_counted() -> None:
    group = SourceKind.GROUP
    (source,) = summarise_sources(
        [
            cite("Beobachter", anonymous=True, kind=group),
            cite("Beobachter", document="b", anonymous=True, kind=group),
        ],
        load_catalogue(),
    )
    assert (source.citations, source.anonymous, source.documents) == (2, 2, ("a", "b"))


def test_sources_are_listed_from_the_most_cited() -> None:
    assert list(sources(cite("Anna Roth"), cite("Uwe Berg"), cite("Uwe Berg"))) == ["Uwe Berg", "Anna Roth"]


def test_a_source_of_the_catalogue_brings_what_is_known_of_it() -> None:
    (source,) = summarise_sources([cite("kcna", outlet="kcna", kind=SourceKind.AGENCY)], load_catalogue())
    assert (source.id, source.kind, source.country, source.reliability) == ("kcna", SourceKind.AGENCY, "KP", None)


def passage(*places: tuple[str, int, int]) -> Passage:
    return Passage(
        id="p1", text="x", locations=tuple(Location(document, Span(start, end)) for document, start, end in places)
    )


def test_a_passage_carries_the_outlets_that_any_of_its_places_credits() -> None:
    citations = [
        cite("bloomberg", "Ministerium", document="a", claim=(0, 50), outlet="bloomberg", kind=SourceKind.OUTLET),
        cite("dpa", document="b", claim=(10, 90), outlet="dpa", kind=SourceKind.AGENCY),
        cite("reuters", document="b", claim=(200, 300), outlet="reuters", kind=SourceKind.AGENCY),
    ]
    (credited,) = credit_passages([passage(("a", 40, 120), ("b", 80, 160))], citations, load_catalogue().outlets)
    assert credited.outlets == ("bloomberg", "dpa")


def test_a_claim_that_only_touches_a_place_credits_nothing() -> None:
    citations = [cite("dpa", document="a", claim=(0, 40), outlet="dpa", kind=SourceKind.AGENCY)]
    (credited,) = credit_passages([passage(("a", 40, 120), ("b", 0, 80))], citations, load_catalogue().outlets)
    assert credited.outlets == ()
