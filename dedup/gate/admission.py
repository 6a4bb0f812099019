"""Whether examined articles enter: compared with the index, judged, added; one transaction a batch.

In: examined articles with distinct ids. Out: an answer for each, in order. Nothing is raised: where the index
cannot be asked, the answers say so and accept nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_fields

from dedup.errors import StoreCorruptError, StoreError
from dedup.gate.answer import Answer
from dedup.gate.clock import Clock
from dedup.gate.judging import Examined, Judge, Ready
from dedup.index import Admission, Foreseen, Index, Matches, Outcome, Prepared, prepare
from dedup.model import Decision, Document
from dedup.reuse.words import hash_words
from dedup.settings import ReuseSettings
from dedup.text import normalize


@dataclass(frozen=True, slots=True, kw_only=True)
class Admissions:
    """Asks the index and the judge; `policy_hash` names what judges, `clock` says when."""

    judge: Judge
    index: Index | None
    settings: ReuseSettings
    policy_hash: str
    clock: Clock

    def answer(self, batch: Sequence[Examined], *, add: bool, replace: bool) -> list[Answer]:
        """Answer for articles; those that could not be read or analysed are refused without asking the index."""
        refused = [self.judge.refuse_unread(item) if add else self._answered(item) for item in batch]
        readable = [item for item, answer in zip(batch, refused, strict=True) if answer is None]
        answered = iter(self._compare(readable, add=add, replace=replace))
        return [answer or next(answered) for answer in refused]

    def _answered(self, item: Examined) -> Answer | None:
        return item.answer or self.judge.refuse_unread(item)

    def admit(
        self, batch: Sequence[Examined], *, replace: bool, decide: Callable[[Answer], bool] | None = None
    ) -> list[Answer]:
        """Judge articles and add those that are accepted, or those that `decide` lets in after seeing the answer.

        Raises:
            StoreError: There is no index, or it failed: nothing was added.
        """
        if self.index is None:
            raise StoreError("there is no index that articles could enter; name one")
        answers: dict[str, Answer] = {}
        by_name = {item.document.id: item for item in batch}

        def find_document(name: str) -> Document | None:
            return by_name[name].document if name in by_name else self.judge.find_document(name)

        judge = replace_fields(self.judge, find_document=find_document)

        def enters(prepared: Prepared, matches: Matches) -> bool:
            answer = judge.answer(by_name[prepared.document.id], len(prepared.words.hashes), matches)
            answers[answer.id] = answer
            return decide(answer) if decide else answer.decision is Decision.ACCEPT

        prepared, foreseen = self._prepare(batch)
        outcomes = self.index.check_and_add(
            prepared, enters, policy=self.policy_hash, seen=self.clock(), replace=replace, foreseen=foreseen
        )
        rest = [number for number, item in enumerate(prepared) if item.document.id not in answers]
        unasked = [prepared[number] for number in rest]
        found = self._look_again(self.index, unasked, [foreseen[number] for number in rest])
        for item, matches in zip(unasked, found, strict=True):
            answers[item.document.id] = self.judge.answer(
                by_name[item.document.id], len(item.words.hashes), matches
            )
        return [
            self._conclude(by_name[outcome.document], answers[outcome.document], outcome) for outcome in outcomes
        ]

    def _compare(self, batch: Sequence[Examined], *, add: bool, replace: bool) -> list[Answer]:
        """Ask the index about a batch; where that fails for another reason than the store, article by article."""
        if not batch:
            return []
        try:
            return self.admit(batch, replace=replace) if add else self._look_up(batch)
        except Exception as error:  # noqa: BLE001 - whatever fails, the gate stays closed and says why
            is_store = isinstance(error, StoreError) and not isinstance(error, StoreCorruptError)
            if len(batch) == 1 or is_store:
                return [self.judge.refuse_uncompared(item, error) for item in batch]
        return [answer for item in batch for answer in self._compare([item], add=add, replace=replace)]

    def _look_up(self, batch: Sequence[Examined]) -> list[Answer]:
        documents = [item.document for item in batch]
        if self.index is None:
            counts = hash_words(normalize(document.text).text for document in documents).counts.tolist()
            return [self.judge.answer(item, words, Matches()) for item, words in zip(batch, counts, strict=True)]
        prepared, foreseen = self._prepare(batch)
        return [
            self.judge.answer(item, len(ready.words.hashes), matches)
            for item, ready, matches in zip(batch, prepared, self.index.look_up(prepared, foreseen), strict=True)
        ]

    def _prepare(self, batch: Sequence[Examined]) -> tuple[Sequence[Prepared], Sequence[Foreseen | None]]:
        """Make articles ready for the index, as far as that is not done."""
        missing = iter(prepare([item.document for item in batch if item.ready is None], self.settings))
        ready = [item.ready or Ready(next(missing), None) for item in batch]
        return [item.prepared for item in ready], [item.foreseen for item in ready]

    def _look_again(
        self, index: Index, prepared: Sequence[Prepared], foreseen: Sequence[Foreseen | None]
    ) -> Sequence[Matches]:
        """Name the duplicates of articles whose decision is made; where that fails, they are not named."""
        try:
            return index.look_up(prepared, foreseen)
        except StoreError as error:
            return [Matches(notes=(f"duplicates could not be looked up ({error})",)) for _ in prepared]

    def _conclude(self, examined: Examined, answer: Answer, outcome: Outcome) -> Answer:
        if outcome.admission is Admission.CONFLICT:
            return self.judge.refuse_conflict(examined, answer)
        if (
            outcome.admission is Admission.ALREADY
        ):  # accepted under the same policy: what came later changes nothing
            accepted = replace_fields(answer.verdict, decision=Decision.ACCEPT, reasons=())
            return replace_fields(answer, verdict=accepted, indexed=True)
        return replace_fields(answer, indexed=outcome.indexed)
