"""Findings that a person has looked at: known from a baseline, or allowed with a reason.

In: findings, a baseline and an allow-list. Out: the same findings, those that are known marked with who says so and
why. A marked finding is shown in every report; it does not count for decisions and is not repaired.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from dedup.artifacts.catalog import catalog, fits
from dedup.model import Finding, Suppression, SuppressionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """One entry of an allow-list: findings that fit all of its conditions are right as they are.

    `rule` is a code, name or family, `document` a pattern for ids (`sport/*`), `text` is the whole flagged text and
    `contains` a part of it, white space and capitals aside, `fingerprint` that of one finding.
    """

    reason: str
    rule: str | None = None
    document: str | None = None
    text: str | None = None
    contains: str | None = None
    fingerprint: str | None = None

    def fits(self, finding: Finding) -> bool:
        """Whether a finding fits all conditions."""
        return (
            (self.rule is None or _is_of(finding, self.rule))
            and (self.fingerprint is None or self.fingerprint == finding.fingerprint)
            and (self.document is None or fnmatchcase(finding.document, self.document))
            and (self.text is None or fold(self.text) == fold(finding.evidence))
            and (self.contains is None or fold(self.contains) in fold(finding.evidence))
        )

    def __str__(self) -> str:
        names = ("rule", "document", "text", "contains", "fingerprint")
        given = ((name, getattr(self, name)) for name in names)
        return ", ".join(f"{name} = {value!r}" for name, value in given if value is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known before a run: allowed findings, and reasons by the fingerprint of a baseline."""

    allowed: tuple[Allowed, ...] = ()
    baseline: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.allowed or self.baseline)


NOTHING_KNOWN = Known()


def suppress(findings: Iterable[Finding], known: Known) -> tuple[Finding, ...]:
    """Mark the findings that are known; the allow-list, which says more, comes before the baseline.

    >>> suppress((), NOTHING_KNOWN)
    ()
    """
    return tuple(_mark(finding, known) for finding in findings) if known else tuple(findings)


def _mark(finding: Finding, known: Known) -> Finding:
    entry = next((entry for entry in known.allowed if entry.fits(finding)), None)
    if entry is not None:
        return replace(finding, suppressed=Suppression(SuppressionKind.ALLOW_LIST, entry.reason))
    reason = known.baseline.get(finding.fingerprint)
    if reason is not None:
        return replace(finding, suppressed=Suppression(SuppressionKind.BASELINE, reason))
    return finding


def note_unused(findings: Iterable[Finding], known: Known) -> tuple[str, ...]:
    """Say which entries fit nothing any more, so that lists do not outlive what they were for."""
    found = tuple(findings)
    fingerprints = Counter(finding.fingerprint for finding in found)
    gone = sum(fingerprint not in fingerprints for fingerprint in known.baseline)
    notes = [
        f"allow-list: the entry with {entry} fits no finding"
        for entry in known.allowed
        if not any(entry.fits(finding) for finding in found)
    ]
    if gone:
        noun = "finding" if len(known.baseline) == 1 else "findings"
        notes.append(f"baseline: {gone:,} of {len(known.baseline):,} {noun} did not occur in these articles")
    return tuple(notes)


def fold(text: str) -> str:
    r"""Fold a text for comparison: white space and capitals do not matter.

    >>> fold("  Foto:\n Haas ") == fold("FOTO: Haas")
    True
    """
    return " ".join(text.split()).casefold()


def _is_of(finding: Finding, selector: str) -> bool:
    """Whether a finding is of a rule that the selector means."""
    return any(rule.code == finding.code and fits(selector, rule) for rule in catalog())
