"""What a principal is called in reports, where the catalogue knows it.

In: the id of a principal. Out: a name in English, or None.
"""

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
