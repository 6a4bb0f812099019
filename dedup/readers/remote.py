"""Addresses that the user named, as files to read: what `dedup.readers.paths` does for local ones.

In: an address of a file, a folder or a pattern. Out: files whose names are relative to the folder or to the part of
the pattern that is no pattern, and what could not be found.
"""

from collections.abc import Callable, Iterator, Sequence

from dedup.errors import StorageError
from dedup.model import SkippedRecord
from dedup.readers.formats import find_reader, known_types
from dedup.readers.item import InputFile
from dedup.storage import Stored, hide_password, is_folder, join, list_files

_WILD = ("*", "?", "[")

Matches = Callable[[Sequence[str], Sequence[str]], bool]
"""Says whether the parts of a path fit those of a pattern."""


def resolve_address(address: str, matches: Matches) -> Iterator[InputFile | SkippedRecord]:
    """Resolve an address to files, in order."""
    try:
        if any(sign in address for sign in _WILD):
            found = _match(address, matches)
            missing = f"matches no article; known types are {known_types()}"
        elif is_folder(address):
            found = [_input(stored) for stored in list_files(address) if find_reader(stored.below)]
            missing = f"holds no article: known types are {known_types()}"
        else:
            found = [_input(Stored(address.rpartition("/")[2], address))]
            missing = ""
    except FileNotFoundError:
        yield _skip(address, "does not exist; check bucket and path")
        return
    except OSError as error:
        yield _skip(address, f"cannot be read ({error.strerror})")
        return
    except StorageError as error:
        yield _skip(address, str(error).removeprefix(f"{hide_password(address)}: "))
        return
    if not found:
        yield _skip(address, missing)
    for file in found:
        if find_reader(file.name):
            yield file
        else:
            yield _skip(address, f"is of unknown type; known types are {known_types()}")


def _match(pattern: str, matches: Matches) -> list[InputFile]:
    """Match files below the part of the pattern that is no pattern; `**` stands for any folders."""
    scheme, separator, path = pattern.partition("://")
    parts = path.split("/")
    wild = next(place for place, part in enumerate(parts) if any(sign in part for sign in _WILD))
    signs = [part for part in parts[wild:] if part]
    base = join(scheme + separator, "/".join(parts[:wild]))
    depth = None if "**" in signs else len(signs) - 1
    return [
        _input(stored)
        for stored in list_files(base, max_depth=depth)
        if matches(stored.below.split("/"), signs) and find_reader(stored.below)
    ]


def _input(stored: Stored) -> InputFile:
    return InputFile(path=stored.address, name=stored.below, shown=hide_password(stored.address))


def _skip(address: str, reason: str) -> SkippedRecord:
    return SkippedRecord(path=hide_password(address), record=None, reason=reason)
