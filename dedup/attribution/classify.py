"""The kind of a source from its name alone, for the inner hops of chains."""

from functools import lru_cache

from dedup.attribution.lexicon import LANGUAGES, load_lexicon
from dedup.attribution.reading import read
from dedup.attribution.registry import load_catalogue
from dedup.attribution.sources import name_sources
from dedup.model import Document, SourceKind
from dedup.text import view_text


@lru_cache(maxsize=4096)
def classify_source(name: str) -> SourceKind:
    """Say what a source is, judging by the words of its name.

    >>> classify_source("südkoreanische Verteidigungsministerium").value
    'institution'
    """
    view = view_text(Document(id=name, text=name, language=LANGUAGES[0]))
    reading = read(view, load_lexicon(LANGUAGES[0]), load_catalogue().find_mentions(view.normalized.text))
    return name_sources(reading, (0, len(view.tokens)))[0].kind
