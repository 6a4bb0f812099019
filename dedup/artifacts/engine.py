"""From rules to findings: run the rules on one text, settle competing hits, add position and identity.

In: a text view and settings. Out: findings sorted by start, end and code, and notes on limits that were reached.
"""

import hashlib
import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dedup.artifacts.adaptive import encourage, lowest
from dedup.artifacts.bounds import noting_bounds
from dedup.artifacts.rule import Hit, Rule
from dedup.artifacts.running import running_rules
from dedup.artifacts.suppression import fold
from dedup.errors import RuleError
from dedup.model import Document, Finding, Span
from dedup.settings import ArtifactSettings
from dedup.text import TextView

_CONTEXT_CHARACTERS = 60
_CONTEXT_WORDS = 2
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ArtifactResult:
    """The findings in one document; `notes` say which limits were reached."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def find_artifacts(view: TextView, settings: ArtifactSettings) -> ArtifactResult:
    """Find what extraction left in a text.

    Raises:
        RuleError: A rule failed; the message names rule and document.
        SettingsError: A selector fits no rule.

    >>> from dedup.model import Document
    >>> from dedup.text import view_text
    >>> view = view_text(Document(id="a", text="Der Rat tagte , und ging.", language="de"))
    >>> [(finding.code, finding.evidence) for finding in find_artifacts(view, ArtifactSettings()).findings]
    [('S401', ' ,')]
    """
    notes: list[str] = []
    hits: list[tuple[Rule, Hit]] = []
    with noting_bounds() as bounds:
        for rule in running_rules(settings):
            if rule.languages and view.language not in rule.languages:
                continue
            found, is_over = _run(rule, view, settings)
            if is_over:
                notes.append(
                    f"{view.document.id}: {rule.code} {rule.name} stopped at {settings.max_findings_per_rule} "
                    "findings; there may be more"
                )
            hits.extend((rule, hit) for hit in found)
    notes.extend(f"{view.document.id}: looked at no more than {what}; there may be more" for what in sorted(bounds))
    settled = sorted(_settle(encourage(hits, settings)), key=lambda item: (item[1].span, item[0].code))
    return ArtifactResult(to_findings(view.document, settled), tuple(notes))


def _run(rule: Rule, view: TextView, settings: ArtifactSettings) -> tuple[list[Hit], bool]:
    """Collect a rule's hits that are sure enough or may become so, and tell whether there are too many."""
    least, floor = lowest(rule, settings)
    most = settings.max_findings_per_rule
    found: list[Hit] = []
    sure = 0
    try:
        for hit in rule.find(view):
            if hit.confidence < floor:
                continue
            sure += hit.confidence >= least
            if sure > most or len(found) > 2 * most:
                return found, True
            found.append(hit)
    except Exception as error:
        raise RuleError(
            f"{view.document.id}: rule {rule.code} {rule.name} failed ({error!r}); "
            f'leave it out with `ignore = ["{rule.code}"]` and report it'
        ) from error
    return found, False


def _settle(hits: list[tuple[Rule, Hit]]) -> list[tuple[Rule, Hit]]:
    """Drop hits of rules that yield to an overlapping hit of a rule that says the same better."""
    spans: dict[str, list[Span]] = {}
    for rule, hit in hits:
        spans.setdefault(rule.name, []).append(hit.span)
    places = {name: _Places.of(found) for name, found in spans.items()}
    return [
        (rule, hit)
        for rule, hit in hits
        if not any(places[name].overlap(hit.span) for name in rule.yields_to if name in places)
    ]


@dataclass(frozen=True, slots=True)
class _Places:
    """Spans of one rule by their start, each with the furthest end up to it: overlaps are found by search."""

    starts: tuple[int, ...]
    furthest: tuple[int, ...]

    @classmethod
    def of(cls, spans: Sequence[Span]) -> "_Places":
        ordered = sorted(spans)
        return cls(
            tuple(span.start for span in ordered), tuple(itertools.accumulate((span.end for span in ordered), max))
        )

    def overlap(self, span: Span) -> bool:
        """Whether any of them shares a character with a span."""
        before = bisect_left(self.starts, span.end)
        return before > 0 and self.furthest[before - 1] > span.start


def to_findings(document: Document, hits: Sequence[tuple[Rule, Hit]]) -> tuple[Finding, ...]:
    """Turn settled hits, in order, into findings; all hits of one rule must come together."""
    if not hits:
        return ()
    text = document.text
    breaks = [match.start() for match in re.finditer("\n", text)]
    seen: Counter[tuple[str, ...]] = Counter()
    findings = []
    for rule, hit in hits:
        line = bisect_right(breaks, hit.span.start - 1)
        start_of_line = breaks[line - 1] + 1 if line else 0
        identity = (rule.code, fold(hit.span.within(text)), *_context(text, hit.span))
        findings.append(
            Finding(
                id=f"{document.id}:{rule.code}:{hit.span.start}",
                document=document.id,
                span=hit.span,
                line=line + 1,
                column=hit.span.start - start_of_line + 1,
                code=rule.code,
                name=rule.name,
                severity=rule.severity,
                confidence=round(hit.confidence, 3),
                evidence=hit.span.within(text),
                message=rule.message if hit.detail is None else f"{rule.message}: {hit.detail}",
                fix=hit.fix,
                fingerprint=_fingerprint(identity, seen[identity]),
            )
        )
        seen[identity] += 1
    return tuple(findings)


def _context(text: str, span: Span) -> tuple[str, ...]:
    """The words beside a span on its line; they tell equal evidence apart and stay when other lines change."""
    before = text[max(0, span.start - _CONTEXT_CHARACTERS) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _CONTEXT_CHARACTERS].partition("\n")[0]
    return (
        fold(" ".join(_WORD.findall(before)[-_CONTEXT_WORDS:])),
        fold(" ".join(_WORD.findall(after)[:_CONTEXT_WORDS])),
    )


def _fingerprint(identity: tuple[str, ...], ordinal: int) -> str:
    """Identify a finding by what it shows, not where: 16 hexadecimal digits, the same in any copy of the text."""
    return hashlib.sha256("\x1f".join((*identity, str(ordinal))).encode("utf-8", "surrogatepass")).hexdigest()[:16]
