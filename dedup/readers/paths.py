"""What the user named, as files to read: files, folders, patterns, addresses and standard input.

In: paths in any order. Out: input files in one defined order, each real file once, and what could not be found.
A folder gives its files of known types; a file named directly must be of a known type.
"""

import fnmatch
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dedup.model import SkippedRecord
from dedup.readers.folder import Found, Unlisted, walk
from dedup.readers.formats import find_reader, known_types
from dedup.readers.item import InputFile, Item, Notice
from dedup.readers.remote import resolve_address
from dedup.storage import is_address

STDIN = "-"
_WILD = ("*", "?", "[")


@dataclass(frozen=True, slots=True)
class _Candidate:
    file: InputFile
    linked: bool


def find_files(paths: Sequence[str | os.PathLike[str]]) -> tuple[list[InputFile], list[Item]]:
    """Resolve paths to files, sorted by id part and path, with what went wrong on the way.

    A file that is reached twice is read once, under its longest name; a second name in the file system is noted.
    """
    candidates: list[_Candidate] = []
    troubles: list[Item] = []
    for path in sorted({os.fsdecode(path) for path in paths}):
        for found in _resolve(path):
            if isinstance(found, _Candidate):
                candidates.append(found)
            else:
                troubles.append(found)
    files, notices = _once_each(candidates)
    return files, [*troubles, *notices]


def shown(path: str) -> str:
    """Write a path so that any output can hold it: `/` between parts, undecodable bytes as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def explain(error: OSError) -> str:
    """Say what the operating system objects to."""
    if isinstance(error.filename, str) and is_address(error.filename):
        return f"cannot be read ({error.strerror})"
    return f"cannot be read ({error.strerror or error}); check the path and its permissions"


def _resolve(path: str) -> Iterator[_Candidate | SkippedRecord]:
    if path == STDIN:
        yield _Candidate(InputFile(path=STDIN, name="stdin", shown=STDIN), linked=False)
        return
    if is_address(path):
        for found in resolve_address(path, _matches):
            yield _Candidate(found, linked=False) if isinstance(found, InputFile) else found
        return
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - the path may hold bytes that are no text
    except FileNotFoundError:
        yield from _resolve_missing(path)
    except OSError as error:
        yield _skip(path, explain(error))
    except ValueError:
        yield _skip(path.replace("\0", "\\0"), "is no possible path; check it")
    else:
        yield from _resolve_folder(path) if stat.S_ISDIR(mode) else _resolve_file(path)


def _resolve_missing(path: str) -> Iterator[_Candidate | SkippedRecord]:
    if os.path.islink(path):  # noqa: PTH114 - as above
        yield _skip(path, "is a link to a file that does not exist; repair or remove it")
    elif any(sign in path for sign in _WILD):
        yield from _resolve_pattern(path)
    else:
        yield _skip(path or "''", "does not exist; check the path")


def _resolve_file(path: str) -> Iterator[_Candidate | SkippedRecord]:
    name = os.path.basename(path)  # noqa: PTH119 - as above
    if find_reader(name) is None:
        suffix = os.path.splitext(name)[1] or "no suffix"  # noqa: PTH122 - as above
        yield _skip(path, f"is of unknown type ({shown(suffix)}); known types are {known_types()}")
    else:
        yield _Candidate(InputFile(path=path, name=shown(name), shown=shown(path)), os.path.islink(path))  # noqa: PTH114


def _resolve_folder(folder: str) -> Iterator[_Candidate | SkippedRecord]:
    others: list[str] = []
    usable = False
    for found in walk(folder):
        if isinstance(found, Found) and find_reader(found.below) is None:
            others.append(found.below)
        else:
            usable = True
            yield _in_folder(folder, found)
    if not usable:
        yield _skip(folder, f"holds no article: known types are {known_types()}{_seen(others)}")


def _seen(names: Iterable[str]) -> str:
    counts = Counter(os.path.splitext(name)[1].lower() or "no suffix" for name in names)  # noqa: PTH122 - text paths
    listed = ", ".join(f"{count} {shown(suffix)}" for suffix, count in sorted(counts.items())[:8])
    return f" (it holds {listed})" if listed else ""


def _in_folder(folder: str, found: Found | Unlisted) -> _Candidate | SkippedRecord:
    path = os.path.join(folder, found.below) if found.below else folder or "."  # noqa: PTH118 - text paths
    if isinstance(found, Unlisted):
        return _skip(path, f"cannot be listed ({found.error.strerror}); check its permissions")
    return _Candidate(InputFile(path=path, name=shown(found.below), shown=shown(path)), found.linked)


def _resolve_pattern(pattern: str) -> Iterator[_Candidate | SkippedRecord]:
    """Match files below the part of the pattern that is no pattern; `**` stands for any folders."""
    parts = pattern.replace(os.sep, "/").split("/")
    wild = next(position for position, part in enumerate(parts) if any(sign in part for sign in _WILD))
    base = "/".join(parts[:wild]) or ("/" if wild else ".")
    signs = [part for part in parts[wild:] if part]
    depth = None if "**" in signs else len(signs) - 1
    usable = False
    for found in walk(base, max_depth=depth):
        matching = isinstance(found, Unlisted) or _matches(found.below.split("/"), signs)
        if matching and (isinstance(found, Unlisted) or find_reader(found.below)):
            usable = True
            yield _in_pattern(base, found)
    if not usable:
        yield _skip(pattern, f"matches no article; known types are {known_types()}")


def _in_pattern(base: str, found: Found | Unlisted) -> _Candidate | SkippedRecord:
    if base != ".":
        return _in_folder(base, found)
    return _in_folder("", found)  # the pattern named no folder, so the paths do not either


def _matches(parts: Sequence[str], signs: Sequence[str]) -> bool:
    """Whether the parts of a path fit those of a pattern, in time parts * signs."""
    reached = {0}
    for part in parts:
        reached = _skip_stars(reached, signs)
        reached = {
            place if signs[place] == "**" else place + 1
            for place in reached
            if place < len(signs) and (signs[place] == "**" or fnmatch.fnmatch(part, signs[place]))
        }
    return len(signs) in _skip_stars(reached, signs)


def _skip_stars(reached: set[int], signs: Sequence[str]) -> set[int]:
    """Add the places after `**`, which may stand for no folder at all."""
    for place, sign in enumerate(signs):
        if sign == "**" and place in reached:
            reached = reached | {place + 1}
    return reached


def _once_each(candidates: Iterable[_Candidate]) -> tuple[list[InputFile], list[Notice]]:
    best: dict[str, InputFile] = {}
    notices = []
    for candidate in sorted(candidates, key=_preference):
        file = candidate.file
        is_path = file.path != STDIN and not is_address(file.path)
        first = best.setdefault(os.path.realpath(file.path) if is_path else file.path, file)
        if is_path and os.path.abspath(first.path) != os.path.abspath(file.path):  # noqa: PTH100 - links must stay
            notices.append(Notice(f"{file.shown}: the same file as {first.shown}, read once"))
    return sorted(best.values(), key=lambda file: (file.name, file.shown)), notices


def _preference(candidate: _Candidate) -> tuple[bool, int, str, str]:
    """Own paths before links, then the name that says most, then any fixed order."""
    return candidate.linked, -len(candidate.file.name), candidate.file.name, candidate.file.shown


def _skip(path: str, reason: str) -> SkippedRecord:
    return SkippedRecord(path=shown(path), record=None, reason=reason)
