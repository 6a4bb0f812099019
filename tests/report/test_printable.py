import pytest

from dedup.report.printable import make_printable, one_line, shorten


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mrot\x1b[0m", "␛[31mrot␛[0m"),
        ("\x1b]0;Titel\x07", "␛]0;Titel␇"),
        ("\x9b2J", "[U+009B]2J"),
        ("\u202eegal\u2069", "[U+202E]egal[U+2069]"),
        ("a\x7fb\x00", "a␡b␀"),
        ("kaputt \ud83d", "kaputt \ufffd"),
        ("\U000e0041", "[U+E0041]"),
    ],
)
def test_characters_that_act_are_shown(text: str, shown: str) -> None:
    assert make_printable(text) == shown


@pytest.mark.parametrize("text", ["Größe", "„Ja“ – nein …", "می\u200cخواهم", "👩\u200d🚀", "日本語"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert make_printable(text) == text


def test_white_space_runs_become_one_space() -> None:
    assert one_line(" a\r\n\t b\u00a0c ") == "a b c"


def test_a_short_text_is_not_cut() -> None:
    assert shorten("kurz", 4) == "kurz"


def test_a_long_word_is_cut_inside() -> None:
    assert shorten("a" * 50, 10) == "a" * 9 + "…"


def test_a_cut_text_never_exceeds_the_limit() -> None:
    assert all(len(shorten("ein Satz mit \x1b vielen Wörtern", limit)) <= limit for limit in range(2, 40))
