"""Checks of wording that stands in earlier documents: near-duplicates, cut and extended versions, reuse, credit."""

from collections.abc import Callable
from operator import attrgetter

from dedup.policy.check import Check, Words
from dedup.policy.measures import Likeness, Measured, Measures, derive
from dedup.policy.tables import Table


def _likeness_check(*, name: str, code: str, measures: str, by: Callable[[Likeness], float], message: str) -> Check:
    """A check of the likeness with the earlier document for which the figure is highest, of equals the first id."""

    def value(measured: Measures, _table: Table) -> Measured[float]:
        return derive(measured.likenesses, lambda likenesses: max(map(by, likenesses), default=0.0))

    def explain(measured: Measures, _table: Table) -> Words:
        likenesses: tuple[Likeness, ...] = measured.likenesses  # type: ignore[assignment]  # a value was measured
        nearest = min(likenesses, key=lambda likeness: (-by(likeness), likeness.document))
        return Words(message.format(share=f"{by(nearest):.0%}", earlier=nearest.document), nearest.document)

    return Check(name=name, code=code, measures=measures, unit="share of shingles", value=value, explain=explain)


def _share_check(
    *, name: str, code: str, measures: str, of: Callable[[Measures], Measured[float]], message: str
) -> Check:
    """A check of a share of the document's words."""

    def explain(measured: Measures, _table: Table) -> Words:
        return Words(message.format(share=f"{of(measured):.0%}"), "overlaps")

    return Check(
        name=name,
        code=code,
        measures=measures,
        unit="share of words",
        value=lambda measured, _: of(measured),
        explain=explain,
    )


CHECKS = (
    _likeness_check(
        name="near-duplicate",
        code="P101",
        measures="Jaccard similarity with the most similar earlier document: shared shingles / all shingles.",
        by=attrgetter("jaccard"),
        message="shares nearly all of its text with {earlier}",
    ),
    _likeness_check(
        name="contained-in-earlier",
        code="P102",
        measures="Share of this document's shingles that stand in one earlier document: a cut version.",
        by=attrgetter("containment_in_earlier"),
        message="{share} of its text stands in {earlier}",
    ),
    _likeness_check(
        name="contains-earlier",
        code="P103",
        measures="Share of one earlier document's shingles that stand in this one: an extended version.",
        by=attrgetter("containment_in_this"),
        message="holds {share} of the text of {earlier}",
    ),
    _share_check(
        name="reused-share",
        code="P104",
        measures="Share of words that stand in earlier documents, in passages of 12 words and more.",
        of=attrgetter("earlier_share"),
        message="{share} of its words stand in documents that come before it",
    ),
    _share_check(
        name="uncredited-reuse",
        code="P105",
        measures="Share of words that stand in earlier documents of other outlets and are credited to nobody.",
        of=attrgetter("uncredited_share"),
        message="{share} of its words stand in earlier documents and name no source for it",
    ),
)
