from pathlib import Path

import pytest

from dedup.errors import SettingsError
from dedup.service.access import check_reach, is_loopback, read_token

TOKEN = "0123456789abcdef-of-a-test"  # noqa: S105 - it opens nothing


def test_a_file_goes_before_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")
    assert read_token(file, {"DEDUP_TOKEN": "another-token-of-a-test"}) == TOKEN
    assert read_token(None, {"DEDUP_TOKEN": TOKEN}) == TOKEN
    assert read_token(None, {}) is None


@pytest.mark.parametrize("token", ["", "short", "with a blank in the middle", "ümlaut-in-the-token"])
def test_a_token_that_protects_nothing_is_an_error_instead_of_none(token: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="16 to 512") as caught:
        read_token(None, {"DEDUP_TOKEN": token})
    assert not token or token not in str(caught.value)
    file = tmp_path / "token"
    file.write_text(token, encoding="utf-8")
    with pytest.raises(SettingsError, match="16 to 512"):
        read_token(file, {})


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_token(tmp_path / "none", {})
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="not UTF-8"):
        read_token(tmp_path / "binary", {})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", ""])  # noqa: S104 - refused
def test_beyond_this_machine_a_token_is_needed(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(SettingsError, match="--insecure"):
        check_reach(host, None, insecure=False)
    check_reach(host, TOKEN, insecure=False)
    check_reach(host, None, insecure=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_machine_needs_none(host: str) -> None:
    check_reach(host, None, insecure=False)
