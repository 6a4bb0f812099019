"""Everything that can go wrong, as one tree.

    DedupError
    ├── InputError            a file or record the user gave us
    │   ├── UnreadableFileError
    │   └── InvalidRecordError
    ├── SettingsError         a threshold out of range, an unknown key
    │   ├── PolicyError
    │   └── SettingsMismatchError
    ├── StoreError            the persistent index
    │   ├── StoreCorruptError
    │   └── StoreVersionError
    ├── CatalogueError        a data file shipped with the program is malformed
    ├── RuleError             an artifact rule failed: names rule and document
    ├── EngineError           work cannot run where it should, or failed on an article, which it names
    ├── StorageError          an address of remote storage cannot be written, or not be read at all
    └── WorkspaceError        files of a run cannot be written, or the folder is not ours

A message says what happened, where, and what to do next.
"""


class DedupError(Exception):
    """Base of every error that this package raises on purpose."""


class InputError(DedupError):
    """A file or record that the user gave us cannot be used."""


class UnreadableFileError(InputError):
    """A path does not exist, cannot be opened or cannot be decoded."""


class InvalidRecordError(InputError):
    """One record of a file is not an article."""


class SettingsError(DedupError):
    """A setting is unknown or out of range."""


class PolicyError(SettingsError):
    """A policy cannot be read, or holds unknown checks or impossible limits."""


class SettingsMismatchError(SettingsError):
    """Two results that are compared were made with different settings."""


class StoreError(DedupError):
    """The index of accepted documents cannot be opened, read or written."""


class StoreCorruptError(StoreError):
    """The index is damaged, or is no index at all."""


class StoreVersionError(StoreError):
    """The index was written by another version of the program, which this one cannot read."""


class CatalogueError(DedupError):
    """A data file of the program (outlets, cues) is malformed."""


class RuleError(DedupError):
    """An artifact rule failed on a document."""


class EngineError(DedupError):
    """Work cannot run where it should, its workers died, or it failed on an article, which the message names."""


class StorageError(DedupError):
    """Remote storage cannot be used: no such bucket, no access, or what it takes is not installed."""


class WorkspaceError(DedupError):
    """The work directory or the temporary folder cannot be used: full, not writable, in use, or not ours."""
