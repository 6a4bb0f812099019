"""Promises that the code base makes about itself."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import dedup
from dedup.cli import app

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "dedup"
MODULES = sorted(PACKAGE.rglob("*.py"))
HOMELESS = {"utils", "util", "helpers", "common", "core", "base", "misc"}


def test_all_names_what_is_public_and_nothing_else() -> None:
    public = {"Audit", "DedupError", "Document", "Gate", "Policy", "Settings", "Verdict", "__version__", "audit"}
    assert set(dedup.__all__) == public | {"read_documents"}
    for name in dedup.__all__:
        assert getattr(dedup, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dedup.nothing


def test_importing_the_package_and_its_command_line_stays_light() -> None:
    heavy = ["datasketch", "jinja2", "numpy", "pyarrow", "pydantic", "rapidfuzz", "scipy", "sklearn", "wordfreq"]
    script = f"import sys, dedup, dedup.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_decides(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert path.stem not in HOMELESS
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_nothing_is_unpickled_evaluated_or_marked_safe() -> None:
    forbidden = re.compile(
        r"\bimport pickle\b|\bmarshal\b|\beval\(|\bexec\(|\bMarkup\(|import Markup|\|\s*safe\b|yaml\.load\("
    )
    for path in [*MODULES, *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.jinja*")]:
        assert not forbidden.search(path.read_text(encoding="utf-8")), path


def test_only_the_command_line_prints_and_exits() -> None:
    for path in MODULES:
        if "cli" not in path.parts and path.name != "__main__.py":
            source = path.read_text(encoding="utf-8")
            assert not re.search(r"\bprint\(|sys\.exit\(", source.replace("console.print(", "")), path


def commands_of(group: Any, name: str = "dedup") -> Iterator[tuple[str, Any]]:
    """Every command under the name that a user types, those of groups too."""
    for key, command in getattr(group, "commands", {}).items():
        yield from commands_of(command, f"{name} {key}")
        if not hasattr(command, "commands"):
            yield f"{name} {key}", command


def test_the_readme_names_every_command_and_option() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = dict(commands_of(typer.main.get_command(app)))
    assert {"dedup audit", "dedup policy diff", "dedup gate check"} <= commands.keys()
    for name, command in commands.items():
        assert name in readme
        assert command.help, name
        for parameter in command.params:
            if parameter.param_type_name == "option" and parameter.name != "help":
                assert parameter.help, f"{name} {parameter.name}"
                assert max(parameter.opts, key=len) in readme, f"{name} {parameter.name}"


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["hatch"]["version"]["path"] == "dedup/__init__.py"
    assert re.fullmatch(r"\d+\.\d+\.\d+", dedup.__version__)


def test_no_seed_and_no_rule_name_is_hard_coded_in_analyses() -> None:
    seeds = [path.stem for path in (ROOT / "seeds").rglob("*.txt")]
    sites = [path.name for path in (ROOT / "seeds").iterdir() if path.is_dir()]
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        for name in sites:
            assert name not in source, path
        assert not any(f'"{seed}.txt"' in source for seed in seeds), path
