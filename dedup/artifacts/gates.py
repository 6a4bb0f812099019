"""Which rules may find anything in a text, told in one pass over it.

In: a text. Out: the names of the gates that it passes. A gate is a cheap pattern that every hit of a rule fits;
most articles fit few, so most rules' own patterns never run. All gates are one automaton, which reads a text once.
"""

from functools import cache, lru_cache

import re2

_MEMORY = 64 << 20
_LETTER_MARK = "[.!?:,;]"
_QUOTE = '[“”»«„"]'
_SMALL, _CAPITAL = "[a-zäöüßéèàç]", "[A-ZÄÖÜÉ]"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
LEAD_BYTES = "ÂÃÄÅÐÑâã"
"""Lead bytes of UTF-8 as Windows-1252 or Latin-1 show them."""
TAIL_BYTES = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What can follow a lead byte, for a character class."""
LATIN = "A-Za-z\u00c0-\u024f"
GREEK_OR_CYRILLIC = "\u0370-\u03ff\u0400-\u052f"
DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
"""Commands that set the direction of writing."""
_HIDING = r"\x{e0000}-\x{e01ef}\x{fe00}-\x{fe0d}\x{200b}-\x{200f}\x{2060}-\x{2064}\x{feff}\x{180e}\x{34f}"
_FILLERS = r"\x{115f}\x{1160}\x{3164}\x{ffa0}"
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}"
_NO_LETTERS = r"\x{d800}-\x{f8ff}\x{fdd0}-\x{fdef}\x{fff9}-\x{ffff}\x{f0000}-\x{10ffff}"
"""Surrogates, private use, no characters, and the mark of a lost one."""

_GATES = {
    "control-character": f"[{_CONTROL}{_NO_LETTERS}]",
    "mixed-script": f"[{LATIN}][{GREEK_OR_CYRILLIC}]|[{GREEK_OR_CYRILLIC}][{LATIN}]",
    "bidi-control": f"[{DIRECTIONS}]",
    "hidden-text": f"[{_HIDING}{_FILLERS}]",
    "html-residue": r"&(?:#|[A-Za-z]{2,10}\d{0,2};)|<[/!a-zA-Z]",
    "soft-hyphen": f"[{INVISIBLE}]",
    "mojibake": f"[{LEAD_BYTES}][{TAIL_BYTES}]",
    "punct-glue": rf"\pL{{2}}{_LETTER_MARK}\p{{Lu}}|\pL{{3}}[,;:!?]\pL{{3}}"
    r"|[)\]%”“\"»«’!?\d][.!?]\p{Lu}|[)\]]\p{Lu}\pL",
    "quote-glue": rf"[\pL.,!?…]{_QUOTE}\pL{{2}}|[.!?…)\]]{_QUOTE}{{1,2}}\p{{Lu}}",
    "space-before-punct": rf"[\pL“”»«\")][ \x{{a0}}]{_LETTER_MARK}(?:[\pZ\s“”»«\"]|$)",
    "hyphenation": r"\pL{2}-(?: |\r?\n)\p{Ll}{2}",
    "divided-compound": rf"{_SMALL}{{2}}- {_CAPITAL}{_SMALL}{{2}}",
    "year-glue": r"(?:19|20)\d\d\p{Lu}\p{Ll}{2}",
    "inner-capital": rf"{_SMALL}{_CAPITAL}|[\pL]{_CAPITAL}{_SMALL}{{2}}|{_CAPITAL}{{2}}{_SMALL}{{2}}",
}


def passes(gate: str, text: str) -> bool:
    """Whether a text may hold what a gate stands for.

    >>> passes("html-residue", "Brot &amp; Spiele"), passes("html-residue", "Brot & Spiele")
    (True, False)
    """
    return gate in _passed(text)


@lru_cache(maxsize=2)
def _passed(text: str) -> frozenset[str]:
    names, automaton = _automaton()
    return frozenset(names[index] for index in automaton.Match(text.encode("utf-8", "surrogatepass")) or ())


@cache
def _automaton() -> tuple[tuple[str, ...], re2.Set]:
    options = re2.Options()
    options.max_mem = _MEMORY
    gates = re2.Set.SearchSet(options)
    for pattern in _GATES.values():
        gates.Add(pattern)
    gates.Compile()
    return tuple(_GATES), gates
