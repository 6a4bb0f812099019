"""The printed forms of all outlets.

In: outlets. Out: plain values: for every form the ids of the outlets that share it and what it needs to be one of
them. Phrases that hold a name and are no outlet are forms without outlets.
"""

from collections.abc import Iterable, Iterator

from dedup.attribution.catalogue_file import Needs
from dedup.attribution.inflection import printed_addresses, printed_forms
from dedup.attribution.outlet import GERMAN_SPEAKING, Outlet

Form = tuple[tuple[str, ...], bool, str, bool]
"""Ids of the outlets, whether the name alone proves nothing, what it needs then, whether it is an address."""

_RARELY_INFLECTED = frozenset({Needs.MARKS, Needs.CREDIT})


def collect_forms(outlets: Iterable[Outlet]) -> dict[str, Form]:
    """List the printed forms of all outlets; one that outlets share is ambiguous between them, in their order."""
    forms: dict[str, Form] = {}
    outlets = tuple(outlets)
    for outlet in outlets:
        for alias in outlet.aliases:
            form = ((outlet.id,), alias.ambiguous, alias.needs.value, False)
            # Names that need more than a cue take no genitive: "des Standards", "Hills" would be other words.
            article = "die" if alias.needs in _RARELY_INFLECTED else outlet.article
            for text in printed_forms(alias.text, article=article, language=alias.language):
                _add(forms, text, form)
        address = ((outlet.id,), False, Needs.CUE.value, True)
        for text in _addresses(outlet):
            _add(forms, text, address)
    for outlet in outlets:
        for phrase in outlet.blocks:
            forms.setdefault(phrase, ((), False, Needs.CUE.value, False))
    return forms


def _addresses(outlet: Outlet) -> Iterator[str]:
    for domain in outlet.domains:
        yield from printed_addresses(domain, in_capitals=outlet.country in GERMAN_SPEAKING)


def _add(forms: dict[str, Form], text: str, form: Form) -> None:
    known = forms.get(text)
    if known is None:
        forms[text] = form
    elif form[0][0] != known[0][-1]:
        forms[text] = ((*known[0], *form[0]), True, known[2], known[3])
