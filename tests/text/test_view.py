"""One view of a text for all analyses."""

from dedup.model import Document
from dedup.text import view_text


def test_sentences_are_ranges_of_tokens() -> None:
    view = view_text(Document(id="a", language="de", text="Kim reiste ab.\n\nPutin blieb."))
    assert view.sentence_words == ((0, 4), (4, 7))


def test_a_text_without_words_has_no_sentences() -> None:
    assert view_text(Document(id="a", language="de", text=" \n ")).sentence_words == ()
