"""Confidence: how likely a stretch that looks alike says the same.

In: the signs of a stretch. Out: a fraction in [0, 1]. The main sign is how alike the sides are, weighed by how much
they share: cosine times the root of the distinct stems in common (the length of a match counts, but ever less). On
the listed pairs of pan13_dev, where gold says which stretches hold, about 1 of 2 holds at 1.35, 9 of 10 at 1.8 and
49 of 50 above 2; the curve is the logistic function through those points. Reported with .8 held 6 of 7 there, with
.9 and more 123 of 126. Signs against move the stretch down the curve.
"""

from dataclasses import dataclass
from math import exp, sqrt

from dedup.reuse.paraphrase.evidence import Evidence

_HALF = 1.35
_STEEPNESS = 5.0
_HIGHEST = 0.98
"""No automatic paraphrase is certain."""
_COUNTER_SIGN = 1.0
"""What a sign against costs: from certain to doubtful."""
_FAR_APART = 0.3
"""What a distance in time costs: a report on the same matter months later is more often news than a retelling."""
_ONE_SENTENCE = 0.6
"""What shortness costs: a single sentence may be a set phrase of its kind of article."""
_ONE_SENTENCE_WORDS = 30
_SAME_STORY_DAYS = 30
_LEAST_GRAMMAR = 0.15
"""Share of function words under which a stretch is a list: line-ups, results, tables. German prose has .4."""
_DOUBTFUL = 0.3
"""Confidence at most of what may be alike for another reason: lists of one kind, long texts on one topic."""
_LIST_NUMBERS = 0.7
"""Share of the numbers of a list that must agree before it counts as the same list."""
_RETOLD_TIMES = 2
"""How many times as long as the shorter side the longer one is where it is summed up."""
_SHORT_WORDS = 100
"""Words up to which numbers that disagree decide; a long stretch may differ in one and still be a retelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What speaks for and against a stretch.

    `cosine` compares its sides as a whole, `stems` counts distinct stems in common, `words` those of the shorter
    side, `grammar` is the lower share of function words. `days` lie between the publications. `facts` are the names
    and numbers compared, None as long as they were not.
    """

    cosine: float
    stems: int
    words: int
    longer: int
    grammar: float
    days: int | None = None
    facts: Evidence | None = None


def judge(signs: Signs) -> float:
    """Estimate the share of such stretches that say the same.

    >>> round(judge(Signs(cosine=0.6, stems=16, words=40, longer=45, grammar=0.4)), 2)
    0.98
    """
    likeness = signs.cosine * sqrt(signs.stems)
    against = _COUNTER_SIGN * _counter_signs(signs)
    against += _ONE_SENTENCE * (signs.words < _ONE_SENTENCE_WORDS)
    against += _FAR_APART * ((signs.days or 0) > _SAME_STORY_DAYS)
    highest = _DOUBTFUL if _is_other_list(signs) or _tells_other_facts(signs) else _HIGHEST
    return min(highest, 1 / (1 + exp(-_STEEPNESS * (likeness - against - _HALF))))


def _is_other_list(signs: Signs) -> bool:
    """Whether both sides are lists of one kind with other entries: their numbers differ."""
    if signs.grammar >= _LEAST_GRAMMAR or signs.facts is None:
        return False
    return signs.facts.agreeing_numbers < _LIST_NUMBERS * signs.facts.numbers


def _tells_other_facts(signs: Signs) -> bool:
    """Whether a short side that seems to sum up a long one has mostly names and numbers that are not in there."""
    if signs.facts is None or signs.longer < _RETOLD_TIMES * signs.words:
        return False
    return 2 * signs.facts.agreeing_terms < signs.facts.terms


def _counter_signs(signs: Signs) -> int:
    """How many of two things speak against a short stretch: one thing numbered differently, and other numbers."""
    facts = signs.facts
    if facts is None or signs.words > _SHORT_WORDS:
        return 0
    return bool(facts.contradicting) + (2 * facts.agreeing_numbers < facts.numbers)
