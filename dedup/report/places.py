"""Where findings stand, in the terms of tools that know files and lines only.

In: summaries of documents and texts. Out: whether a document is a file of its own, and lines and columns of spans,
from 1, in code points; the end is the place behind the last character.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from dedup.model import DocumentSummary, Finding, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Lines and columns of a span, from 1."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int


def is_whole_file(summary: DocumentSummary) -> bool:
    """Whether a document is a text file, so that its lines are those of the file; else it is a record in one."""
    path = summary.path
    return path is not None and (path == summary.id or path.endswith(f"/{summary.id}"))


def region_of(finding: Finding) -> Region:
    r"""Where a finding stands in its document.

    The evidence says where it ends: "ab\nc" at line 2, column 3, ends at line 3, column 2.
    """
    breaks = finding.evidence.count("\n")
    last = len(finding.evidence) - finding.evidence.rfind("\n") - 1
    return Region(
        start_line=finding.line,
        start_column=finding.column,
        end_line=finding.line + breaks,
        end_column=last + 1 if breaks else finding.column + last,
    )


class Lines:
    """The lines of one text, to tell places in it."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def region(self, span: Span) -> Region:
        """Tell where a span stands."""
        start, end = (bisect_right(self._starts, place) for place in (span.start, span.end))
        return Region(
            start_line=start,
            start_column=span.start - self._starts[start - 1] + 1,
            end_line=end,
            end_column=span.end - self._starts[end - 1] + 1,
        )
