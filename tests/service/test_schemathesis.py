"""The service held against its own description by schemathesis: generated requests, valid and not."""

import contextlib
import warnings
from typing import Any

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of libraries that schemathesis loads
    schemathesis: Any = pytest.importorskip("schemathesis", reason="schemathesis is not installed (extra test)")

from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from dedup import Gate
from dedup.service import create_app

TOKEN = "0123456789abcdef-of-a-test"  # noqa: S105 - it opens nothing
EXAMPLES = 25


@pytest.fixture(params=[None, TOKEN], ids=["open", "guarded"])
def token(request: pytest.FixtureRequest) -> str | None:
    given: str | None = request.param
    return given


@pytest.fixture
def api(gate: Gate, token: str | None) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(gate, token=token))


@pytest.mark.filterwarnings("ignore")  # what the libraries of schemathesis say is not ours
def test_every_answer_is_as_described(api: Any, token: str | None) -> None:
    # Wrong requests are made without a token only: a token that is left out is wrong too, and is added below.
    modes = list(schemathesis.GenerationMode) if token is None else [schemathesis.GenerationMode.POSITIVE]
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    for found in api.get_all_operations():
        for mode in modes:
            with contextlib.suppress(Unsatisfiable):  # some operations have no way to be called wrongly
                _hold(found.ok().as_strategy(generation_mode=mode), headers, EXAMPLES if token is None else 3)


def _hold(strategy: Any, headers: dict[str, str], examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def hold(case: Any) -> None:
        case.call_and_validate(headers=headers)

    hold()
