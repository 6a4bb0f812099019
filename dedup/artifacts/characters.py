"""Characters that no article needs: which texts hold none of them, and what a letter looks like in another script.

In: a text. Out: whether it is ordinary, asked once for all rules that look for odd characters; tables of
look-alikes. Nearly all articles of western Europe fit one old code page, and the attempt to encode them is the
fastest test there is; other texts are left to the rules' own patterns.

Source of the look-alikes: Unicode Technical Standard 39, confusables; the table below keeps the letters alone that
look the same in common typefaces.
"""

import unicodedata
from functools import lru_cache

_ORDINARY = bytes([9, 10, 13, *range(0x20, 0x7F), *range(0x80, 0x100)])

CYRILLIC_AS_LATIN = str.maketrans("АВЕЗКМНОРСТУХІЈЅаеорсухіјѕԁԛԝһ", "ABE3KMHOPCTYXIJSaeopcyxijsdqwh")
"""Cyrillic letters and the Latin ones that they look like."""
GREEK_AS_LATIN = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικρυχ", "ABEZHIKMNOPTYXovikpux")
"""The same for Greek."""
LATIN_AS_CYRILLIC = str.maketrans("ABEKMHOPCTYXIJSaeopcyxijs", "АВЕКМНОРСТУХІЈЅаеорсухіјѕ")
"""Latin letters and the Cyrillic ones that they look like."""
LATIN_AS_GREEK = str.maketrans("ABEZHIKMNOPTYXov", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον")
"""The same for Greek."""


@lru_cache(maxsize=2)
def is_ordinary(text: str) -> bool:
    r"""Whether a text holds nothing but letters, marks and white space of western Europe.

    >>> is_ordinary("„Grüße“ – 5 €"), is_ordinary("a\u202eb"), is_ordinary("Мир"), is_ordinary("a\x0bb")
    (True, False, False, False)
    """
    try:
        encoded = text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return not encoded.translate(None, _ORDINARY)


def code_point(character: str) -> str:
    r"""Name a character that may not be visible: its number, and its name where it has one.

    >>> code_point("\u202e"), code_point("\x0b")
    ('U+202E RIGHT-TO-LEFT OVERRIDE', 'U+000B')
    """
    number = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f"{number} {name}" if name else number
