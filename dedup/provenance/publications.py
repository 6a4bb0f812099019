"""Who published each article, when, and which agencies its byline names.

In: the articles of an audit. Out: one publication for each. An outlet is named by its id in the catalogue, found by
its printed name or by the host of the address; one that the catalogue does not know goes by its name in lower case,
so that articles of the same collection that credit it still lead to it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from dedup.attribution import Catalogue
from dedup.model import Citation, Document, DocumentSummary

_ARTICLES = frozenset({"der", "die", "das", "den", "dem", "des", "the"})
_QUOTES = " \t\n„“”\"»«‚‘’›‹'"
# A byline names several authors: "Eva Haas, dpa", "dpa/afp", "Von Eva Haas und dpa".
_BETWEEN_NAMES = re.compile(r"[,;/|&+()]|\s(?:und|and|mit|with)\s")
_BEFORE_NAMES = re.compile(r"(?:von|by)\s+", re.IGNORECASE)
_MAX_BYLINE = 200
"""Code points of a byline that are read; longer ones are prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What is known of one article. `outlet` is a catalogue id or a name in lower case, `agencies` are ids."""

    published: str | None
    outlet: str | None
    agencies: tuple[str, ...] = ()


def note_publications(documents: Iterable[DocumentSummary], catalogue: Catalogue) -> Mapping[str, Publication]:
    """Note for every article, by its id, who published it and when."""
    return {
        document.id: Publication(
            published=document.published,
            outlet=_publisher(document, catalogue),
            agencies=_agencies(document.byline or "", catalogue),
        )
        for document in documents
    }


_SELF_REFERENCE = "self-reference"
"""The rule of citations in which an article names its own outlet."""


def article_outlets(
    documents: Iterable[Document | DocumentSummary], citations: Iterable[Citation], catalogue: Catalogue
) -> Mapping[str, str]:
    """Name the outlet of each article that says who publishes it: its record, its address, or its own text."""
    found = {document.id: outlet for document in documents if (outlet := _publisher(document, catalogue))}
    for citation in citations:
        if citation.rule == _SELF_REFERENCE and citation.outlet:
            found.setdefault(citation.document, citation.outlet)
    return found


def fold_name(name: str) -> str:
    """Bring a name into the form in which outlets outside the catalogue are compared.

    >>> fold_name("Die „Küstenpost“")
    'küstenpost'
    """
    bare = name.strip(_QUOTES)
    first, _, rest = bare.partition(" ")
    return (rest.strip(_QUOTES) if rest and first.casefold() in _ARTICLES else bare).casefold()


def _publisher(document: Document | DocumentSummary, catalogue: Catalogue) -> str | None:
    """The outlet as the record names it; the address counts where the record names none or an unknown one."""
    named = document.outlet or ""
    known = (
        catalogue.resolve(named) or catalogue.by_domain(_host(named)) or catalogue.by_domain(_host(document.url))
    )
    return known.id if known else fold_name(named) or None


def _host(address: str | None) -> str:
    """The host of an address, with or without scheme; empty where there is none."""
    if not address:
        return ""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return ""
    return host or ""


def _agencies(byline: str, catalogue: Catalogue) -> tuple[str, ...]:
    if len(byline) > _MAX_BYLINE:
        return ()
    names = _BETWEEN_NAMES.split(_BEFORE_NAMES.sub("", byline, count=1))
    outlets = [catalogue.resolve(name) for name in names if name.strip()]
    return tuple(sorted({outlet.id for outlet in outlets if outlet and outlet.is_agency}))
