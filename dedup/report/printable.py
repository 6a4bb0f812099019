"""Text from articles as a terminal or a page can show it: characters that act instead of print made visible.

In: any text. Out: the text with control characters, direction marks, tags and lone surrogates replaced by a
symbol. An escape sequence in a headline must not reach the terminal; a direction override must not turn a table
row around. Joiners (U+200C, U+200D) stay: Persian and emoji need them.
"""

import re
import unicodedata

_ACTS = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible or turning
    "\ud800-\udfff"  # lone surrogates
    "\U000e0000-\U000e007f"  # tags
    "]"
)
_INVISIBLE = re.compile("[\\s\u200c\u200d" + _ACTS.pattern[1:])
_SURROGATE = re.compile("[\ud800-\udfff]")
_WHITE_SPACE = re.compile(r"\s+")
_CONTROL_PICTURES = 0x2400
_FIRST_PRINTABLE = 0x20
_SYMBOLS = {
    "\n": "↵\n",
    "\r": "␍",
    "\t": "⇥",
    "\u00a0": "⍽",
    "\x7f": "␡",
}


def make_printable(text: str) -> str:
    r"""Replace characters that act by symbols that show them.

    >>> make_printable("Lage\x1b[2J \u202eegaL")
    'Lage␛[2J [U+202E]egaL'
    """
    return _ACTS.sub(lambda match: show_character(match.group()), text)


def one_line(text: str) -> str:
    r"""Make a text printable on one line: white space runs become one space.

    >>> one_line("  Eine\n\nLage ")
    'Eine Lage'
    """
    return make_printable(" ".join(text.split()))


def show_hidden(text: str) -> str:
    r"""Show whatever cannot be seen on a line, all white space but plain spaces and tabs too.

    >>> show_hidden("a\x1b[2J\nb\u00a0c")
    'a␛[2J↵b⍽c'
    """
    return "".join(
        character if character.isprintable() or character == "\t" else show_character(character).rstrip("\n")
        for character in text
    )


def squeeze(text: str) -> str:
    r"""Make a text printable with white space runs as one space, outer ones kept.

    >>> squeeze("eine\n\nLage ")
    'eine Lage '
    """
    return make_printable(_WHITE_SPACE.sub(" ", text))


def shorten(text: str, limit: int) -> str:
    """Put a text on one line of at most `limit` characters, cut between words where that is possible.

    >>> shorten("Der Minister reiste am Dienstag ab", 20)
    'Der Minister reiste…'
    """
    line = one_line(text[: limit * 4 + 100])
    if len(line) <= limit:
        return line
    head, _, _ = line[:limit].rpartition(" ")
    cut = head if len(head) > limit // 2 else line[: limit - 1]
    return cut.rstrip() + "…"


def escape_surrogates(text: str) -> str:
    r"""Write lone surrogates, which no encoding can carry, as JSON escapes.

    >>> escape_surrogates("halb \ud800")
    'halb \\ud800'
    """
    return text if text.isascii() else _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def show_character(character: str) -> str:
    """Name a character that cannot be seen by a symbol, or by its code point where it has none.

    >>> show_character("\u200b")
    '[U+200B]'
    """
    if character in _SYMBOLS:
        return _SYMBOLS[character]
    code = ord(character)
    if code < _FIRST_PRINTABLE:
        return chr(_CONTROL_PICTURES + code)
    if unicodedata.category(character) == "Cs":
        return "\ufffd"
    return f"[U+{code:04X}]"


def name_character(character: str) -> str:
    """Name a character for a tooltip.

    >>> name_character("\u00ad")
    'soft hyphen, U+00AD'
    """
    known = {"\n": "line feed", "\r": "carriage return", "\t": "tab"}.get(character)
    name = known or unicodedata.name(character, "control character").lower()
    return f"{name}, U+{ord(character):04X}"


def split_invisible(text: str) -> list[tuple[str, bool]]:
    r"""Cut a text into visible stretches and single characters that cannot be seen, a plain space aside.

    >>> split_invisible("Do\u00adnau")
    [('Do', False), ('\xad', True), ('nau', False)]
    """
    pieces = []
    position = 0
    for match in _INVISIBLE.finditer(text):
        if match.group() == " ":
            continue
        if match.start() > position:
            pieces.append((text[position : match.start()], False))
        pieces.append((match.group(), True))
        position = match.end()
    if position < len(text):
        pieces.append((text[position:], False))
    return pieces
