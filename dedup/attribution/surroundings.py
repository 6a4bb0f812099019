"""What stands around a name: article, quotation marks, compound, capitals, credit.

In: a text and the place of a name. Out: `Surroundings`. Windows are bounded and end with the line, so a text of
any length costs the same for each name.
"""

import re
from dataclasses import dataclass

_BEFORE = 90
_AFTER = 60
_ARTICLES = frozenset({"der", "die", "das", "den", "dem", "des", "the"})
_SHORTEST_IN_CAPITALS = 4
_LONGEST_ARTICLE = 8
_WORDS_OF_A_TERM = 6
_LONGEST_LOWER_CODE = 4
_OPENING = tuple("„“”\"»«‚‘›‹'")
_CLOSING = tuple("“”\"«»‘’‹›'")
_HEAD = re.compile(r"-(\w[\w-]*)")
_APOSTROPHE = re.compile(r"['’]\w")
_ARTICLE = re.compile(
    r"(?:(?<=^)|(?<=[\s(„“\"»«/–-]))(?P<article>der|die|das|den|dem|des|im|vom|beim|zum|am|zur|the)\s+$",
    re.IGNORECASE,
)
_CREDITED_BEFORE = re.compile(
    r"(?:©|\b(?:fotos?|bild|bilder|quellen?|photo|source|credit|text)\s?:)\s?[^\n]{0,40}$", re.IGNORECASE
)
_CREDIT_CONTENT = re.compile(r"[\w.\-–/,&; ©:|]{0,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a name, read from outside in.

    `before` ends and `after` starts at the name with its article and quotation marks taken off. `head` is what
    follows the hyphen of a compound. `article` is as printed, empty for none.
    """

    before: str
    after: str
    article: str
    quoted: bool
    head: str
    capitals: bool
    credit: bool


def read_surroundings(text: str, start: int, end: int) -> Surroundings:
    """Look at the line around `text[start:end]`."""
    before = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    after = text[end : end + _AFTER].partition("\n")[0]
    credit = _is_credit(before, after) and not _abbreviates(text[start:end], before)
    before, article, opened = _strip_before(before)
    after, head, closed = _strip_after(after)
    return Surroundings(
        before=before.rstrip(),
        after=after,
        article=article,
        quoted=opened and closed,
        head=head,
        capitals=_stands_out_in_capitals(text[start:end], before, after),
        credit=credit,
    )


def _strip_before(before: str) -> tuple[str, str, bool]:
    """Take an opening mark and an article off the end, in either order: die „Zeit“, „Die Zeit“."""
    opened = before.endswith(_OPENING)
    if opened:
        before = before[:-1]
    ends_word = before[-1:].isspace()
    match = _ARTICLE.search(before, max(0, len(before) - _LONGEST_ARTICLE)) if ends_word else None
    article = match["article"] if match else ""
    if match:
        before = before[: match.start()]
        if not opened and before.endswith(_OPENING):
            opened = True
            before = before[:-1]
    return before, article, opened


def _strip_after(after: str) -> tuple[str, str, bool]:
    """Take a closing mark and a compound's head off the start, in either order: „Bild“-Bericht, „Bild-Zeitung“."""
    closed = after.startswith(_CLOSING) and not _APOSTROPHE.match(after)
    if closed:
        after = after[1:]
    match = _HEAD.match(after)
    if not match:
        return after, "", closed
    after = after[match.end() :]
    if not closed and after.startswith(_CLOSING):
        closed = True
        after = after[1:]
    return after, match[1], closed


def _stands_out_in_capitals(name: str, before: str, after: str) -> bool:
    """Whether the name is in capitals and its neighbours are not."""
    if not name.isupper() or len(name) < _SHORTEST_IN_CAPITALS:
        return False
    neighbours = [*before.split()[-2:], *re.findall(r"\w+", after)[:2]]
    words = [word for word in neighbours if any(map(str.isalpha, word)) and word.lower() not in _ARTICLES]
    return bool(words) and not any(word.isupper() and len(word) > 1 for word in words)


def _is_credit(before: str, after: str) -> bool:
    """Whether the name stands in a credit: (dpa/Reuters), Foto: Imago, © AP."""
    if (":" in before or "©" in before) and _CREDITED_BEFORE.search(before):
        return True
    opening = before.rfind("(")
    closing = after.find(")")
    if opening < 0 or closing < 0 or ")" in before[opening:]:
        return False
    inside = before[opening + 1 :] + after[:closing]
    return _CREDIT_CONTENT.fullmatch(inside) is not None and _looks_like_codes(inside)


def _abbreviates(name: str, before: str) -> bool:
    """Whether the bracket only shortens the words before it: Council for National Security (CNS)."""
    words, bracket, _ = before.rpartition("(")
    initials = [word[0] for word in words.split()[-_WORDS_OF_A_TERM:]]
    return bool(bracket) and initials[-1:] == [name[-1]] and name[0] in initials[:-1]


def _looks_like_codes(inside: str) -> bool:
    """Whether the rest of a bracket is names, codes and dates rather than a sentence."""
    words = re.findall(r"[^\W\d_]+", inside)
    return all(not word.islower() or len(word) <= _LONGEST_LOWER_CODE or word == "reuters" for word in words)
