"""Where reports go: stdout, a file, or a folder with one file a format.

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


def write(
    audit: "Audit", documents: Sequence["Document"], formats: Sequence[Format], output: Path | None
) -> tuple[Path, ...]:
    """Write every format to its place and say which files that makes.

    One format goes to `output`, or to stdout without one. Of several, the terminal report goes to stdout and the
    others into the folder `output`, `reports` without one.
    """
    files = []
    asked = list(dict.fromkeys(formats))
    are_several = len(asked) > 1
    folder = (output or DEFAULT_FOLDER) if are_several else output if output and output.is_dir() else None
    for item in asked:
        for_people = item is Format.TERMINAL
        place = output if folder is None else None if for_people and are_several else folder / _FILE_NAMES[item]
        with written(place, for_people=for_people) as stream:
            _render(audit, documents, item, stream)
        files.append(place)
        if folder is not None and item in _DOCUMENTS:
            with written(folder / _DOCUMENTS[item]) as stream:
                _render_table(audit, item, stream, of_documents=True)
            files.append(folder / _DOCUMENTS[item])
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


@contextmanager
def written(path: Path | None, *, for_people: bool = False) -> Iterator[TextIO]:
    """Where one report goes: a file that appears whole or not at all, or stdout.

    A pipe or a device that stands at the path is written to; nothing takes its place.
    """
    place: AbstractContextManager[TextIO]
    if path is None:
        place = _stdout(for_people=for_people)
    elif path.exists() and not path.is_file():
        place = path.open("w", encoding="utf-8", newline="\n")
    else:
        place = _file(path.resolve())
    with place as stream:
        yield stream


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
