"""The claims of one story: statements that compare well, grouped, and what one article tells alone.

In: a story of a batch with the pairs that may be one claim. Out: claims, denials that were found on the way, and
notes on limits that were reached.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from dedup.model import Claim, Story
from dedup.provenance.claims.articles import Articles
from dedup.provenance.claims.attributing import Credit, Page
from dedup.provenance.claims.batches import Batch
from dedup.provenance.claims.building import TELLING, Pair, build_claim
from dedup.provenance.claims.comparing import are_apart, compare
from dedup.provenance.claims.denials import Denying, denied_statement, find_denying
from dedup.provenance.claims.grouping import group_statements
from dedup.provenance.claims.prepared import LookedUp, StoryStatements, Terms
from dedup.provenance.claims.printing import Printer
from dedup.provenance.claims.reading import COUNTS
from dedup.provenance.claims.wording import Wording
from dedup.settings import ClaimSettings


class StoryClaims:
    """The claims of one story.

    `number` is its place in the batch, `candidates` are pairs of its statements with what they have in common.
    """

    def __init__(  # noqa: PLR0917 - built in one place
        self,
        articles: Articles,
        batch: Batch,
        number: int,
        story: Story,
        candidates: Sequence[tuple[Pair, Wording]],
        settings: ClaimSettings,
    ) -> None:
        self._articles = articles
        self._story = story
        self._candidates = candidates
        self._settings = settings
        self._texts = texts = LookedUp(articles.text)
        self._pages = LookedUp(lambda name: Page(texts[name], articles.citations.get(name, ())))
        documents = {articles.numbers[name]: name for name in story.documents}
        self._terms = Terms(batch, number, list(documents), articles.kinship)
        self._prepared = StoryStatements(batch, number, documents, self._terms)
        part = slice(batch.first[number], batch.first[number + 1])
        self._figures = np.flatnonzero(batch.stated.marks[batch.rows[part]] & COUNTS).tolist()
        firsts = np.searchsorted(batch.articles[part], list(documents))
        self._firsts = dict(zip(story.documents, firsts.tolist(), strict=True))
        self._credits: dict[int, Credit | None] = {}
        self._most_joins = 0

    def find(self) -> tuple[list[Claim], list[Denying], list[str]]:
        """Find the claims, those that deny, and what limits did."""
        notes: list[str] = []
        compared = self._compare_all()
        groups, is_full = group_statements(
            self._prepared.place, compared, self._compare, self._excludes, self._settings
        )
        if is_full:
            notes.append(
                f"story {self._story.id}: a claim may have more than {self._settings.max_mentions} mentions, "
                "and took in no more (claims.max_mentions)"
            )
        kept = [members for group in groups if len(members := self._distinct(group)) > 1]
        kept.sort(key=lambda group: (-len(self._documents(group)), self._prepared.place(group[0])))
        if len(kept) > self._settings.max_claims:
            notes.append(
                f"story {self._story.id}: {len(kept)} claims, {self._settings.max_claims} kept (claims.max_claims)"
            )
            kept = kept[: self._settings.max_claims]
        denying = [
            each
            for name in self._story.documents
            if name in self._articles.denying
            for each in find_denying(name, self._articles.statements[name])
        ]
        taken = {k for group in kept for k in group}
        kept += self._singles(denying, taken, notes)
        claims = [self._claim(group, compared) for group in kept]
        if self._most_joins > self._settings.max_joins:
            notes.append(
                f"story {self._story.id}: a claim joins {self._most_joins} pairs of mentions, "
                f"{self._settings.max_joins} are printed (claims.max_joins)"
            )
        return claims, denying, notes

    def _compare_all(self) -> dict[Pair, float]:
        found = {}
        least = self._settings.min_confidence
        for (left, right), wording in self._candidates:
            confidence = self._compare(left, right, least, wording)
            if confidence is not None and confidence >= least:
                found[left, right] = confidence
        return found

    def _compare(self, left: int, right: int, least: float = 0.0, wording: Wording | None = None) -> float | None:
        one, other = self._prepared[left], self._prepared[right]
        if one.document == other.document and one.statement.sentence == other.statement.sentence:
            return None
        return compare(one, other, self._terms, least, wording)

    def _excludes(self, left: int, right: int) -> bool:
        return are_apart(self._prepared[left], self._prepared[right])

    def _documents(self, group: Sequence[int]) -> set[str]:
        return {self._prepared.place(k)[0] for k in group}

    def _distinct(self, group: Sequence[int]) -> list[int]:
        """A group without statements that only repeat one of the same article that nobody else is credited for."""
        if len(self._documents(group)) > 1:
            return list(group)
        credited: dict[tuple[str, ...], int] = {}
        for k in group:
            credit = self._credit(k)
            if credit is not None:
                credited.setdefault(credit.citation.chain, k)
        return sorted(credited.values())

    def _credit(self, k: int) -> Credit | None:
        if k not in self._credits:
            prepared = self._prepared[k]
            self._credits[k] = self._pages[prepared.document].credit(prepared.statement)
        return self._credits[k]

    def _singles(self, denying: Sequence[Denying], taken: set[int], notes: list[str]) -> list[list[int]]:
        """Claims of one statement: those that somebody denies, and figures that a source is named for."""
        denied: list[int] = []
        for each in denying:
            number = denied_statement(each, self._articles.statements[each.document])
            if number is not None and (k := self._firsts[each.document] + number) not in taken:
                denied.append(k)
        figures = [k for k in self._figures if k not in taken and k not in denied and self._is_told_figure(k)]
        figures.sort(key=lambda k: (-max(q.value for q in self._prepared[k].quantities), self._prepared[k].place))
        singles = list(dict.fromkeys((*denied, *figures)))
        if len(singles) > self._settings.max_single_claims:
            notes.append(
                f"story {self._story.id}: {len(singles)} claims of one article, "
                f"{self._settings.max_single_claims} kept (claims.max_single_claims)"
            )
        return [[k] for k in singles[: self._settings.max_single_claims]]

    def _is_told_figure(self, k: int) -> bool:
        prepared = self._prepared[k]
        telling = any(
            quantity.unit and quantity.value > TELLING and not quantity.is_vague for quantity in prepared.quantities
        )
        return telling and bool(prepared.parties or prepared.people) and self._credit(k) is not None

    def _claim(self, group: Sequence[int], compared: Mapping[Pair, float]) -> Claim:
        members = sorted(group, key=lambda k: (self._prepared[k].document, self._prepared[k].span))
        confidences = {}
        for right, right_member in enumerate(members):
            for left, left_member in enumerate(members[:right]):
                confidence = compared.get((min(left_member, right_member), max(left_member, right_member)))
                if confidence is not None:
                    confidences[left, right] = confidence
        self._most_joins = max(self._most_joins, len(confidences))
        return build_claim(
            [Printer(self._texts[self._prepared[k].document], self._prepared[k]) for k in members],
            [self._credit(k) for k in members],
            confidences,
            story=self._story.id,
            most_joins=self._settings.max_joins,
            weights=self._terms.weights,
        )
