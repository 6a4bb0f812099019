"""German verb forms from an infinitive and its principal parts.

In: an entry of a cue file, such as "sagen", "mit|teilen" or "schreiben schreibt schrieb geschrieben". Out: the
third-person forms of the indicative, each with the place it takes in a clause. Weak verbs are formed by rule.
Konjunktiv I, a sign of reported speech rather than a cue, is infinitive stem + e for every verb but "sein".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_INSEPARABLE = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "wider", "unter", "über", "wieder")
_NEEDS_E = ("t", "d", "chn", "ckn", "ffn", "gn", "tm", "dn")
_ELISION = ("eln", "ern")


class VerbPlace(StrEnum):
    """Where a form stands: second in a main clause, last in a subordinate one, or beside an auxiliary."""

    FINITE = "finite"
    FINAL = "final"
    PARTICIPLE = "participle"
    INFINITIVE = "infinitive"


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One printed form. `particle` is what stands at the end of the clause when the verb is taken apart."""

    form: str
    lemma: str
    place: VerbPlace
    particle: str | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    """Principal parts of a verb without its particle."""

    infinitive: str
    present: str
    past: str
    participle: str


def verb_forms(entry: str) -> tuple[VerbForm, ...]:
    """Form a verb.

    >>> [form.form for form in verb_forms("mit|teilen")]
    ['teilt', 'teilen', 'teilte', 'teilten', 'mitteilt', 'mitteilen', 'mitteilte', 'mitteilten', \
'mitgeteilt', 'mitteilen', 'mitzuteilen']
    """
    particle, parts = _read(entry)
    lemma = particle + parts.infinitive
    finite = tuple(dict.fromkeys(_finite(parts)))
    return tuple(_placed(lemma, particle, parts, finite))


def subjunctive(infinitive: str) -> str:
    """Form the third person singular of Konjunktiv I.

    >>> subjunctive("handeln"), subjunctive("gehen")
    ('handle', 'gehe')
    """
    if infinitive.endswith("eln"):
        return infinitive[:-3] + "le"
    return infinitive.removesuffix("n").removesuffix("e") + "e"


def _read(entry: str) -> tuple[str, _Parts]:
    words = entry.split()
    particle, bar, bare = words[0].rpartition("|")
    if len(words) == 1:
        return particle, _weak(bare if bar else words[0])
    present, past, participle = words[1:]
    return particle, _Parts(bare if bar else words[0], present, past, participle)


def _weak(infinitive: str) -> _Parts:
    stem = infinitive[:-1] if infinitive.endswith(_ELISION) else infinitive[:-2]
    linked = stem + "e" if stem.endswith(_NEEDS_E) else stem
    takes_ge = not (infinitive.endswith("ieren") or infinitive.startswith(_INSEPARABLE))
    return _Parts(infinitive, linked + "t", linked + "te", ("ge" if takes_ge else "") + linked + "t")


def _finite(parts: _Parts) -> Iterator[str]:
    yield parts.present
    yield parts.infinitive
    yield parts.past
    yield parts.past + ("n" if parts.past.endswith("e") else "en")


def _placed(lemma: str, particle: str, parts: _Parts, finite: tuple[str, ...]) -> Iterator[VerbForm]:
    for form in finite:
        yield VerbForm(form, lemma, VerbPlace.FINITE, particle or None)
    if particle:
        for form in finite:
            yield VerbForm(particle + form, lemma, VerbPlace.FINAL)
    yield VerbForm(particle + parts.participle, lemma, VerbPlace.PARTICIPLE)
    yield VerbForm(lemma, lemma, VerbPlace.INFINITIVE)
    if particle:
        yield VerbForm(particle + "zu" + parts.infinitive, lemma, VerbPlace.INFINITIVE)
