"""Export and import: nothing is lost, an import can be repeated, signatures without text are estimates."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dedup.errors import InvalidRecordError
from dedup.index import Admission, Index, Prepared, prepare
from dedup.index.exchange import export_lines, import_lines
from dedup.model import Document
from dedup.settings import ReuseSettings

Article = Callable[..., Prepared]


def test_an_exported_index_is_the_same_after_an_import(location: str, article: Article, tmp_path: Path) -> None:
    with Index.open(location, ReuseSettings()) as opened:
        opened.add(
            [article("b", 1, title="Titel", url="https://a.example/"), article("a", 2)], policy="p", seen="s"
        )
        opened.add(prepare([Document(id="ü", text="Drei  \n\tWörter", metadata=(("k", "w"),))], opened.settings))
        opened.add([article("gone", 3)])
        opened.remove(["gone"])
        lines = list(export_lines(opened))
    assert [json.loads(line)["id"] for line in lines] == ["b", "a", "ü"]
    with Index.open(tmp_path / "other.db", ReuseSettings()) as other:
        assert import_lines(other, lines)[Admission.ADDED] == 3
        assert list(export_lines(other)) == lines
        assert import_lines(other, [*lines, "", " \n"])[Admission.ALREADY] == 3


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"id": "a"}', '{"id": "a", "text": "b", "x": 1}', '{"id": "a", "signature": "AAA="}']
)
def test_a_line_that_is_no_document_is_named(file_location: str, line: str) -> None:
    with (
        Index.open(file_location) as opened,
        pytest.raises(InvalidRecordError, match=r"export\.jsonl, line 2: is no document"),
    ):
        import_lines(opened, ['{"id": "first", "text": "Text"}', line], where="export.jsonl")


def test_an_entry_without_text_is_matched_by_estimate(index: Index, article: Article) -> None:
    stored = article("known", 1)
    values = base64.b64encode(stored.signature.astype("<u2").tobytes()).decode("ascii")
    line = json.dumps({"id": "known", "signature": values})
    assert import_lines(index, [line])[Admission.ADDED] == 1
    assert import_lines(index, [line])[Admission.ALREADY] == 1
    (matches,) = index.look_up([article("new", 1)])
    (estimated,) = matches.estimated
    assert (estimated.document, estimated.jaccard, estimated.standard_error) == ("known", 1.0, 0.0)
    assert matches.near_duplicates == ()
    assert index.document("known") is None
    assert list(export_lines(index)) == [line]
    assert index.look_up([article("else", 2)])[0].estimated == ()
