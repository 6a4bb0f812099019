"""Work over many items whose results are saved on the way, so that a run that was killed goes on where it was.

In: a function of one item, the items, an engine, a folder. Out: results in the order of the items. The items are
worked on in chunks. Workers write results as JSON; this process puts those of a chunk into a file as soon as they
arrive, so that workers need not see the folder. A chunk whose file is there is read and not worked on again. The
folder must belong to these items and this function: `Workspace.open` sees to it.
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
from dedup.engine.protocol import Engine
from dedup.reuse.files import explained, write_whole

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNK_ITEMS = 64
"""Items whose results go into one file: what a kill can cost at most, for each worker. Chosen by hand."""


def _count_none(_count: int) -> None:
    """Tell nobody what is done."""


@contextmanager
def map_saved(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    engine: Engine,
    *,
    kind: type[Result],
    folder: Path | None,
    name: Name[Item] | None = None,
    arrived: Callable[[int], None] = _count_none,
) -> Iterator[Iterator[Result]]:
    """Apply a function to every item as `map_on` does, and save results in the folder; None saves nothing.

    `kind` is the type of a result, to read it from JSON: dataclasses, tuples, texts, numbers. `arrived` is called,
    on any thread, with the number of items that are done since it was called last.

    Raises:
        WorkspaceError: The disk is full or the folder cannot be written.
        EngineError: As `map_on` says.
    """
    if folder is None:
        cut = _Cut(items, ITEMS_PER_TASK)

        def pass_on(_number: int, results: Sequence[Result]) -> Sequence[Result]:
            arrived(len(results))
            return results

        with run_pieces(engine, Pieces(function, map(cut.chunk, range(len(cut))), name), pass_on) as done:
            yield (result for results in done for result in results)
        return
    with _map_to_files(
        _Folder(folder, _Cut(items, _CHUNK_ITEMS), function, kind), engine, name, arrived
    ) as results:
        yield results


@dataclass(frozen=True, slots=True)
class _Cut(Generic[Item]):
    """Items in chunks of a size, each put together when it is asked for."""

    items: Sequence[Item]
    size: int

    def __len__(self) -> int:
        return (len(self.items) + self.size - 1) // self.size

    def chunk(self, number: int) -> list[Item]:
        """Put a chunk together."""
        first = number * self.size
        return [self.items[index] for index in range(first, min(first + self.size, len(self.items)))]


@dataclass(frozen=True, slots=True)
class _Folder(Generic[Item, Result]):
    """Files for the results of chunks."""

    folder: Path
    cut: _Cut[Item]
    function: Callable[[Item], Result]
    kind: type[Result]

    def file(self, number: int) -> Path:
        """Name the file of a chunk."""
        return self.folder / f"{number}.stage.json"

    def write(self, number: int, written: Sequence[bytes | Result]) -> list[Result] | None:
        """Save the results of a chunk; give them back where JSON cannot hold them (half a surrogate pair)."""
        texts = [item for item in written if isinstance(item, bytes)]
        if len(texts) < len(written):
            adapter: TypeAdapter[Result] = _adapter(self.kind)
            return [adapter.validate_json(item) if isinstance(item, bytes) else item for item in written]
        with explained(self.folder):
            write_whole(self.file(number), b"".join((b"[", b",".join(texts), b"]")))
        return None

    def read(self, number: int) -> Sequence[Result]:
        """Read the results of a chunk, or make them anew where the file is not what this program writes."""
        adapter: TypeAdapter[tuple[Result, ...]] = _adapter(tuple[self.kind, ...])  # type: ignore[name-defined]
        with explained(self.folder):
            content = self.file(number).read_bytes()
        try:
            return adapter.validate_json(content)
        except ValidationError:
            self.file(number).unlink(missing_ok=True)
            work = partial(_as_json, function=self.function, kind=self.kind)
            results = self.write(number, apply(work, self.cut.chunk(number)))
            return results if results is not None else self.read(number)


@contextmanager
def _map_to_files(
    folder: _Folder[Item, Result], engine: Engine, name: Name[Item] | None, arrived: Callable[[int], None]
) -> Iterator[Iterator[Result]]:
    missing = [number for number in range(len(folder.cut)) if not folder.file(number).exists()]
    arrived(len(folder.cut.items) - sum(_sizes(folder.cut, missing)))

    def save(position: int, written: Sequence[bytes | Result]) -> list[Result] | None:
        results = folder.write(missing[position], written)
        arrived(len(written))
        return results

    work = partial(_as_json, function=folder.function, kind=folder.kind)
    with run_pieces(engine, Pieces(work, map(folder.cut.chunk, missing), name), save) as made:
        yield _gather(folder, set(missing), made)


def _sizes(cut: _Cut[Item], numbers: Sequence[int]) -> Iterator[int]:
    return (min(cut.size, len(cut.items) - number * cut.size) for number in numbers)


def _gather(
    folder: _Folder[Item, Result], awaited: set[int], made: Iterator[list[Result] | None]
) -> Iterator[Result]:
    for number in range(len(folder.cut)):
        results = next(made) if number in awaited else None
        yield from folder.read(number) if results is None else results


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
