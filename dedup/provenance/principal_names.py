"""What the catalogue knows of principals: what they are called in reports, and who owns outlets.

In: ids of principals. Out: names in English, and owners.
"""

from collections.abc import Iterable, Mapping

from dedup.attribution import Catalogue, load_institution_catalogue


def principal_name(principal: str, catalogue: Catalogue) -> str | None:
    """Name a principal.

    >>> from dedup.attribution import load_catalogue
    >>> principal_name("GOV:KR", load_catalogue()), principal_name("OUT:bloomberg", load_catalogue())
    ('Government of South Korea', 'Bloomberg')
    """
    kind, _, ident = principal.partition(":")
    institutions = load_institution_catalogue()
    if kind == "GOV":
        found = institutions.with_role("government", ident)
        return institutions.by_id[found[0]].english if found else None
    if kind == "INS" and ident in institutions.by_id:
        return institutions.by_id[ident].english
    if kind == "OUT" and ident in catalogue.outlets:
        return catalogue.outlets[ident].name
    if kind == "ANON" and ident in catalogue.outlets:
        return f"unnamed sources of {catalogue.outlets[ident].name}"
    return None


def owners(catalogue: Catalogue, principals: Iterable[str]) -> Mapping[str, str]:
    """Map the outlets among principals to their owners, as far as the catalogue knows them."""
    found = {}
    for principal in principals:
        kind, _, ident = principal.partition(":")
        outlet = catalogue.outlets.get(ident) if kind == "OUT" else None
        if outlet and outlet.owner:
            found[principal] = outlet.owner
    return found
