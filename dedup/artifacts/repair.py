"""Which repairs of a text go together, and what the text is after them.

In: a text, findings or fixes. Out: fixes that do not overlap, and the repaired text. Of competing repairs the one
that covers most is taken, because a line that goes takes its own damage with it; what had to wait is found again
when the repaired text is looked at once more.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence

from dedup.model import Finding, Fix, Span


def choose_repairs(findings: Iterable[Finding], *, unsafe: bool) -> tuple[Finding, ...]:
    """Choose the findings whose fixes can be applied together, sorted by place.

    Of two that overlap the longer goes first, then the earlier, the surer, and the one with the lower code, so that
    the choice does not depend on the order of the findings. Fixes that change nothing cannot be known here.
    """
    wanted = [finding for finding in findings if finding.fix is not None and (finding.fix.safe or unsafe)]
    taken: list[tuple[Span, int]] = []
    chosen: list[Finding] = []
    for finding in sorted(wanted, key=_preference):
        span = _fix(finding).span
        place = bisect_right(taken, (span, len(wanted)))
        neighbours = taken[max(0, place - 1) : place + 1]
        if not any(_collide(span, other) for other, _ in neighbours):
            insort(taken, (span, len(chosen)))
            chosen.append(finding)
    return tuple(sorted(chosen, key=lambda finding: _fix(finding).span))


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """Repair a text; a fix that touches a stretch which an earlier one changed is left out.

    >>> from dedup.model import Span
    >>> apply_fixes("Der Rat tagte .", [Fix(span=Span(13, 14), replacement="", safe=True)])
    'Der Rat tagte.'
    """
    pieces: list[str] = []
    done = 0
    for fix in sorted(fixes, key=lambda fix: (fix.span, fix.replacement)):
        if fix.span.start < done:
            continue
        pieces.extend((text[done : fix.span.start], fix.replacement))
        done = fix.span.end
    pieces.append(text[done:])
    return "".join(pieces)


def _preference(finding: Finding) -> tuple[int, Span, float, str, str]:
    fix = _fix(finding)
    return (-len(fix.span), fix.span, -finding.confidence, finding.code, fix.replacement)


def _fix(finding: Finding) -> Fix:
    if finding.fix is None:
        raise ValueError(f"{finding.id} has no fix")
    return finding.fix


def _collide(left: Span, right: Span) -> bool:
    """Whether two changes share characters, or one inserts inside the other or at the same place."""
    if left == right:
        return True
    return left.start < right.end and right.start < left.end


def touches(span: Span, others: Sequence[Span]) -> bool:
    """Whether a change would alter one of some stretches."""
    return any(_collide(span, other) for other in others)
