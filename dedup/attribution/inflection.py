"""Printed forms of a name: German case endings, hyphens, capitals.

In: a name and its article. Out: the forms that it is printed in, the name itself first, without duplicates.
"Süddeutsche Zeitung" is also printed "Süddeutschen Zeitung", "Newsweek" also "Newsweeks", "New York Times" in
front of a compound also "New-York-Times", "Spiegel" also "SPIEGEL". Names that are looked for in few words (those
of a source) need no list of forms: `stem` brings the forms of a word together, `is_form_of` tells whether two that
share a stem are forms of one word.
"""

import re
from functools import lru_cache

# Adjectives of German names that take case endings: Süddeutsche, Norddeutscher, Zweites Deutsches, Allgemeine.
# Adjectives made of towns (Frankfurter, Zürcher) stay as they are.
_DECLINED = re.compile(
    r"(?P<stem>\w*?(?:sch|neu|weit|erst|gemein|frei|jung|unabhängig))(?P<ending>e[rs]?)", re.IGNORECASE
)
_ENDINGS = {
    "e": ("e", "en", "er"),
    "er": ("er", "e", "en", "em"),
    "es": ("es", "e", "en", "em"),
}
_SIBILANT = ("s", "ß", "x", "z")
_SHORTEST_IN_CAPITALS = 4
_WORDS_OF_A_LONG_NAME = 2


def printed_forms(name: str, *, article: str = "", language: str = "") -> tuple[str, ...]:
    """List the forms of a name; `language` "de" also declines its adjectives.

    >>> printed_forms("Kölnische Rundschau", article="die", language="de")[:2]
    ('Kölnische Rundschau', 'Kölnischen Rundschau')
    >>> printed_forms("Newsweek")
    ('Newsweek', 'Newsweeks', 'NEWSWEEK')
    """
    declined = _decline(name) if language == "de" else _arabic_articles(name)
    forms = [*declined]
    if _takes_genitive(name, article):
        forms.extend(f"{form}s" for form in declined)
    if name.count(" ") + 1 >= _WORDS_OF_A_LONG_NAME:
        forms.extend(form.replace(" ", "-") for form in declined)
        if language == "de":
            forms.append(_with_first_word_in_capitals(name))
    if len(name) >= _SHORTEST_IN_CAPITALS:
        forms.extend(form.upper() for form in declined if "ß" not in form)
    if name.endswith(" Online"):
        forms.extend(form.replace(" Online", " online") for form in declined)
    return tuple(dict.fromkeys(forms))


def _takes_genitive(name: str, article: str) -> bool:
    """Whether the name may end in the genitive's s: feminine names never do, others unless they hiss already."""
    return article != "die" and name[-1].isalpha() and not name.lower().endswith(_SIBILANT)


def _with_first_word_in_capitals(name: str) -> str:
    """As the houses print themselves: BILD am Sonntag, ZEIT Online."""
    first, _, rest = name.partition(" ")
    return f"{first.upper()} {rest}"


def _decline(name: str) -> tuple[str, ...]:
    """Put every declined adjective of the name into each case; all of them share one ending."""
    words = name.split(" ")
    matches = [_DECLINED.fullmatch(word) for word in words]
    endings = {match["ending"] for match in matches if match}
    if len(endings) != 1:
        return (name,)
    ending = endings.pop()
    return tuple(
        " ".join(f"{match['stem']}{new}" if match else word for word, match in zip(words, matches, strict=True))
        for new in _ENDINGS[ending]
    )


def _arabic_articles(name: str) -> tuple[str, ...]:
    """The Arabic article is written large or small, with a hyphen or without: Al-Arabiya, al Arabiya."""
    if name[:3] not in {"Al-", "Al "}:
        return (name,)
    return (name, *(f"{article}{name[3:]}" for article in ("Al-", "al-", "Al ", "al ") if article != name[:3]))


def printed_addresses(domain: str, *, in_capitals: bool = True) -> tuple[str, ...]:
    """List the ways in which a domain is printed.

    >>> printed_addresses("bild.de")
    ('bild.de', 'Bild.de', 'BILD.de', 'BILD.DE')
    """
    if not in_capitals:
        return (domain, domain.capitalize())
    label, _, ending = domain.rpartition(".")
    return (domain, domain.capitalize(), f"{label.upper()}.{ending}", domain.upper())


_ENDING_LETTERS = "enmrs"
_SHORTEST_STEM = 3
_LONGEST_EXACT_ACRONYM = 3
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_NOUN_ENDINGS = frozenset({"", "e", "s", "es", "n", "en"})
_SPELLINGS = (
    ("isation", "ization"),
    ("defence", "defense"),
    ("centre", "center"),
    ("labour", "labor"),
    ("programme", "program"),
)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Reduce a word to what its case endings leave; short acronyms stay as they are, so WHO is not who.

    >>> stem("Russischen"), stem("russisches"), stem("WHO")
    ('russisch', 'russisch', 'WHO')
    """
    if word.isupper() and 1 < len(word) <= _LONGEST_EXACT_ACRONYM:
        return word
    if word[-1] == "s" and word[:-1].isupper() and 1 < len(word) - 1 <= _LONGEST_EXACT_ACRONYM:
        return word[:-1]  # des BKAs
    folded = _american(word.casefold())
    return folded[:_SHORTEST_STEM] + folded[_SHORTEST_STEM:].rstrip(_ENDING_LETTERS)


def _american(word: str) -> str:
    for british, american in _SPELLINGS:
        if british in word:
            return word.replace(british, american)
    return word


def is_form_of(printed: str, name: str) -> bool:
    """Whether a printed word is a case form of a word that has the same stem.

    An adjective that ends in -e (-er, -es) takes each of the five endings; a noun those of genitive and plural.

    >>> is_form_of("russisches", "russische"), is_form_of("Kremls", "Kreml"), is_form_of("Federer", "Fed")
    (True, True, False)
    """
    left, right = _american(printed.casefold()), _american(name.casefold())
    if left.startswith(right) and left[len(right) :] in _NOUN_ENDINGS:
        return True
    return any(
        right.endswith(ending)
        and left.startswith(right.removesuffix(ending))
        and left.removeprefix(right.removesuffix(ending)) in _ADJECTIVE_ENDINGS
        for ending in _ADJECTIVE_ENDINGS
    )
