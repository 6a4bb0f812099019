"""Which rules there are: every module of the folder `rules` holds one `RULE`.

In: nothing. Out: rules sorted by code. Nothing is registered or listed by hand.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Sequence
from functools import cache

from dedup.artifacts import rules
from dedup.artifacts.rule import Rule
from dedup.errors import CatalogueError, SettingsError


@cache
def catalog() -> tuple[Rule, ...]:
    """All rules, sorted by code.

    Raises:
        CatalogueError: A rule file holds no rule, or two rules share a code or a name.

    >>> [rule.name for rule in catalog() if rule.code == "G101"]
    ['drop-letter']
    """
    found: list[Rule] = []
    for module in pkgutil.iter_modules(rules.__path__):
        rule = getattr(importlib.import_module(f"{rules.__name__}.{module.name}"), "RULE", None)
        if not isinstance(rule, Rule):
            raise CatalogueError(f"artifacts/rules/{module.name}.py: defines no RULE")
        found.append(rule)
    for names in ([rule.code for rule in found], [rule.name for rule in found]):
        if len(set(names)) < len(names):
            twice = sorted({name for name in names if names.count(name) > 1})
            raise CatalogueError(f"artifacts/rules: used by two rules: {', '.join(twice)}")
    return tuple(sorted(found, key=lambda rule: rule.code))


def fits(selector: str, rule: Rule) -> bool:
    """Whether a selector means a rule: its name, its code, or the start of its code; capitals do not matter.

    >>> rule = next(rule for rule in catalog() if rule.code == "B304")
    >>> fits("ad-marker", rule), fits("b304", rule), fits("B", rule), fits("marker", rule), fits("", rule)
    (True, True, True, False, False)
    """
    return bool(selector) and (selector.lower() == rule.name or rule.code.startswith(selector.upper()))


def selected_rules(select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """The rules that a selector means (all, where none is given) and none of the ignored ones does.

    Raises:
        SettingsError: A selector fits no rule.

    >>> [rule.code for rule in selected_rules(("G",), ("G101", "g104", "G105", "G106"))]
    ['G102', 'G103']
    """
    check_selectors((*select, *ignore))
    return tuple(
        rule
        for rule in catalog()
        if (not select or any(fits(selector, rule) for selector in select))
        and not any(fits(selector, rule) for selector in ignore)
    )


def check_selectors(selectors: Iterable[str]) -> None:
    """Refuse selectors that fit no rule, naming all of them.

    Raises:
        SettingsError: A selector fits no rule.
    """
    unknown = [selector for selector in selectors if not any(fits(selector, rule) for rule in catalog())]
    if unknown:
        fit = "fits" if len(unknown) == 1 else "fit"
        raise SettingsError(
            f"artifacts: {', '.join(map(repr, unknown))} {fit} no rule; `dedup rules` lists codes and names"
        )
