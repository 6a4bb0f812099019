"""Settings: defaults, files, and errors that name every mistake."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from dedup.errors import SettingsError
from dedup.settings import Settings


def test_settings_cannot_be_changed_after_creation() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(Settings(), "jobs", 3)  # noqa: B010 - the type checker refuses the assignment


def test_a_file_overrides_defaults_and_leaves_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[reuse]\nmin_passage_words = 15\n", encoding="utf-8")
    settings = Settings.from_toml(file)
    assert settings.reuse.min_passage_words == 15
    assert settings.reuse.shingle_size == 5


def test_all_mistakes_of_a_file_are_reported_at_once(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("jobs = -1\n[reuse]\nshingle_sise = 5\nbands = 0\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        Settings.from_toml(file)
    message = str(caught.value)
    assert "jobs" in message
    assert "reuse.shingle_sise" in message
    assert "reuse.bands" in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml: cannot be read"):
        Settings.from_toml(tmp_path / "nowhere.toml")


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text("reuse = [", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"broken\.toml: is not TOML"):
        Settings.from_toml(file)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = tmp_path / "latin.toml"
    file.write_bytes("# Größe\n".encode("latin-1"))
    with pytest.raises(SettingsError, match=r"latin\.toml: is not TOML"):
        Settings.from_toml(file)


@pytest.mark.parametrize("content", [f"jobs = {'1' * 5_000}", f"jobs = {'[' * 5_000}"])
def test_a_file_that_python_cannot_hold_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "endless.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"endless\.toml: is not TOML"):
        Settings.from_toml(file)


def test_bands_must_fit_into_a_signature() -> None:
    with pytest.raises(ValidationError, match="bands \\* rows"):
        Settings.model_validate({"reuse": {"num_perm": 128, "bands": 51, "rows": 5}})


def test_a_signature_length_is_a_power_of_two() -> None:
    with pytest.raises(ValidationError, match="power of two"):
        Settings.model_validate({"reuse": {"num_perm": 96, "bands": 10, "rows": 5}})
