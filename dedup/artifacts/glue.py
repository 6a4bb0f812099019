"""Words that lost the blank between them, and words that gained a letter, decided by word frequency.

In: a text in a language that has a word list. Out: assessed tokens, each with its split and a confidence. Shape
only finds candidates (a capital inside a word, an unknown word); whether one is damage depends on how common its
parts are compared with the whole. A text with several sure hits lowers its own threshold: damage comes in clusters.

Source of the approach: frequency-based word segmentation (Norvig, Natural Language Corpus Data, 2009).
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dedup.artifacts.bounds import note_bound
from dedup.artifacts.gates import passes
from dedup.artifacts.lexicon import Lexicon, lexicon
from dedup.artifacts.page import in_address, letters_after, letters_before
from dedup.artifacts.phrases import words_of
from dedup.model import Span
from dedup.text import TextView

# Anchored on the capital, because a regular expression that starts with a rare character scans fast.
_INNER_CAPITAL = re.compile(
    r"""
    [A-ZÄÖÜÉ](?:
        (?<=[a-zäöüßéèàç].)                            # sagtePutin
      | (?=[A-ZÄÖÜ][a-zäöüß]{2})(?<![^\W\d_].)         # LNordkorea
      | (?<=[A-ZÄÖÜ]{2}.)(?=[a-zäöüß]{2})              # EPAWährend, USAund
    )
    """,
    re.VERBOSE,
)
# Shapes that have capitals inside by rights.
_RIGHTFUL = re.compile(
    r"""
      [A-ZÄÖÜ]{2,}s | [A-ZÄÖÜ]{3,}(?:n|e|es|er|en|ler|lern|ig|i|is|innen)   # NGOs, AKWen, SPDler
    | [^\W\d_]{3,}(?:Innen|In|R|Rs|X)                         # LehrerInnen
    | (?:Mc|Mac|De|Di|Du|La|Le|El|Al|Fitz|Van|Da|San|Ben|Abd|Ibn|Dos|Del)[A-ZÄÖÜÉ][a-zäöüéß]+s?  # McDonald
    | (?:[kMGTm]?W[ph]?|[kMGT]Wh|m?Ah|[kMGT]Hz|[kMGT]?[Bb]it|[MGTk]B|[gm]mbH|GmbHs?|[a-z]?eV|pH|d?B)
    | [A-Z][a-z]?[A-Z]
    | [ie][A-Z][a-zA-Z]+                                      # iPhone, eGovernment
    """,
    re.VERBOSE,
)
_QUOTES = frozenset("„“”\"»«‚‘›‹'’(")
_KNOWN = 2.3
_MOST_SEAMS = 4
_LONGEST = 40
_SHOUTED = 4
_DAMAGED_TEXT = 3
_SURE = 0.55
_PRICE_OF_A_NAME = 0.45
_WORTH_ASKING = 0.4
_MOST_READ = 20_000_000
"""Characters read to weigh the tokens of one text, each of which takes a pass over it: all of any article's."""
_MOST_SEAMS_COUNTED = 300
_MOST_CANDIDATES = 20_000
"""More than the largest page has; texts made to keep the program busy have more."""
_LETTERS = re.compile(r"[^\W\d_]++")
_SENTENCE_SEAM = re.compile(r"[.!?](?<=[a-zäöüß][a-zäöüß].)(?=[A-ZÄÖÜ][a-zäöüß])")


@dataclass(frozen=True, slots=True)
class Glue:
    """A token and the place where it falls apart; `left` of one letter is a stray letter before a word."""

    span: Span
    left: str
    right: str
    confidence: float

    @property
    def stray_letter(self) -> bool:
        """Whether a single letter stands before a whole word."""
        return len(self.left) == 1


@lru_cache(maxsize=4)
def _assessed(text: str, language: str) -> tuple[tuple[Glue, ...], bool]:
    """The glue of a text, and whether there are more candidates than were assessed."""
    words = lexicon(language)
    if not words.words or not passes("inner-capital", text):
        return (), False
    spans = _candidates(text)
    candidates = itertools.islice(spans, _MOST_CANDIDATES)
    found = [glue for span in candidates if (glue := _assess(text, span, language)) is not None]
    return tuple(_calibrated(text, found, language)), next(spans, None) is not None


