"""How values travel between processes."""

import copy
import pickle
from dataclasses import replace

import pytest

from dedup.model import Citation, CitationType, Finding, Fix, Severity, SourceKind, Span

_CITATION = Citation(
    id="a:c1",
    document="a",
    mention=Span(0, 3),
    cue=None,
    claim=Span(5, 20),
    claim_spans=(Span(5, 20),),
    outlet="dpa",
    speaker=None,
    source_kind=SourceKind.AGENCY,
    anonymous=False,
    type=CitationType.INDIRECT,
    chain=("dpa",),
    medium=None,
    confidence=0.9,
    rule="wie",
)
_FINDING = Finding(
    id="a:G101:4",
    document="a",
    span=Span(4, 9),
    line=1,
    column=5,
    code="G101",
    name="drop-letter",
    severity=Severity.ERROR,
    confidence=0.8,
    evidence="qWenn",
    message="A stray letter stands before a word",
    fix=Fix(span=Span(4, 5), replacement="", safe=True),
    fingerprint="0123456789abcdef",
)


@pytest.mark.parametrize("value", [_CITATION, _FINDING], ids=["citation", "finding"])
def test_a_value_arrives_as_it_was_sent(value: Citation | Finding) -> None:
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - made here


def test_a_value_can_be_copied_and_changed() -> None:
    assert replace(copy.deepcopy(_CITATION), id="") == replace(_CITATION, id="")
