"""Where reports go: stdout, a file, or a folder with one file a format; here or at an address such as s3://.

A file appears whole or not at all: it is written under a temporary name and then moved into place, so that a full
disk or an interrupt never costs the report of the last run.
"""

import io
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


def check(output: str | None) -> None:
    """Fail before the work where an address cannot be written to.

    Raises:
        StorageError: A package, the bucket or access is missing.
    """
    if output is not None and is_address(output):
        check_writable(output)


def write(
    audit: "Audit", documents: Sequence["Document"], formats: Sequence[Format], output: str | Path | None
) -> None:
    """Write every format to its place.

    One format goes to `output`, or to stdout without one. Of several, the terminal report goes to stdout and the
    others into the folder `output`, `reports` without one. An address that ends in `/` is a folder.
    """
    asked = list(dict.fromkeys(formats))
    output = None if output is None else os.fspath(output)
    folder = (output or DEFAULT_FOLDER) if len(asked) > 1 else output if output and _is_folder(output) else None
    for item in asked:
        if folder is not None and not (item is Format.TERMINAL and len(asked) > 1):
            with _file(_below(folder, _FILE_NAMES[item])) as stream:
                _render(audit, documents, item, stream)
            if item in _DOCUMENTS:
                with _file(_below(folder, _DOCUMENTS[item])) as stream:
                    _render_table(audit, item, stream, of_documents=True)
        elif output is not None and len(asked) == 1:
            with _file(output) as stream:
                _render(audit, documents, item, stream)
        else:
            with _stdout(item) as stream:
                _render(audit, documents, item, stream)


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


def _is_folder(output: str) -> bool:
    return output.endswith("/") if is_address(output) else Path(output).is_dir()


def _below(folder: str | Path, name: str) -> str | Path:
    return join(folder, name) if isinstance(folder, str) and is_address(folder) else Path(folder) / name


@contextmanager
def _file(place: str | Path) -> Iterator[TextIO]:
    if isinstance(place, str) and is_address(place):
        with write_file(place) as content:
            text = io.TextIOWrapper(content, encoding="utf-8", newline="\n")
            yield text
            text.detach()  # flushed; what is under it is closed where it was opened
        return
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def written(path: Path | None) -> Iterator[TextIO]:
    """Where one report goes: a file that appears whole or not at all, or stdout in UTF-8."""
    with _file(path) if path is not None else _stdout(Format.HTML) as stream:
        yield stream


@contextmanager
def _stdout(item: Format) -> Iterator[TextIO]:
    """Stdout; machine-readable formats are UTF-8 whatever the locale says, terminals get what they can show."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if item is Format.TERMINAL:
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    yield sys.stdout
    sys.stdout.flush()
