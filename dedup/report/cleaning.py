"""What a cleaning changed: a unified diff of one text, and the figures of the whole.

In: texts before and after, or figures. Out: lines. The diff can be applied with `patch`, except where it is printed
on a terminal: there control characters are shown instead of sent.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence

from dedup.report.printable import one_line
from dedup.report.wording import count

Counts = Mapping[tuple[str, str], int]
"""Number by code and name of a rule."""


def diff_lines(name: str, before: str, after: str) -> Iterator[str]:
    r"""Write the difference of two texts as a unified diff.

    >>> list(diff_lines("a.txt", "Der Rat .\n", "Der Rat.\n"))[2:]
    ['@@ -1 +1 @@\n', '-Der Rat .\n', '+Der Rat.\n']
    """
    old, new = _lines(before), _lines(after)
    shown = one_line(name)
    for line in difflib.unified_diff(old, new, f"a/{shown}", f"b/{shown}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Cut at line feeds only: other separators are text."""
    return [line + "\n" for line in text.split("\n")[:-1]] + [last for last in text.split("\n")[-1:] if last]


def summary_lines(
    documents: int, repaired: int, changes: Counts, left: Counts, *, left_unsafe: int, notes: Sequence[str]
) -> Iterator[str]:
    """Sum a cleaning up: what was changed by which rule, and what is left."""
    total = sum(changes.values())
    yield f"{repaired:,} of {count(documents, 'article')} repaired, {count(total, 'change')}"
    yield from _by_rule(changes)
    if left:
        unsafe = f", {left_unsafe:,} of them with a repair that may lose wording (--unsafe)" if left_unsafe else ""
        yield f"left as they are: {count(sum(left.values()), 'finding')}{unsafe}"
        yield from _by_rule(left)
    yield from map(one_line, notes)


def _by_rule(counts: Counts) -> Iterator[str]:
    for (code, name), number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {code} {name}: {number:,}"
