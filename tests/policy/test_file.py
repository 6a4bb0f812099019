"""Policy files: presets, what a file inherits, and its mistakes, all at once and with what to do about them."""

import itertools
from pathlib import Path
from typing import Any

import pytest

from dedup.errors import PolicyError, SettingsError
from dedup.policy import PRESETS, Policy, preset_text


def mistakes(data: dict[Any, Any]) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        Policy.from_data(data, origin="mine.toml")
    first, *others = str(caught.value).splitlines()
    if not others:
        return [first.removeprefix("mine.toml: ")]
    assert first == f"mine.toml: {len(others)} mistakes"
    return [line.strip() for line in others]


@pytest.mark.parametrize("name", PRESETS)
class TestPresets:
    def test_its_file_is_a_policy(self, name: str, tmp_path: Path) -> None:
        (tmp_path / "copy.toml").write_text(preset_text(name), encoding="utf-8")
        assert Policy.from_toml(tmp_path / "copy.toml") == Policy.preset(name) == Policy.load(name)

    def test_every_table_has_its_reason_above_it(self, name: str) -> None:
        lines = preset_text(name).splitlines()
        for above, line in itertools.pairwise(lines):
            if line.startswith("["):
                assert above.startswith("# ") or above == "", line
        blocks = [block for block in preset_text(name).split("\n\n") if "\n[" in f"\n{block}"]
        assert all(block.startswith(("# ", "[contains-earlier]")) for block in blocks)


def test_the_presets_are_the_files_of_their_folder() -> None:
    folder = Path(__file__).parent.parent.parent / "dedup" / "policy" / "presets"
    assert sorted(path.stem for path in folder.iterdir()) == list(PRESETS)


