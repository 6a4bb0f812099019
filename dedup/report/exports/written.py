"""JSON as exports write it: indented, in the given order, lone surrogates as escapes."""

import json
import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def write_json_text(value: object) -> str:
    """Write a value as JSON with a line feed at the end."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"
