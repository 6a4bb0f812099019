"""Work over many items whose results are saved on the way, so that a run that was killed goes on where it was.

In: a function of one item, the items, an engine, a folder. Out: results in the order of the items. The items are
worked on in parts. Workers write results as JSON; this process puts those of a part into a file as soon as they
arrive, so that workers need not see the folder. A part whose file is there is read and not worked on again,
whatever collection it was written for: its name says which items it holds. The folder must belong to this function:
`Workspace.open` sees to it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from dedup.engine.ordered import ITEMS_PER_TASK, Name, Pieces, apply, run_pieces
from dedup.engine.parts import Part
from dedup.engine.protocol import Engine
from dedup.reuse.files import explained, write_whole
from dedup.reuse.workspace import STAGE

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Saved:
    """A folder and the parts whose results it keeps, in the order of the items."""

    folder: Path
    parts: Sequence[Part]

    def file(self, part: Part) -> Path:
        """Name the file of a part."""
        return self.folder / f"{part.name}{STAGE}"

    def missing(self) -> list[Part]:
        """List the parts that are not finished."""
        finished = {path.name for path in self.folder.glob(f"*{STAGE}")}
        return [part for part in self.parts if self.file(part).name not in finished]

    def clear(self) -> None:
        """Delete the parts of other collections."""
        ours = {self.file(part) for part in self.parts}
        with explained(self.folder):
            for path in sorted(self.folder.glob(f"*{STAGE}")):
                if path not in ours:
                    path.unlink(missing_ok=True)


def _count_none(_count: int) -> None:
    """Tell nobody what is done."""


@contextmanager
def map_saved(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    engine: Engine,
    *,
    kind: type[Result],
    saved: Saved | None,
    name: Name[Item] | None = None,
    arrived: Callable[[int], None] = _count_none,
) -> Iterator[Iterator[Result]]:
    """Apply a function to every item as `map_on` does, and save the results of parts; None saves nothing.

    `kind` is the type of a result, to read it from JSON: dataclasses, tuples, texts, numbers. `arrived` is called,
    on any thread, with the number of items that are done since it was called last.

    Raises:
        WorkspaceError: The disk is full or the folder cannot be written.
        EngineError: As `map_on` says.
    """
    if saved is not None:
        with _map_to_files(_Files(saved, items, function, kind), engine, name, arrived) as results:
            yield results
        return

    def pass_on(_number: int, results: Sequence[Result]) -> Sequence[Result]:
        arrived(len(results))
        return results

    pieces = (
        range(first, min(first + ITEMS_PER_TASK, len(items))) for first in range(0, len(items), ITEMS_PER_TASK)
    )
    with run_pieces(engine, Pieces(function, (_pick(items, piece) for piece in pieces), name), pass_on) as done:
        yield (result for results in done for result in results)


def _pick(items: Sequence[Item], numbers: range) -> list[Item]:
    return [items[number] for number in numbers]


@dataclass(frozen=True, slots=True)
class _Files(Generic[Item, Result]):
    """Files for the results of parts."""

    saved: Saved
    items: Sequence[Item]
    function: Callable[[Item], Result]
    kind: type[Result]

    def write(self, part: Part, written: Sequence[bytes | Result]) -> list[Result] | None:
        """Save the results of a part; give them back where JSON cannot hold them (half a surrogate pair)."""
        texts = [item for item in written if isinstance(item, bytes)]
        if len(texts) < len(written):
            adapter: TypeAdapter[Result] = _adapter(self.kind)
            return [adapter.validate_json(item) if isinstance(item, bytes) else item for item in written]
        with explained(self.saved.folder):
            write_whole(self.saved.file(part), b"".join((b"[", b",".join(texts), b"]")))
        return None

    def read(self, part: Part) -> Sequence[Result]:
        """Read the results of a part, or make them anew where the file is not what this program writes."""
        adapter: TypeAdapter[tuple[Result, ...]] = _adapter(tuple[self.kind, ...])  # type: ignore[name-defined]
        file = self.saved.file(part)
        with explained(self.saved.folder):
            content = file.read_bytes()
        try:
            results = adapter.validate_json(content)
        except ValidationError:
            results = ()
        if len(results) == len(part.items):
            return results
        file.unlink(missing_ok=True)
        work = partial(_as_json, function=self.function, kind=self.kind)
        made = self.write(part, apply(work, _pick(self.items, part.items)))
        return made if made is not None else self.read(part)


@contextmanager
def _map_to_files(
    files: _Files[Item, Result], engine: Engine, name: Name[Item] | None, arrived: Callable[[int], None]
) -> Iterator[Iterator[Result]]:
    missing = files.saved.missing()
    arrived(len(files.items) - sum(len(part.items) for part in missing))

    def save(position: int, written: Sequence[bytes | Result]) -> list[Result] | None:
        results = files.write(missing[position], written)
        arrived(len(written))
        return results

    work = partial(_as_json, function=files.function, kind=files.kind)
    pieces = (_pick(files.items, part.items) for part in missing)
    with run_pieces(engine, Pieces(work, pieces, name), save) as made:
        yield _gather(files, {part.name for part in missing}, made)


def _gather(
    files: _Files[Item, Result], awaited: set[str], made: Iterator[list[Result] | None]
) -> Iterator[Result]:
    for part in files.saved.parts:
        results = next(made) if part.name in awaited else None
        yield from files.read(part) if results is None else results


def _as_json(item: Item, function: Callable[[Item], Result], kind: type[Result]) -> bytes | Result:
    """Work on an item and write the result, as far as JSON can hold it."""
    result = function(item)
    try:
        return _adapter(kind).dump_json(result)
    except PydanticSerializationError:
        return result


def _adapter(kind: Any) -> TypeAdapter[Any]:
    return _make_adapter(kind)


@cache
def _make_adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
