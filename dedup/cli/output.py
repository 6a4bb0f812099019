"""Where reports go: stdout, a file, or a folder with one file a format.

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

if TYPE_CHECKING:
    from dedup.model import Audit, Document

DEFAULT_FOLDER = Path("reports")
_FILE_NAMES = {Format.TERMINAL: "audit.txt", Format.JSON: "audit.json", Format.HTML: "audit.html"}


def write(audit: "Audit", documents: Sequence["Document"], formats: Sequence[Format], output: Path | None) -> None:
    """Write every format to its place.

    One format goes to `output`, or to stdout without one. Of several, the terminal report goes to stdout and the
    others into the folder `output`, `reports` without one.
    """
    asked = list(dict.fromkeys(formats))
    folder = (output or DEFAULT_FOLDER) if len(asked) > 1 else output if output and output.is_dir() else None
    for item in asked:
        if folder is not None and not (item is Format.TERMINAL and len(asked) > 1):
            with _file(folder / _FILE_NAMES[item]) as stream:
                _render(audit, documents, item, stream)
        elif output is not None and len(asked) == 1:
            with _file(output) as stream:
                _render(audit, documents, item, stream)
        else:
            with _stdout(item) as stream:
                _render(audit, documents, item, stream)


def _render(audit: "Audit", documents: Sequence["Document"], item: Format, stream: TextIO) -> None:
    if item is Format.JSON:
        from dedup.report.json import write_json

        write_json(audit, stream)
    elif item is Format.HTML:
        from dedup.report.html import write_html

        write_html(audit, documents, stream)
    else:
        from dedup.report.console import Console
        from dedup.report.terminal import print_terminal

        print_terminal(audit, Console(file=stream))


@contextmanager
def _file(path: Path) -> Iterator[TextIO]:
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
