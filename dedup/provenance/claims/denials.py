"""Who denies what articles claim.

In: the statements of the articles, their citations and the claims. Out: denials with the names of the deniers and
the claims they can be tied to: what the article claimed right before where the denial points back ("dies", "eine
solche Kooperation"), else the claim of the same article that shares most words with it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dedup.model import Citation, Claim, Denial, Location, Span
from dedup.provenance.principal_words import read_phrase
from dedup.statements import Statement, families_of
from dedup.statements.words import country_of, load_markers
from dedup.text.stems import stem
from dedup.text.tokens import tokenize

_BACK = 2
"""Sentences before a denial in which what it denies is looked for."""
_FAR = 6
_TITLED = 3
_ARTICLES = frozenset({"der", "die", "das", "den", "dem", "the"})
_PREPOSITIONS = frozenset({
    "an", "auf", "aus", "außer", "bei", "durch", "für", "gegen", "gegenüber", "in", "mit", "nach", "neben", "ohne",
    "seit", "trotz", "um", "von", "vor", "wegen", "zu", "zwischen", "laut", "zufolge", "about", "against", "at",
    "for", "from", "into", "of", "on", "to", "with",
})  # fmt: skip
"""Behind these stands nobody who denies; "by" is left out: denied by Moscow."""
_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class Denying:
    """A statement that denies, and where what it denies may stand."""

    document: str
    number: int
    statement: Statement


def find_denying(document: str, statements: Sequence[Statement]) -> Iterator[Denying]:
    """Find the statements of a document that deny something; a denial that is negated denies nothing."""
    for number, statement in enumerate(statements):
        if statement.denial is not None and not statement.is_negated:
            yield Denying(document, number, statement)


def denied_statement(denying: Denying, statements: Sequence[Statement]) -> int | None:
    """The statement that a denial speaks of: the one before that shares most with it, else the one right before."""
    own = denying.statement
    keys = {key for term in own.terms for key in (term, *families_of(term))}
    best: tuple[int, int] | None = None
    for number in range(denying.number - 1, -1, -1):
        other = statements[number]
        distance = own.sentence - other.sentence
        if distance > (_BACK if own.refers_back else _FAR) or own.paragraph - other.paragraph > _PARAGRAPHS:
            break
        if other.denial is not None or len(other.terms) < _BACK:
            continue
        common = sum(bool(keys & {term, *families_of(term)}) for term in other.terms)
        if not common and not own.refers_back:
            continue
        figure = bool(other.quantities)
        closeness = 3 * common + 2 * figure - 2 * distance + (2 if other.is_reported else 0)
        if best is None or closeness > best[0]:
            best = closeness, number
    return best[1] if best else None


def to_denials(
    denying: Sequence[Denying],
    text_of: Callable[[str], str],
    statements: Mapping[str, Sequence[Statement]],
    citations: Mapping[str, Sequence[Citation]],
    claims: Sequence[Claim],
) -> tuple[Denial, ...]:
    """Make denials, each with the claims that it is tied to."""
    found = []
    of_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for document in sorted({mention.location.document for mention in claim.mentions}):
            of_document[document].append(claim)
    for each in sorted(denying, key=lambda item: (item.document, item.statement.span)):
        text = text_of(each.document)
        cue = each.statement.denial
        denied = denied_statement(each, statements[each.document])
        span = statements[each.document][denied].span if denied is not None else None
        spans = [span] if span is not None else []
        spans += [other.span for other in statements[each.document] if _is_named(each.statement, other)]
        tied = [claim.id for claim in of_document[each.document] if _has_mention(claim, each.document, spans)]
        speaking = [c.id for c in citations.get(each.document, ()) if _is_of_denial(c, each.statement)]
        found.append(
            Denial(
                location=Location(each.document, each.statement.span),
                citation=speaking[0] if speaking else None,
                deniers=_deniers(each, text, statements[each.document]),
                of=tuple(tied),
                cue=cue,
            )
        )
    return tuple(found)


def _is_named(denial: Statement, other: Statement) -> bool:
    """Whether a denial names what another statement claims: the same kinds of things and acts, in any words."""
    if other.denial is not None or other is denial:
        return False
    mine = {family for term in denial.terms for family in families_of(term)}
    theirs = {family for term in other.terms for family in families_of(term)}
    common = mine & theirs
    return any(family[0] == "a" for family in common) and any(family[0] == "t" for family in common)


def _has_mention(claim: Claim, document: str, spans: Sequence[Span]) -> bool:
    return any(
        mention.location.document == document and any(mention.location.span.overlaps(span) for span in spans)
        for mention in claim.mentions
    )


def _is_of_denial(citation: Citation, denial: Statement) -> bool:
    """Whether a citation says who denies; who only reports that somebody denies is no denier."""
    cue = citation.cue
    if cue is None or denial.denial is None:
        return False
    return cue == denial.denial or (denial.span.covers(cue) and denial.span.covers(citation.mention))


def _deniers(each: Denying, text: str, statements: Sequence[Statement]) -> tuple[str, ...]:
    """Who denies, as printed: countries and persons of the statement; "beide Länder" are the last two countries."""
    statement = each.statement
    tokens = tokenize(statement.span.within(text))
    is_both = any(
        load_markers(language).has("both", word) for language in ("de", "en") for word in tokens.lowered[:6]
    )
    if is_both and not statement.countries:
        return _last_two(each, text, statements) or (" ".join(tokens.texts[:2]),)
    named = [tokens.texts[place] for place in range(len(tokens.texts)) if _may_deny(tokens.texts, place)]
    people = [name for name in statement.persons if _stands_alone(name.split()[-1], tokens.texts)]
    return (
        tuple(dict.fromkeys((*people, *named)))
        or tuple(word for word in tokens.texts if word[0].isupper() and stem(word.lower()))[:1]
    )


def _may_deny(words: Sequence[str], place: int) -> bool:
    """Whether a country stands where an actor may: no genitive, adjective of a thing, or name behind "in"."""
    word = words[place]
    behind = words[place + 1] if place + 1 < len(words) else ""
    if country_of(word) is None:
        return False
    before = [each.casefold() for each in words[max(0, place - 2) : place]]
    if before and (before[-1] in _PREPOSITIONS or (before[-1] in _ARTICLES and before[0] in _PREPOSITIONS)):
        return read_phrase(" ".join(words[max(0, place - _TITLED) : place])).is_of_state
    if word[0].islower() or (word.endswith("s") and country_of(word[:-1]) and behind[:1].isupper()):
        return read_phrase(f"{word} {behind}").is_of_state
    return True


def _stands_alone(surname: str, words: Sequence[str]) -> bool:
    """Whether a person is named otherwise than behind a preposition."""
    return any(
        word == surname and (not n or words[n - 1].casefold() not in _PREPOSITIONS) for n, word in enumerate(words)
    )


def _last_two(each: Denying, text: str, statements: Sequence[Statement]) -> tuple[str, ...]:
    """The two countries that were named most in the paragraphs before, as printed last."""
    counts: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for statement in statements[max(0, each.number - _FAR) : each.number]:
        counts.update(country for _, country in statement.parties)
        for word in tokenize(statement.span.within(text)).texts:
            code = country_of(word)
            if code is not None:
                counts[code] += 1
                if code not in printed or word[0].isupper():
                    printed[code] = word
    for statement in statements:  # what the article is about decides between equals
        counts.update(code for code in statement.countries if code in printed)
    named = sorted(printed, key=lambda code: (-counts[code], code))[:2]
    return tuple(printed[code] for code in sorted(named))
