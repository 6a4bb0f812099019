"""What another policy would change.

In: an audit and two policies. Out: the documents whose decision or reasons differ, and how often each decision
becomes which other. Nothing is analysed again.
"""

from collections import Counter
from dataclasses import dataclass

from dedup.model import Audit, Decision, Reason, Verdict
from dedup.policy.check import NOT_MEASURED
from dedup.policy.judging import judge_audit
from dedup.policy.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One document that the two policies judge differently."""

    document: str
    left: Verdict
    right: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDifference:
    """What changes from the left policy to the right one on a collection.

    `counts` has every pair of decisions, left first, with the number of documents, those that do not change too.
    """

    documents: int
    counts: tuple[tuple[Decision, Decision, int], ...]
    changes: tuple[Change, ...]


def compare_policies(audit: Audit, left: Policy, right: Policy) -> PolicyDifference:
    """Judge the documents of an audit by two policies and keep those whose decision or reasons differ.

    A reason is the same where check and decision are: that it quotes another limit changes nothing.

    Raises:
        SettingsMismatchError: A policy limits likenesses that the audit did not search for; audit with what
            `widen` makes of the settings and both policies.
    """
    before, after = (judge_audit(audit, policy).documents for policy in (left, right))
    pairs = [(old.id, old.verdict, new.verdict) for old, new in zip(before, after, strict=True)]
    counted = Counter((old.decision, new.decision) for _, old, new in pairs)
    return PolicyDifference(
        documents=len(pairs),
        counts=tuple((old, new, counted[old, new]) for old in Decision for new in Decision),
        changes=tuple(
            Change(document=document, left=old, right=new)
            for document, old, new in pairs
            if set(map(substance, old.reasons)) != set(map(substance, new.reasons))
        ),
    )


def substance(reason: Reason) -> tuple[str, Decision, str]:
    """What a reason comes to, without figures; checks that could not be made are told apart by their evidence."""
    return reason.check, reason.decision, reason.evidence if reason.check == NOT_MEASURED else ""
