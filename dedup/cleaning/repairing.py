"""One article, repaired until looking again finds nothing more to repair.

In: a document and settings. Out: the cleaned text, the edits that lead there, and the findings that are left. Each
pass looks at the text as an audit would; a bound on the passes is a setting, and reaching it is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dedup.artifacts import NOTHING_KNOWN, Known, add_site_text, choose_repairs, find_artifacts, suppress, touches
from dedup.cleaning.edits import Cause, Edit, apply_edits, compose
from dedup.model import Document, Finding, Span
from dedup.settings import ArtifactSettings
from dedup.text import view_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A cleaned text. `left` are the findings in it, `passes` the number of times it was changed."""

    document: Document
    text: str
    edits: tuple[Edit, ...]
    passes: int = 0
    left: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


def repair(
    document: Document,
    settings: ArtifactSettings,
    *,
    unsafe: bool = False,
    site_text: Sequence[Span] = (),
    known: Known = NOTHING_KNOWN,
) -> Repaired:
    """Repair a document with the fixes that lose no wording, or with all (`unsafe`).

    Site text is what the collection showed to be a site's; it can be told in the original only. Findings that are
    `known` stay as they are.

    >>> done = repair(Document(id="a", text="Der Rat tagte , und ging .", language="de"), ArtifactSettings())
    >>> done.text, [edit.span.start for edit in done.edits], done.left
    ('Der Rat tagte, und ging.', [13, 24], ())
    """
    text, edits, passes, notes = document.text, tuple[Edit, ...](), 0, tuple[str, ...]()
    kept: list[_Kept] = []
    most_passes = min(settings.max_repair_passes, max(_FEWEST_PASSES, _MOST_READ // (len(text) + 1)))
    # A list for people may be short; a repair that left the rest for the next pass would look at the text again.
    settings = settings.model_copy(
        update={"max_findings_per_rule": settings.max_findings_per_rule * _MORE_FINDINGS}
    )
    while True:
        found = suppress(_look(replace(document, text=text), settings, site_text if not passes else ()), known)
        kept.extend((finding.code, finding.span) for finding in found if finding.suppressed)
        findings = tuple(finding for finding in found if not _is_kept(finding, kept))
        added = _edits(text, findings, unsafe=unsafe)
        if added and passes == most_passes:
            notes = (f"{document.id}: still something to repair after {passes} passes; clean the copy again",)
        if not added or notes:
            return Repaired(document=document, text=text, edits=edits, passes=passes, left=findings, notes=notes)
        edits = compose(text, edits, added)
        kept = _move(kept, added)
        text = apply_edits(text, added)
        passes += 1


_FEWEST_PASSES = 2
_MOST_READ = 3_000_000
"""Characters that the passes over one text may read together: eight passes over anything but a huge page."""

_MORE_FINDINGS = 200
"""How many times the findings of one rule that are reported may be repaired in one pass; chosen by hand."""

_Kept = tuple[str, Span]
"""Code and place of a finding that is known: it stays, also where repairs beside it change its fingerprint."""


def _is_kept(finding: Finding, kept: Sequence[_Kept]) -> bool:
    return touches(finding.span, [span for code, span in kept if code == finding.code])


def _move(kept: Sequence[_Kept], added: Sequence[Edit]) -> list[_Kept]:
    """Tell places in the text after the changes; what they change is kept no longer."""
    moved = []
    for code, span in kept:
        if not touches(span, [edit.span for edit in added]):
            growth = sum(edit.growth for edit in added if edit.span.end <= span.start)
            moved.append((code, Span(span.start + growth, span.end + growth)))
    return moved


def _look(document: Document, settings: ArtifactSettings, site_text: Sequence[Span]) -> tuple[Finding, ...]:
    view = view_text(document)
    findings = find_artifacts(view, settings).findings
    return add_site_text(document, findings, site_text, settings, view.language).findings


def _edits(text: str, findings: Sequence[Finding], *, unsafe: bool) -> tuple[Edit, ...]:
    changing = [
        finding for finding in findings if finding.fix and finding.fix.span.within(text) != finding.fix.replacement
    ]
    return tuple(_edit(text, finding) for finding in choose_repairs(changing, unsafe=unsafe))


def _edit(text: str, finding: Finding) -> Edit:
    fix = finding.fix
    if fix is None:
        raise ValueError(f"{finding.id} has no fix")
    cause = Cause(finding.code, finding.name, fix.safe, finding.confidence)
    return Edit(span=fix.span, removed=fix.span.within(text), replacement=fix.replacement, causes=(cause,))
