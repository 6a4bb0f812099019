"""The page about a quarantine: decisions by day, which checks objected, and what waits, with evidence.

In: a quarantine. Out: the figures of the page, written by the report. Passages of articles that wait are shown as
they stand in the text; the same quarantine gives the same characters.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TextIO

from dedup.gate.quarantine import DecisionCount, Item, Quarantine
from dedup.model import Decision
from dedup.report.gate import Day, GatePage, Objection, Waiting, write_gate_page

_SHOWN_DAYS = 90
_SHOWN_ITEMS = 300
_SHOWN_CHARACTERS = 600


def write_gate_report(quarantine: Quarantine, stream: TextIO) -> None:
    """Write the page."""
    write_gate_page(build_page(quarantine), stream)


def build_page(quarantine: Quarantine) -> GatePage:
    """Gather what the page shows; limits on what is listed are stated on it."""
    counts = quarantine.counts()
    waiting = quarantine.items()
    shown = tuple(islice(waiting, _SHOWN_ITEMS))
    days = _days(counts)
    return GatePage(
        name=quarantine.store.name.rpartition("/")[2],
        days=days[-_SHOWN_DAYS:],
        days_left_out=max(len(days) - _SHOWN_DAYS, 0),
        objections=_objections(counts),
        waiting=tuple(_waiting(item) for item in shown),
        waiting_left_out=sum(1 for _ in waiting),
        released=tuple(_waiting(item) for item in islice(quarantine.items(released=True), _SHOWN_ITEMS)),
    )


def _days(counts: Iterable[DecisionCount]) -> tuple[Day, ...]:
    by_day: dict[str, Counter[Decision]] = defaultdict(Counter)
    for count in counts:
        if not count.check:
            by_day[count.day][count.decision] += count.number
    most = max((total.total() for total in by_day.values()), default=0)
    return tuple(
        Day(
            day=day,
            accepted=decided[Decision.ACCEPT],
            quarantined=decided[Decision.QUARANTINE],
            rejected=decided[Decision.REJECT],
            most=most,
        )
        for day, decided in sorted(by_day.items())
    )


def _objections(counts: Sequence[DecisionCount]) -> tuple[Objection, ...]:
    by_check: dict[str, Counter[Decision]] = defaultdict(Counter)
    for count in counts:
        if count.check:
            by_check[count.check][count.decision] += count.number
    objections = (
        Objection(check=check, quarantined=found[Decision.QUARANTINE], rejected=found[Decision.REJECT])
        for check, found in by_check.items()
    )
    return tuple(sorted(objections, key=lambda item: (-item.quarantined - item.rejected, item.check)))


def _waiting(item: Item) -> Waiting:
    document = item.document
    return Waiting(
        id=document.id,
        title=document.title,
        outlet=document.outlet,
        url=document.url,
        seen=item.seen,
        released=item.released,
        released_by=item.released_by,
        reasons=tuple(item.answer["reasons"]),
        duplicates=tuple(item.answer["duplicates"]),
        beginning=document.text[:_SHOWN_CHARACTERS],
        left_out=max(len(document.text) - _SHOWN_CHARACTERS, 0),
    )
