"""Claims: what several articles of a story state, and what one of them credits to a source in figures.

In: documents, their statements and citations, stories. Out: claims with mentions, joins and conflicts, and denials;
with notes on limits that were reached. The result does not depend on the order of the documents.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import chain

from dedup.model import (
    Citation,
    Claim,
    ClaimKind,
    Denial,
    Document,
    Evidence,
    Join,
    Location,
    Mention,
    Scope,
    Span,
    Stance,
    Story,
)
from dedup.provenance.claims.attributing import Credit, Page
from dedup.provenance.claims.candidates import find_candidates
from dedup.provenance.claims.comparing import Comparison, compare
from dedup.provenance.claims.conflicts import find_conflicts
from dedup.provenance.claims.denials import Denying, denied_statement, find_denying, to_denials
from dedup.provenance.claims.grouping import group_statements
from dedup.provenance.claims.prepared import Prepared, prepare
from dedup.provenance.claims.printing import Printer, printed_aspects
from dedup.provenance.claims.rarity import weights_of
from dedup.settings import ClaimSettings
from dedup.statements import Statement
from dedup.statements.words import keys_of

_WANTS = {"a:want", "a:pledge"}
_SPEECH = {"a:accuse", "a:fear", "a:name"}
_MOST_MENTIONS = 60
_TELLING = 3


@dataclass(frozen=True, slots=True)
class FoundClaims:
    """Claims in the order of their first mention, denials, and what limits did to them."""

    claims: tuple[Claim, ...]
    denials: tuple[Denial, ...]
    notes: tuple[str, ...]


def find_claims(
    documents: Sequence[Document],
    statements: Sequence[tuple[Statement, ...]],
    citations: Iterable[Citation],
    stories: Sequence[Story],
    settings: ClaimSettings,
) -> FoundClaims:
    """Find what the articles of each story claim; `statements` follow the documents."""
    collection = _Collection(documents, statements, citations)
    claims: list[Claim] = []
    denying: list[Denying] = []
    notes: list[str] = []
    for story in stories:
        found, denied, reached = _StoryClaims(collection, story, settings).find()
        claims.extend(found)
        denying.extend(denied)
        notes.extend(reached)
    in_stories = {document for story in stories for document in story.documents}
    for document in collection.statements:
        if document not in in_stories:
            denying.extend(find_denying(document, collection.statements[document]))
    claims.sort(key=lambda claim: (claim.mentions[0].location, claim.id))
    claims = [replace(claim, id=f"k{number}") for number, claim in enumerate(claims, start=1)]
    denials = to_denials(denying, collection.text, collection.statements, collection.citations, claims)
    return FoundClaims(tuple(claims), denials, tuple(notes))


class _ByDocument(Mapping[str, tuple[Statement, ...]]):
    """Statements by document; a large collection reads them from a file."""

    def __init__(self, numbers: Mapping[str, int], statements: Sequence[tuple[Statement, ...]]) -> None:
        self._numbers = numbers
        self._statements = statements

    def __getitem__(self, document: str) -> tuple[Statement, ...]:
        return self._statements[self._numbers[document]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class _Collection:
    """Everything by document."""

    def __init__(
        self,
        documents: Sequence[Document],
        statements: Sequence[tuple[Statement, ...]],
        citations: Iterable[Citation],
    ) -> None:
        self._documents = documents
        ids = [document.id for document in documents]
        self._numbers = {name: number for number, name in enumerate(ids)}
        self.statements = _ByDocument(self._numbers, statements)
        self.citations: dict[str, list[Citation]] = defaultdict(list)
        for citation in citations:
            self.citations[citation.document].append(citation)
        counts = Counter(key for each in statements for key in _keys(each))
        self.rarity = weights_of(counts, len(documents))

    def text(self, document: str) -> str:
        """The text of a document; a collection may read it from a file."""
        return self._documents[self._numbers[document]].text


class _StoryClaims:
    """The claims of one story."""

    def __init__(self, collection: _Collection, story: Story, settings: ClaimSettings) -> None:
        self._collection = collection
        self._story = story
        self._settings = settings
        self._texts = {name: collection.text(name) for name in story.documents}
        self._pages = {
            name: Page(self._texts[name], collection.citations.get(name, ())) for name in story.documents
        }
        self._prepared, self._terms = prepare(
            story.documents, [collection.statements[name] for name in story.documents], collection.rarity
        )
        self._credits: dict[tuple[str, int], Credit | None] = {}

    def find(self) -> tuple[list[Claim], list[Denying], list[str]]:
        notes: list[str] = []
        compared = self._compare_all()
        groups = group_statements(self._prepared, compared, self._compare, self._settings.min_confidence)
        kept = [members for group in groups if len(members := self._distinct(group)) > 1]
        kept.sort(key=lambda group: (-len(self._documents(group)), self._prepared[group[0]].place))
        if len(kept) > self._settings.max_claims:
            notes.append(
                f"story {self._story.id}: {len(kept)} claims, {self._settings.max_claims} kept (claims.max_claims)"
            )
            kept = kept[: self._settings.max_claims]
        denying = [
            each for name in self._story.documents for each in find_denying(name, self._collection.statements[name])
        ]
        taken = {self._prepared[k].place for group in kept for k in group}
        kept += self._singles(denying, taken, notes)
        return [self._claim(group, compared) for group in kept], denying, notes

    def _compare_all(self) -> dict[tuple[int, int], Comparison]:
        found = {}
        for left, right in find_candidates(self._prepared, self._terms, self._settings):
            comparison = self._compare(left, right)
            if comparison is not None and comparison.confidence >= self._settings.min_confidence:
                found[left, right] = comparison
        return found

    def _compare(self, left: int, right: int) -> Comparison | None:
        one, other = self._prepared[left], self._prepared[right]
        if one.document == other.document and one.statement.sentence == other.statement.sentence:
            return None
        return compare(one, other, self._terms)

    def _documents(self, group: Sequence[int]) -> set[str]:
        return {self._prepared[k].document for k in group}

    def _distinct(self, group: Sequence[int]) -> list[int]:
        """A group without statements that only repeat one of the same article that nobody else is credited for."""
        if len(self._documents(group)) > 1:
            return list(group)[:_MOST_MENTIONS]
        credited: dict[tuple[str, ...], int] = {}
        for k in group:
            credit = self._credit(self._prepared[k])
            if credit is not None:
                credited.setdefault(credit.citation.chain, k)
        return sorted(credited.values())

    def _credit(self, prepared: Prepared) -> Credit | None:
        place = prepared.place
        if place not in self._credits:
            self._credits[place] = self._pages[prepared.document].credit(prepared.statement)
        return self._credits[place]

    def _singles(
        self, denying: Sequence[Denying], taken: set[tuple[str, int]], notes: list[str]
    ) -> list[list[int]]:
        """Claims of one statement: those that somebody denies, and figures that a source is named for."""
        by_place = {each.place: k for k, each in enumerate(self._prepared)}
        denied: list[int] = []
        for each in denying:
            number = denied_statement(each, self._collection.statements[each.document])
            if number is not None and (each.document, number) not in taken:
                denied.append(by_place[each.document, number])
        figures = [
            k
            for k, each in enumerate(self._prepared)
            if each.quantities and each.place not in taken and k not in denied and self._is_told_figure(each)
        ]
        figures.sort(key=lambda k: (-max(q.value for q in self._prepared[k].quantities), self._prepared[k].place))
        singles = list(dict.fromkeys((*denied, *figures)))
        if len(singles) > self._settings.max_single_claims:
            notes.append(
                f"story {self._story.id}: {len(singles)} claims of one article, "
                f"{self._settings.max_single_claims} kept (claims.max_single_claims)"
            )
        return [[k] for k in singles[: self._settings.max_single_claims]]

    def _is_told_figure(self, prepared: Prepared) -> bool:
        telling = any(
            quantity.unit and quantity.value > _TELLING and not quantity.is_vague
            for quantity in prepared.quantities
        )
        return telling and self._credit(prepared) is not None and bool(prepared.parties or prepared.people)

    def _claim(self, group: Sequence[int], compared: Mapping[tuple[int, int], Comparison]) -> Claim:
        members = sorted(group, key=lambda k: (self._prepared[k].document, self._prepared[k].span))
        printers = [Printer(self._text(self._prepared[k]), self._prepared[k]) for k in members]
        mentions = tuple(self._mention(printer) for printer in printers)
        joins, joined = [], {}
        for right, right_member in enumerate(members):
            for left, left_member in enumerate(members[:right]):
                pair = (min(left_member, right_member), max(left_member, right_member))
                comparison = compared.get(pair)
                if comparison is None:
                    continue
                if pair != (left_member, right_member):
                    comparison = replace(comparison, shared=tuple((b, a) for a, b in comparison.shared))
                agrees, differs = printed_aspects(printers[left], printers[right], comparison, self._terms.weights)
                joined[left, right] = comparison.confidence
                joins.append(
                    Join(left=left, right=right, confidence=comparison.confidence, agrees=agrees, differs=differs)
                )
        fullest = max(range(len(members)), key=lambda n: (printers[n].prepared.weight, -n))
        prepared = [printer.prepared for printer in printers]
        kind = _kind(prepared)
        is_forecast = kind in {ClaimKind.FORECAST, ClaimKind.INTENTION}
        if is_forecast:  # what is planned supports a claim about the future
            mentions = tuple(
                replace(m, stance=Stance.SUPPORTS) if m.stance is Stance.FORECAST else m for m in mentions
            )
        return Claim(
            id=blake2b(repr([mention.location for mention in mentions]).encode(), digest_size=6).hexdigest(),
            text=prepared[fullest].span.within(printers[fullest].text),
            kind=kind,
            forecast=is_forecast,
            story=self._story.id,
            mentions=mentions,
            joins=tuple(sorted(joins, key=lambda join: (join.left, join.right))),
            conflicts=find_conflicts(mentions, printers, joined),
        )

    def _text(self, prepared: Prepared) -> str:
        return self._texts[prepared.document]

    def _mention(self, printer: Printer) -> Mention:
        prepared = printer.prepared
        credit = self._credit(prepared)
        statement = prepared.statement
        return Mention(
            location=Location(prepared.document, prepared.span),
            stance=Stance.DENIES if credit and credit.denies else _stance(statement),
            scope=credit.scope if credit else Scope.SENTENCE,
            evidence=credit.evidence if credit else Evidence.TOLD,
            citation=credit.citation.id if credit else None,
            chain=credit.citation.chain if credit else (),
            hedge=statement.hedge,
            value=_value(statement, printer.text),
        )


def _keys(statements: Sequence[Statement]) -> set[str]:
    """Everything that the terms of statements are found by."""
    terms = set(chain.from_iterable(statement.terms for statement in statements))
    return set(chain.from_iterable(map(keys_of, terms)))


def _stance(statement: Statement) -> Stance:
    if statement.denial is not None and not statement.is_negated:
        return Stance.DENIES
    return Stance.FORECAST if statement.is_planned else Stance.SUPPORTS


def _value(statement: Statement, text: str) -> str | None:
    """The figure, else the date, else the town that a statement gives, as printed."""
    spans: list[Span] = [quantity.span for quantity in statement.quantities]
    spans += [span for _, span in statement.dates]
    spans += [span for _, span in statement.places]
    return spans[0].within(text) if spans else None


def _kind(prepared: Sequence[Prepared]) -> ClaimKind:
    """What is claimed, as most mentions have it."""
    half = len(prepared) / 2
    actions = Counter(key for each in prepared for key in each.keys)
    planned = sum(each.statement.is_planned for each in prepared)
    figures = sum(any(q.value > _TELLING and q.unit for q in each.quantities) for each in prepared)
    if planned > half:
        return ClaimKind.INTENTION if any(actions[key] for key in _WANTS) else ClaimKind.FORECAST
    if figures > half:
        return ClaimKind.QUANTITY
    if any(actions[key] > half for key in _WANTS):
        return ClaimKind.INTENTION
    if any(actions[key] > half for key in _SPEECH):
        return ClaimKind.SPEECH_ACT
    return ClaimKind.EVENT if any(each.actions for each in prepared) else ClaimKind.BACKGROUND