def find_glue(view: TextView) -> tuple[Glue, ...]:
    """Assess every token with a capital inside."""
    found, is_cut = _assessed(view.text, view.language)
    if is_cut:
        note_bound(f"{_MOST_CANDIDATES:,} tokens with a capital inside")
    return found


def _candidates(text: str) -> Iterator[Span]:
    last = 0
    for match in _INNER_CAPITAL.finditer(text):
        if match.start() < last:
            continue
        start = letters_before(text, match.start())
        last = letters_after(text, match.start())
        if last - match.start() >= _LONGEST:
            rest = _LETTERS.match(text, last)
            last = rest.end() if rest else last
        elif last - start < _LONGEST and not (
            _joined(text[start - 1 : start] if start else "") or _joined(text[last : last + 1])
        ):
            yield Span(start, last)


def _joined(neighbour: str) -> bool:
    """Whether the token goes on: F-16Kampfjet, derStandard.at is left to the address test, A_b."""
    return neighbour.isdigit() or (neighbour != "" and neighbour in "_@#&*")


def _assess(text: str, span: Span, language: str) -> Glue | None:
    token = span.within(text)
    split = _split(token, text[max(0, span.start - 2) : span.start], text[span.end : span.end + 1], language)
    if split is None or in_address(text, span.start, span.end):
        return None
    position, confidence = split
    return Glue(span, token[:position], token[position:], confidence)


@lru_cache(maxsize=4096)
def _split(token: str, before: str, after: str, language: str) -> tuple[int, float] | None:
    """Where a token between its neighbouring characters falls apart, and how sure that is."""
    words = lexicon(language)
    whole = max(words.frequency(token), lexicon("en").frequency(token))
    if whole >= _KNOWN and not _two_initials(token, whole, words):
        return None
    positions = [] if _RIGHTFUL.fullmatch(token) else _splits(token)
    if len(positions) > _MOST_SEAMS:
        return None
    price = 0.1 * whole + (0.2 if after in {"-", "–"} or before.endswith("-") else 0)
    best: tuple[int, float] | None = None
    for position in positions:
        left, right = token[:position], token[position:]
        sure = _stray_letter(left, right, words, before) if len(left) == 1 else _two_words(left, right, language)
        if sure - price > (best[1] if best else 0.05):
            best = (position, sure - price)
    return best


def _two_initials(token: str, whole: float, words: Lexicon) -> bool:
    """Whether a token that is known in another case ("PAls", "EMit") is a letter before a commoner word."""
    return token[:2].isupper() and token[2:].islower() and words.frequency(token[1:]) - whole >= 2.0  # noqa: PLR2004


def _splits(token: str) -> list[int]:
    """Positions where a second word may start: at a capital after a small letter, around a run of capitals."""
    found = []
    for position in range(1, len(token)):
        before, here, after = token[position - 1], token[position], token[position + 1 : position + 2]
        starts_word = here.isupper() and (before.islower() or (after.islower() and before.isupper()))
        ends_capitals = here.islower() and position > 2 and token[position - 3 : position].isupper()  # noqa: PLR2004 - an acronym
        if starts_word or ends_capitals:
            found.append(position)
    return found


def _stray_letter(left: str, right: str, words: Lexicon, before: str) -> float:
    """How sure a letter before a word is a stray one: the word is common and stands where sentences start."""
    frequency = words.frequency(right)
    after_quote = before[-1:] in _QUOTES and before != ""
    starts_sentence = not before.strip() or before.strip()[-1:] in ".!?:"
    if len(right) < 3 or frequency < (2.0 if after_quote else 3.0):  # noqa: PLR2004 - a word, not a unit
        unusual = left.isupper() or left not in "ieuxmkpndt"
        return 0.55 if unusual and len(right) > 5 and (starts_sentence or after_quote) else 0  # noqa: PLR2004
    confidence = 0.4 + 0.08 * (frequency - 3.0)
    if after_quote:
        confidence += 0.35
    elif starts_sentence:
        confidence += 0.2
    if frequency + 0.5 < lexicon("en").frequency(right):
        confidence -= 0.25
    elif left in "ieuxmIEXUSTABCD":
        confidence -= 0.1
    return min(confidence, 0.99)


