"""Every threshold of the program in one place: unit, range, default, reason.

Settings come from, in order: command-line option, settings file (TOML), default. They are frozen; a new
threshold makes a new audit. `Settings.from_toml` reports all mistakes of a file at once.
"""

from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError

from dedup.errors import SettingsError
from dedup.settings.documents import ArtifactSettings, AttributionSettings, ReaderSettings
from dedup.settings.provenance import ClaimSettings, RootSettings
from dedup.settings.reuse import ReuseSettings
from dedup.settings.running import IndexSettings, ReportSettings, ServiceSettings
from dedup.settings.section import Section, read_toml

__all__ = [
    "ArtifactSettings",
    "AttributionSettings",
    "ClaimSettings",
    "IndexSettings",
    "ReaderSettings",
    "ReportSettings",
    "ReuseSettings",
    "RootSettings",
    "ServiceSettings",
    "Settings",
    "read_toml",
]


class Settings(Section):
    """All settings of an audit.

    >>> Settings().reuse.min_passage_words
    12
    """

    readers: ReaderSettings = ReaderSettings()
    reuse: ReuseSettings = ReuseSettings()
    attribution: AttributionSettings = AttributionSettings()
    artifacts: ArtifactSettings = ArtifactSettings()
    roots: RootSettings = RootSettings()
    index: IndexSettings = IndexSettings()
    service: ServiceSettings = ServiceSettings()
    report: ReportSettings = ReportSettings()
    claims: ClaimSettings = ClaimSettings()
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
