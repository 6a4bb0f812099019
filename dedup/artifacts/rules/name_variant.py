"""A name is spelled in two ways: "Pjöngang" beside "Pjöngjang", "Nord Korea" beside "Nordkorea".

What it flags: the rarer form of a name, where no word list knows it and a form that differs in one or two letters
is used more, in the same text or in other articles that share names with it; and a name in two words that the text
also writes in one. Inflected forms are one spelling; persons with first names of their own are two names. Where two
tables of transliteration may be the reason, confidence is lower: neither form is wrong.

Why it matters: one actor counts as two, and a search for one form misses the other.

Where found: texts put together from several sources or translations.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter

from dedup.artifacts.bounds import note_bound
from dedup.artifacts.lexicon import lexicon
from dedup.artifacts.names import Names, are_two_persons, names_of
from dedup.artifacts.rule import Flagged, Hit, Passed, Rule
from dedup.artifacts.spelling import Variant, is_compound, is_unknown, variant
from dedup.model import Fix, Severity, Span
from dedup.text import TextView

_BEGINNING = 3
_SHORTEST_PART = 3
_USED_MORE = 2
_MOST_RIVALS = 20
_MOST_FORMS = 1_000
"""Unknown forms of a text that are compared; an article has a hundred, more is no prose."""
_MOST_ERRORS = 2
_SAME_PERSON = 0.15
_KNOWN = 0.1


def _find(view: TextView) -> Iterator[Hit]:
    if not lexicon(view.language).words:
        return
    names = names_of(view)
    suspects = _suspects(names)
    if len(suspects) > _MOST_FORMS:
        note_bound(f"{_MOST_FORMS:,} names")
    rivals = _rivals(names, suspects)
    hits = [
        hit
        for form in suspects[:_MOST_FORMS]
        for hit in _misspelled(view, names, form, rivals.get(form[:_BEGINNING], ()))
    ]
    yield from sorted((*hits, *_split(view, names)), key=lambda hit: hit.span)


def _suspects(names: Names) -> list[str]:
    """The forms that no word list knows, of those that another form begins like."""
    known, english = lexicon(names.language).words, lexicon("en").words
    beginnings = list(map(itemgetter(slice(_BEGINNING)), names.places))
    times = Counter(beginnings)
    return [
        form
        for form, beginning in zip(names.places, beginnings, strict=True)
        if times[beginning] > 1 and (low := form.casefold()) not in known and low not in english
    ]


def _rivals(names: Names, suspects: Sequence[str]) -> dict[str, list[str]]:
    """The forms that suspects may be misspellings of, by their beginning: known ones and those used more than once.

    Of each beginning the most used count, so that a text made of like words takes no longer than others.
    """
    found: dict[str, list[str]] = {form[:_BEGINNING]: [] for form in suspects}
    unknown = set(suspects)
    for form in names.places if found else ():
        if form[:_BEGINNING] in found and (form not in unknown or names.times(form) >= _USED_MORE):
            found[form[:_BEGINNING]].append(form)
    return {
        beginning: sorted(forms, key=lambda form: (-names.times(form), form))[:_MOST_RIVALS]
        for beginning, forms in found.items()
    }


def _misspelled(view: TextView, names: Names, form: str, others: Sequence[str]) -> Iterator[Hit]:
    """The places of a form that has a likelier spelling in the same text."""
    best: tuple[float, str, Variant] | None = None
    for other in others:
        if other == form or abs(len(other) - len(form)) > _MOST_ERRORS:
            continue
        found = _judge(names, form, other)
        if found and (best is None or (found.confidence, other) > (best[0], best[1])):
            best = (found.confidence, other, found)
    if best is None:
        return
    confidence, other, found = best
    for place in names.places[form]:
        span = view.original(view.tokens.starts[place], view.tokens.ends[place])
        yield hit(span, other, found, confidence, f"here also {other}")


def _judge(names: Names, form: str, other: str) -> Variant | None:
    """Whether a form is another spelling of one that the text uses more or that is known."""
    known = not is_unknown(other, names.language)
    if names.times(other) < (1 if known else _USED_MORE) * names.times(form):
        return None
    found = variant(form, other, names.language)
    if found is None:
        return None
    before, usual_before = names.before(form), names.before(other)
    if are_two_persons(before, usual_before) or is_compound(form, names.language):
        return None
    same_person = _SAME_PERSON if set(before) & set(usual_before) else 0.0
    raised = found.confidence + same_person + (_KNOWN if known and not found.transliterated else 0.0)
    return Variant(min(raised, 0.9), found.transliterated)


def hit(span: Span, usual: str, found: Variant, confidence: float, detail: str) -> Hit:
    """A hit on a form; putting the usual one in its place may be wrong, and is left to a person."""
    shown = f"{detail}; perhaps another transliteration" if found.transliterated else detail
    fix = None if found.transliterated else Fix(span=span, replacement=usual, safe=False)
    return Hit(span=span, confidence=confidence, fix=fix, detail=shown)


def _split(view: TextView, names: Names) -> Iterator[Hit]:
    """Names in two words that the text writes in one as well."""
    tokens = view.tokens
    for second in names.pairs:
        first = second - 1
        if tokens.starts[second] != tokens.ends[first] + 1:
            continue
        left, right = tokens.texts[first], tokens.texts[second]
        whole = left + tokens.lowered[second]
        if whole in names.places and min(len(left), len(right)) >= _SHORTEST_PART:
            span = view.original(tokens.starts[first], tokens.ends[second])
            fix = Fix(span=span, replacement=whole, safe=False)
            yield Hit(span=span, confidence=0.7, fix=fix, detail=f"here also {whole}")


RULE = Rule(
    code="X003",
    name="name-variant",
    message="A name or word is spelled in two ways",
    severity=Severity.WARNING,
    find=_find,
    flags=(
        Flagged(
            "In Wladiwostok tagte der Rat. Wladiwostok liegt am Meer, und Wladivostock ist groß.",
            "Wladivostock",
        ),
        Flagged(
            "Taschkent wartet. Nach Taschkent kam er spät, und in Taschkennt schneit es.",
            "Taschkennt",
        ),
        Flagged(
            "In Saarbrücken tagte der Rat. Wer nach Saar Brücken kommt, sieht den Fluss.",
            "Saar Brücken",
            repaired="In Saarbrücken tagte der Rat. Wer nach Saarbrücken kommt, sieht den Fluss.",
        ),
    ),
    passes=(
        Passed("Anna Gerstmeier kam. Eva Gerstmaier ging, und Eva Gerstmaier blieb bei Eva Gerstmaier."),
        Passed("Die Ukrainerin traf Ukrainer; Pjöngjangs Presse schrieb über Pjöngjang und die Pjöngjanger."),
    ),
    languages=("de", "en"),
    yields_to=("split-name", "glued-words", "drop-letter", "mojibake"),
)
