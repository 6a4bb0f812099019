"""How reports say what a claim rests on: one wording for terminal, page and tables.

In: roots. Out: sentences. They say who is named and what no text says; never whether a claim is so.
"""

from collections.abc import Sequence

from dedup.model import RootEdge, Roots
from dedup.report.wording import count
from dedup.settings import RootSettings

_PAIR = 2

LETTERS = {
    "A": "reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""The letters of the Admiralty scale, as the user's ratings file uses them."""


def describe_interval(roots: Roots) -> str:
    """Say how many independent sources a claim has, and what leaves it open."""
    if not roots.high:
        return _describe_no_root(roots)
    amount, why = say_interval(roots.low, roots.high), explain_interval(roots)
    return f"{amount}: {why}" if why else amount


def say_interval(low: int, high: int, *, dash: bool = False) -> str:
    """Say how many independent sources there are.

    >>> say_interval(1, 2), say_interval(2, 4, dash=True), say_interval(1, 1), say_interval(0, 0)
    ('1 to 2 independent sources', '2–4 independent sources', '1 independent source', 'no independent source')
    """
    if high == 0:
        return "no independent source"
    if low == high:
        return count(high, "independent source")
    return f"{low:,}{'–' if dash else ' to '}{high:,} independent sources"


def explain_interval(roots: Roots) -> str:
    """Say why the lower figure is not the higher one; empty where they are the same.

    Soft edges say that sources may be one, inherited roots that the statement itself does not name them.
    """
    if roots.low == roots.high:
        return ""
    reasons = []
    if any(edge.prior is not None for edge in roots.edges):
        both = "both pass" if len(roots.direct) + len(roots.inherited) == _PAIR else "they pass"
        reasons.append(f"no text says whether {both} on the same")
    if roots.inherited:
        reasons.append("the statement itself does not name every source")
    return "; ".join(reasons) or "not every source is certain"


def _describe_no_root(roots: Roots) -> str:
    parts = []
    if roots.narrators:
        verb = "states" if len(roots.narrators) == 1 else "state"
        parts.append(f"names no source: {count(len(roots.narrators), 'outlet')} {verb} it")
    if roots.vague:
        parts.append(f"{count(roots.vague, 'mention')} with a source that nobody can be told from")
    if roots.analysis:
        parts.append("an interpretation, no observation")
    return "; ".join(parts) or "rests on no source"


def describe_expected(roots: Roots) -> str:
    """Print the expected number with two digits, marked where it is sampled.

    >>> from dedup.report.roots_words import describe_number
    >>> describe_number(1.5)
    '1.5'
    """
    return f"{'' if roots.exact else 'about '}{describe_number(roots.expected)}"


def describe_number(value: float) -> str:
    """Print a number with no more digits than it needs, two at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def describe_edge(edge: RootEdge) -> str:
    """Say which two roots are one or may be one, and why."""
    why = f": {edge.why}" if edge.why else ""
    if edge.prior is None:
        return f"{edge.left} and {edge.right} are one root{why}"
    return f"{edge.left} and {edge.right} may be one root (prior {describe_number(edge.prior)}){why}"


def describe_priors(settings: RootSettings) -> str:
    """Say which probabilities were set."""
    return (
        "Priors, set and not measured: an unnamed source is the named one that it may be "
        f"{describe_number(settings.anonymous_prior)}, allied governments pass on the same "
        f"{describe_number(settings.allied_prior)}, an outlet's unnamed source belongs to a party to the story "
        f"{describe_number(settings.party_prior)}, a root that only the article's context gives is one "
        f"{describe_number(settings.inherited_share)}."
    )


def summarise(counted: Sequence[Roots]) -> str:
    """Sum up the claims of a list in one sentence."""
    if not counted:
        return "No claims."
    without = sum(not roots.high for roots in counted)
    several = sum(roots.low > 1 for roots in counted)
    parts = [
        count(len(counted), "claim"),
        f"{several:,} of them with two or more independent sources for certain" if several else "",
        f"{without:,} that rest on no source" if without else "",
    ]
    return "; ".join(part for part in parts if part) + "."
