"""What flows into the gate and out of it: JSON Lines from files and stdin, answers and records to files and stdout.

Outputs are written batch by batch and flushed, records before their answers, so that an answer that can be read
may be relied on.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

import typer

if TYPE_CHECKING:
    from dedup.gate import Answer
    from dedup.gate.records import Record
    from dedup.readers.item import InputFile
    from dedup.settings import ReaderSettings

STDIN = "-"


def read_inputs(paths: Sequence[str], settings: "ReaderSettings") -> Iterator["Record"]:
    """Read all lines of files in the order given; `-` is stdin.

    Raises:
        UnreadableFileError: A file cannot be opened; nothing is read then.
    """
    from dedup.errors import UnreadableFileError
    from dedup.gate.records import read_records
    from dedup.readers.compression import open_bytes

    opened: list[tuple[BinaryIO, InputFile]] = []
    with ExitStack() as stack:
        for path in paths:
            try:
                stream = _stdin() if path == STDIN else stack.enter_context(open_bytes(path))
            except OSError as error:
                raise UnreadableFileError(f"{path}: cannot be read ({error.strerror}); check the path") from error
            opened.append((stream, _describe(path)))
        held = stack.pop_all()

    def lines() -> Iterator["Record"]:
        with held:
            for stream, file in opened:
                yield from read_records(stream, file, settings)

    return lines()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Where answers go, and where the records go that were accepted, rejected and quarantined."""

    answers: Path | None
    accepted: Path | None
    rejected: Path | None
    quarantined: Path | None

    def paths(self) -> dict[str, Path]:
        """The files that were named, by option."""
        named = {
            "--output": self.answers,
            "--output-accepted": self.accepted,
            "--output-rejected": self.rejected,
            "--output-quarantined": self.quarantined,
        }
        return {option: path for option, path in named.items() if path is not None}

    def answers_only(self) -> Self:
        """The same without files for records."""
        return replace(self, accepted=None, rejected=None, quarantined=None)

    def check(self, inputs: Sequence[str]) -> None:
        """Refuse to write over an input or to one file twice.

        Raises:
            typer.BadParameter: One file has two tasks.
        """
        taken = {os.path.realpath(path): "an input" for path in inputs if path != STDIN}
        for option, path in self.paths().items():
            real = os.path.realpath(path)
            if real in taken and not path.is_char_device():
                raise typer.BadParameter(f"{path} is {taken[real]} too; name another file", param_hint=option)
            taken[real] = option


class Sinks:
    """Open outputs; leaving the block closes them."""

    def __init__(self, outputs: Outputs) -> None:
        self._stack = ExitStack()
        try:
            self._answers = self._open(outputs.answers)
            self._records = {
                "accept": self._open(outputs.accepted),
                "reject": self._open(outputs.rejected),
                "quarantine": self._open(outputs.quarantined),
            }
        except BaseException:
            self._stack.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.close()

    def write(self, judged: Sequence[tuple["Record", "Answer"]]) -> None:
        """Write a batch: the records as they were read, then the answers."""
        for decision, sink in self._records.items():
            if sink is not None:
                lines = [record.line for record, answer in judged if answer.decision.value == decision]
                _write(sink, b"".join(_ended(line) for line in lines if line))
        answers = b"".join(answer.as_line() for _, answer in judged)
        if self._answers is not None:
            _write(self._answers, answers)
        else:
            sys.stdout.buffer.write(answers)
            sys.stdout.buffer.flush()

    def _open(self, path: Path | None) -> FileIO | None:
        """Open a file without buffer: what could not be written is not tried again on closing."""
        return None if path is None else self._stack.enter_context(path.open("wb", buffering=0))


def append_line(path: Path, line: bytes) -> None:
    """Add one line to a file."""
    with path.open("ab", buffering=0) as sink:
        _write(sink, _ended(line))


def _write(sink: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[sink.write(rest) :]


def _ended(line: bytes) -> bytes:
    return line if line.endswith(b"\n") else line + b"\n"


def _stdin() -> BinaryIO:
    """Standard input under a handle of its own, because a thread may wait for a line to the end."""
    try:
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    except (OSError, ValueError):  # replaced by something in memory
        return sys.stdin.buffer


def _describe(path: str) -> "InputFile":
    from dedup.readers.item import InputFile
    from dedup.readers.paths import shown

    if path == STDIN:
        return InputFile(path=STDIN, name="stdin", shown="stdin")
    printed = shown(path)
    return InputFile(path=path, name=printed.rpartition("/")[2], shown=printed)
