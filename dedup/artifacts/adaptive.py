"""What the rest of a text and of a collection say about a hit, in numbers that are bounded.

Two steps, both functions of their arguments alone. A text with sure hits of a kind lowers the threshold for weaker
ones of the same kind: damage comes in clusters. A token that articles of several sites hold is a word or a brand of
the collection and hardly damage: its confidence falls with every site. A finding's message tells each change.

In: hits with their rules, or findings with the sites of their documents. Out: the same with other confidences.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dedup.artifacts.rule import Hit, Rule
from dedup.model import Finding
from dedup.settings import ArtifactSettings

_SURE = 0.8
_A_SURE_HIT = 0.05
_MOST = 0.65
_A_SITE = 0.2
_ONE_TOKEN = frozenset({"drop-letter", "glued-words", "split-name", "name-variant"})
_KINDRED = {"X": ("drop-letter", "quote-mismatch")}
"""Rules of other families that support one: stray letters and mixed marks are left by machine translation."""


def lowest(rule: Rule, settings: ArtifactSettings) -> tuple[float, float]:
    """The threshold of a rule, and how low it may fall; a threshold that was set for the rule stays as it is."""
    if rule.min_confidence is not None:
        return rule.min_confidence, rule.min_confidence
    least = settings.min_confidence
    return least, least - settings.adaptive_relief if settings.adaptive else least


def encourage(hits: Sequence[tuple[Rule, Hit]], settings: ArtifactSettings) -> list[tuple[Rule, Hit]]:
    """Raise weak hits for the sure ones of their family in the same text, and drop what stays below its threshold.

    A sure hit is worth 0.05, all of them together at most `settings.adaptive_relief`, and no hit is raised above
    0.65: where settings ask for sure findings only, nothing is added.
    """
    sure = Counter[str]()
    for rule, hit in hits:
        if hit.confidence >= _SURE:
            sure[rule.family] += 1
            sure.update(family for family, kindred in _KINDRED.items() if rule.name in kindred)
    kept = []
    for rule, hit in hits:
        least, floor = lowest(rule, settings)
        if hit.confidence >= least:
            kept.append((rule, hit))
            continue
        raised = min(hit.confidence + min(_A_SURE_HIT * sure[rule.family], least - floor), _MOST)
        if round(raised, 9) >= least:
            kept.append((rule, replace(hit, confidence=raised, detail=_encouraged(hit, sure[rule.family]))))
    return kept


def _encouraged(hit: Hit, sure: int) -> str:
    because = f"raised from {hit.confidence:.2f}, as the text holds {sure} sure {_plural(sure, 'hit')} of the kind"
    return because if hit.detail is None else f"{hit.detail}; {because}"


@dataclass(frozen=True, slots=True)
class Discounted:
    """The findings of each document after the comparison, and what was dropped, told by token."""

    findings: tuple[tuple[Finding, ...], ...]
    notes: tuple[str, ...]


def discount(
    findings: Sequence[Sequence[Finding]],
    sites: Sequence[str],
    groups: Sequence[int],
    thresholds: Mapping[str, float],
    settings: ArtifactSettings,
) -> Discounted:
    """Lower findings on one token that articles of several sites hold; drop what falls below its threshold.

    The columns follow the documents: findings, site (empty where unknown), and the number of the group of copies
    they belong to. Copies of one article count once, because they were damaged once.
    """
    known = _known_tokens(findings, sites, groups, settings) if settings.adaptive else {}
    if not known:
        return Discounted(tuple(map(tuple, findings)), ())
    dropped: set[tuple[str, str]] = set()
    changed = []
    for column in findings:
        kept = []
        for finding in column:
            token = (finding.code, finding.evidence)
            if token not in known:
                kept.append(finding)
                continue
            articles, places = known[token]
            confidence = round(max(0.0, finding.confidence - _A_SITE * (places - 1)), 3)
            if confidence < thresholds.get(finding.code, settings.min_confidence):
                dropped.add(token)
                continue
            told = f"{finding.message}; lowered, as {articles} articles of {places} sites write it so"
            kept.append(replace(finding, confidence=confidence, message=told))
        changed.append(tuple(kept))
    return Discounted(tuple(changed), tuple(_note(token, known[token]) for token in sorted(dropped)))


def _known_tokens(
    findings: Sequence[Sequence[Finding]], sites: Sequence[str], groups: Sequence[int], settings: ArtifactSettings
) -> dict[tuple[str, str], tuple[int, int]]:
    """Tokens of enough articles and sites, by rule and token: number of articles, number of sites."""
    articles: dict[tuple[str, str], set[int]] = defaultdict(set)
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for column, site, group in zip(findings, sites, groups, strict=True):
        for token in _tokens(column):
            articles[token].add(group)
            places[token].update({site} - {""})
    return {
        token: (len(articles[token]), len(places[token]))
        for token in sorted(articles)
        if len(articles[token]) >= settings.known_articles and len(places[token]) >= settings.known_sites
    }


def _tokens(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.evidence) for finding in findings if finding.name in _ONE_TOKEN]


def _note(token: tuple[str, str], counts: tuple[int, int]) -> str:
    code, text = token
    return f"{code}: {text!r} is left alone, because {counts[0]} articles of {counts[1]} sites write it so"


def _plural(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"
