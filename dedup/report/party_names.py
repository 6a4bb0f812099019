"""Names of the parties behind claims, whose ids say what they are and not how they are called.

In: an audit. Out: a function from the id of a principal to its name: as a root of some claim is called, else by the
catalogue, else what its id is made of.
"""

import re
from collections.abc import Callable, Iterable

from dedup.attribution import load_catalogue
from dedup.model import Claim
from dedup.provenance.principal_names import principal_name
from dedup.report.printable import one_line

_KIND = re.compile(r"(?:[A-Z]{2,5}):(.+)", re.DOTALL)
_SLUG = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
"""What an id makes of a name of several words: immanuel-kim."""

Naming = Callable[[str], str]


def name_parties(claims: Iterable[Claim]) -> Naming:
    """Name the parties of claims.

    >>> name_parties([])("GOV:KR"), name_parties([])("EXP:immanuel-kim"), name_parties([])("Der Betreiber")
    ('Government of South Korea', 'Immanuel Kim', 'Der Betreiber')
    """
    names = {
        root.id: one_line(root.name)
        for claim in claims
        if claim.roots
        for root in (*claim.roots.direct, *claim.roots.inherited)
    }
    catalogue = load_catalogue()

    def name(party: str) -> str:
        return names.get(party) or one_line(principal_name(party, catalogue) or _take_apart(party))

    return name


def _take_apart(party: str) -> str:
    """What an id says itself: without its kind, a question mark for a guess, and the form of a slug."""
    match = _KIND.fullmatch(party)
    if match is None:
        return party
    rest = match[1].removesuffix("?")
    return rest.replace("-", " ").title() if _SLUG.fullmatch(rest) else rest
