"""The part of a work folder that keeps the results of one wave, with the manifest of its run.

In: a run, a folder. Out: the parts that the wave is to fill, of which some may be finished. Parts belong to the
settings that shape them and to the articles they hold, not to the collection.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from dedup.engine.chunks import Saved
from dedup.engine.manifest import Input, Manifest, Stage, WorkFolder, flatten, list_inputs
from dedup.engine.parts import cut_parts
from dedup.model import Document
from dedup.reuse.workspace import Workspace, combine_digests, digest_document


@dataclass(frozen=True, slots=True)
class Run:
    """What a run works on: documents, all settings that shape its result, in sections, and the version."""

    documents: Sequence[Document]
    settings: Mapping[str, object]
    program: str


@contextmanager
def saved_parts(
    stage: Stage, run: Run, folder: WorkFolder | None, workspace: Workspace, *, beside: Sequence[Stage] = ()
) -> Iterator[Saved | None]:
    """Give the parts of a stage; None without a folder. `beside` are the stages that keep their files themselves.

    Raises:
        WorkspaceError: The folder cannot be used, is in use, or is not that of the run that must go on.
    """
    if folder is None:
        yield None
        return
    folder.check()
    workspace.claim()
    digests, inputs = _read(run.documents)
    workspace.know(run.documents, combine_digests(digests))
    parts = tuple(cut_parts(digests))
    saved = Saved(folder.path / "analyses", parts)
    manifest = Manifest(
        program=run.program,
        settings=flatten(run.settings),
        articles=len(digests),
        digest=combine_digests(digests),
        inputs=list_inputs(inputs),
        parts=tuple(part.name for part in parts),
    )
    missing = sum(len(part.items) for part in saved.missing())
    folder.begin(manifest, [replace(stage, missing=missing), *beside])
    shaping = {name: run.settings[name] for name in stage.sections}
    workspace.open("analyses", {"program": run.program, "settings": shaping})
    yield saved
    saved.clear()
    folder.finish(manifest)


def _read(documents: Sequence[Document]) -> tuple[list[bytes], list[Input]]:
    """The digest of each document, and the files they came from; the documents are read once for both."""
    digests = []
    files = defaultdict(list)
    for document in documents:
        digests.append(digest_document(document))
        files[document.path or ""].append(digests[-1])
    inputs = [
        Input(path=path, articles=len(own), digest=combine_digests(own)) for path, own in sorted(files.items())
    ]
    return digests, inputs
