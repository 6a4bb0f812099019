"""The gate: one article at a time or a stream, against a policy and everything accepted before.

In: articles. Out: an answer for each, in order; with `add`, accepted ones are in the index when the answer is
given. The gate fails closed: what cannot be read, analysed or compared is never accepted.

    Document -> examination -> matches (index) -> measures -> verdict (policy) -> Answer
                on its own     one transaction with the insert
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from dedup.artifacts import NOTHING_KNOWN, Known
from dedup.gate.admission import Admissions
from dedup.gate.answer import Answer
from dedup.gate.clock import Clock, utc_now
from dedup.gate.examination import examine
from dedup.gate.judging import Examined, Judge
from dedup.gate.needs import find_needs
from dedup.gate.quarantine import Quarantine
from dedup.gate.records import Record, judge_records
from dedup.gate.release import release
from dedup.index import Index
from dedup.model import Document
from dedup.policy import Policy, audit_policy, widen
from dedup.settings import ReuseSettings, Settings


class Gate:
    """Decides what enters; threads may share one gate, processes open their own.

    Without an index nothing counts as accepted before, and the policy judges each article by itself.

    >>> with Gate.open(policy=Policy.from_data({"min-words": {"reject": 5}})) as gate:
    ...     gate.check(Document(id="a", text="Zu kurz.")).decision.value
    'reject'
    """

    def __init__(
        self,
        policy: Policy,
        settings: Settings,
        index: Index | None = None,
        quarantine: Quarantine | None = None,
        *,
        known: Known = NOTHING_KNOWN,
        keeps_checked: bool = False,
        clock: Clock = utc_now,
    ) -> None:
        self.policy = policy
        self.settings = settings
        self.index = index
        self.quarantine = quarantine
        self.needs = find_needs(policy, settings, known)
        self._keeps_checked = keeps_checked
        self._clock = clock
        self._admission = Admissions(
            judge=Judge(policy, self.needs, self.document),
            index=index,
            settings=settings.reuse,
            policy_hash=_hash_policy(policy, settings, known),
            clock=clock,
        )

    @classmethod
    def open(
        cls,
        index: str | Path | None = None,
        policy: Policy | str | Path | None = None,
        settings: Settings | None = None,
        *,
        known: Known = NOTHING_KNOWN,
        read_only: bool = False,
        quarantine: str | Path | None = None,
        clock: Clock = utc_now,
    ) -> Self:
        """Open a gate in front of an index (a file or a postgresql:// URL), by a policy, its file or a preset.

        Where settings leave `reuse` at its defaults, those hold that the index was made with. Without a policy it
        is the one of `dedup audit`. The index is made where there is none, unless `read_only`. What is quarantined
        is kept in tables of the index, or in the folder (or database) that `quarantine` names: then also what is
        only checked. Findings that are `known`, from a baseline or an allow-list, do not count; answers note them.

        Raises:
            PolicyError: The policy holds mistakes.
            SettingsMismatchError: The index was made with other settings.
            StoreError: The index or the quarantine cannot be opened.
        """
        if isinstance(policy, str | Path):
            policy = Policy.load(policy)
        with ExitStack() as opened:
            memory = None
            if index is not None:
                memory, settings, policy = _open_index(index, settings, policy, read_only=read_only)
                opened.callback(memory.close)
            settings = settings or Settings()
            kept = quarantine or (None if read_only else index)
            store = Quarantine.open(kept, settings.index, is_index=kept == index) if kept is not None else None
            opened.pop_all()
        return cls(
            policy or audit_policy(settings),
            settings,
            memory,
            store,
            known=known,
            keeps_checked=quarantine is not None,
            clock=clock,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write down what is still to be counted, and close all connections."""
        try:
            if self.quarantine is not None:
                self.quarantine.close()
        finally:
            if self.index is not None:
                self.index.close()

    def check(self, document: Document) -> Answer:
        """Judge an article; nothing is added."""
        return self.judge([Examined(document, examine(document, self.needs))])[0]

    def add(self, document: Document, *, replace: bool = False) -> Answer:
        """Judge an article and add it where it is accepted; with `replace`, over an older text of the same id."""
        return self.judge([Examined(document, examine(document, self.needs))], add=True, replace=replace)[0]

    def check_many(self, documents: Iterable[Document]) -> Iterator[Answer]:
        """Judge a stream of articles, each against the index; `settings.jobs` says on how many processes."""
        return self._judge_stream(documents, add=False, replace=False)

    def add_many(self, documents: Iterable[Document], *, replace: bool = False) -> Iterator[Answer]:
        """Judge a stream of articles and add those that are accepted; each is compared with those before it."""
        return self._judge_stream(documents, add=True, replace=replace)

    def document(self, name: str) -> Document | None:
        """The accepted document with an id; None where there is none."""
        return self.index.document(name) if self.index is not None else None

    def judge(self, batch: Sequence[Examined], *, add: bool = False, replace: bool = False) -> list[Answer]:
        """Judge articles that were examined, in order and together.

        Raises:
            StoreError: What is quarantined could not be kept. With `add`, accepted articles may have entered the
                index; handing them in again gives the same answers.
        """
        answers: list[Answer] = []
        for stretch in _split_at_repeated_ids(batch):
            answers.extend(self._admission.answer(stretch, add=add, replace=replace))
        self._keep(batch, answers, add=add)
        return answers

    def release(self, name: str, *, by: str, force: bool = False) -> Answer:
        """Let a person overrule the gate: the article that waits in quarantine under an id enters the index.

        It is judged again. Objections that stood at its entry when it was put aside are overruled; where there are
        others now, or graver ones, it stays unless `force`. Without an index it is only noted as released.

        Raises:
            StoreError: There is no quarantine, nothing waits in it under that id, or the index failed.
        """
        return release(self.quarantine, self._admission, self.needs, name, by=by, force=force, when=self._clock())

    def _judge_stream(self, documents: Iterable[Document], *, add: bool, replace: bool) -> Iterator[Answer]:
        records = (Record(b"", document) for document in documents)
        for judged in judge_records(self, records, add=add, replace=replace):
            yield from (answer for _, answer in judged)

    def _keep(self, batch: Sequence[Examined], answers: Sequence[Answer], *, add: bool) -> None:
        """Put aside what a person should look at, and count the decisions."""
        if self.quarantine is not None and (add or self._keeps_checked):
            self.quarantine.keep(batch, answers, when=self._clock())


def _open_index(
    location: str | Path, settings: Settings | None, policy: Policy | None, *, read_only: bool
) -> tuple[Index, Settings, Policy]:
    """Open the index so that it reports every likeness that the policy limits."""
    create = not read_only
    settings = settings or Settings()
    if settings.reuse == ReuseSettings():
        with Index.open(location, bounds=settings.index, create=create, read_only=read_only) as index:
            settings = settings.model_copy(update={"reuse": index.settings})
    policy = policy or audit_policy(settings)
    settings = widen(settings, policy)
    index = Index.open(location, settings.reuse, bounds=settings.index, create=create, read_only=read_only)
    return index, settings, policy


def _hash_policy(policy: Policy, settings: Settings, known: Known) -> str:
    """Name everything that decides besides the article: what is accepted under it need not be judged again."""
    content = {
        "policy": policy.digest(),
        "artifacts": settings.artifacts.model_dump(mode="json"),
        "attribution": settings.attribution.model_dump(mode="json"),
    }
    if known:
        content["known"] = asdict(known) | {"baseline": dict(known.baseline)}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _split_at_repeated_ids(batch: Sequence[Examined]) -> Iterator[Sequence[Examined]]:
    """Cut a batch where an id stands for the second time: each part is one transaction."""
    start, names = 0, set[str]()
    for number, item in enumerate(batch):
        if item.document.id in names:
            yield batch[start:number]
            start, names = number, set()
        names.add(item.document.id)
    yield batch[start:]
