"""Measure every artifact rule and write the figures that `dedup rules` shows.

    DEDUP_DATA=FOLDER python tests/benchmarks/rule_figures.py [--articles N] [--seed N] [--write]

FOLDER holds `eval/inject_artifacts.py`, which plants 29 kinds of damage, and clean articles below `data/`. Kinds
that it does not plant are planted here, by simple means; the rest has figures on clean text alone. A finding counts
as right when it and the planted place share half of what they cover together. Clean articles are printed ones: what
is found there includes damage of their own.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from dedup.artifacts import Looked, Shown, add_collection_findings, catalog, find_artifacts, trace
from dedup.model import Document, Finding
from dedup.settings import ArtifactSettings
from dedup.text import view_text

_CLEAN = ("data/news/gnad_de.jsonl", "data/quotes/uhh_train.jsonl")
_TARGET = Path(__file__).parents[2] / "dedup" / "artifacts" / "figures.json"
_SAME = 0.5
_HEADLINE = re.compile(r"\d+ - (?P<title>.+) \(\d{4}-\d\d-\d\d\)")
Place = tuple[int, int]
Planted = tuple[str, tuple[Place, ...]]
"""The name of a rule and the places that are right answers."""


def main() -> None:
    """Plant, find, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=600, help="articles taken from each clean file")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--write", action="store_true", help="write the figures into the program")
    options = parser.parse_args()
    data = os.environ.get("DEDUP_DATA")
    if not data:
        sys.exit("DEDUP_DATA names the folder with the clean articles and the injector; it is not set")
    clean = [article for name in _CLEAN for article in _read(Path(data) / name, options.articles)]
    rows = _on_clean(clean)
    injected = _counted(_injected(Path(data), clean, options.seed))
    planted = _counted(_planted(clean, options.seed))
    unplanted = {"planted": 0, "precision": None, "recall": None}
    rows = {code: row | (injected.get(code) or planted.get(code) or unplanted) for code, row in rows.items()}
    command = f"python tests/benchmarks/rule_figures.py --articles {options.articles} --seed {options.seed} --write"
    for code, row in rows.items():
        print(code, json.dumps(row))
    if options.write:
        _TARGET.write_text(json.dumps({"command": command, "rules": rows}, indent=1) + "\n", encoding="utf-8")


