"""The articles of a collection while their claims are found: what each states, cites, and says in full.

In: documents, what they state, citations. Out: look-ups by article or by id. Texts are read when they are asked
for: a collection may hold them in a file.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from dedup.model import Citation, Document
from dedup.provenance.claims.kinship import Kinship
from dedup.provenance.claims.prepared import LookedUp
from dedup.provenance.claims.reading import DENIES
from dedup.provenance.claims.stated import Stated


class Articles:
    """Everything by article. `numbers` are their places in the collection, `denying` the ids of those that deny."""

    def __init__(self, documents: Sequence[Document], stated: Stated, citations: Iterable[Citation]) -> None:
        self._documents = documents
        self.stated = stated
        self.ids = [document.id for document in documents]
        self.numbers = numbers = {name: number for number, name in enumerate(self.ids)}
        self.citations: dict[str, list[Citation]] = defaultdict(list)
        for citation in citations:
            self.citations[citation.document].append(citation)
        places = np.flatnonzero(stated.marks & DENIES)
        denying = np.unique(np.searchsorted(stated.articles, places, side="right") - 1)
        self.denying = dict.fromkeys(self.ids[article] for article in denying.tolist())
        self.statements = LookedUp(lambda document: stated[numbers[document]])

    @cached_property
    def kinship(self) -> Kinship:
        """How alike the articles are."""
        return Kinship(self.stated)

    def document(self, name: str) -> Document:
        """The article of an id."""
        return self._documents[self.numbers[name]]

    def text(self, document: str) -> str:
        """The text of an article."""
        return self.document(document).text
