"""From figures to an answer: what was examined, what the index found, what the policy says of both.

In: an examined article, its words and its matches. Out: the answer. Whatever could not be found out is handed to
the policy as not measured, or refused here.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from dedup.gate.answer import Answer, refuse
from dedup.gate.examination import Examination, find_credits
from dedup.gate.needs import Needs
from dedup.gate.relations import find_duplicates, find_likenesses, measure_uncredited
from dedup.index import Foreseen, Matches, Prepared
from dedup.model import Decision, Document
from dedup.policy import Measures, NotMeasured, Policy, RuleCount
from dedup.policy.measures import Measured


@dataclass(frozen=True, slots=True)
class Ready:
    """An article made ready for the index, and what is foreseen that it shares."""

    prepared: Prepared
    foreseen: Foreseen | None


@dataclass(frozen=True, slots=True)
class Examined:
    """An article with what it says on its own; `line` is the record as it was read, empty where there was none.

    `ready` and `answer` are what another process has found out already; the answer is for when nothing is added.
    """

    document: Document
    examination: Examination
    line: bytes = b""
    ready: Ready | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """Applies one policy; `find_document` gives accepted documents by id."""

    policy: Policy
    needs: Needs
    find_document: Callable[[str], Document | None]

    def answer(self, examined: Examined, words: int, matches: Matches) -> Answer:
        """Judge an article that was compared with all accepted documents."""
        document, examination = examined.document, examined.examination
        measures = Measures(
            words=words,
            language=examination.language,
            has_title=examination.has_title,
            has_date=examination.has_date,
            likenesses=find_likenesses(document.id, matches),
            earlier_share=matches.earlier_share,
            uncredited_share=self._uncredited(examined, matches),
            findings=_count(self.needs.rules, examination.found),
            citations=examination.cited,
        )
        return Answer(
            id=document.id,
            verdict=self.policy.judge(measures),
            duplicates=find_duplicates(document, matches),
            findings=_number_of(examination),
            notes=(*examination.notes, *matches.notes),
        )

    def refuse_unread(self, examined: Examined) -> Answer | None:
        """Answer for what is no article, or could not be analysed; None for all others."""
        document, examination = examined.document, examined.examination
        if examination.objection is not None:
            return refuse(
                document.id, "unreadable", examination.objection, evidence="text", decision=Decision.REJECT
            )
        if examination.trouble is not None:
            return refuse(
                document.id,
                "not-analysed",
                f"could not be analysed ({examination.trouble}); look at the text, and report it",
                evidence="analysis",
                decision=self.policy.not_measured,
            )
        return None

    def refuse_uncompared(self, examined: Examined, error: Exception) -> Answer:
        """Answer for an article that the index could not be asked about."""
        refused = refuse(
            examined.document.id,
            "not-compared",
            f"could not be compared with accepted documents ({str(error) or type(error).__name__}); try again",
            evidence="index",
            decision=self.policy.not_measured,
            notes=examined.examination.notes,
        )
        return replace(refused, findings=_number_of(examined.examination))

    def refuse_conflict(self, examined: Examined, answer: Answer) -> Answer:
        """Answer for an article whose id the index holds with another text."""
        refused = refuse(
            examined.document.id,
            "id-conflict",
            "the index holds another text under this id; give another id, or replace that text",
            evidence=examined.document.id,
            decision=Decision.QUARANTINE,
        )
        reasons = sorted(
            (*answer.reasons, *refused.reasons),
            key=lambda reason: (-reason.decision.rank, reason.check, reason.evidence),
        )
        verdict = replace(answer.verdict, decision=reasons[0].decision, reasons=tuple(reasons))
        return replace(answer, verdict=verdict, indexed=False)

    def _uncredited(self, examined: Examined, matches: Matches) -> Measured[float]:
        """Nothing reused is nothing uncredited, in any language; else the citations must have been told."""
        if not self.needs.credits:
            return NotMeasured("the policy does not ask for it")
        if isinstance(examined.examination.cited, NotMeasured) and matches.earlier_share:
            return examined.examination.cited
        if not self.needs.asks_for_credits(matches.earlier_share):
            return matches.earlier_share  # no more than this, and the policy does not mind even that
        citations = examined.examination.citations
        if citations is None:
            citations = find_credits(examined.document, self.needs)
        return measure_uncredited(examined.document, matches, citations, self.find_document)


def _count(rules: tuple[RuleCount, ...], found: Measured[tuple[str, ...]]) -> Measured[tuple[RuleCount, ...]]:
    """The rules that count, with the number of their findings."""
    if isinstance(found, NotMeasured):
        return found
    counted = Counter(found)
    return tuple(replace(rule, count=counted[rule.code]) if counted[rule.code] else rule for rule in rules)


def _number_of(examination: Examination) -> int:
    return 0 if isinstance(examination.found, NotMeasured) else len(examination.found)
