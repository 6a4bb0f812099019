"""Processors whose sorts are slow: who is one, and that nobody else's setting is touched."""

import os
import platform
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from dedup import processor

INTEL = "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nflags\t\t: sse2 avx2 avx512f avx512dq\n"
ZEN_3 = "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 1\nflags\t\t: sse2 avx2 sha_ni\n"
ZEN_4 = (
    "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 17\nflags\t\t: avx2 avx512f sha_ni\n"
)
ZEN_5 = ZEN_4.replace(": 25", ": 26")
ARM = "processor\t: 0\nCPU implementer\t: 0x41\nFeatures\t: fp asimd sve\n"
NAME = "NPY_DISABLE_CPU_FEATURES"


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A process without the variable, on a processor that the returned file describes."""
    monkeypatch.setattr(processor, "_PROCESSORS", tmp_path / "cpuinfo")
    monkeypatch.delitem(sys.modules, "numpy")  # so that it is looked for
    monkeypatch.setenv(NAME, "")  # so that it is put back
    monkeypatch.delenv(NAME)
    return tmp_path / "cpuinfo"


def test_zen_4_is_slow(fresh: Path) -> None:
    fresh.write_text(ZEN_4)
    assert processor.has_slow_sorts(ZEN_4)
    processor.leave_out_slow_vectors()
    knows_names = processor._version_of_numpy() >= processor._FIRST_WITH_NAMES
    assert os.environ.get(NAME) == (processor._FEATURES if knows_names else None)


@pytest.mark.parametrize("description", [INTEL, ZEN_3, ZEN_5, ARM, ""])
def test_no_other_is(fresh: Path, description: str) -> None:
    fresh.write_text(description)
    assert not processor.has_slow_sorts(description)
    processor.leave_out_slow_vectors()
    assert NAME not in os.environ


def test_a_system_without_a_description_is_left_alone(fresh: Path) -> None:
    assert not fresh.exists()
    processor.leave_out_slow_vectors()
    assert NAME not in os.environ


def test_what_the_user_set_stays(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh.write_text(ZEN_4)
    monkeypatch.setenv(NAME, "AVX512_SPR")
    processor.leave_out_slow_vectors()
    assert os.environ[NAME] == "AVX512_SPR"


@pytest.mark.parametrize("version", ['version = "2.3.5"', "version = '1.26.4'", "unknown", None])
def test_an_older_numpy_has_other_names(fresh: Path, monkeypatch: pytest.MonkeyPatch, version: str | None) -> None:
    fresh.write_text(ZEN_4)
    package = fresh.with_name("numpy")
    package.mkdir()
    (package / "__init__.py").touch()
    if version is not None:
        (package / "version.py").write_text(f"# made by a tool\n{version}\n")
    monkeypatch.syspath_prepend(fresh.parent)
    processor.leave_out_slow_vectors()
    assert NAME not in os.environ


def test_a_numpy_of_no_known_origin_is_left_alone(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh.write_text(ZEN_4)
    monkeypatch.setitem(sys.modules, "numpy", ModuleType("numpy"))
    processor.leave_out_slow_vectors()
    assert NAME not in os.environ


def test_the_version_is_that_of_numpy() -> None:
    assert processor._version_of_numpy() == tuple(int(part) for part in np.__version__.split(".")[:2])


def test_numpy_knows_the_names() -> None:
    """It warns of features that it does not know; those that the processor lacks are no trouble."""
    if processor._version_of_numpy() < processor._FIRST_WITH_NAMES or platform.machine() != "x86_64":
        pytest.skip("this NumPy has other names")
    code = "import numpy; print(numpy.sort([3, 1, 2]).tolist())"
    environment = {**os.environ, NAME: processor._FEATURES}
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[1, 2, 3]\n"
    assert "cannot disable" not in done.stderr, done.stderr
