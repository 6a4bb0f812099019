"""Every threshold of the program in one place: unit, range, default, reason.

Settings come from, in order: command-line option, settings file (TOML), default. They are frozen; a new
threshold makes a new audit. `Settings.from_toml` reports all mistakes of a file at once.
"""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dedup.errors import SettingsError


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file that the user gave us.

    Raises:
        SettingsError: The file is missing or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except (ValueError, RecursionError) as error:  # TOML, encoding, numbers too long, tables too deep
        raise SettingsError(f"{path}: is not TOML ({error}); mend that place and try again") from error


class _Section(BaseModel):
    """A group of settings: immutable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ReaderSettings(_Section):
    """How input becomes documents."""

    text: str = "text"
    """Field that holds the article."""
    id: str = "id"
    """Field that holds the document id."""
    title: str = "title"
    """Field that holds the headline."""
    url: str = "url"
    """Field that holds the address."""
    date: str = "date"
    """Field that holds the day of publication."""
    outlet: str = "outlet"
    """Field that holds the publisher."""
    max_characters: int = Field(default=2_000_000, ge=1_000)
    """Code points of one article; longer ones are skipped and said so. A long feature has 60,000."""
    max_file_bytes: int = Field(default=4_000_000_000, ge=1_000)
    """Bytes of one input file; guards against reading a disk image."""


class ReuseSettings(_Section):
    """When wording counts as shared. Figures: DESIGN section 4, tests/benchmarks/reuse.py."""

    shingle_size: int = Field(default=5, ge=2, le=16)
    """Words in a shingle."""
    num_perm: int = Field(default=256, ge=32, le=1024)
    """Values in a MinHash signature (a power of two)."""
    bands: int = Field(default=51, ge=1)
    """Bands of a signature; with 5 rows candidates are found at Jaccard .5/.6/.7/.8 in .80/.98/.999/1 of cases."""
    rows: int = Field(default=5, ge=1)
    """Rows of a band."""
    near_duplicate_jaccard: float = Field(default=0.7, ge=0, le=1)
    """Exact Jaccard from which two documents are near-duplicates."""
    near_duplicate_containment: float = Field(default=0.9, ge=0, le=1)
    """Share of the smaller document's shingles in the larger from which one is a cut version of the other."""
    min_passage_words: int = Field(default=12, ge=5)
    """Matched words from which an overlap is reported; shorter runs are names, dates and set phrases."""
    max_document_frequency: int = Field(default=50, ge=2)
    """Places in which a shingle may stand; one that stands in more starts no overlap, and the audit says so."""
    max_gap_words: int = Field(default=12, ge=0)
    """Unmatched words between two seeds on one diagonal that are still one segment."""
    max_drift_words: int = Field(default=8, ge=0)
    """Difference of inserted and deleted words between two segments that are still one overlap."""
    alignment_margin_words: int = Field(default=25, ge=0)
    """Words around a chain that the alignment may add to it."""
    boilerplate_documents: int = Field(default=10, ge=2)
    """Different documents from which a shingle of one site is site text, which makes no overlaps."""
    boilerplate_share: float = Field(default=0.9, gt=0.5, le=1)
    """Share of those documents that must be of the one site."""
    min_alignment_gain: float = Field(default=8.0, ge=1)
    """Matched words minus the cost of unmatched ones from which an alignment counts, in words."""
    mismatch_cost: float = Field(default=0.6, gt=0, le=2)
    """Cost of an unmatched word, where a matched word earns 1. Chosen in DESIGN section 4."""

    paraphrase: bool = True
    """Whether sentences that say the same in other words are looked for."""
    paraphrase_cosine: float = Field(default=0.36, ge=0.2, le=1)
    """Cosine of two sentences from which they begin a paraphrase; .33 in the best published system, whose source
    documents were known. Chosen on development pairs by tests/benchmarks/paraphrase.py."""
    paraphrase_dice: float = Field(default=0.3, ge=0, le=1)
    """Share of distinct stems (Dice) that the same two sentences must have in common."""
    paraphrase_gap_units: int = Field(default=5, ge=0, le=20)
    """Sentences without a counterpart that may stand inside a paraphrase."""
    paraphrase_min_words: int = Field(default=20, ge=5)
    """Words of the shorter side from which a paraphrase is reported; 150 characters in PAN's measure."""
    paraphrase_min_confidence: float = Field(default=0.5, ge=0, le=1)
    """Paraphrases below are dropped; confidence is the share of such pairs that hold, see tests/benchmarks."""
    paraphrase_shared_pairs: int = Field(default=2, ge=1)
    """Neighbouring pairs of rare words that two documents must share within a paragraph to be compared sentence by
    sentence. Recall and cost by number: tests/benchmarks/paraphrase.py."""
    max_rare_pair_places: int = Field(default=8, ge=2)
    """Places in which a pair of rare words may stand; one that stands in more is a set phrase, and that is said."""
    max_paraphrase_pairs: int = Field(default=3_000, ge=1)
    """Pairs of documents that are compared sentence by sentence, 2 ms each, in a collection of up to 30,000; larger
    ones get as many for each document. Pairs that share more rare words in one place go first; a thousand news
    articles have one to three hundred of them. Reaching the limit is reported."""
    max_paraphrase_partners: int = Field(default=20, ge=1)
    """Documents that one document is compared with sentence by sentence; the most promising go first."""
    max_paraphrase_units: int = Field(default=2_000, ge=10)
    """Sentences of one document that are compared; what follows is left out, and that is said."""

    version_jaccard: float = Field(default=0.5, ge=0, le=1)
    """Exact Jaccard from which two documents with one body of text are near-duplicates: new lead, cut tail."""
    version_body_share: float = Field(default=0.5, ge=0, le=1)
    """Share of each document's shingles that the one shared body must hold; many short loans make no version."""
    version_own_share: float = Field(default=0.05, ge=0, le=1)
    """Share of a document that may stand on its side only while both are still the same text. Chosen by hand."""
    max_body_gap_words: int = Field(default=40, ge=0)
    """Words in a row without counterpart that a body of text may hold: an inserted sentence or two."""

    boilerplate_least_documents: int = Field(default=4, ge=3)
    """Different documents from which a text at the edge of articles that share nothing else is a site's."""
    boilerplate_confidence: float = Field(default=0.6, ge=0, le=1)
    """Confidence from which a text is a site's; in doubt it is reuse: a footer left is better than hidden reuse."""

    seed_words: int = Field(default=4, ge=3, le=16)
    """Words in a row that two texts must share to be compared further. Of 20 words of which one in five is changed
    93 % keep five in a row and 99 % four."""
    max_seed_places: int = Field(default=4, ge=2)
    """Places in which so short a run may stand, where it is shorter than a shingle; set phrases stand in more."""

    @model_validator(mode="after")
    def _check_signature(self) -> Self:
        if self.num_perm & (self.num_perm - 1):
            raise ValueError(f"num_perm is {self.num_perm}; it must be a power of two")
        if self.bands * self.rows > self.num_perm:
            raise ValueError(f"bands * rows is {self.bands * self.rows}, more than num_perm = {self.num_perm}")
        return self


