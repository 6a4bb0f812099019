"""How reports speak of claims: who they rest on, how many independent sources, what differs.

One function a phrase, for terminal, page and tables. A claim rests on sources or names none; the words never say
whether it is so, and never who an unnamed source is.
"""

from collections.abc import Callable, Sequence

from dedup.model import Claim, ClaimKind, Conflict, Evidence, Join, Root, RootEdge, Roots, Scope, Stance
from dedup.report.printable import one_line, shorten
from dedup.report.roots_words import describe_number, say_interval
from dedup.report.wording import count

CLAIM_KINDS = {
    ClaimKind.EVENT: "event",
    ClaimKind.QUANTITY: "quantity",
    ClaimKind.INTENTION: "intention",
    ClaimKind.SPEECH_ACT: "speech act",
    ClaimKind.BACKGROUND: "background",
    ClaimKind.FORECAST: "forecast",
}
STANCES = {
    Stance.SUPPORTS: "states it",
    Stance.DENIES: "denies it",
    Stance.QUALIFIES: "qualifies it",
    Stance.FORECAST: "expects it",
}
SCOPES = {
    Scope.SENTENCE: "source named in the sentence",
    Scope.PARAGRAPH: "source named in the paragraph",
    Scope.ARTICLE: "source named elsewhere in the article",
}
EVIDENCE = {
    Evidence.TOLD: "told",
    Evidence.ANALYSIS: "interpretation",
    Evidence.QUOTE: "quoted word for word",
    Evidence.DOCUMENT: "document",
}
NAMES_NO_SOURCE = "names no source"
NOT_MEASURED = "set, not measured"
UNRATED = "Where no letters stand beside a digit they are F: nobody rated channel and root (--ratings FILE does)."
NOT_COUNTED = "independent sources were not counted"
_LEVELS = {3: "named", 2: "named body", 1: "unnamed"}
_LIKELY = 0.5
_MAX_NAMES = 6
_MAX_NAME = 80

Naming = Callable[[str], str]
"""Gives the printed name of a source or root."""


def join_names(names: Sequence[str], most: int = _MAX_NAMES) -> str:
    """List names in a sentence.

    >>> join_names(["Kyodo"]), join_names(["Kyodo", "dpa"]), join_names(["a", "b", "c", "d"], 2)
    ('Kyodo', 'Kyodo and dpa', 'a, b and 2 more')
    """
    shown = [shorten(name, _MAX_NAME) for name in names[:most]]
    if len(names) > most:
        return f"{', '.join(shown)} and {len(names) - most:,} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def say_expected(roots: Roots) -> str:
    """Say the expectation, where it is not the interval itself; `about` where it was sampled."""
    about = "" if roots.exact else "about "
    return f"expected {about}{describe_number(roots.expected)}" if roots.low < roots.high else ""


def say_sources(roots: Roots) -> str:
    """Say the interval of a claim with its expectation."""
    expected = say_expected(roots)
    return say_interval(roots.low, roots.high, dash=True) + (f" ({expected})" if expected else "")


def say_rests_on(roots: Roots) -> str:
    """Say whom a claim rests on, or that it names no source."""
    if roots.direct:
        return f"rests on {join_names([describe_root(root) for root in roots.direct])}"
    return "rests on sources named elsewhere in the articles only" if roots.inherited else NAMES_NO_SOURCE


def describe_root(root: Root) -> str:
    """Name a root, with the names under which articles cite it where they are others.

    >>> describe_root(Root(id="gov", name="Regierung", level=3, names=("Ada Holm", "Regierung"), documents=("a",)))
    'Regierung (as Ada Holm)'
    """
    others = [name for name in root.names if name.casefold() != root.name.casefold()]
    return f"{root.name} (as {join_names(others, 3)})" if others else root.name


def say_level(root: Root) -> str:
    """Say how well a root is named."""
    return _LEVELS.get(root.level, "unnamed")


