"""What a policy makes necessary: only that is computed.

In: a policy and settings. Out: which analyses of one article the checks ask for, and which artifact rules. Rules
that a wanted rule yields to run too, so that it finds here what it finds in an audit; their own findings do not
count.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dedup.artifacts import NOTHING_KNOWN, Known, Rule, running_rules
from dedup.model import Severity
from dedup.policy import Policy, RuleCount
from dedup.policy.tables import ShareLimits
from dedup.settings import ArtifactSettings, AttributionSettings, ReaderSettings, Settings

_LIKENESS = frozenset({"near-duplicate", "contained-in-earlier", "contains-earlier"})
_REUSE = _LIKENESS | {"reused-share", "uncredited-reuse"}
_LANGUAGE = frozenset({"languages", "language-unknown", "anonymous-only", "no-named-source", "uncredited-reuse"})
_LAYOUT = frozenset({"missing-title", "missing-date"})
_CITATIONS = frozenset({"anonymous-only", "no-named-source"})
_SURELY = 1.5
"""How much larger than the reused share the uncredited one might come out: it counts words in another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What is to be computed for each article, and how.

    `memory` asks for a comparison with accepted documents, `citations` for how many there are, `credits` for the
    citations themselves where much is reused: `least_uncredited` is the lowest limit of what they are for. `rules`
    has a count of 0 for each artifact rule whose findings count; `artifacts` runs those and the rules they yield
    to, and is None where no rule is needed; findings that are `known` do not count.
    """

    memory: bool
    language: bool
    layout: bool
    citations: bool
    credits: bool
    least_uncredited: float = 1.0
    rules: tuple[RuleCount, ...] = ()
    artifacts: ArtifactSettings | None = None
    known: Known = NOTHING_KNOWN
    attribution: AttributionSettings
    readers: ReaderSettings

    @property
    def view(self) -> bool:
        """Whether the whole structure of the text is needed: tokens, sentences, quotations."""
        return self.citations or self.artifacts is not None

    def asks_for_credits(self, earlier_share: float) -> bool:
        """Whether an article of which that share stands in accepted documents might have too much uncredited."""
        return self.credits and _SURELY * earlier_share >= self.least_uncredited


def find_needs(policy: Policy, settings: Settings, known: Known = NOTHING_KNOWN) -> Needs:
    """Say what the checks of a policy ask for.

    >>> policy = Policy.from_data({"min-words": {"reject": 5}, "findings": {"Q": {"reject": 1}}})
    >>> needs = find_needs(policy, Settings())
    >>> needs.citations, [rule.name for rule in needs.rules]
    (False, ['quote-mismatch'])
    """
    made = {bound.check.name for bound in policy.checks}
    wanted = _wanted_rules(policy, settings.artifacts)
    return Needs(
        memory=bool(made & _REUSE),
        language=bool(made & _LANGUAGE),
        layout=bool(made & _LAYOUT),
        citations=bool(made & _CITATIONS),
        credits="uncredited-reuse" in made,
        least_uncredited=_lowest(policy.uncredited_reuse),
        rules=tuple(RuleCount(code=rule.code, name=rule.name, severity=rule.severity) for rule in wanted),
        artifacts=_narrowed(settings.artifacts, wanted) if wanted else None,
        known=known,
        attribution=settings.attribution,
        readers=settings.readers,
    )


def _lowest(limits: ShareLimits | None) -> float:
    stated = (limits.quarantine, limits.reject) if limits is not None else ()
    return min((limit for limit in stated if limit is not None), default=1.0)


def _wanted_rules(policy: Policy, settings: ArtifactSettings) -> tuple[Rule, ...]:
    running = running_rules(settings)
    return tuple(rule for rule in running if any(_counts(selector, rule) for selector in policy.findings))


def _counts(selector: str, rule: Rule) -> bool:
    """Whether a table of the policy counts the findings of a rule."""
    if selector in {rule.code, rule.name, rule.family}:
        return True
    return selector in set(Severity) and rule.severity.rank >= Severity(selector).rank


def _narrowed(settings: ArtifactSettings, wanted: Iterable[Rule]) -> ArtifactSettings:
    running = {rule.name: rule for rule in running_rules(settings)}
    needed: dict[str, Rule] = {}
    waiting = list(wanted)
    while waiting:
        rule = waiting.pop()
        if rule.name not in needed:
            needed[rule.name] = rule
            waiting.extend(running[name] for name in rule.yields_to if name in running)
    codes = tuple(sorted(rule.code for rule in needed.values()))
    return settings.model_copy(update={"select": codes, "ignore": ()})
