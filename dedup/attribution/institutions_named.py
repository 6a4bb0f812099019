"""Which institution a name means in its document.

In: what phrases say about institutions, in the order of the text. Out: catalogue ids. A name that several
institutions share (Bundesregierung) means the one named before, that of the country whose outlet published the
text, or that of the only country the text names; a bare "Verteidigungsministerium" only one named before. Where
that leaves more than one, or none, the institution stays unresolved.
"""

from urllib.parse import urlsplit

from dedup.attribution.institution_catalogue import load_institution_catalogue
from dedup.attribution.institution_names import InstitutionName
from dedup.attribution.nationality import is_named
from dedup.attribution.reading import Reading
from dedup.attribution.registry import load_catalogue
from dedup.model import Document


class NamedInstitutions:
    """The institutions that one document has named so far."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._named: set[str] = set()
        self._country_is_named: dict[str, bool] = {}
        self._home: str | None = None
        self._home_is_known = False

    def resolve(self, name: InstitutionName | None) -> str | None:
        """Name the institution, or nothing where more than one could be meant; remember it."""
        found = self._choose(name) if name else None
        if found is not None:
            self._named.add(found)
        return found

    def _choose(self, name: InstitutionName) -> str | None:
        if name.certain:
            return name.candidates[0]
        before = [each for each in name.candidates if each in self._named]
        if before or name.by_role:
            return before[0] if len(before) == 1 else None
        return self._at_home(name.candidates) or self._of_named_country(name.candidates)

    def _at_home(self, candidates: tuple[str, ...]) -> str | None:
        """Choose the institution of the country in which the text was published."""
        if not self._home_is_known:
            self._home = _country_of(self._reading.view.document)
            self._home_is_known = True
        return self._only(candidates, {self._home})

    def _of_named_country(self, candidates: tuple[str, ...]) -> str | None:
        countries = {load_institution_catalogue().by_id[each].country for each in candidates}
        return self._only(candidates, {country for country in countries if self._is_named(country)})

    def _is_named(self, country: str) -> bool:
        known = self._country_is_named.get(country)
        if known is None:
            known = self._country_is_named[country] = is_named(country, self._reading.text)
        return known

    def _only(self, candidates: tuple[str, ...], countries: set[str | None]) -> str | None:
        fitting = [each for each in candidates if load_institution_catalogue().by_id[each].country in countries]
        return fitting[0] if len(fitting) == 1 else None


def _country_of(document: Document) -> str | None:
    """Tell the country of the outlet that published a document, where its fields say so."""
    catalogue = load_catalogue()
    host = urlsplit(document.url).hostname if document.url else None
    outlet = catalogue.by_domain(host) if host else None
    if outlet is None and document.outlet:
        outlet = catalogue.resolve(document.outlet)
    return outlet.country if outlet else None
