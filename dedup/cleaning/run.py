"""Cleaning a collection: every file read, its articles repaired, copies written, every change logged.

In: paths and settings. Out: copies in a folder of their own, a log, and figures. The originals are never written
to, and nothing appears before everything is written.
"""

import io
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from dedup.artifacts import NOTHING_KNOWN, Known
from dedup.cleaning.copies import copy_name, copy_records, copy_text, keeps_form
from dedup.cleaning.edits import apply_edits
from dedup.cleaning.log import LOG_NAME, Copy, Entry, digest, head, lines_of
from dedup.cleaning.repairing import Repaired, repair
from dedup.cleaning.site_text import Spans, site_text_of
from dedup.cleaning.staging import Staging
from dedup.errors import InputError
from dedup.model import Document, SkippedRecord
from dedup.readers.item import Article, InputFile, Item, Notice
from dedup.readers.reading import read_files
from dedup.settings import Settings

Repairer = Callable[[Document], Repaired]
Watch = Callable[[Repaired], None]
"""Called with every article that was looked at."""


@dataclass(slots=True, kw_only=True)
class Cleaned:
    """What a cleaning did. Counters are by code and name of the rule."""

    documents: int = 0
    repaired: int = 0
    changes: Counter[tuple[str, str]] = field(default_factory=Counter)
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    left_unsafe: int = 0
    skipped: list[SkippedRecord] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, repaired: Repaired) -> None:
        """Take an article into the figures."""
        self.documents += 1
        self.repaired += bool(repaired.edits)
        self.changes.update((cause.code, cause.name) for edit in repaired.edits for cause in edit.causes[:1])
        self.left.update((finding.code, finding.name) for finding in repaired.left)
        self.left_unsafe += sum(finding.fix is not None and not finding.fix.safe for finding in repaired.left)
        self.notes.extend(repaired.notes)


def clean(
    paths: Sequence[str],
    settings: Settings,
    *,
    output: Path | None,
    log: Path | None = None,
    unsafe: bool = False,
    known: Known = NOTHING_KNOWN,
    replay: Mapping[str, Entry] | None = None,
    stdin: BinaryIO | None = None,
    watch: Watch | None = None,
) -> Cleaned:
    """Write repaired copies of articles into a folder; without a folder only look.

    The log goes to `log`, by default into the folder. With `replay` the changes of an earlier log are made, and no
    rule runs. Findings that are `known` stay as they are.

    Raises:
        InputError: The folder is the input or lies inside it, or two inputs would become one file.
        SettingsError: A selector fits no rule.
        OSError: A copy cannot be written.
    """
    source = io.BytesIO(stdin.read()) if stdin is not None and "-" in paths else None
    if output is not None:
        refuse_in_place(paths, output)
        _refuse_log(paths, log)
    repairer = _repairer(paths, settings, unsafe=unsafe, known=known, replay=replay, stdin=source)
    run = _Run(settings=settings, repairer=repairer, watch=watch)
    files = read_files(paths, settings.readers, stdin=source)
    if output is None:
        for _, items in files:
            for article in run.articles(items):
                run.look(article)
        return run.cleaned
    with Staging() as staging, staging.open(log or output / LOG_NAME) as lines:
        lines.write(head().encode())
        run.write(files, output, staging, lines)
    return run.cleaned


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """How articles are repaired, and what has been done so far."""

    settings: Settings
    repairer: Repairer
    watch: Watch | None
    cleaned: Cleaned = field(default_factory=Cleaned)

    def articles(self, items: Iterable[Item]) -> Iterator[Article]:
        """The articles of a file; what is none is remembered."""
        for item in items:
            if isinstance(item, Article):
                yield item
            elif isinstance(item, Notice):
                self.cleaned.warnings.append(item.message)
            else:
                self.cleaned.skipped.append(item)

    def look(self, article: Article) -> Repaired:
        """Repair one article."""
        repaired = self.repairer(article.document)
        self.cleaned.count(repaired)
        if self.watch is not None:
            self.watch(repaired)
        return repaired

    def write(
        self,
        files: Iterable[tuple[InputFile | None, Iterator[Item]]],
        output: Path,
        staging: Staging,
        lines: BinaryIO,
    ) -> None:
        """Write the copies of all files, and the log."""

        def keep(repaired: Repaired, copy: Copy) -> None:
            lines.writelines(line.encode("utf-8", "surrogatepass") for line in lines_of(repaired, copy))

        for file, items in files:
            articles = self.articles(items)
            first = next(articles, None)
            if file is None or first is None:
                continue
            name = copy_name(file.name)
            with staging.open(_place(output, name, file)) as stream:
                if keeps_form(file.name):
                    copy_text(file, self.look(first), name, stream, keep)
                else:
                    pairs = ((article, self.look(article)) for article in itertools.chain([first], articles))
                    copy_records(pairs, name, self.settings.readers, stream, keep)


def _repairer(
    paths: Sequence[str],
    settings: Settings,
    *,
    unsafe: bool,
    known: Known,
    replay: Mapping[str, Entry] | None,
    stdin: io.BytesIO | None,
) -> Repairer:
    if replay is not None:
        return partial(_repeat, entries=replay)
    spans: Spans = site_text_of(paths, settings, stdin) if unsafe else {}
    if stdin is not None:
        stdin.seek(0)
    return lambda document: repair(
        document, settings.artifacts, unsafe=unsafe, site_text=spans.get(document.id, ()), known=known
    )


def _repeat(document: Document, entries: Mapping[str, Entry]) -> Repaired:
    """Make the changes that a log has for a document."""
    entry = entries.get(document.id)
    if entry is None:
        return Repaired(document=document, text=document.text, edits=())
    if entry.before != digest(document.text):
        raise InputError(f"{document.id}: is not the text that the log speaks of; clean it anew")
    edits = tuple(entry.edits)
    return Repaired(document=document, text=apply_edits(document.text, edits), edits=edits, passes=1)


def refuse_in_place(paths: Sequence[str], output: Path) -> None:
    """Refuse an output folder that is an input folder or lies in one.

    Raises:
        InputError: It is, or does.
    """
    target = output.resolve()
    if target.is_file():
        raise InputError(f"{output}: is a file; name a folder for the copies")
    for path in paths:
        source = Path(path).resolve() if path != "-" and "\0" not in path else None
        if source is not None and source.is_dir() and (target == source or source in target.parents):
            raise InputError(
                f"{output}: is the input or lies inside it ({path}); name another folder for the copies"
            )


def _refuse_log(paths: Sequence[str], log: Path | None) -> None:
    """Refuse a log that would stand where an input may stand."""
    if log is None:
        return
    target = log.resolve()
    for path in paths:
        source = Path(path).resolve() if path != "-" and "\0" not in path else None
        if source is not None and (target == source or source in target.parents):
            raise InputError(f"{log}: is an input or lies among them ({path}); name another file for the log")


def _place(output: Path, name: str, file: InputFile) -> Path:
    """Where a copy goes; never outside the folder, and never onto the file it is a copy of."""
    place = output / name
    if output.resolve() not in place.resolve().parents:
        raise InputError(f"{file.shown}: its copy would stand outside {output}; name the folder that holds it")
    if place.resolve() == Path(file.path).resolve():
        raise InputError(f"{output}: holds the input {file.shown}; name another folder for the copies")
    return place
