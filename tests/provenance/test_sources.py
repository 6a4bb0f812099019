"""Sources are counted from chains, never guessed."""

from collections.abc import Callable
from dataclasses import replace

from dedup.attribution import load_catalogue
from dedup.model import Citation, SourceKind
from dedup.provenance import summarise_sources

Cite = Callable[..., Citation]


def sources(*citations: Citation) -> dict[str, tuple[int, int, int]]:
    found = summarise_sources(citations, load_catalogue())
    return {source.name: (source.citations, source.anonymous, source.second_hand) for source in found}


def test_every_hop_of_a_chain_is_a_source_and_inner_ones_are_second_hand(cite: Cite) -> None:
    found = sources(cite("bloomberg", "Verteidigungsministerium", outlet="bloomberg", kind=SourceKind.OUTLET))
    assert found == {"Bloomberg": (1, 0, 0), "Verteidigungsministerium": (1, 0, 1)}


def test_the_medium_someone_spoke_to_does_not_make_him_second_hand(cite: Cite) -> None:
    assert sources(cite("newsweek", "Anna Roth", medium="newsweek"))["Anna Roth"] == (1, 0, 0)


def test_a_bare_surname_joins_the_only_name_that_ends_with_it(cite: Cite) -> None:
    assert sources(cite("Juri Uschakow"), cite("Uschakow")) == {"Juri Uschakow": (2, 0, 0)}


def test_a_name_that_could_be_two_persons_stays_alone(cite: Cite) -> None:
    found = sources(cite("Kim Jong Un"), cite("Immanuel Kim"), cite("Kim"))
    assert found == {"Immanuel Kim": (1, 0, 0), "Kim": (1, 0, 0), "Kim Jong Un": (1, 0, 0)}


def test_a_first_name_is_no_surname(cite: Cite) -> None:
    assert set(sources(cite("Kim Jong Un"), cite("Kim"))) == {"Kim", "Kim Jong Un"}


def test_anonymous_citations_and_documents_are_counted(cite: Cite) -> None:
    group = SourceKind.GROUP
    (source,) = summarise_sources(
        [
            cite("Beobachter", anonymous=True, kind=group),
            cite("Beobachter", document="b", anonymous=True, kind=group),
        ],
        load_catalogue(),
    )
    assert (source.citations, source.anonymous, source.documents) == (2, 2, ("a", "b"))


def test_sources_are_listed_from_the_most_cited(cite: Cite) -> None:
    assert list(sources(cite("Anna Roth"), cite("Uwe Berg"), cite("Uwe Berg"))) == ["Uwe Berg", "Anna Roth"]


def test_a_source_of_the_catalogue_brings_what_is_known_of_it(cite: Cite) -> None:
    (source,) = summarise_sources([cite("kcna", outlet="kcna", kind=SourceKind.AGENCY)], load_catalogue())
    assert (source.id, source.kind, source.country, source.reliability) == ("kcna", SourceKind.AGENCY, "KP", None)


def test_an_institution_is_one_source_however_it_is_printed_and_whoever_speaks_for_it(cite: Cite) -> None:
    found = summarise_sources(
        [
            replace(cite("Pentagon", kind=SourceKind.INSTITUTION), chain_ids=("pentagon",)),
            replace(cite("Pentagon-Sprecher", document="b"), chain_ids=("pentagon",)),
            replace(
                cite("bloomberg", "US-Verteidigungsministerium", outlet="bloomberg"),
                chain_ids=("bloomberg", "pentagon"),
            ),
        ],
        load_catalogue(),
    )
    (source,) = (source for source in found if source.kind is SourceKind.INSTITUTION)
    assert (source.id, source.name, source.country) == ("pentagon", "Pentagon", "US")
    assert (source.institution_kind, source.part_of) == ("ministry", ("us-government",))
    assert (source.citations, source.second_hand, source.documents) == (3, 1, ("a", "b"))


def test_an_institution_that_the_catalogue_lacks_keeps_its_printed_name(cite: Cite) -> None:
    citation = replace(cite("litauische Parlament", kind=SourceKind.INSTITUTION), chain_ids=(None,))
    (source,) = summarise_sources([citation], load_catalogue())
    assert (source.id, source.institution_kind, source.part_of) == ("institution:litauische parlament", None, ())