def _two_words(left: str, right: str, language: str) -> float:
    """How sure a token is two words: each on its own common, or a function word beside any word."""
    native, foreign = lexicon(language), lexicon("de" if language == "en" else "en")
    function = words_of("glued-words", "function", language)
    first, second = native.frequency(left), native.frequency(right)
    left_function = left.lower() in function and (left.islower() or left.istitle())
    right_function = right.lower() in function and right[1:].islower()
    if len(right) < 2 or (not right[0].isupper() and not right_function):  # noqa: PLR2004 - a letter is no word
        return 0
    if min(first, second) < 2.0 and not left_function and not right_function and not left.isupper():  # noqa: PLR2004
        if left.istitle() and right.istitle() and max(first, second) >= 3.5 and len(right) > 3:  # noqa: PLR2004
            return 0.35  # "WernerFaymann": the rest of the text decides
        unknown_name = left[0].islower() and first >= 4.0 and len(right) > 3 and right.istitle()  # noqa: PLR2004
        unknown_words = left.islower() and right.istitle() and min(len(left), len(right)) >= 6  # noqa: PLR2004
        return 0.55 if unknown_name or unknown_words else 0
    confidence = 0.2
    if left[0].islower() and left.islower() and first >= 4.0:  # noqa: PLR2004 - a common word in small letters
        confidence += 0.45
    if left_function and len(left) > 1 and right[1:].islower():
        confidence += 0.3
    if right_function and (first >= 1.5 or left.isupper()):  # noqa: PLR2004
        confidence += 0.4
    if left_function and left.istitle() and right.isupper() and len(right) > 2:  # noqa: PLR2004 - "DasAMS"
        confidence += 0.35
    if left.isupper() and right[0].isupper() and second >= 3.0 and len(right) > 3:  # noqa: PLR2004
        shouted = len(left) >= _SHOUTED and second >= foreign.frequency(right)
        confidence += 0.35 if shouted else 0.12 if second >= foreign.frequency(right) else 0.1
    confidence += _native_bonus(first, second, foreign.frequency(left), foreign.frequency(right))
    return max(0.0, min(confidence, 0.97))


def _native_bonus(first: float, second: float, first_abroad: float, second_abroad: float) -> float:
    """Brands in camel case are mostly made of English words: two native words speak for damage."""
    if first_abroad > first + 0.3 and second_abroad > second + 0.3:
        return -0.2
    if min(first, second) >= 3.0 and (first > first_abroad or second > second_abroad):  # noqa: PLR2004 - common words
        return 0.25
    return 0


def _stands_alone(word: str, text: str) -> bool:
    return len(word) > 3 and f" {word} " in text  # noqa: PLR2004 - short words stand everywhere


def _evidence(glue: Glue, text: str) -> float:
    """What the text says of a token; -1 for an acronym that it defines in brackets."""
    token = glue.left + glue.right
    if f"({token})" in text:
        return -1.0
    if f"{glue.left} {glue.right}" in text and not glue.stray_letter:
        return 0.3
    if not glue.stray_letter and (_stands_alone(glue.right, text) or _stands_alone(glue.left, text)):
        return 0.2
    return -0.2 if text.count(token) > 1 else 0.0


def _calibrated(text: str, found: list[Glue], language: str) -> Iterator[Glue]:
    """Weigh what the rest of the text says: damage elsewhere, the same token again, the parts written apart."""
    sure = sum(glue.confidence >= _SURE for glue in found)
    damaged = _is_damaged(text, sure)
    evidence: dict[str, float] = {}
    for glue in found:
        token = glue.left + glue.right
        if token not in evidence and len(evidence) * len(text) < _MOST_READ:
            evidence[token] = _evidence(glue, text) + (0.25 if damaged else 0)
            if not glue.stray_letter and glue.confidence + evidence[token] >= _WORTH_ASKING:
                evidence[token] -= _attested(token, language)
        confidence = glue.confidence + evidence.get(token, 0)
        if confidence > 0:
            yield Glue(glue.span, glue.left, glue.right, min(confidence, 0.99))


def _is_damaged(text: str, sure: int) -> bool:
    """Whether a text holds that many glued words and sentences that it must have been joined without blanks."""
    if passes("punct-glue", text):
        sure += sum(1 for _ in itertools.islice(_SENTENCE_SEAM.finditer(text), _MOST_SEAMS_COUNTED))
    return sure >= _DAMAGED_TEXT and sure * 400 >= len(text) / 7


@lru_cache(maxsize=4096)
def _attested(token: str, language: str) -> float:
    """What it costs a token to be known as one word: names of firms and products are."""
    known = lexicon(language).attests(token) or lexicon("en").attests(token)
    return _PRICE_OF_A_NAME if known else 0
