"""Texts made to keep the rules busy: every rule must come to an end soon, whatever it is given."""

import random
import time
from functools import cache

import pytest

from dedup.artifacts import catalog, find_artifacts
from dedup.cleaning import repair
from dedup.model import Document
from dedup.settings import ArtifactSettings
from dedup.text import view_text

_MEGABYTE = 1_000_000
_RULE_PART = 100_000
"""What each rule alone is given, to name the one that is slow; all together have to bear the megabyte."""
_CLEANING_PART = 250_000
_RULE_SECONDS = 1.5
"""Ten times what the slowest rule takes on a quiet machine; a quadratic rule takes minutes."""
_ALL_SECONDS = 15.0
_REPEATED = {
    "one word": "a",
    "one word in capitals": "A",
    "capitals inside": "aA",
    "capitals and words": "aBcDe",
    "glued sentences": "kam.Der",
    "glued words": "sagtePutin ",
    "short words": "Nord Korea ",
    "blanks": " ",
    "empty lines": "\n",
    "carriage returns": "\r",
    "short lines": "Foto: a\n",
    "menu": "Politik\n",
    "links": "Weiterlesen\n",
    "dates": "18. Juni 2024\n",
    "half phrases": "lesen sie newsletter cookies ",
    "labels": "Mehr zum Thema: ",
    "digits": "4",
    "years": "2019Der",
    "quotation marks": '"',
    "guillemets": "»«",
    "words in marks": "»ab«cd ",
    "opening marks": "„a ",
    "signatures": "(dpa)",
    "agencies": "© dpa/AFP ",
    "brackets": "(",
    "bracketed sentences": "(ab).Der ",
    "less-than signs": "<",
    "opening tags": "<p ",
    "ampersands": "&amp",
    "mojibake": "Ã¼b",
    "soft hyphens": "\u00ad",
    "soft hyphens in words": "Sicher\u00adheitsrat ",
    "zero-width blanks": "a\u200b",
    "combining marks": "a\u0301",
    "broken words": "ab-\ncd",
    "blanks before marks": "ab , ",
    "colons": ":",
    "dots": ". ... ",
    "sentences": "Der Rat tagte am Dienstag bis in die Nacht, ohne sich zu einigen. ",
    "sentences on lines": "Der Rat tagte am Dienstag bis in die Nacht, ohne sich zu einigen.\n",
}
_DRAWN = {
    "any characters": "".join(map(chr, (*range(32, 0x2FF), *range(0x370, 0x600), *range(0x2000, 0x2100)))),
    "letters and marks": 'abcdefghijklmnopqrstuvwxyzABCDEFGÄÖÜ     .,:!?"\n',
}


@cache
def _hostile(kind: str) -> str:
    if kind in _DRAWN:
        return "".join(random.Random(5).choices(_DRAWN[kind], k=_MEGABYTE))
    piece = _REPEATED[kind]
    return (piece * (_MEGABYTE // len(piece) + 1))[:_MEGABYTE]


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Word lists are read once in a process, whatever the text."""
    text = _hostile("letters and marks")[:_RULE_PART]
    find_artifacts(view_text(Document(id="hostile", text=text, language="de")), ArtifactSettings())


@pytest.mark.parametrize("kind", sorted({**_REPEATED, **_DRAWN}))
def test_every_rule_comes_to_an_end(kind: str) -> None:
    view = view_text(Document(id="hostile", text=_hostile(kind)[:_RULE_PART], language="de"))
    slow = {}
    for rule in catalog():
        begin = time.process_time()
        find_artifacts(view, ArtifactSettings(select=(rule.code,)))
        seconds = time.process_time() - begin
        if seconds >= _RULE_SECONDS:
            slow[rule.name] = seconds
    assert slow == {}


@pytest.mark.parametrize("kind", sorted({**_REPEATED, **_DRAWN}))
def test_all_rules_together_come_to_an_end_on_a_megabyte(kind: str) -> None:
    begin = time.process_time()
    find_artifacts(view_text(Document(id="hostile", text=_hostile(kind))), ArtifactSettings())
    assert time.process_time() - begin < _ALL_SECONDS


@pytest.mark.parametrize(
    "kind", ["menu", "short lines", "soft hyphens in words", "glued sentences", "quotation marks"]
)
def test_cleaning_comes_to_an_end(kind: str) -> None:
    begin = time.process_time()
    repair(Document(id="hostile", text=_hostile(kind)[:_CLEANING_PART]), ArtifactSettings(), unsafe=True)
    assert time.process_time() - begin < _ALL_SECONDS