def test_a_file_says_what_it_changes_of_a_preset(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        """
        extends = "rag"
        missing-date = { decision = "reject" }
        contains-earlier = false
        [near-duplicate]
        quarantine = 0.8
        [reused-share]
        reject = false
        [languages]
        allowed = ["de"]
        [findings]
        B = false
        error.at-least = 5
        [findings.read-more]
        quarantine = 1
        """,
        encoding="utf-8",
    )
    policy, preset = Policy.load(file).as_data(), Policy.preset("rag").as_data()
    assert policy.pop("missing-date") == {"decision": "reject"}
    assert policy.pop("near-duplicate") == {"quarantine": 0.8, "reject": 0.95}
    assert policy.pop("reused-share") == {"quarantine": 0.8}
    assert policy.pop("languages") == {"allowed": ["de"], "decision": "quarantine"}
    assert policy.pop("findings") == {
        "E": {"quarantine": 2.0, "reject": 10.0, "at-least": 2},
        "error": {"quarantine": 5.0, "reject": 20.0, "at-least": 5},
        "read-more": {"quarantine": 1.0, "at-least": 2},
    }
    for changed in ("near-duplicate", "reused-share", "languages", "findings", "contains-earlier"):
        del preset[changed]
    assert policy == preset


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('extends = "ragg"\nmin-wrods = 3\n[near-duplicate]\nquarantine = 70\n', encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        Policy.load(file)
    assert str(caught.value) == (
        f"{file}: 3 mistakes\n"
        "  extends: 'ragg' is no preset; write one of archive, audit, rag, training\n"
        "  min-wrods: unknown key; did you mean min-words?\n"
        "  near-duplicate.quarantine: 70 is out of range; write a number up to 1; "
        "shares are fractions, 70 % is 0.7"
    )
    assert isinstance(caught.value, SettingsError)


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        ({}, "makes no check and would accept everything; add a check, or write extends = with a preset"),
        (
            {"extends": "audit", "reputation": {"reject": 1}},
            (
                "reputation: unknown key; known are extends, version, not-measured, near-duplicate, "
                "contained-in-earlier, contains-earlier, reused-share, uncredited-reuse, findings, min-words, "
                "max-words, "
                "languages, language-unknown, missing-date, missing-title, anonymous-only, no-named-source"
            ),
        ),
        ({"extends": "audit", "min_words": {"reject": 9}}, "min_words: unknown key; write min-words"),
        (
            {"extends": "audit", "findings": {"error": {"at_least": 9}}},
            "findings.error.at_least: unknown key; write at-least",
        ),
        (
            {"min-words": {"rejects": 20, "reject": 10}},
            "min-words.rejects: unknown key; did you mean reject?",
        ),
        (
            {"findings": {"error": {"reject": 20, "minimum": 10}}},
            "findings.error.minimum: unknown key; known are quarantine, reject, at-least",
        ),
        (
            {"near-duplicate": 0.7},
            (
                "near-duplicate: 0.7 is no table; write [near-duplicate] and its limits below, "
                "or false to leave it out"
            ),
        ),
        (
            {"findings": 5},
            "findings: 5 is no table; write [findings] and its limits below, or false to leave it out",
        ),
        (
            {"findings": {"G": 5}},
            "findings.G: 5 is no table; write [findings.G] and its limits below, or false to leave it out",
        ),
        (
            {"near-duplicate": {"reject": 0.3}},
            "near-duplicate.reject: 0.3 is out of range; write a number from 0.5",
        ),
        (
            {"reused-share": {"reject": 170}},
            "reused-share.reject: 170 is out of range; write a number up to 1",
        ),
        ({"reused-share": {"reject": 0}}, "reused-share.reject: 0 is out of range; write a number above 0"),
        (
            {"reused-share": {"reject": True}},
            "reused-share.reject: true is no number; write one, or false to leave the limit out",
        ),
        (
            {"reused-share": {"reject": float("inf")}},
            "reused-share.reject: Infinity is no number; write one, or false to leave the limit out",
        ),
        (
            {"max-words": {"reject": "many " * 20}},
            (
                'max-words.reject: "many many many many many many many many…'
                " is no whole number; write one from 1, or false to leave the limit out"
            ),
        ),
        ({"min-words": {"reject": 0}}, "min-words.reject: 0 is out of range; write a number from 1"),
        (
            {"min-words": {}},
            "min-words: sets no limit; give quarantine, reject or both, or write false for the whole check",
        ),
        (
            {"min-words": {"quarantine": 20, "reject": 50}},
            (
                "min-words: quarantine = 20 would never apply, reject = 50 comes first; "
                "put reject below quarantine, or write quarantine = false"
            ),
        ),
        (
            {"extends": "rag", "near-duplicate": {"quarantine": 0.97}},
            (
                "near-duplicate: quarantine = 0.97 would never apply, reject = 0.95 comes first; "
                "put reject above quarantine, or write quarantine = false"
            ),
        ),
        ({"missing-date": {}}, 'missing-date.decision: is missing; write decision = "quarantine" or "reject"'),
        (
            {"missing-date": {"decision": "accept"}},
            'missing-date.decision: "accept" is not possible here; write quarantine or reject',
        ),
        ({"languages": {"decision": "reject"}}, 'languages.allowed: is missing; write allowed = ["de", "en"]'),
        ({"languages": {"decision": "reject", "allowed": []}}, "languages.allowed: is empty; name at least one"),
        (
            {"languages": {"decision": "reject", "allowed": "de"}},
            'languages.allowed: "de" is no list; write one such as ["de", "en"]',
        ),
        (
            {"languages": {"decision": "reject", "allowed": ["German"]}},
            'languages.allowed.0: "German" is no language code; write ISO 639-1 codes such as de and en',
        ),
        (
            {"findings": {"drop-leter": {"reject": 5}}},
            (
                "findings.drop-leter: 'drop-leter' is neither a severity (error, warning, info) nor family letter, "
                "code or name of an artifact rule; did you mean drop-letter? `dedup rules` lists them"
            ),
        ),
        (
            {"extends": "rag", "findings": {"XYZ": False}},
            (
                "findings: 'XYZ' is neither a severity (error, warning, info) nor family letter, code or name of "
                "an artifact rule; `dedup rules` lists them"
            ),
        ),
        ({"extends": "rag", "version": 2}, "version: 2 is not possible here; write 1"),
    ],
)
def test_a_mistake_is_named_by_its_key_and_says_what_to_do(data: dict[str, Any], mistake: str) -> None:
    assert mistakes(data) == [mistake]


def test_numbers_beyond_all_texts_are_refused() -> None:
    advice = "10000000000 is out of range; write a number up to"
    assert mistakes({"min-words": {"reject": 10**10}}) == [f"min-words.reject: {advice} 1,000,000,000"]
    assert mistakes({"findings": {"G": {"reject": 10**10}}}) == [f"findings.G.reject: {advice} 1,000,000"]
    assert mistakes({"reused-share": {"reject": 10**400}}) == [
        f"reused-share.reject: 1{'0' * 39}… is no number; write one, or false to leave the limit out"
    ]


def test_what_nobody_foresaw_is_told_in_the_words_of_the_library() -> None:
    assert mistakes({"min-words": {"reject": 5}, 3: {"reject": 5}}) == ["3: 3: Keys should be strings"]


def test_a_file_that_is_not_there_is_told_with_the_presets_there_are(tmp_path: Path) -> None:
    with pytest.raises(
        PolicyError, match=r"nowhere\.toml: cannot be read \(No such file or directory\); check the"
    ):
        Policy.load(tmp_path / "nowhere.toml")
    with pytest.raises(PolicyError, match="no preset is called 'strict'; there are archive, audit, rag, training"):
        Policy.preset("strict")


@pytest.mark.parametrize(
    "content", [b"[near-duplicate\n", b"\xff\xfe", b"a = " + b"9" * 5000, b"a = " + b"[" * 99_999]
)
def test_a_file_that_is_no_toml_is_told_with_the_place(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(content)
    with pytest.raises(PolicyError, match=r"mine\.toml: is not TOML \(.*\); mend that place"):
        Policy.load(file)
