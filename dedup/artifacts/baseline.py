"""The baseline: a JSON file of findings that were there when it was written, by their fingerprints.

In: findings, or a file. Out: a file, or reasons by fingerprint. A fingerprint is made of the rule, the flagged text
and the words beside it on its line, so that it stays when text moves, when files get other names and when other
documents come and go.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dedup.errors import SettingsError
from dedup.model import Finding, SuppressionKind

REASON = "was there when the baseline was written"
_VERSION = 1
_SHOWN = 120


def baseline_of(findings: Iterable[Finding], reasons: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """Make the content of a baseline file, sorted by rule and fingerprint; `reasons` are kept where they fit.

    Findings that an allow-list speaks of are left to it.
    """
    entries: dict[str, dict[str, Any]] = {}
    for finding in findings:
        if finding.suppressed is not None and finding.suppressed.kind is SuppressionKind.ALLOW_LIST:
            continue
        entry = entries.setdefault(
            finding.fingerprint,
            {
                "fingerprint": finding.fingerprint,
                "code": finding.code,
                "name": finding.name,
                "evidence": finding.evidence[:_SHOWN],
                "document": finding.document,
                "places": 0,
                "reason": reasons.get(finding.fingerprint, REASON),
            },
        )
        entry["places"] += 1
    listed = sorted(entries.values(), key=lambda entry: (entry["code"], entry["fingerprint"]))
    return {"schema_version": _VERSION, "findings": listed}


def load_baseline(path: Path) -> Mapping[str, str]:
    """Read a baseline: reasons by fingerprint.

    Raises:
        SettingsError: The file is missing or no baseline.
    """
    try:
        reasons = _reasons(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(
            f"{path}: is no baseline of version {_VERSION} ({error!r}); write one with `dedup baseline`"
        ) from error
    return MappingProxyType(reasons)


def _reasons(data: Mapping[str, Any]) -> dict[str, str]:
    if data["schema_version"] != _VERSION:
        raise ValueError(f"version {data['schema_version']}")
    return {str(entry["fingerprint"]): str(entry.get("reason") or REASON) for entry in data["findings"]}