def say_inherited(roots: Roots) -> str:
    """Say which roots a claim has by the rest of an article alone."""
    names = join_names([describe_root(root) for root in roots.inherited])
    return f"by the context of the article only: {names}" if names else ""


def say_analysis(names: Sequence[str]) -> str:
    """Say who interprets; an interpretation is no source of its own."""
    return f"interpreted by {join_names(names)}, which counts as no source" if names else ""


def say_narrators(number: int) -> str:
    """Say how many outlets state a claim in their own voice."""
    if number == 0:
        return ""
    return f"{count(number, 'outlet')} {'states' if number == 1 else 'state'} it and {_verb(number)} no source"


def say_vague(number: int) -> str:
    """Say how many mentions credit somebody whom nobody could ask."""
    if number == 0:
        return ""
    return f"{count(number, 'mention')} {'credits' if number == 1 else 'credit'} nobody that can be told"


def say_forecasts(claim: Claim) -> str:
    """Say that articles only expect what is claimed; a forecast is no source of its own."""
    number = sum(mention.stance is Stance.FORECAST for mention in claim.mentions)
    if number == 0:
        return ""
    return f"{count(number, 'mention')} {'expects' if number == 1 else 'expect'} it, which counts as no source"


def say_denied(names: Sequence[str]) -> str:
    """Say who denies a claim."""
    return f"denied by {join_names(names)}" if names else ""


def say_edge(edge: RootEdge, name: Naming) -> str:
    """Say that two roots are one, or may be; a prior is never called measured."""
    left, right = name(edge.left), name(edge.right)
    if edge.prior is None:
        return f"{left} and {right} are one source: {one_line(edge.why)}"
    are = "are probably" if edge.prior > _LIKELY else "may be"
    return f"{left} and {right} {are} one source: {one_line(edge.why)} ({say_prior(edge.prior)})"


def say_edges(roots: Roots, name: Naming = one_line) -> list[str]:
    """Say which of a claim's roots are one, or may be, under their names; `name` gives those of other parties."""
    names = {root.id: one_line(root.name) for root in (*roots.direct, *roots.inherited)}
    return [say_edge(edge, lambda root: names.get(root) or name(root)) for edge in roots.edges]


def say_prior(prior: float) -> str:
    """Say a prior of the settings.

    >>> say_prior(0.8)
    'prior 0.8, set, not measured'
    """
    return f"prior {describe_number(prior)}, {NOT_MEASURED}"


def say_credibility(roots: Roots) -> str:
    """Say the digit and the row of the table that gave it."""
    return f"digit {roots.credibility} of 6: {one_line(roots.reason)}"


def say_letters(roots: Roots) -> str:
    """Say the letters of channel and root; empty where both are F, because nobody rated either."""
    if roots.channel_letter == roots.root_letter == "F":
        return ""
    return f"letters {_letter(roots.channel_letter)} for the channel, {_letter(roots.root_letter)} for the root"


def say_conflict(conflict: Conflict) -> str:
    """Say what two mentions say differently."""
    said = " / ".join(f"“{shorten(words, _MAX_NAME)}”" if words else "nothing" for words in conflict.said)
    return f"{conflict.aspect}: {one_line(conflict.message)} ({said})"


def say_join(join: Join) -> tuple[str, str]:
    """Say what agrees and what differs between two mentions."""
    return _pairs(join.agrees), _pairs(join.differs)


def _pairs(aspects: Sequence[tuple[str, str, str]]) -> str:
    return "; ".join(
        f"{aspect} “{shorten(left, _MAX_NAME)}”"
        if left.casefold() == right.casefold()
        else f"{aspect} “{shorten(left, _MAX_NAME)}” / “{shorten(right, _MAX_NAME)}”"
        for aspect, left, right in aspects
    )


def _letter(letter: str) -> str:
    return "F (not rated)" if letter == "F" else letter


def _verb(number: int) -> str:
    return "names" if number == 1 else "name"
