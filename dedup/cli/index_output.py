"""What `dedup index` reads and prints."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from dedup.errors import UnreadableFileError

if TYPE_CHECKING:
    from dedup.index import Index
    from dedup.index.inspection import IndexInfo
    from dedup.model import Document


def seen_now() -> str:
    """The time that rows carry, which nothing but people reads."""
    return datetime.now(tz=UTC).isoformat(timespec="seconds")


def add_all(index: "Index", documents: Sequence["Document"], *, seen: str, replace: bool) -> dict[str, int]:
    """Add documents in batches that are durable one by one; says how often what became of them."""
    from dedup.index import Admission, prepare

    counts = dict.fromkeys((item.value for item in Admission), 0)
    size = index.bounds.commit_documents
    for start in range(0, len(documents), size):
        prepared = prepare(documents[start : start + size], index.settings)
        for outcome in index.add(prepared, seen=seen, replace=replace):
            counts[outcome.admission.value] += 1
            if outcome.admission is Admission.CONFLICT:
                typer.echo(f"dedup: {outcome.document}: is in the index with another text (--replace)", err=True)
    return counts


def print_counts(counts: Mapping[str, int]) -> None:
    """Print what became of documents."""
    typer.echo(", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing to add")


def print_info(info: "IndexInfo", *, as_json: bool) -> None:
    """Print the figures of an index."""
    if as_json:
        typer.echo(json.dumps(asdict(info), indent=1, ensure_ascii=False))
        return
    typer.echo(f"{info.location}: {info.documents} documents, {info.retired} removed")
    for part, size in info.bytes.items():
        typer.echo(f"  {part.replace('_', '-')}: {size} bytes, {size / max(info.documents, 1):.0f} a document")
    typer.echo(f"  schema {info.schema_version}, hashing {info.hashing_version}")
    for name, value in info.settings.items():
        typer.echo(f"  reuse.{name} = {value}")


def write_lines(lines: Iterable[str], output: Path | None) -> None:
    """Write lines to a file, or to stdout."""
    if output is None:
        for line in lines:
            sys.stdout.write(line + "\n")
        return
    from dedup.cli.output import written

    with written(output) as stream:
        stream.writelines(f"{line}\n" for line in lines)


@contextmanager
def open_lines(file: Path) -> Iterator[TextIO]:
    """Open a file for reading line by line, or stdin for -.

    Raises:
        UnreadableFileError: It cannot be opened.
    """
    if str(file) == "-":
        yield sys.stdin
        return
    try:
        stream = file.open(encoding="utf-8")
    except OSError as error:
        raise UnreadableFileError(f"{file}: cannot be opened ({error.strerror}); check the path") from error
    with stream:
        yield stream
