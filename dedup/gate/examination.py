"""What one article says on its own, as far as the policy asks for it.

In: an article and what is needed. Out: figures, small enough to travel between processes. Nothing is raised: an
analysis that fails leaves its figures unmeasured and says why, and such an article is never accepted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dedup.artifacts import find_artifacts, suppress
from dedup.attribution import find_citations, scan_citations
from dedup.gate.needs import Needs
from dedup.model import Citation, Document, Finding
from dedup.policy import CitationCount, NotMeasured
from dedup.policy.judging import count_citations
from dedup.policy.measures import NOT_GIVEN, Measured
from dedup.readers.objection import find_lone_surrogate, find_objection
from dedup.text import TextView, detect_language, find_layout, normalize, view_text

SAMPLE = Document(
    id="sample",
    text="Der Minister sagte am Montag, das Gesetz werde verschoben.\n\nThe minister said so on Monday.",
)
"""A text in both languages, for which all dictionaries are needed: it warms a process up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Figures of one article.

    `found` holds the code of each finding. `cited` goes no further than the first citation that names its source:
    with one, no check asks how many there are. `citations` are given where it was known that the policy asks how
    reuse is credited, and None where not.
    `objection` says why the text is no article at all, `trouble` which analysis failed.
    """

    language: Measured[str] = NOT_GIVEN
    has_title: Measured[bool] = NOT_GIVEN
    has_date: Measured[bool] = NOT_GIVEN
    found: Measured[tuple[str, ...]] = NOT_GIVEN
    cited: Measured[CitationCount] = NOT_GIVEN
    citations: tuple[Citation, ...] | None = None
    notes: tuple[str, ...] = ()
    objection: str | None = None
    trouble: str | None = None


def examine(document: Document, needs: Needs, *, earlier_share: float | None = None) -> Examination:
    """Look at one article on its own; `earlier_share` says how much of it is reused, where that is known."""
    try:
        objection = find_objection(document.text, needs.readers) or _find_id_objection(document.id)
        if objection is not None:
            return Examination(objection=objection)
        return _examine(document, needs, reused=earlier_share is not None and needs.asks_for_credits(earlier_share))
    except Exception as error:  # noqa: BLE001 - whatever fails, the gate stays closed and says why
        return Examination(trouble=f"{type(error).__name__}: {error}")


def find_credits(document: Document, needs: Needs) -> tuple[Citation, ...]:
    """Find the citations of an article, by which reuse is credited."""
    return find_citations(view_text(document), needs.attribution)


def _find_id_objection(name: str) -> str | None:
    if "\0" in name or find_lone_surrogate(name) is not None:
        return "its id holds characters that no index can store; give another id"
    return None


def _examine(document: Document, needs: Needs, *, reused: bool) -> Examination:
    if needs.view or reused:
        return _examine_view(view_text(document), needs, reused=reused)
    language: Measured[str] = NOT_GIVEN
    if needs.language:
        language = document.language or detect_language(normalize(document.text).text)
    cited = count_citations((), language) if needs.credits and isinstance(language, str) else NOT_GIVEN
    if not needs.layout:
        return Examination(language=language, cited=cited)
    layout = find_layout(document.text, document.title)
    return Examination(
        language=language,
        has_title=bool(document.title or layout.headline),
        has_date=bool(document.published or layout.date),
        cited=cited,
    )


def _examine_view(view: TextView, needs: Needs, *, reused: bool) -> Examination:
    found: Measured[tuple[str, ...]] = NotMeasured("no artifact rule ran")
    cited: Measured[CitationCount] = NOT_GIVEN
    notes: tuple[str, ...] = ()
    if needs.artifacts is not None:
        artifacts = find_artifacts(view, needs.artifacts)
        counting = {rule.code for rule in needs.rules}
        counted = suppress((each for each in artifacts.findings if each.code in counting), needs.known)
        found = tuple(finding.code for finding in counted if finding.suppressed is None)
        notes = (*artifacts.notes, *_note_suppressed(counted))
    citations = find_citations(view, needs.attribution) if reused else None
    if needs.citations or needs.credits:
        told = scan_citations(view, needs.attribution) if citations is None else citations
        cited = count_citations(_until_named(told) if needs.citations else (), view.language)
    return Examination(
        language=view.language,
        has_title=bool(view.document.title or view.layout.headline),
        has_date=bool(view.document.published or view.layout.date),
        found=found,
        cited=cited,
        citations=citations,
        notes=notes,
    )


def _note_suppressed(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.suppressed is not None:
            known = f"{finding.suppressed.kind.value}: {finding.suppressed.reason}"
            yield f"{finding.code} {finding.name} at {finding.span.start} does not count ({known})"


def _until_named(citations: Iterable[Citation]) -> Iterator[Citation]:
    for citation in citations:
        yield citation
        if not citation.anonymous:
            return
