"""The ids of principals: of governments, outlets and institutions.

In: what the catalogue knows. Out: ids in one scheme: `GOV:RU` a government with all that is part of it, `INS:`
another institution with what it is part of, `OUT:` an outlet.
"""

from dedup.attribution import Catalogue, load_institution_catalogue
from dedup.attribution.institution import INTERNATIONAL, InstitutionKind
from dedup.provenance.principal_words import PhraseMeaning

_STATE_ROLES = frozenset({InstitutionKind.INTELLIGENCE, InstitutionKind.MILITARY, InstitutionKind.MINISTRY})


def government(country: str) -> str:
    """The id of a country's government.

    >>> government("RU")
    'GOV:RU'
    """
    return f"GOV:{country}"


def outlet_principal(ident: str, catalogue: Catalogue) -> str:
    """The party of an outlet: the government that runs it, else the outlet itself."""
    outlet = catalogue.outlets.get(ident)
    return government(outlet.country) if outlet and outlet.state_control else f"OUT:{ident}"


def institution_principal(ident: str) -> str:
    """The party of an institution: the government that it is part of, else the whole that it is part of.

    >>> institution_principal("south-korean-defence-ministry"), institution_principal("olaf")
    ('GOV:KR', 'INS:european-union')
    """
    institutions = load_institution_catalogue()
    closure = [institutions.by_id[each] for each in (ident, *institutions.ancestors(ident))]
    for each in closure:
        if each.kind is InstitutionKind.GOVERNMENT and each.country not in INTERNATIONAL:
            return government(each.country)
    for each in closure:
        is_alone = each.kind is not InstitutionKind.MINISTRY or not institutions.with_role(
            "government", each.country
        )
        if each.kind in _STATE_ROLES and each.roles and is_alone and each.country not in INTERNATIONAL:
            return government(each.country)
    return f"INS:{closure[-1].id}"


def phrase_principals(meaning: PhraseMeaning) -> tuple[str, ...]:
    """The parties that a phrase speaks for; none where it names neither body nor country, or who left it."""
    if meaning.is_former:
        return ()
    if meaning.institutions:
        return tuple(dict.fromkeys(map(institution_principal, meaning.institutions)))
    if meaning.is_place or meaning.has_office or meaning.has_body or meaning.has_officials:
        return tuple(map(government, meaning.countries))
    return ()
