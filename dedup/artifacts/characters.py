"""Characters that no article needs: what a letter looks like in another script, and what an unseen one is called.

In: a character. Out: tables of look-alikes, and names to show.

Source of the look-alikes: Unicode Technical Standard 39, confusables; the table below keeps the letters alone that
look the same in common typefaces.
"""

import unicodedata

CYRILLIC_AS_LATIN = str.maketrans("АВЕЗКМНОРСТУХІЈЅаеорсухіјѕԁԛԝһ", "ABE3KMHOPCTYXIJSaeopcyxijsdqwh")
"""Cyrillic letters and the Latin ones that they look like."""
GREEK_AS_LATIN = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικρυχ", "ABEZHIKMNOPTYXovikpux")
"""The same for Greek."""
LATIN_AS_CYRILLIC = str.maketrans("ABEKMHOPCTYXIJSaeopcyxijs", "АВЕКМНОРСТУХІЈЅаеорсухіјѕ")
"""Latin letters and the Cyrillic ones that they look like."""
LATIN_AS_GREEK = str.maketrans("ABEZHIKMNOPTYXov", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον")
"""The same for Greek."""


def code_point(character: str) -> str:
    r"""Name a character that may not be visible: its number, and its name where it has one.

    >>> code_point("\u202e"), code_point("\x0b")
    ('U+202E RIGHT-TO-LEFT OVERRIDE', 'U+000B')
    """
    number = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f"{number} {name}" if name else number
