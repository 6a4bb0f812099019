"""`reports/` holds the reports of `seeds/`, byte for byte as this version writes them.

`dedup audit seeds/ --format html --format json` writes them anew; with `pytest --update-golden` this test does.
"""

import io
from pathlib import Path

import pytest

from dedup import Audit, Settings, audit, read_documents
from dedup.model import Collection
from dedup.report.html import write_html
from dedup.report.json import write_json

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def collection() -> Collection:
    return read_documents([ROOT / "seeds"])


@pytest.fixture(scope="module")
def result(collection: Collection) -> Audit:
    return audit(collection, Settings(jobs=0))  # as the command line asks for


def compare(written: str, name: str, request: pytest.FixtureRequest) -> None:
    path = ROOT / "reports" / name
    if request.config.getoption("--update-golden"):
        path.write_text(written, encoding="utf-8", newline="\n")
    assert path.read_bytes() == written.encode(), f"reports/{name} is out of date"


def test_the_json_sample_is_current(result: Audit, request: pytest.FixtureRequest) -> None:
    stream = io.StringIO()
    write_json(result, stream)
    compare(stream.getvalue(), "audit.json", request)


def test_the_html_sample_is_current(result: Audit, collection: Collection, request: pytest.FixtureRequest) -> None:
    stream = io.StringIO()
    write_html(result, collection.documents, stream)
    compare(stream.getvalue(), "audit.html", request)