class AttributionSettings(_Section):
    """Which citations are reported."""

    min_confidence: float = Field(default=0.3, ge=0, le=1)
    """Citations below are dropped."""


class ArtifactSettings(_Section):
    """Which artifacts are reported."""

    select: tuple[str, ...] = ()
    """Codes, names or family prefixes to run (G101, drop-letter, G); empty means all."""
    ignore: tuple[str, ...] = ()
    """Codes, names or family prefixes to leave out."""
    min_confidence: float = Field(default=0.5, ge=0, le=1)
    """Findings below are dropped."""
    levels: dict[str, Literal["error", "warning", "info"]] = Field(default_factory=dict)
    """Severity by code, name or family prefix, in place of the rule's own; the most specific selector counts."""
    thresholds: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)
    """The same for `min_confidence`."""
    languages: dict[str, Annotated[tuple[str, ...], Field(min_length=1)]] = Field(default_factory=dict)
    """The same for the languages in which a rule runs, among those that it can judge."""
    max_findings_per_rule: int = Field(default=200, ge=1)
    """Findings of one rule in one document; reaching it is noted in the audit."""
    max_repair_passes: int = Field(default=8, ge=1, le=1_000)
    """Times that `dedup clean` looks at a text again after repairing it; reaching it is said. Most need two."""


