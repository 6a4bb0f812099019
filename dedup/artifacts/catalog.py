"""Which rules there are: every module of the folder `rules` holds one `RULE`.

In: nothing. Out: rules sorted by code. Nothing is registered or listed by hand.
"""

import importlib
import pkgutil
from collections.abc import Sequence
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


def selected_rules(select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """The rules whose code starts with a selected prefix (all, where none is given) and with no ignored one.

    Raises:
        SettingsError: A prefix fits no rule.

    >>> [rule.code for rule in selected_rules(("G",), ("G101", "G104", "G105", "G106"))]
    ['G102', 'G103']
    """
    for prefix in (*select, *ignore):
        if not prefix or not any(rule.code.startswith(prefix) for rule in catalog()):
            raise SettingsError(f"artifacts: {prefix!r} fits no rule; `dedup rules` lists them")
    wanted = tuple(select) or ("",)
    return tuple(
        rule for rule in catalog() if rule.code.startswith(wanted) and not rule.code.startswith(tuple(ignore))
    )
