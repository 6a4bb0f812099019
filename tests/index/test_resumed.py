"""A look-up that goes on from what another process has foreseen answers as one from the start."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from dedup.index import Index, Matches, Prepared, prepare
from dedup.index.run_files import tails_at
from dedup.model import Document
from dedup.settings import ReuseSettings

SETTINGS = ReuseSettings(max_document_frequency=6, boilerplate_documents=4)


def make_documents(seed: int, count: int, outlets: tuple[str | None, ...] = (None,)) -> list[Document]:
    """Texts that quote the same few stretches again and again, some of them whole copies."""
    draw = random.Random(seed)
    vocabulary = ["".join(draw.choices("abcdefgh", k=4)) for _ in range(300)]
    pool = [draw.choices(vocabulary, k=draw.randint(8, 50)) for _ in range(6)]
    documents: list[Document] = []
    for number in range(count):
        words = draw.choices(vocabulary, k=draw.randint(5, 60))
        if draw.random() < 0.4:
            place = draw.randint(0, len(words))
            words[place:place] = draw.choice(pool)
        if documents and draw.random() < 0.15:
            words = draw.choice(documents).text.split()
        documents.append(Document(id=f"{seed}-{number}", text=" ".join(words), outlet=draw.choice(outlets)))
    return documents


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.open(tmp_path / "index.db", SETTINGS) as opened:
        yield opened


def accept_most(article: Prepared, matches: Matches) -> bool:
    return not matches.near_duplicates or article.document.id.endswith("7")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("outlets", [(None,), ("Blatt", "Bote", None)])
def test_what_was_added_since_is_found(index: Index, seed: int, outlets: tuple[str | None, ...]) -> None:
    documents = make_documents(seed, 90, outlets)
    index.add(prepare(documents[:40], SETTINGS))
    asked = prepare([*documents[60:], *documents[30:36]], SETTINGS)
    foreseen = index.foresee(asked, from_files=False)
    assert index.look_up(asked, foreseen) == index.look_up(asked)
    index.add(prepare(documents[40:65], SETTINGS))
    assert index.look_up(asked, foreseen) == index.look_up(asked)
    index.remove([documents[3].id, documents[41].id])
    assert index.look_up(asked, foreseen) == index.look_up(asked)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("replace", [False, True])
def test_articles_of_one_batch_see_one_another(tmp_path: Path, seed: int, *, replace: bool) -> None:
    documents = make_documents(seed, 80)
    changed = [Document(id=documents[number].id, text=documents[number + 1].text) for number in (5, 9, 35)]
    asked = prepare([*documents[50:], *documents[38:40], *changed], SETTINGS)
    told: list[object] = []
    for name, is_foreseen in (("one.db", True), ("two.db", False)):
        with Index.open(tmp_path / name, SETTINGS) as index:
            index.add(prepare(documents[:30], SETTINGS), policy="p")
            foreseen = index.foresee(asked, from_files=False) if is_foreseen else ()
            index.add(prepare(documents[30:50], SETTINGS), policy="p")
            told.append(index.check_and_add(asked, accept_most, policy="p", replace=replace, foreseen=foreseen))
            told.append(tuple(index.ids()))
    assert told[:2] == told[2:]


def test_the_latest_documents_are_shared_as_a_file(index: Index, tmp_path: Path) -> None:
    documents = make_documents(2, 200)
    index.add(prepare(documents[:150], SETTINGS))
    index.share()
    (folder,) = (tmp_path / "index.db.columns").iterdir()
    assert tails_at(folder, 0, 1_000) == [150]
    with Index.open(tmp_path / "index.db", SETTINGS, read_only=True) as other:
        (foreseen, *_) = other.foresee(prepare(documents[150:], SETTINGS), from_files=True)
        assert foreseen is not None
        assert foreseen.filling.next_number == 150
    asked = prepare(documents[190:], SETTINGS)
    index.add(prepare(documents[150:190], SETTINGS))
    index.share()
    assert tails_at(folder, 0, 1_000) == [190]
    with Index.open(tmp_path / "index.db", SETTINGS, read_only=True) as other:
        assert other.look_up(asked) == index.look_up(asked)
