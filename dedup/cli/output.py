"""Where reports go: stdout, a file, or a folder with one file a format; here or at an address such as s3://.

A file appears whole or not at all: it is written under a temporary name and then moved into place, so that a full
disk or an interrupt never costs the report of the last run.
"""

import io
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dedup.cli.options import Format
from dedup.storage import check_writable, is_address, join, write_file

if TYPE_CHECKING:
    from dedup.model import Audit, Document

DEFAULT_FOLDER = Path("reports")
_FILE_NAMES = {
    Format.TERMINAL: "audit.txt",
    Format.JSON: "audit.json",
    Format.HTML: "audit.html",
    Format.SARIF: "audit.sarif",
    Format.GITHUB: "audit.github.txt",
    Format.JUNIT: "audit.xml",
    Format.CSV: "findings.csv",
    Format.PARQUET: "findings.parquet",
}
_DOCUMENTS = {Format.CSV: "documents.csv", Format.PARQUET: "documents.parquet"}
"""A second table beside the findings, where there is a folder to put it into."""


Place = str | Path
"""Where a report goes: a local file, or an address."""


def check(output: str | None) -> None:
    """Fail before the work where an address cannot be written to.

    Raises:
        StorageError: A package, the bucket or access is missing.
    """
    if output is not None and is_address(output):
        check_writable(output)


def write(
    audit: "Audit", documents: Sequence["Document"], formats: Sequence[Format], output: Place | None
) -> tuple[Place, ...]:
    """Write every format to its place and say which files that makes.

    One format goes to `output`, or to stdout without one. Of several, the terminal report goes to stdout and the
    others into the folder `output`, `reports` without one. An address that ends in `/` is a folder.
    """
    files = []
    asked = list(dict.fromkeys(formats))
    are_several = len(asked) > 1
    folder = (output or DEFAULT_FOLDER) if are_several else output if output and _is_folder(output) else None
    for item in asked:
        for_people = item is Format.TERMINAL
        is_below = not (for_people and are_several)
        place = output if folder is None else _below(folder, _FILE_NAMES[item]) if is_below else None
        with written(place, for_people=for_people) as stream:
            _render(audit, documents, item, stream)
        files.append(place)
        if folder is not None and item in _DOCUMENTS:
            with written(_below(folder, _DOCUMENTS[item])) as stream:
                _render_table(audit, item, stream, of_documents=True)
            files.append(_below(folder, _DOCUMENTS[item]))
    return tuple(file for file in files if file is not None)


def _render(audit: "Audit", documents: Sequence["Document"], item: Format, stream: TextIO) -> None:
    match item:
        case Format.JSON:
            from dedup.report.json import write_json

            write_json(audit, stream)
        case Format.HTML:
            from dedup.report.html import write_html

            write_html(audit, documents, stream)
        case Format.SARIF:
            from dedup.report.sarif import write_sarif

            write_sarif(audit, documents, stream)
        case Format.GITHUB:
            from dedup.report.github import write_github

            write_github(audit, stream)
        case Format.JUNIT:
            from dedup.report.junit import write_junit

            write_junit(audit, stream)
        case Format.CSV | Format.PARQUET:
            _render_table(audit, item, stream)
        case Format.TERMINAL:
            from dedup.report.console import Console
            from dedup.report.terminal import print_terminal

            print_terminal(audit, Console(file=stream))


def _render_table(audit: "Audit", item: Format, stream: TextIO, *, of_documents: bool = False) -> None:
    """Write a table; Parquet is bytes, which go past the text stream to what lies under it."""
    from dedup.report.tables import documents_table, findings_table, write_csv, write_parquet

    table = documents_table(audit) if of_documents else findings_table(audit)
    if item is Format.CSV:
        write_csv(table, stream)
    else:
        write_parquet(table, stream.buffer)


def _is_folder(output: Place) -> bool:
    if isinstance(output, str) and is_address(output):
        return output.endswith("/")
    return Path(output).is_dir()


def _below(folder: Place, name: str) -> Place:
    return join(folder, name) if isinstance(folder, str) and is_address(folder) else Path(folder) / name


@contextmanager
def written(place: Place | None, *, for_people: bool = False) -> Iterator[TextIO]:
    """Where one report goes: a file or an address that appears whole or not at all, or stdout.

    A pipe or a device that stands at the path is written to; nothing takes its place.
    """
    opened: AbstractContextManager[TextIO]
    if place is None:
        opened = _stdout(for_people=for_people)
    elif isinstance(place, str) and is_address(place):
        opened = _sent(place)
    elif Path(place).exists() and not Path(place).is_file():
        opened = Path(place).open("w", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed below
    else:
        opened = _file(Path(place).resolve())
    with opened as stream:
        yield stream


@contextmanager
def _sent(address: str) -> Iterator[TextIO]:
    with write_file(address) as content:
        text = io.TextIOWrapper(content, encoding="utf-8", newline="\n")
        yield text
        text.detach()  # flushed; what is under it is closed where it was opened


@contextmanager
def _file(path: Path) -> Iterator[TextIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """What the user takes away from the permissions of new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def _stdout(*, for_people: bool) -> Iterator[TextIO]:
    """Stdout: UTF-8 for programs whatever the locale says, for people what their terminal can show."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if for_people:
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    yield sys.stdout
    sys.stdout.flush()
