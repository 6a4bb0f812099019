from collections.abc import Callable

import pytest

from dedup.model import Collection, Document

ReadBytes = Callable[..., Collection]


def test_front_matter_is_looked_at_and_stays_in_the_text(read: ReadBytes) -> None:
    text = '---\r\ntitle: "Der Fluss steigt"\r\ndate: 2024-06-18\r\nauthor: Ina Beispiel\r\n'
    text += "tags: [a, b]\r\n---\r\n# Text\r\n"
    assert read("a.md", text).documents == (
        Document(
            id="a.md",
            text=text,
            title="Der Fluss steigt",
            published="2024-06-18",
            byline="Ina Beispiel",
            path="a.md",
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "# Titel\n\nText mit **Betonung**.\n",
        "---\ntitle: offen\n",
        "Text\n---\ntitle: spät\n---\n",
        "---\n",
        "---\n---\n",
    ],
)
def test_without_front_matter_nothing_is_guessed(read: ReadBytes, text: str) -> None:
    assert read("a.md", text).documents == (Document(id="a.md", text=text, path="a.md"),)


def test_front_matter_gives_no_id(read: ReadBytes) -> None:
    assert read("a.md", "---\nid: anders\n---\nText").documents[0].id == "a.md"


def test_hostile_front_matter_is_read_in_linear_time(read: ReadBytes) -> None:
    text = "---\n" + "title" + " " * 500_000 + ":" * 500_000 + "\n---\n"
    assert read("a.md", text).documents[0].title is None


def test_an_empty_file_is_skipped(read: ReadBytes) -> None:
    assert read("a.md", "\n").skipped[0].reason == "text is empty; nothing to audit"
