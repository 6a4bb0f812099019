"""Checks of who is cited: nobody by name, or nobody at all."""

from dedup.policy.check import Check, Words
from dedup.policy.measures import Measured, Measures, derive
from dedup.policy.tables import Table


def _anonymous_if_all_are(measures: Measures, _table: Table) -> Measured[float]:
    """Count the anonymous citations; one that names its source makes it 0."""
    return derive(measures.citations, lambda citations: 0 if citations.named else citations.anonymous)


def _names_nobody(measures: Measures, _table: Table) -> Measured[float]:
    return derive(measures.citations, lambda citations: float(not citations.named))


def _explain_anonymous(measures: Measures, table: Table) -> Words:
    count = _anonymous_if_all_are(measures, table)
    return Words(f"credits statements {count:g} times and never to a source with a name", "citations")


CHECKS = (
    Check(
        name="anonymous-only",
        code="P401",
        measures="Citations, where all of them are anonymous; 0 where one names its source.",
        unit="citations",
        value=_anonymous_if_all_are,
        explain=_explain_anonymous,
    ),
    Check(
        name="no-named-source",
        code="P402",
        measures="Whether no citation names its source, there being none or anonymous ones only.",
        unit="1 for yes",
        value=_names_nobody,
        explain=lambda *_: Words("names no source", "citations"),
    ),
)
