"""The cue lexicon of a language, read from `cues/<language>.toml`.

In: a language code. Out: which printed verb forms introduce a statement and how, which words open clauses, mean
an utterance, a group or a body, and which subjunctive forms mark reported speech. A language without a file gets
the German lexicon when its text cannot be told, otherwise none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from dedup.attribution.catalogue_file import mistakes_named, read_tables
from dedup.attribution.conjugation import VerbForm, VerbPlace, subjunctive, verb_forms

ENGLISH = "en"
_GERMAN = "de"
_SHORTEST_STEM = 3
_FINITE = ("auxiliaries", "modals", "subjunctive_two", "copula")
_GROUNDING = ("excerpt", "excerpt_from", "grounds", "grounds_behind")
_FUNCTION = ("relatives", "determiners", "stop", "openers", "subordinators", "joiners", "places")
_Cue = TypeVar("_Cue")


def _languages() -> tuple[str, ...]:
    """List the languages that have a cue file, German first: it reads what no language is known of."""
    files = (resources.files("dedup.attribution") / "cues").iterdir()
    names = sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml"))
    return (_GERMAN, *(name for name in names if name != _GERMAN))


LANGUAGES = _languages()


class CueGroup(StrEnum):
    """What kind of act a cue verb names: uttering, passing on, judging or asking, thinking."""

    SAY = "say"
    REPORT = "report"
    JUDGE = "judge"
    THINK = "think"


@dataclass(frozen=True, slots=True)
class CueForm:
    """A printed form of a cue verb with its group."""

    verb: VerbForm
    group: CueGroup


@dataclass(frozen=True, slots=True)
class Phrase:
    """A cue of several words: the verb form and what must follow it in the clause ("geht", "davon", "aus")."""

    verb: VerbForm
    words: tuple[str, ...]
    last: str | None


@dataclass(frozen=True, slots=True)
class PrepositionalCue:
    """A verb that reports with a preposition ("berichtete von", "sprach sich für ... aus")."""

    verb: VerbForm
    prepositions: frozenset[str]
    particle: str | None
    reflexive: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the frames of one language look up. Words are lower-case unless they are verb forms.

    `verb_second` tells German word order from subject, verb, object. `everyday_triggers` (ist, geht) mean nothing
    unless the sentence holds one of `phrase_ends` (Ansicht, davon).
    """

    language: str
    verb_second: bool
    cues: Mapping[str, tuple[CueForm, ...]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    prepositional: Mapping[str, tuple[PrepositionalCue, ...]]
    subjunctives: frozenset[str]
    infinitive_verbs: frozenset[str]
    reported_verbs: frozenset[str]
    infinitives: frozenset[str]
    triggers: frozenset[str]
    everyday_triggers: frozenset[str]
    phrase_ends: frozenset[str]
    words: Mapping[str, frozenset[str]]
    suffixes: Mapping[str, tuple[str, ...]]


@cache
def load_lexicon(language: str) -> Lexicon:
    """Load the lexicon of a language, once a process.

    Raises:
        CatalogueError: The file is missing or malformed.

    >>> "er" in load_lexicon("de").words["pronouns"]
    True
    """
    name = f"cues/{language}.toml"
    data = read_tables(name)
    with mistakes_named(name):
        return _build(language, data)


def _build(language: str, data: Mapping[str, Any]) -> Lexicon:
    lists = {key: words for section in _sections(data) for key, words in section.items()}
    forms = verb_forms if language == _GERMAN else _plain_forms
    cues = _group_by_form(
        (form.form, CueForm(form, CueGroup(group)))
        for group, entries in data["verbs"].items()
        for entry in entries
        for form in forms(entry)
    )
    phrases = _group_by_form(_phrases(data))
    prepositional = _group_by_form(_prepositional(data))
    subjunctives = _subjunctives(data)
    nouns = (*lists.get("cue_nouns", ()), *lists.get("impersonal", ()))
    telling = frozenset({*cues, *prepositional, *subjunctives, *data["frames"]["words"], *nouns})
    return Lexicon(
        language=language,
        verb_second=data["order"]["verb_second"],
        cues=cues,
        phrases=phrases,
        prepositional=prepositional,
        subjunctives=subjunctives,
        infinitives=frozenset(data.get("subjunctive", {}).get("verbs", "").split()),
        triggers=telling.union(phrases),
        everyday_triggers=frozenset(phrases) - telling,
        phrase_ends=frozenset(phrase.words[-1] for of_form in phrases.values() for phrase in of_form),
        infinitive_verbs=frozenset(data.get("infinitive", {}).get("verbs", ())),
        reported_verbs=frozenset(data.get("reported", {}).get("verbs", ())),
        words=_word_sets(lists),
        suffixes=defaultdict(tuple, {key: tuple(words) for key, words in lists.items()}),
    )


def _word_sets(lists: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """Make sets of the lists, and the unions that frames ask for word by word; a list left out is empty."""
    sets = {key: frozenset(words) for key, words in lists.items()}
    sets["finite"] = frozenset().union(*(lists.get(key, ()) for key in _FINITE))
    sets["function"] = frozenset().union(*(lists.get(key, ()) for key in _FUNCTION))
    sets["grounding"] = frozenset().union(*(lists.get(key, ()) for key in _GROUNDING))
    return defaultdict(frozenset, sets)


def _sections(data: Mapping[str, Any]) -> list[Mapping[str, list[str]]]:
    names = ("clause", "phrase", "nouns", "media", "continuation", "layout", "subject_first")
    return [data.get(name, {}) for name in names]


def _group_by_form(pairs: Iterable[tuple[str, _Cue]]) -> dict[str, tuple[_Cue, ...]]:
    grouped: dict[str, list[_Cue]] = {}
    for form, cue in pairs:
        grouped.setdefault(form, []).append(cue)
    return {form: tuple(cues) for form, cues in grouped.items()}


def _phrases(data: Mapping[str, Any]) -> Iterable[tuple[str, Phrase]]:
    """Read "gehen geht ging gegangen | davon + aus": verb, words that follow, word that ends the clause."""
    for pattern in data.get("phrases", {}).get("patterns", ()):
        entry, _, following = pattern.rpartition(" | ")
        words, _, last = following.partition(" + ")
        for form in _forms(entry):
            yield form.form, Phrase(form, tuple(words.split()), last or None)


def _prepositional(data: Mapping[str, Any]) -> Iterable[tuple[str, PrepositionalCue]]:
    for item in data.get("prepositional", ()):
        for form in _forms(item["verb"]):
            yield (
                form.form,
                PrepositionalCue(
                    form, frozenset(item["prepositions"]), item.get("particle"), item.get("reflexive", False)
                ),
            )


def _forms(entry: str) -> tuple[VerbForm, ...]:
    """Form a verb of a phrase, taking only what stands in a main clause or beside an auxiliary."""
    places = (VerbPlace.FINITE, VerbPlace.PARTICIPLE)
    return tuple(form for form in verb_forms(entry) if form.place in places)


def _subjunctives(data: Mapping[str, Any]) -> frozenset[str]:
    """Konjunktiv I of everyday verbs and of cue verbs, alone and with a particle before it (vorliege)."""
    section = data.get("subjunctive")
    if section is None:
        return frozenset()
    verbs = [verb for verb in section["verbs"].split() if len(verb) > _SHORTEST_STEM]
    simple = {subjunctive(verb) for verb in verbs} | {verb[:-1] + "e" for verb in verbs if verb.endswith("eln")}
    joined = {particle + form for particle in section["particles"] for form in simple}
    joined |= {particle + form for particle in section["particles"] for form in section["fixed"]}
    return (frozenset(section["fixed"]) | simple | joined) - frozenset(section["not_verbs"])


def _plain_forms(entry: str) -> tuple[VerbForm, ...]:
    """Form a verb from "report", as English does, or from "say said said" (base, finite forms, participle)."""
    base, *irregular = entry.split()
    *finite_forms, participle = irregular or [_english_past(base)] * 2
    present = base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + _english_s(base)
    finite = dict.fromkeys((base, present, *finite_forms))
    return (
        *(VerbForm(form, base, VerbPlace.FINITE) for form in finite),
        VerbForm(participle, base, VerbPlace.PARTICIPLE),
        VerbForm(base.removesuffix("e") + "ing", base, VerbPlace.INFINITIVE),
    )


def _english_s(base: str) -> str:
    return "es" if base.endswith(("s", "sh", "ch", "x")) else "s"


def _english_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else base + "ed"