def _read(path: Path, articles: int) -> list[dict[str, str]]:
    """Read articles; ids of one file hold the headline and the date, and the headline belongs above its text."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for _, line in zip(range(articles), file, strict=False)]
    for row in rows:
        headline = _HEADLINE.fullmatch(row["id"])
        if headline:
            row["text"] = f"{headline['title']}\n\n{row['text']}"
    return rows


def _look(articles: Iterable[Mapping[str, str]]) -> list[tuple[str, tuple[Finding, ...]]]:
    """The findings of articles as a collection has them."""
    settings = ArtifactSettings()
    documents = sorted((Document(id=each["id"], text=each["text"]) for each in articles), key=lambda each: each.id)
    looked = []
    for document in documents:
        view = view_text(document)
        found = find_artifacts(view, settings).findings
        looked.append(Looked(language=view.language, findings=found, traces=trace(view)))
    results = add_collection_findings(documents, looked, Shown(), settings)
    return [(document.id, result.findings) for document, result in zip(documents, results, strict=True)]


def _on_clean(articles: list[dict[str, str]]) -> dict[str, dict[str, Any]]:
    words = sum(len(article["text"].split()) for article in articles)
    found = Counter(finding.code for _, findings in _look(articles) for finding in findings)
    return {rule.code: {"clean_findings": found[rule.code], "clean_words": words} for rule in catalog()}


def _counted(pairs: Iterable[tuple[list[Planted], tuple[Finding, ...], set[str]]]) -> dict[str, dict[str, Any]]:
    """Precision and recall by rule; `kinds` are the names that were planted, others are not counted."""
    planted, right, wrong = Counter[str](), Counter[str](), Counter[str]()
    for gold, findings, kinds in pairs:
        left = list(gold)
        planted.update(name for name, _ in gold)
        for finding in findings:
            place = (finding.span.start, finding.span.end)
            hit = next(
                (item for item in left if item[0] == finding.name and _likeness(item[1], place) >= _SAME), None
            )
            if hit:
                left.remove(hit)
                right[finding.name] += 1
            elif finding.name in kinds:
                wrong[finding.name] += 1
    return {
        rule.code: {
            "planted": planted[rule.name],
            "precision": round(right[rule.name] / max(1, right[rule.name] + wrong[rule.name]), 4),
            "recall": round(right[rule.name] / planted[rule.name], 4),
        }
        for rule in catalog()
        if planted[rule.name]
    }


def _likeness(places: Iterable[Place], found: Place) -> float:
    """The greatest share that a found place and one of the right answers have in common."""
    return max(
        (min(end, found[1]) - max(start, found[0])) / (max(end, found[1]) - min(start, found[0]))
        for start, end in places
    )


def _injected(
    data: Path, articles: list[dict[str, str]], seed: int
) -> Iterable[tuple[list[Planted], tuple[Finding, ...], set[str]]]:
    """Damage from the injector, with the findings that were not there before."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        clean, damaged, gold, originals = (
            folder / f"{name}.jsonl" for name in ("clean", "damaged", "gold", "whole")
        )
        clean.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
        arguments = ["--in", str(clean), "--out", str(damaged), "--gold", str(gold), "--originals", str(originals)]
        command = [sys.executable, str(data / "eval/inject_artifacts.py"), *arguments, "--seed", str(seed)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        places: dict[str, list[Planted]] = defaultdict(list)
        for line in gold.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            alternatives = [(start, end) for start, end in row["alt"]]
            places[row["id"]].append((row["type"], ((row["start"], row["end"]), *alternatives)))
        kinds = {name for found in places.values() for name, _ in found}
        before = dict(_look(map(json.loads, originals.read_text(encoding="utf-8").splitlines())))
        after = _look(map(json.loads, damaged.read_text(encoding="utf-8").splitlines()))
        for identity, findings in after:
            yield places[identity], _new(findings, before[identity]), kinds


def _new(after: tuple[Finding, ...], before: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that the undamaged text does not have."""
    old = Counter((finding.code, finding.evidence) for finding in before)
    new = []
    for finding in after:
        key = (finding.code, finding.evidence)
        if old[key]:
            old[key] -= 1
        else:
            new.append(finding)
    return tuple(new)


def _planted(
    articles: list[dict[str, str]], seed: int
) -> Iterable[tuple[list[Planted], tuple[Finding, ...], set[str]]]:
    """Damage planted here, one place in each article, its kind by turns."""
    kinds = sorted(_PLANTERS)
    damaged: list[dict[str, str]] = []
    places: dict[str, Planted] = {}
    for number, article in enumerate(articles):
        kind = kinds[number % len(kinds)]
        made = _PLANTERS[kind](article["text"], random.Random(f"{seed} {article['id']}"), articles)
        if made:
            damaged.append({"id": article["id"], "text": made[0]})
            places[article["id"]] = (kind, (made[1],))
    chosen = [article for article in articles if article["id"] in places]
    before = dict(_look(chosen))
    for identity, findings in _look(damaged):
        yield [places[identity]], _new(findings, before[identity]), set(kinds)


Planter = Callable[[str, random.Random, list[dict[str, str]]], tuple[str, Place] | None]


def _put(text: str, start: int, end: int, piece: str) -> tuple[str, Place]:
    return text[:start] + piece + text[end:], (start, start + len(piece))


def _word(text: str, chance: random.Random, pattern: str) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return chance.choice(found) if found else None


def _lost_letter(text: str, chance: random.Random, _: list[dict[str, str]]) -> tuple[str, Place] | None:
    word = _word(text, chance, r"\b[^\W\d_]{4,}\b(?<=[a-z])")
    umlaut = re.search("[äöüß]", word.group()) if word else None
    if word is None or umlaut is None:
        return None
    return _put(text, word.start(), word.end(), word.group().replace(umlaut.group(), "\ufffd", 1))


def _look_alike(text: str, chance: random.Random, _: list[dict[str, str]]) -> tuple[str, Place] | None:
    word = _word(text, chance, r"\b[a-zA-Z]*[aeopcxy][a-zA-Z]+\b(?<=\w{4})")
    if word is None:
        return None
    letter = chance.choice([letter for letter in word.group() if letter in "aeopcxy"])
    twin = dict(zip("aeopcxy", "аеорсху", strict=True))[letter]
    return _put(text, word.start(), word.end(), word.group().replace(letter, twin, 1))


def _turned_round(text: str, chance: random.Random, _: list[dict[str, str]]) -> tuple[str, Place] | None:
    word = _word(text, chance, r"\b[^\W\d_]{4,20}\b")
    return _put(text, word.start(), word.end(), f"\u202e{word.group()[::-1]}\u202c") if word else None


def _hidden(text: str, chance: random.Random, _: list[dict[str, str]]) -> tuple[str, Place] | None:
    gap = _word(text, chance, r"(?<=\w) (?=\w)")
    letters = "".join(chance.choice("\u200b\u200c\u200d\u2060") for _ in range(chance.randint(8, 64)))
    return _put(text, gap.end(), gap.end(), letters) if gap else None


def _loop(text: str, chance: random.Random, _: list[dict[str, str]]) -> tuple[str, Place] | None:
    phrase = _word(text, chance, rf"\b[^\W\d_]+(?: [^\W\d_]+){{{chance.randint(1, 7)}}}\b(?= )")
    return _put(text, phrase.start(), phrase.end(), " ".join([phrase.group()] * 5)) if phrase else None


def _table(text: str, chance: random.Random, articles: list[dict[str, str]]) -> tuple[str, Place] | None:
    names = re.findall(r"\b[A-ZÄÖÜ][a-zäöüß]{3,}\b", chance.choice(articles)["text"])
    place = _word(text, chance, r"[a-zäöü]\. ")
    if place is None or len(names) < 5:
        return None
    rows = (
        f"{name} " + " ".join(str(chance.randint(0, 99)) for _ in range(chance.randint(2, 4)))
        for name in chance.sample(names, 5)
    )
    damaged, (start, end) = _put(text, place.end(), place.end(), " ".join(rows) + " ")
    return damaged, (start, end - 1)


def _other_language(text: str, chance: random.Random, _: list[dict[str, str]]) -> tuple[str, Place] | None:
    lines = [match.end() for match in re.finditer("\n\n", text)]
    if not lines:
        return None
    at = chance.choice(lines)
    return text[:at] + _ENGLISH + "\n\n" + text[at:], (at, at + len(_ENGLISH))


def _other_spelling(text: str, chance: random.Random, _: list[dict[str, str]]) -> tuple[str, Place] | None:
    times = Counter(re.findall(r"\b[A-ZÄÖÜ][a-zäöüß]{6,}\b", text))
    names = sorted(name for name, number in times.items() if number > 2)
    if not names:
        return None
    name = chance.choice(names)
    word = _word(text, chance, rf"\b{name}\b")
    gone = chance.randint(2, len(name) - 4)
    return _put(text, word.start(), word.end(), name[:gone] + name[gone + 1 :]) if word else None


def _headline(text: str, chance: random.Random, articles: list[dict[str, str]]) -> tuple[str, Place] | None:
    lines = [match.end() for match in re.finditer("\n\n", text)]
    first = chance.choice(articles)["text"].partition("\n")[0]
    if not lines or not 24 <= len(first) <= 200 or text.startswith(first):
        return None
    at = chance.choice(lines)
    return text[:at] + first + "\n\n" + text[at:], (at, at + len(first))


_ENGLISH = (
    "The committee said on Monday that it would publish its findings before the end of the year, and that it had "
    "asked all of the members to send in what they knew about the case and about the people who had worked on it."
)
_PLANTERS: dict[str, Planter] = {
    "control-character": _lost_letter,
    "mixed-script": _look_alike,
    "bidi-control": _turned_round,
    "hidden-text": _hidden,
    "word-loop": _loop,
    "flattened-table": _table,
    "name-variant": _other_spelling,
    "other-headline": _headline,
    "wrong-language": _other_language,
}

if __name__ == "__main__":
    main()
