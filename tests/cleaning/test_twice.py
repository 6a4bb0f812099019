"""Cleaning comes to rest: a cleaned text is clean, whatever damage it had."""

import random
from pathlib import Path

import pytest

from dedup.artifacts import find_artifacts
from dedup.cleaning import repair
from dedup.model import Document
from dedup.settings import ArtifactSettings
from dedup.text import view_text

_SEEDS = sorted((Path(__file__).parents[2] / "seeds").rglob("*.txt"))
_DAMAGE = (
    (" und ", "und"),
    (". ", "."),
    (", ", " , "),
    (" die ", " d\u00adie "),
    ("ü", "Ã¼"),
    (" ", " &nbsp; "),
    ("\n", "\nAnzeige\n"),
    ("\n", "\nFoto: Eva Haas/dpaFoto: Eva Haas/dpa\n"),
    ("\n", "\nFoto: Eva Haas/dpa Foto: Eva Haas/dpa\n"),
    ("\n", "\nLesen Sie auch: Rat vertagt sich\n"),
    ("\n", "\nJetzt Newsletter abonnieren\n"),
    ("“ ", "“"),
    ("en ", "- en "),
    ("er ", "-\ner "),
)


def _damaged(text: str, seed: int) -> str:
    """Put up to twenty kinds of damage in, in places drawn with the seed, some of them inside one another."""
    draw = random.Random(seed)
    for old, new in draw.choices(_DAMAGE, k=20):
        places = [start for start in range(len(text)) if text.startswith(old, start)]
        if places:
            place = draw.choice(places)
            text = text[:place] + new + text[place + len(old) :]
    return text


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("path", _SEEDS, ids=lambda path: path.stem)
def test_cleaning_twice_changes_nothing_more(path: Path, *, unsafe: bool) -> None:
    for seed in range(3):
        damaged = Document(id="a", text=_damaged(path.read_text(encoding="utf-8"), seed))
        done = repair(damaged, ArtifactSettings(), unsafe=unsafe)
        again = repair(Document(id="a", text=done.text), ArtifactSettings(), unsafe=unsafe)
        assert again.edits == ()


@pytest.mark.parametrize("path", _SEEDS, ids=lambda path: path.stem)
def test_an_audit_of_a_cleaned_text_finds_nothing_left_to_repair(path: Path) -> None:
    done = repair(Document(id="a", text=_damaged(path.read_text(encoding="utf-8"), 7)), ArtifactSettings())
    view = view_text(Document(id="a", text=done.text))
    left = [
        (finding.name, finding.evidence)
        for finding in find_artifacts(view, ArtifactSettings()).findings
        if finding.fix and finding.fix.safe and finding.fix.span.within(done.text) != finding.fix.replacement
    ]
    assert left == []


def test_a_caption_that_stands_twice_leaves_no_blank_behind() -> None:
    text = "Streit im Rat\n\nBlick in den Saal. Foto: Eva Haas Blick in den Saal. Foto: Eva Haas\n\nDer Rat tagte."
    done = repair(Document(id="a", text=text, language="de"), ArtifactSettings())
    assert done.text == "Streit im Rat\n\nBlick in den Saal. Foto: Eva Haas\n\nDer Rat tagte."
