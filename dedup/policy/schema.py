"""The JSON schema of a policy file, for editors and for checks in other languages.

Out: the schema of the model, with what only a file can hold: `extends`, and `false` where TOML has no null.
"""

from typing import Any

from dedup.policy.checks.damage import selectors
from dedup.policy.file import PRESETS
from dedup.policy.policy import Policy

_FALSE = {"const": False, "description": "Leaves it out, also where the extended preset has it."}


def policy_schema() -> dict[str, Any]:
    """Describe a policy file as JSON schema, draft 2020-12.

    `dedup policy check` says more: a schema cannot tell that a rejecting limit lies above a quarantining one.
    """
    schema: dict[str, Any] = _with_false(Policy.model_json_schema())
    findings = schema["properties"]["findings"]
    findings["propertyNames"] = {"enum": list(selectors())}
    findings["additionalProperties"] = {"anyOf": [findings["additionalProperties"], _FALSE]}
    schema["properties"] = {
        "extends": {
            "enum": list(PRESETS),
            "description": "The preset whose checks hold where this file says nothing.",
        },
        **schema["properties"],
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _with_false(node: Any) -> Any:
    """Put `false` for null; drop titles, which repeat the keys, and what is required, which may be inherited."""
    if isinstance(node, list):
        return [_with_false(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node == {"type": "null"}:
        return _FALSE
    return {
        key: _with_false(value)
        for key, value in node.items()
        if (key, value) != ("default", None) and key not in {"title", "required"}
    }
