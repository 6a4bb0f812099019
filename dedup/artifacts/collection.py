"""Findings that need the collection, added to what each document showed on its own.

In: documents with their findings and traces, and what reuse found out about them: text of sites, copies. Out: all
findings, as if the rules had seen the collection from the start. It is a step of its own because documents are
analysed while reuse still looks at all of them. Every rule that needs the collection comes in here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dedup.artifacts.adaptive import discount
from dedup.artifacts.engine import ArtifactResult, to_findings
from dedup.artifacts.headlines import HeadlineIndex, headline_of
from dedup.artifacts.names import record
from dedup.artifacts.rule import Hit, Rule
from dedup.artifacts.rules import name_variant, other_headline, site_boilerplate
from dedup.artifacts.running import running_rules
from dedup.artifacts.shared_names import SharedNames
from dedup.model import Document, Finding, Span
from dedup.settings import ArtifactSettings
from dedup.text import TextView

_MOST_PLACES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What one document leaves for the comparison with others: its headline, rare names, and site, if known."""

    headline: str = ""
    names: str = ""
    site: str = ""


def trace(view: TextView, site: str = "") -> Traces:
    """Take down what the comparison with other documents needs."""
    return Traces(headline=headline_of(view.document), names=record(view), site=site)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found in one document on its own."""

    language: str
    findings: tuple[Finding, ...]
    traces: Traces


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What reuse showed: spans of site text by document, and the group of copies a document belongs to, if any."""

    site_text: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    copies: Mapping[str, int] = field(default_factory=dict)


def add_collection_findings(
    documents: Sequence[Document], looked: Sequence[Looked], shown: Shown, settings: ArtifactSettings
) -> list[ArtifactResult]:
    """Add the findings that only the collection shows, and weigh the others by it; notes are the new ones.

    Results follow the order of the documents, and do not depend on it.
    """
    comparison = _Comparison(documents, looked, shown, settings)
    results = [
        join(document, one.findings, comparison.hits(number, document), settings, one.language)
        for number, (document, one) in enumerate(zip(documents, looked, strict=True))
    ]
    alone = len(shown.copies) + 1
    weighed = discount(
        [result.findings for result in results],
        [one.traces.site for one in looked],
        [shown.copies.get(document.id, alone + number) for number, document in enumerate(documents)],
        {rule.code: rule.min_confidence for rule in running_rules(settings) if rule.min_confidence is not None},
        settings,
    )
    notes = [result.notes for result in results]
    if notes:
        notes[0] = (*notes[0], *weighed.notes)
    return [ArtifactResult(found, told) for found, told in zip(weighed.findings, notes, strict=True)]


class _Comparison:
    """The rules that need the collection, asked one document at a time."""

    def __init__(
        self, documents: Sequence[Document], looked: Sequence[Looked], shown: Shown, settings: ArtifactSettings
    ) -> None:
        rules = {rule.code: rule for rule in running_rules(settings)}
        self._looked = looked
        self._shown = shown
        self._site_text = rules.get(site_boilerplate.RULE.code)
        self._headline = rules.get(other_headline.RULE.code)
        self._variant = rules.get(name_variant.RULE.code)
        ids = [document.id for document in documents] if self._headline or self._variant else []
        several = len(ids) > 1
        traces = [one.traces for one in looked] if several else []
        self._headlines = HeadlineIndex(
            ((identity, left.headline) for identity, left in zip(ids, traces, strict=False)), shown.copies
        )
        self._names = SharedNames(
            ids if several else (),
            [left.names for left in traces],
            [left.site for left in traces],
            known=(settings.known_articles, settings.known_sites),
        )
        self._several = several

    def hits(self, number: int, document: Document) -> list[tuple[Rule, Hit]]:
        """What the collection shows in one document, by rule."""
        found: list[tuple[Rule, Hit]] = []
        spans = self._shown.site_text.get(document.id)
        if self._site_text and spans:
            rule = self._site_text
            found.extend((rule, hit) for hit in site_boilerplate.hits_of(document.text, sorted(spans)))
        if self._headline and self._several:
            rule = self._headline
            found.extend((rule, hit) for hit in other_headline.hits_of(document.id, document.text, self._headlines))
        if self._variant and self._several:
            rule = self._variant
            found.extend((rule, hit) for hit in self._spelled_elsewhere(number, document))
        return found

    def _spelled_elsewhere(self, number: int, document: Document) -> Iterator[Hit]:
        for found in self._names.spelled_elsewhere(number, self._looked[number].language):
            places = "1 other article" if found.documents == 1 else f"{found.documents} other articles"
            detail = f"{found.usual} in {places}, as in {found.example}"
            pattern = re.compile(rf"(?<!\w){re.escape(found.form)}(?!\w)")
            for match, _ in zip(pattern.finditer(document.text), range(_MOST_PLACES), strict=False):
                span = Span(match.start(), match.end())
                yield name_variant.hit(span, found.usual, found.variant, found.confidence, detail)


def join(
    document: Document,
    findings: Sequence[Finding],
    hits: Sequence[tuple[Rule, Hit]],
    settings: ArtifactSettings,
    language: str,
) -> ArtifactResult:
    """Add hits to findings as if their rules had run with the others; notes say which limits were reached.

    A hit that yields to a finding stays out, a finding that yields to a hit goes, and so does a hit on a place that
    its own rule has found before.
    """
    if not hits:
        return ArtifactResult(tuple(findings))
    kept, notes = _within_limits(document, hits, settings, language)
    rules = {rule.name: rule for rule in running_rules(settings)}
    before = [(finding.name, finding.span) for finding in findings]
    new = [(rule.name, hit.span) for rule, hit in kept]
    kept = [
        (rule, hit)
        for rule, hit in kept
        if not _is_met(hit.span, {*rule.yields_to, rule.name}, before)
        and not _is_met(hit.span, set(rule.yields_to), new)
    ]
    stay = [(rule.name, hit.span) for rule, hit in kept]
    old = [
        finding
        for finding in findings
        if finding.name not in rules or not _is_met(finding.span, set(rules[finding.name].yields_to), stay)
    ]
    added = to_findings(document, sorted(kept, key=lambda item: (item[1].span, item[0].code)))
    return ArtifactResult(tuple(sorted((*old, *added), key=lambda finding: (finding.span, finding.code))), notes)


def _within_limits(
    document: Document, hits: Sequence[tuple[Rule, Hit]], settings: ArtifactSettings, language: str
) -> tuple[list[tuple[Rule, Hit]], tuple[str, ...]]:
    """The hits that are sure enough in a language of their rule, as many of each rule as may be reported."""
    by_rule: dict[str, list[tuple[Rule, Hit]]] = {}
    for rule, hit in hits:
        least = settings.min_confidence if rule.min_confidence is None else rule.min_confidence
        if hit.confidence >= least and (not rule.languages or language in rule.languages):
            by_rule.setdefault(rule.code, []).append((rule, hit))
    most = settings.max_findings_per_rule
    notes = tuple(
        f"{document.id}: {code} {found[0][0].name} stopped at {most} findings; there may be more"
        for code, found in sorted(by_rule.items())
        if len(found) > most
    )
    return [item for _, found in sorted(by_rule.items()) for item in found[:most]], notes


def _is_met(span: Span, names: set[str], places: Sequence[tuple[str, Span]]) -> bool:
    return any(name in names and span.overlaps(other) for name, other in places)
