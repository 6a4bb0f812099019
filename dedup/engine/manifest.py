"""What a work folder was used for: the inputs, settings and program version of its run, and its parts.

In: what a run is about to do. Out: how that differs from the run before, said in one line, and the manifest of this
run in the folder. The manifest decides nothing of what is done again: every stage is bound to what it depends on by
itself. It is there for people, for the line they read, and for `--resume`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from dedup.errors import WorkspaceError
from dedup.reuse.files import explained, write_whole
from dedup.storage import hide_password

_FILE = "manifest.json"
_LISTED_FILES = 1_000
"""Files that a manifest lists one by one; of more, the digest of all says whether one changed."""
_NAMED = 3
"""Files that the line names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file that was read: how many articles came of it, and the digest of those."""

    path: str
    articles: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a run works on. `settings` have dotted names; `parts` are the files of analyses, finished or not yet."""

    program: str
    settings: Mapping[str, object]
    articles: int
    digest: str
    inputs: tuple[Input, ...]
    parts: tuple[str, ...]
    is_finished: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that leaves files: the sections of the settings it depends on, beside program and articles.

    `missing` are the articles it has still to work on where these alone changed; None where it looks at all.
    """

    name: str
    sections: tuple[str, ...]
    missing: int | None = None


def _say_nothing(_line: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """A folder for finished stages.

    With `must_resume` a run that could not go on exactly where the one before stood is refused. `tell` is called
    with a line where inputs, settings or program changed since then.
    """

    path: Path
    must_resume: bool = False
    tell: Callable[[str], None] = _say_nothing
    address: str | None = None

    @property
    def shown(self) -> str:
        """Its name for people: the address that it is a copy of, where it is one."""
        return hide_password(self.address) if self.address else str(self.path)

    def check(self) -> None:
        """Refuse early a folder with nothing to go on with, where that is a must.

        Raises:
            WorkspaceError: So it is.
        """
        if self.must_resume and self._previous() is None:
            raise WorkspaceError(
                f"{self.shown}: holds no run to go on with; check the folder, or leave --resume out to begin one"
            )

    def begin(self, manifest: Manifest, stages: Sequence[Stage]) -> None:
        """Compare this run with the one before, say what changed, and write the manifest.

        Raises:
            WorkspaceError: Something changed where going on is a must, or the folder cannot be written.
        """
        self.check()
        previous = self._previous()
        changes = _changes(previous, manifest) if previous else ()
        if changes and self.must_resume:
            raise WorkspaceError(
                f"{self.shown}: is of another run ({'; '.join(changes)}); leave --resume out to do again what "
                "depends on it"
            )
        if previous and changes:
            again = _again(previous, manifest, stages)
            self.tell(f"{self.shown}: changed since the last run: {'; '.join(changes)}; {again}")
        self._write(manifest)

    def finish(self, manifest: Manifest) -> None:
        """Note that all parts are finished."""
        self._write(replace(manifest, is_finished=True))

    def _previous(self) -> Manifest | None:
        with explained(self.path):
            file = self.path / _FILE
            content = file.read_bytes() if file.exists() else None
        if content is None:
            return None
        try:
            return _ADAPTER.validate_json(content)
        except ValidationError as error:
            raise WorkspaceError(
                f"{self.shown}: {_FILE} was not written by this program, or is damaged; name another folder, or "
                "delete the file"
            ) from error

    def _write(self, manifest: Manifest) -> None:
        with explained(self.path):
            write_whole(self.path / _FILE, _ADAPTER.dump_json(manifest, indent=1))


_ADAPTER = TypeAdapter(Manifest)


def flatten(settings: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    """Give settings in sections dotted names.

    >>> flatten({"jobs": 2, "reuse": {"shingle_size": 5}})
    {'jobs': 2, 'reuse.shingle_size': 5}
    """
    flat: dict[str, object] = {}
    for name, value in settings.items():
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = value
    return flat


def list_inputs(inputs: Sequence[Input]) -> tuple[Input, ...]:
    """The inputs as a manifest lists them: all, or none where they are too many."""
    return tuple(inputs) if len(inputs) <= _LISTED_FILES else ()


def _changes(previous: Manifest, current: Manifest) -> tuple[str, ...]:
    """Say what differs, a phrase each."""
    changes = []
    if previous.program != current.program:
        changes.append(f"program version ({previous.program} before, {current.program} now)")
    settings = _changed_settings(previous, current)
    if settings:
        changes.append(f"settings ({', '.join(settings)})")
    if previous.digest != current.digest:
        changes.append(f"input ({_changed_inputs(previous, current)})")
    return tuple(changes)


def _changed_settings(previous: Manifest, current: Manifest) -> list[str]:
    names = sorted({*previous.settings, *current.settings})
    return [name for name in names if previous.settings.get(name) != current.settings.get(name)]


def _changed_inputs(previous: Manifest, current: Manifest) -> str:
    before = {item.path: item for item in previous.inputs}
    now = {item.path: item for item in current.inputs}
    new = [path for path in now if path not in before]
    gone = [path for path in before if path not in now]
    changed = [path for path in now if path in before and now[path].digest != before[path].digest]
    kinds = (("new", new), ("changed", changed), ("gone", gone))
    phrases = [f"{word}: {_name(paths)}" for word, paths in kinds if paths and before and now]
    return ", ".join(phrases) or f"{previous.articles:,} articles before, {current.articles:,} now"


def _name(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more


def _again(previous: Manifest, current: Manifest, stages: Sequence[Stage]) -> str:
    """Say which stages are done again, as far as they are, and which are kept."""
    settings = {name.partition(".")[0] for name in _changed_settings(previous, current)}
    again, kept = [], []
    for stage in stages:
        if previous.program != current.program or not settings.isdisjoint(stage.sections):
            again.append(stage.name)
        elif previous.digest == current.digest:
            kept.append(stage.name)
        elif stage.missing is None:
            again.append(stage.name)
        else:
            again.append(f"{stage.name} of {stage.missing:,} of {current.articles:,} articles")
    phrases = (("done again", again), ("kept", kept))
    return "; ".join(f"{word}: {', '.join(names)}" for word, names in phrases if names)
