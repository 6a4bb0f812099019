"""The reports of an audit: which files the formats asked for make, and where they go.

In: an audit, formats and a place. Out: the files. One format goes to a file, several to a folder under fixed names;
Parquet tables and the pages of a large HTML report are several files by themselves.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO
from urllib.parse import quote

from dedup import collector
from dedup.cli.options import Format
from dedup.cli.output import Place, below, is_folder, written
from dedup.storage import check_writable, is_address

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
}
_DOCUMENTS = "documents.csv"
"""A second table beside the findings, where there is a folder to put it into."""
_PAGE = re.compile(r"(?:texts|passages|articles)-[0-9]+\.html")


def check(output: str | None) -> None:
    """Fail before the work where an address cannot be written to.

    Raises:
        StorageError: A package, the bucket or access is missing.
    """
    if output is not None and is_address(output):
        check_writable(output)


@collector.at_rest()  # it would look through the audit again and again
def write(
    audit: "Audit", documents: Sequence["Document"], formats: Sequence[Format], output: Place | None
) -> tuple[Place, ...]:
    """Write every format to its place and say which files that makes.

    One format goes to `output`, or to stdout without one. Of several, the terminal report goes to stdout and the
    others into the folder `output`, `reports` without one. What ends in `/` is a folder; for Parquet alone, so is
    a name without an ending.
    """
    asked = list(dict.fromkeys(formats))
    if len(asked) > 1:
        folder: Place | None = output or DEFAULT_FOLDER
    else:
        folder = output if output and _means_folder(output, asked[0]) else None
    files: list[Place] = []
    for item in asked:
        if item is Format.TERMINAL and len(asked) > 1:
            _write_one(audit, documents, item, None)
        elif folder is None:
            files += _write_one(audit, documents, item, output)
        elif item is Format.PARQUET:
            files += _write_tables(audit, folder)
        else:
            files += _write_one(audit, documents, item, below(folder, _FILE_NAMES[item]))
            if item is Format.CSV:
                files += _write_documents(audit, below(folder, _DOCUMENTS))
    return tuple(files)


def _means_folder(output: Place, item: Format) -> bool:
    """Whether a single format goes into a folder; a name without an ending is no name of a Parquet file."""
    if is_folder(output):
        return True
    name = str(output).rpartition("/")[2]
    exists = not is_address(str(output)) and Path(output).exists()
    return item is Format.PARQUET and not exists and not Path(name).suffix


def _write_one(
    audit: "Audit", documents: Sequence["Document"], item: Format, place: Place | None
) -> tuple[Place, ...]:
    """Write a format to one place, None for stdout."""
    if item is Format.HTML:
        return _write_html(audit, documents, place)
    with written(place, for_people=item is Format.TERMINAL) as stream:
        _render(audit, documents, item, stream, is_file=place is not None)
    return () if place is None else (place,)


def _render(
    audit: "Audit", documents: Sequence["Document"], item: Format, stream: TextIO, *, is_file: bool
) -> None:
    """Write a format that is one file."""
    match item:
        case Format.JSON:
            from dedup.report.json import write_json

            write_json(audit, stream)
        case Format.SARIF:
            from dedup.report.sarif import write_sarif

            write_sarif(audit, documents, stream)
        case Format.GITHUB:
            from dedup.report.github import write_github

            write_github(audit, stream)
        case Format.JUNIT:
            from dedup.report.junit import write_junit

            write_junit(audit, stream)
        case Format.CSV:
            from dedup.report.tables import findings_table, write_csv

            write_csv(findings_table(audit), stream)
        case Format.PARQUET:
            from dedup.report.tables import findings_table, write_parquet

            write_parquet(findings_table(audit), stream.buffer)
        case Format.TERMINAL:
            _print(audit, stream, is_file=is_file)


def _write_html(audit: "Audit", documents: Sequence["Document"], place: Place | None) -> tuple[Place, ...]:
    """Write the page of an audit, and where it is an overview the pages that stand in a folder beside it.

    The overview appears last. Pages that an earlier report left there are taken away.
    """
    from dedup.report.paged_html import Pages, write_report

    if place is None or _is_device(place):
        with written(place) as stream:
            write_report(audit, documents, stream, None)
        return () if place is None else (place,)
    parent, name = _split(place)
    folder = f"{name.removesuffix('.html')}-pages"
    made = below(parent, folder)

    @contextmanager
    def open_page(page: str) -> Iterator[TextIO]:
        with written(below(made, page)) as stream:
            yield stream

    with written(place) as stream:
        names = write_report(audit, documents, stream, Pages(open_page, f"{quote(folder)}/", f"../{quote(name)}"))
    _remove_others(made, names)
    return (place, *([below(made, "")] if names else []))


def _is_device(place: Place) -> bool:
    """Whether a place is a pipe or a device, beside which nothing can stand."""
    return not is_address(str(place)) and Path(place).exists() and not Path(place).is_file()


def _split(place: Place) -> tuple[Place, str]:
    if is_address(str(place)):
        parent, _, name = str(place).rpartition("/")
        return parent, name
    return Path(place).parent, Path(place).name


def _remove_others(folder: Place, names: Sequence[str]) -> None:
    """Remove the pages of an earlier report here; at an address they stay, and nothing leads to them."""
    if not is_address(str(folder)) and Path(folder).is_dir():
        for path in Path(folder).iterdir():
            if _PAGE.fullmatch(path.name) and path.name not in names:
                path.unlink()


def _print(audit: "Audit", stream: TextIO, *, is_file: bool) -> None:
    """Print a screen; a file gets every section, for it can be scrolled."""
    from dedup.report.console import Console

    if is_file:
        from dedup.report.terminal import print_terminal

        print_terminal(audit, Console(file=stream))
    else:
        from dedup.report.terminal_summary import print_summary

        print_summary(audit, Console(file=stream))


def _write_documents(audit: "Audit", place: Place) -> tuple[Place, ...]:
    from dedup.report.tables import documents_table, write_csv

    with written(place) as stream:
        write_csv(documents_table(audit), stream)
    return (place,)


def _write_tables(audit: "Audit", folder: Place) -> tuple[Place, ...]:
    """Write a Parquet table for every list of the contract into a folder; a manifest names them."""
    from dedup.report.parquet import write_tables

    @contextmanager
    def open_file(name: str) -> Iterator[BinaryIO]:
        with written(below(folder, name)) as stream:
            yield stream.buffer

    *_, manifest = write_tables(audit, open_file)
    return below(folder, "*.parquet"), below(folder, manifest)
