"""Letting an article in that waits in quarantine: a person overrules the gate, on what that person has seen.

In: the id of an article that waits. Out: the answer it gets now. It is examined and compared again, because the
index has grown since. Checks that objected when it was put aside are overruled; others than those keep it out.
"""

from dataclasses import replace

from dedup.errors import StoreError
from dedup.gate.admission import Admissions
from dedup.gate.answer import Answer
from dedup.gate.examination import examine
from dedup.gate.judging import Examined
from dedup.gate.needs import Needs
from dedup.gate.quarantine import Item, Quarantine
from dedup.model import Decision, Verdict


def release(
    quarantine: Quarantine | None,
    admissions: Admissions,
    needs: Needs,
    name: str,
    *,
    by: str,
    force: bool,
    when: str,
) -> Answer:
    """Judge the article again and let it in, unless something is against it that the person cannot have seen.

    Raises:
        StoreError: There is no quarantine, nothing waits under the id, or the index failed.
    """
    if quarantine is None:
        raise StoreError("there is no quarantine; name the index or the folder that the article waits in")
    item = quarantine.waiting(name)
    examined = Examined(item.document, examine(item.document, needs), item.line)
    refused = admissions.judge.refuse_unread(examined)
    if refused is not None:
        return refused

    known = {reason["check"] for reason in item.answer["reasons"]}

    def enters(answer: Answer) -> bool:
        return force or not find_new_objections(item, answer)

    if admissions.index is None:
        answer = admissions.answer([examined], add=False, replace=False)[0]
    else:
        answer = admissions.admit([examined], replace=force or "id-conflict" in known, decide=enters)[0]
    let_in = answer.indexed if admissions.index is not None else enters(answer)
    if let_in:
        quarantine.note_release(item, by=by, when=when)
        answer = replace(
            answer,
            verdict=Verdict(decision=Decision.ACCEPT),
            notes=(*answer.notes, *(f"overruled by {by}: {reason.message}" for reason in answer.reasons)),
        )
    return answer


def find_new_objections(item: Item, answer: Answer) -> tuple[str, ...]:
    """The checks that object now and did not, or less gravely, when the article was put aside."""
    known = {(reason["check"], reason["decision"]) for reason in item.answer["reasons"]}
    return tuple(reason.check for reason in answer.reasons if (reason.check, reason.decision.value) not in known)
