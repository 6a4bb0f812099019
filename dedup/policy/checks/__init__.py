"""The checks, one table entry each: wording shared with earlier documents, damage, form, sourcing."""

from dedup.policy.check import Check
from dedup.policy.checks import damage, form, reuse, sourcing

CHECKS: dict[str, Check] = {
    check.name: check for check in (*reuse.CHECKS, *damage.CHECKS, *form.CHECKS, *sourcing.CHECKS)
}
"""All checks by name, in the order of their codes."""

__all__ = ["CHECKS"]
