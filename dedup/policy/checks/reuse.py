"""Checks of wording that stands in earlier documents: near-duplicates, cut and extended versions, reuse, credit."""

from collections.abc import Callable

from dedup.policy.check import Check, Words
from dedup.policy.measures import Likeness, Measured, Measures, NotMeasured
from dedup.policy.tables import Table


def _likeness_check(*, name: str, code: str, measures: str, by: Callable[[Likeness], float], message: str) -> Check:
    """A check of the likeness with the earlier document for which the figure is highest, of equals the first id."""

    def value(measured: Measures, _table: Table) -> Measured[float]:
        if isinstance(measured.likenesses, NotMeasured):
            return measured.likenesses
        return max(map(by, measured.likenesses), default=0.0)

    def explain(measured: Measures, _table: Table) -> Words:
        likenesses: tuple[Likeness, ...] = measured.likenesses  # type: ignore[assignment]  # a value was measured
        nearest = min(likenesses, key=lambda likeness: (-by(likeness), likeness.document))
        return Words(message.format(share=f"{by(nearest):.0%}", earlier=nearest.document), nearest.document)

    return Check(name=name, code=code, measures=measures, unit="share of shingles", value=value, explain=explain)


CHECKS = (
    _likeness_check(
        name="near-duplicate",
        code="P101",
        measures="Jaccard similarity with the most similar earlier document: shared shingles / all shingles.",
        by=lambda likeness: likeness.jaccard,
        message="shares nearly all of its text with {earlier}",
    ),
    _likeness_check(
        name="contained-in-earlier",
        code="P102",
        measures="Share of this document's shingles that stand in one earlier document: a cut version.",
        by=lambda likeness: likeness.containment_in_earlier,
        message="{share} of its text stands in {earlier}",
    ),
    _likeness_check(
        name="contains-earlier",
        code="P103",
        measures="Share of one earlier document's shingles that stand in this one: an extended version.",
        by=lambda likeness: likeness.containment_in_this,
        message="holds {share} of the text of {earlier}",
    ),
    Check(
        name="reused-share",
        code="P104",
        measures="Share of words that stand in earlier documents, in passages of 12 words and more.",
        unit="share of words",
        value=lambda measures, _: measures.earlier_share,
        explain=lambda measures, _: Words(
            f"{measures.earlier_share:.0%} of its words stand in documents that come before it", "overlaps"
        ),
    ),
    Check(
        name="uncredited-reuse",
        code="P105",
        measures="Share of words that stand in earlier documents of other outlets and are credited to nobody.",
        unit="share of words",
        value=lambda measures, _: measures.uncredited_share,
        explain=lambda measures, _: Words(
            f"{measures.uncredited_share:.0%} of its words stand in earlier documents and name no source for it",
            "overlaps",
        ),
    ),
)
