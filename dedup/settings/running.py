"""Bounds of the index, the service and the reports."""

from pydantic import Field

from dedup.settings.section import Section


class IndexSettings(Section):
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


class ServiceSettings(Section):
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


class ReportSettings(Section):
    """What reports show."""

    max_articles: int = Field(default=300, ge=1)
    """Articles shown in full in the HTML report; the rest is listed. 300 articles make about 3 MB."""
    max_passages: int = Field(default=300, ge=1)
    """Passages shown side by side in the HTML report."""
    max_stories: int = Field(default=30, ge=1)
    """Stories drawn in the HTML report, those of most claims first; the rest is listed with its figures."""
