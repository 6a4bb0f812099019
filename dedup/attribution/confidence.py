"""How sure each frame is, as a fraction.

Tiers chosen by hand from the precision of the frames on development articles (tests/benchmarks/attribution.py
prints precision by rule): 0.9 names source and cue in a fixed order, 0.8 leaves the statement's extent open, 0.65
rests on a verb that has other uses, 0.5 on a source of an earlier sentence, 0.4 on an act whose content may be
missing. A frame is less sure where it names nobody, where it stands in the middle of what it vouches for, and
where it holds only a few quoted words.
"""

_CERTAIN = 0.9
_SURE = 0.8
_LIKELY = 0.65
_INHERITED = 0.5
_ACT = 0.4
_UNNAMED = 0.15
_ENCLOSED = 0.1
_BRIEF = 0.1
_FEW_WORDS = 5

_TIERS = {
    "quote-said": _CERTAIN,
    "quote-so": _CERTAIN,
    "quote-heisst-es": _SURE,
    "quote-introduced": _CERTAIN,
    "quote-led": _SURE,
    "quote-label": _CERTAIN,
    "interview-turn": _SURE,
    "quote-after-person": _LIKELY,
    "quote-continued": _LIKELY,
    "quoted-words": _CERTAIN,
    "laut": _CERTAIN,
    "gemaess": _CERTAIN,
    "nach-angaben": _CERTAIN,
    "zufolge": _CERTAIN,
    "aus-sicht": _SURE,
    "unter-berufung": _SURE,
    "wie": _SURE,
    "trailing-said": _SURE,
    "trailing-so": _SURE,
    "heisst-es": _SURE,
    "clause-dass": _SURE,
    "clause-subjunctive": _CERTAIN,
    "clause-relayed": _SURE,
    "clause-infinitive": _CERTAIN,
    "clause-colon": _INHERITED,
    "clause-unmarked": _LIKELY,
    "das-berichtet": _LIKELY,
    "noun-clause": _LIKELY,
    "turns-out": _LIKELY,
    "demnach": _LIKELY,
    "wonach": _SURE,
    "dash-credit": _SURE,
    "subjunctive-continued": _INHERITED,
    "hearsay-continued": _INHERITED,
    "reported-act": _ACT,
    "reported-of": _LIKELY,
    "self-reference": _LIKELY,
    "agency-code": _SURE,
    "according-to": _CERTAIN,
    "as-put": _CERTAIN,
    "said-that": _SURE,
    "said-bare": _LIKELY,
    "said-trailing": _CERTAIN,
}

_MAY_BE_ENCLOSED = frozenset({"nach-angaben", "wie"})


def confidence_of(rule: str, *, has_source: bool, pieces: int = 1, words: int = _FEW_WORDS) -> float:
    """Tell how sure a frame is of a statement in so many `pieces` and `words`.

    >>> confidence_of("laut", has_source=True)
    0.9
    >>> confidence_of("nach-angaben", has_source=True, pieces=2)
    0.8
    """
    doubt = 0.0 if has_source else _UNNAMED
    if rule in _MAY_BE_ENCLOSED and pieces > 1:
        doubt += _ENCLOSED
    if rule == "quoted-words" and words < _FEW_WORDS:
        doubt += _BRIEF
    return round(_TIERS[rule] - doubt, 2)
