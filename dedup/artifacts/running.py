"""Which rules run, and how settings change them: severity, threshold and languages by code, name or family.

In: settings. Out: rules sorted by code, as if they had been written that way. Of several selectors that mean a rule
the most specific counts: its code or name before a longer prefix before a shorter one.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from dedup.artifacts.catalog import check_selectors, fits, selected_rules
from dedup.artifacts.rule import Rule
from dedup.errors import SettingsError
from dedup.model import Severity
from dedup.settings import ArtifactSettings

_Value = TypeVar("_Value")


def running_rules(settings: ArtifactSettings) -> tuple[Rule, ...]:
    """The rules that run with these settings.

    Raises:
        SettingsError: A selector fits no rule, or a rule cannot judge any of the languages it is given.

    >>> rules = running_rules(ArtifactSettings(select=("G101",), levels={"G": "info"}, thresholds={"G101": 0.8}))
    >>> [(rule.name, rule.severity.value, rule.min_confidence) for rule in rules]
    [('drop-letter', 'info', 0.8)]
    """
    return _running(settings.model_dump_json(include=_SHAPING))


_SHAPING = {"select", "ignore", "min_confidence", "levels", "thresholds", "languages"}


@lru_cache(maxsize=8)
def _running(shaping: str) -> tuple[Rule, ...]:
    """Settings that hold mappings cannot be a key themselves; their JSON can."""
    settings = ArtifactSettings.model_validate_json(shaping)
    check_selectors((*settings.levels, *settings.thresholds, *settings.languages))
    chosen = selected_rules(settings.select, settings.ignore)
    return tuple(rule for rule in (_configured(rule, settings) for rule in chosen) if rule is not None)


def _configured(rule: Rule, settings: ArtifactSettings) -> Rule | None:
    """The rule as settings want it; None where a family is kept to languages that this rule cannot judge."""
    languages = _languages(rule, settings)
    if languages is None:
        return None
    return replace(
        rule,
        severity=Severity(_most_specific(settings.levels, rule) or rule.severity),
        min_confidence=_most_specific(settings.thresholds, rule),
        languages=languages,
    )


def _languages(rule: Rule, settings: ArtifactSettings) -> tuple[str, ...] | None:
    wanted = _most_specific(settings.languages, rule)
    if wanted is None:
        return rule.languages
    if not rule.languages:
        return wanted
    both = tuple(language for language in wanted if language in rule.languages)
    if both:
        return both
    if any(selector.lower() in {rule.name, rule.code.lower()} for selector in settings.languages):
        raise SettingsError(
            f"artifacts.languages: {rule.code} {rule.name} can judge {', '.join(rule.languages)} and none of "
            f"{', '.join(wanted)}; leave it out with `ignore` instead"
        )
    return None


def _most_specific(values: Mapping[str, _Value], rule: Rule) -> _Value | None:
    """The value of the selector that says most of the rule; a name says as much as a code."""
    fitting = [selector for selector in values if fits(selector, rule)]
    chosen = max(fitting, key=lambda selector: (min(len(selector), len(rule.code)), selector), default=None)
    return None if chosen is None else values[chosen]
