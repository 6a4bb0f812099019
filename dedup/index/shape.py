"""What shaped the signatures of an index, and whether this program with these settings would make the same.

In: settings. Out: the entries that an index keeps about itself. The probe is the signature of a fixed text: it
differs when anything that hashes has changed, even if nobody raised the version.
"""

import hashlib
import json
from collections.abc import Mapping

from dedup.errors import SettingsMismatchError, StoreCorruptError, StoreVersionError
from dedup.index.prepared import prepare
from dedup.model import Document
from dedup.settings import ReuseSettings

SCHEMA_VERSION = 2
HASHING_VERSION = 1
"""Raised when words, shingles, signatures or band keys are made in another way."""

_SHAPING = ("shingle_size", "num_perm", "bands", "rows")
_PROBE = (
    "Am Dienstag, dem 5. März, sprach die Ministerin in Straßburg über „Öl, Gas und Strom“; danach reiste sie ab."
)


def describe(settings: ReuseSettings) -> dict[str, str]:
    """The entries that a new index keeps about itself."""
    return {
        "schema_version": str(SCHEMA_VERSION),
        "hashing_version": str(HASHING_VERSION),
        "probe": _probe(settings),
        "settings": json.dumps(settings.model_dump(mode="json")),
    }


def stored_settings(entries: Mapping[str, str]) -> ReuseSettings:
    """The settings that an index was made with.

    Raises:
        StoreCorruptError: The entry is missing or unreadable.
    """
    try:
        known = {key: value for key, value in json.loads(entries["settings"]).items() if key in _known()}
        return ReuseSettings.model_validate(known)
    except (KeyError, ValueError) as error:
        raise StoreCorruptError("the index does not say with which settings it was made") from error


def check_shape(entries: Mapping[str, str], settings: ReuseSettings, where: str) -> None:
    """Refuse an index whose signatures were made in another way.

    Raises:
        SettingsMismatchError: The settings differ; the message names which.
        StoreVersionError: The hashing differs.
    """
    stored = stored_settings(entries)
    differing = [
        f"reuse.{key} is {getattr(stored, key)} there and {getattr(settings, key)} here"
        for key in _SHAPING
        if getattr(stored, key) != getattr(settings, key)
    ]
    if differing:
        raise SettingsMismatchError(
            f"{where}: was made with other settings: {', '.join(differing)}; use those settings, or export it and "
            "import it into a new index"
        )
    if entries.get("hashing_version") != str(HASHING_VERSION) or entries.get("probe") != _probe(settings):
        raise StoreVersionError(
            f"{where}: its signatures were made by another version of the program; export it there and import it "
            "into a new index"
        )


def _known() -> frozenset[str]:
    return frozenset(ReuseSettings.model_fields)


def _probe(settings: ReuseSettings) -> str:
    (prepared,) = prepare([Document(id="probe", text=_PROBE)], settings)
    return hashlib.blake2b(prepared.signature.astype("<u2").tobytes(), digest_size=8).hexdigest()
