"""What a look-up may see: runs of documents, some of which are hidden from it.

Hidden are documents that were removed, and those of the same batch that come later or were not accepted.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dedup.index.postings import Found, Postings
from dedup.index.run import Run
from dedup.reuse.words import Int64s


@dataclass(frozen=True, slots=True)
class Source:
    """A run with the documents in it that a look-up must not see; `hidden` has shape (documents,) or is None."""

    run: Run
    hidden: npt.NDArray[np.bool_] | None = None

    def without(self, hidden: npt.NDArray[np.bool_]) -> "Source":
        """Hide more documents."""
        return Source(self.run, hidden if self.hidden is None else self.hidden | hidden)

    def sizes(self, found: Found) -> Int64s:
        """How many visible places each question has."""
        if self.hidden is None:
            return found.ends - found.starts
        rows, _ = self.seed_places(found)
        return np.bincount(rows, minlength=int(found.rows[-1]) + 1)[found.rows] if len(found) else found.rows

    def seed_places(self, found: Found) -> tuple[Int64s, Int64s]:
        """The visible places of shingles that were found: the question's row and the place."""
        rows, places = self.run.seeds.expand(found)
        if self.hidden is None:
            return rows, places
        seen = ~self.hidden[self.run.documents_at(places)]
        return rows[seen], places[seen]

    def band_documents(self, found: Found) -> tuple[Int64s, Int64s]:
        """The visible documents of band keys that were found: the question's row and the document in the run."""
        bands: Postings = self.run.bands
        rows, documents = bands.expand(found)
        if self.hidden is None:
            return rows, documents
        seen = ~self.hidden[documents]
        return rows[seen], documents[seen]