class IndexSettings(_Section):
    """How the index of accepted documents is asked and filled. Figures: tests/benchmarks/index.py."""

    max_candidates: int = Field(default=200, ge=1)
    """Accepted documents that one article is compared with word by word; those that share most come first, and
    reaching it is noted in the matches."""
    site_text_places: int = Field(default=64, ge=2)
    """Earliest places of a frequent shingle from which the index tells text of one site, in each of its runs."""
    commit_documents: int = Field(default=256, ge=1)
    """Documents that `dedup index add` and `import` make durable together."""
    busy_timeout_seconds: float = Field(default=30.0, gt=0)
    """Seconds to wait for another process that writes to the index, before giving up with an error."""
    power_loss_safe: bool = True
    """Whether what is acknowledged survives a loss of power too (SQLite); a killed process never matters."""
    columns_folder: str = ""
    """Folder for the columns that look-ups read; empty means beside a file, in the user's cache for a server."""


class ServiceSettings(_Section):
    """Bounds of `dedup serve`. Figures: tests/benchmarks/service.py."""

    max_body_bytes: int = Field(default=8_000_000, ge=1_000)
    """Bytes of one request body; counted while it arrives, before anything is parsed."""
    max_batch: int = Field(default=256, ge=1, le=10_000)
    """Articles in one batch."""
    max_id_characters: int = Field(default=512, ge=16, le=650)
    """Code points of an id; a server's database cannot look up more than 2,600 bytes."""
    max_concurrent: int = Field(default=32, ge=1)
    """Requests at work at once; one more is refused at once instead of waiting."""
    timeout_seconds: float = Field(default=30.0, gt=0, le=3_600)
    """Seconds from the first byte of a request to its answer; later, nothing is accepted any more."""
    shutdown_seconds: float = Field(default=30.0, gt=0, le=3_600)
    """Seconds that running requests get when the service is told to stop."""


class ReportSettings(_Section):
    """What reports show."""

    max_articles: int = Field(default=300, ge=1)
    """Articles shown in full in the HTML report; the rest is listed. 300 articles make about 3 MB."""
    max_passages: int = Field(default=300, ge=1)
    """Passages shown side by side in the HTML report."""


class Settings(_Section):
    """All settings of an audit.

    >>> Settings().reuse.min_passage_words
    12
    """

    readers: ReaderSettings = ReaderSettings()
    reuse: ReuseSettings = ReuseSettings()
    attribution: AttributionSettings = AttributionSettings()
    artifacts: ArtifactSettings = ArtifactSettings()
    index: IndexSettings = IndexSettings()
    service: ServiceSettings = ServiceSettings()
    report: ReportSettings = ReportSettings()
    jobs: int = Field(default=1, ge=0, le=256)
    """Processes that analyse; 0 means one a core for large collections and none for small ones.

    The command line asks for 0. From Python it is 1, because worker processes import the script that starts them:
    with more the call must stand under `if __name__ == "__main__":`.
    """
    memory_bytes: int = Field(default=2_000_000_000, ge=100_000_000)
    """Bytes that the columns of the reuse stage may take together; what outgrows them goes to the disk.

    The answer is the same for every value. The libraries alone take about 100 MB.
    """

    @classmethod
    def from_toml(cls, path: Path) -> Self:
        """Read a settings file.

        Raises:
            SettingsError: The file is missing, is no TOML, or holds unknown keys or impossible values; the
                message lists them all.
        """
        return cls.from_data(read_toml(path), origin=str(path))

    @classmethod
    def from_data(cls, data: object, *, origin: str = "settings") -> Self:
        """Build settings from plain data, such as a parsed file.

        Raises:
            SettingsError: Unknown keys or impossible values; the message lists them all.
        """
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            lines = [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
            raise SettingsError(f"{origin}: " + "; ".join(lines)) from error
