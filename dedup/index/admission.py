"""Whether articles enter the index: look-up, decision and insert as one transaction.

In: prepared articles and who decides. Out: what became of each. The articles are taken in order, and each sees
those before it that were accepted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from dedup.index.documents import (
    Known,
    NewRow,
    confirm_policy,
    insert_rows,
    new_row,
    retire,
)
from dedup.index.look_up import LookUp
from dedup.index.matches import Admission, Matches, Outcome
from dedup.index.prepared import Prepared
from dedup.index.resumed import Resumed

Decide = Callable[[Prepared, Matches], bool]
"""Says whether an article with these matches enters the index."""

_NEVER = Known(0, None)


@dataclass(slots=True, kw_only=True)
class Admissions:
    """One transaction's decisions; ids are distinct within it."""

    prepared: Sequence[Prepared]
    records: Sequence[bytes | None]
    known: dict[str, Known]
    next_number: int
    policy: str
    seen: str
    replace: bool
    rows: list[NewRow] = field(default_factory=list)
    accepted: list[Prepared] = field(default_factory=list)
    confirmed: list[int] = field(default_factory=list)
    retired: list[int] = field(default_factory=list)

    def decide_all(self, look_up: LookUp | Resumed, decide: Decide) -> list[Outcome]:
        """Ask for every article in order; nothing is written yet."""
        visible = np.zeros(len(self.prepared), np.bool_)
        return [self._decide(article, look_up, decide, visible) for article in range(len(self.prepared))]

    def write(self, connection: Connection) -> int:
        """Write what was decided; gives the stamp of the new rows, 0 without any."""
        if self.retired:
            retire(connection, self.retired, self.seen)
        for number in self.confirmed:
            confirm_policy(connection, number, self.policy)
        return insert_rows(connection, self.rows) if self.rows else 0

    def _decide(
        self, article: int, look_up: LookUp | Resumed, decide: Decide, visible: npt.NDArray[np.bool_]
    ) -> Outcome:
        item = self.prepared[article]
        known = self.known.get(item.document.id, _NEVER)
        stored = known.active
        is_same = stored is not None and bytes(stored.content) == item.content
        if stored is not None and is_same and stored.policy == self.policy:
            return _outcome(item, Admission.ALREADY, Matches(), indexed=True)
        if stored is not None and not is_same and not self.replace:
            return _outcome(item, Admission.CONFLICT, Matches(), indexed=False)
        matches = look_up.matches(article, visible, frozenset(self.retired))
        if not decide(item, matches):
            return _outcome(item, Admission.REFUSED, matches, indexed=is_same)
        if stored is not None and is_same:
            self.confirmed.append(stored.number)
            return _outcome(item, Admission.CONFIRMED, matches, indexed=True)
        visible[article] = True
        self._accept(article, known)
        return _outcome(item, Admission.REPLACED if stored else Admission.ADDED, matches, indexed=True)

    def _accept(self, article: int, known: Known) -> None:
        item = self.prepared[article]
        self.rows.append(
            new_row(
                item,
                self.records[article],
                number=self.next_number + len(self.rows),
                version=known.last_version + 1,
                policy=self.policy,
                seen=self.seen,
            )
        )
        self.accepted.append(item)
        if known.active is not None:
            self.retired.append(known.active.number)


def split_at_repeated_ids(prepared: Sequence[Prepared]) -> list[range]:
    """Cut a batch into stretches in which no id stands twice."""
    stretches = []
    start, names = 0, set[str]()
    for number, item in enumerate(prepared):
        if item.document.id in names:
            stretches.append(range(start, number))
            start, names = number, set()
        names.add(item.document.id)
    return [*stretches, range(start, len(prepared))] if prepared else []


def _outcome(item: Prepared, admission: Admission, matches: Matches, *, indexed: bool) -> Outcome:
    return Outcome(document=item.document.id, admission=admission, matches=matches, indexed=indexed)
