"""Work over many items whose results are saved on the way, so that a run that was killed goes on where it was.

In: a function of one item, the items, a folder. Out: results in the order of the items. Items are worked on in
chunks; whoever finishes a chunk writes its results as JSON, under a temporary name first. A chunk whose file is
there is read and not worked on again. The folder must belong to these items and this function: `Workspace.open`
sees to it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from dedup.engine.local import map_ordered
from dedup.reuse.files import explained, write_whole

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNK_ITEMS = 64
"""Items whose results go into one file: what a kill can cost at most, for each worker. Chosen by hand."""


@contextmanager
def map_saved(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    jobs: int,
    *,
    kind: type[Result],
    folder: Path | None,
    preload: Sequence[str] = (),
) -> Iterator[Iterator[Result]]:
    """Apply a function to every item as `map_ordered` does, and save results in the folder; None saves nothing.

    `kind` is the type of a result, to read it from JSON: dataclasses, tuples, texts, numbers.

    Raises:
        WorkspaceError: The disk is full or the folder cannot be written.
    """
    if folder is None:
        with map_ordered(function, items, jobs, preload=preload) as results:
            yield results
        return
    files = [folder / f"{number}.stage.json" for number in range(-(-len(items) // _CHUNK_ITEMS))]
    missing = _Chunks(items, files, tuple(number for number, file in enumerate(files) if not file.exists()))
    work = partial(_work, function=function, kind=kind)
    with map_ordered(work, missing, jobs, preload=preload, items_per_task=1) as made:
        yield _read(files, missing, made, work)


@dataclass(frozen=True, slots=True)
class _Chunk(Generic[Item]):
    """Items that are worked on together, and the file for their results."""

    file: Path
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Chunks(Sequence[_Chunk[Item]], Generic[Item]):
    """The chunks with some numbers, each put together when it is asked for."""

    all_items: Sequence[Item]
    files: Sequence[Path]
    numbers: tuple[int, ...]

    @overload
    def __getitem__(self, index: int) -> _Chunk[Item]: ...
    @overload
    def __getitem__(self, index: slice) -> "_Chunks[Item]": ...
    def __getitem__(self, index: int | slice) -> "_Chunk[Item] | _Chunks[Item]":
        if isinstance(index, slice):
            return _Chunks(self.all_items, self.files, self.numbers[index])
        return self.chunk(self.numbers[index])

    def __len__(self) -> int:
        return len(self.numbers)

    def chunk(self, number: int) -> _Chunk[Item]:
        """Put a chunk together."""
        first = number * _CHUNK_ITEMS
        end = min(first + _CHUNK_ITEMS, len(self.all_items))
        return _Chunk(self.files[number], tuple(self.all_items[index] for index in range(first, end)))


def _work(chunk: _Chunk[Item], function: Callable[[Item], Result], kind: Any) -> tuple[Result, ...] | None:
    """Work on a chunk and save the results; give them back where JSON cannot hold them (half a surrogate pair)."""
    results = tuple(function(item) for item in chunk.items)
    try:
        content = _adapter(kind).dump_json(results)
    except PydanticSerializationError:
        return results
    with explained(chunk.file.parent):
        write_whole(chunk.file, content)
    return None


def _read(
    files: Sequence[Path],
    missing: _Chunks[Item],
    made: Iterator[tuple[Result, ...] | None],
    work: "partial[tuple[Result, ...] | None]",
) -> Iterator[Result]:
    adapter: TypeAdapter[tuple[Result, ...]] = _adapter(work.keywords["kind"])
    awaited = set(missing.numbers)
    for number, file in enumerate(files):
        results = next(made) if number in awaited else None
        if results is None:
            with explained(file.parent):
                content = file.read_bytes()
            try:
                results = adapter.validate_json(content)
            except ValidationError:  # not what this program writes
                file.unlink(missing_ok=True)
                results = work(missing.chunk(number)) or adapter.validate_json(file.read_bytes())
        yield from results


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(tuple[kind, ...])
