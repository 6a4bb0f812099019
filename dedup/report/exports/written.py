"""JSON as exports write it: indented, in the given order, lone surrogates as escapes."""

import json

from dedup.report.printable import escape_surrogates


def write_json_text(value: object) -> str:
    """Write a value as JSON with a line feed at the end."""
    return escape_surrogates(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)) + "\n"
