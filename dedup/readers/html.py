"""Web pages (.html, .htm): trafilatura finds the article, and nothing is ever fetched.

In: a page. Out: one article whose text is what was extracted, with title, day, site name and address. Extraction is
set to precision: text that is surely the article's, without comments and without tables, which on news pages hold
quotes and fixtures. Pages that would keep the extractor busy for minutes are refused by their number of elements.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any

from dedup.errors import InvalidRecordError
from dedup.model import Document
from dedup.readers.decoding import declared_in_page, decode, describe_encoding
from dedup.readers.fields import as_text
from dedup.readers.item import Article, InputFile, Item, Notice
from dedup.readers.objection import find_objection
from dedup.readers.published import normalize_published
from dedup.readers.whole_file import read_bytes
from dedup.settings import ReaderSettings

BYTES_PER_CHARACTER = 10  # of a page, for one character of article; 20 MB by default, trafilatura's own limit
# The extractor's time grows with the square of the children of one element: 5,000 cost 2 s, 100,000 minutes.
# A long live blog has 15,000 elements. Chosen by hand; tests/readers/test_html.py holds the hostile pages.
_MAX_ELEMENTS = 20_000
_MAX_CHILDREN = 5_000
# The parser's time grows with the square of the attributes of one tag: 100,000 cost minutes.
_MAX_ATTRIBUTES = 2_000
_LONG_TAG = 4_000  # characters; a shorter tag holds fewer attributes than the limit
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/=]++")
# Without a fixed end htmldate refuses dates after today: the same page would give another result tomorrow.
_DATE_SETTINGS = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}


def read(file: InputFile, settings: ReaderSettings) -> Iterator[Item]:
    """Yield the article of a page.

    Raises:
        InputError: The file is too long, no text, or no article can be found in it.
        OSError: The file cannot be opened or read.
    """
    page = read_bytes(file, settings, bytes_per_character=BYTES_PER_CHARACTER)
    decoded = decode(page, declared_in_page(page))
    if decoded.encoding:
        yield Notice(f"{file.shown}: {describe_encoding(decoded.encoding)}")
    yield Article(extract_document(decoded.text, settings, identity=file.name, path=file.shown))


def extract_document(
    page: str, settings: ReaderSettings, *, identity: str, path: str, url: str | None = None
) -> Document:
    """Find the article of a page; `url` is where the page was found, if that is known.

    Raises:
        InvalidRecordError: No article can be found in the page.
    """
    found = _extract(page, url)
    text = found.text or ""
    objection = find_objection(text, settings)
    if objection:
        raise InvalidRecordError(f"no article in this page: {objection}" if not text.strip() else objection)
    raw_date = as_text(found.date)
    return Document(
        id=identity,
        text=text,
        title=as_text(found.title),
        published=normalize_published(raw_date) if raw_date else None,
        byline=as_text(found.author),
        outlet=as_text(found.sitename),
        url=url or as_text(found.url),
        path=path,
    )


def _extract(page: str, url: str | None) -> Any:
    _silence()
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    _refuse_endless_tags(page)
    try:
        tree = load_html(page)
        _refuse_endless_work(tree)
        found = bare_extraction(
            tree,
            url=url,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params=_DATE_SETTINGS,
        )
    except InvalidRecordError:
        raise
    except Exception as error:  # a page is hostile input to a large parser
        raise InvalidRecordError(
            f"the page cannot be parsed ({type(error).__name__}); save its text instead"
        ) from error
    if found is None:
        raise InvalidRecordError("no article in this page: nothing could be extracted; save its text instead")
    return found


def _refuse_endless_tags(page: str) -> None:
    for tag in page.split("<"):
        if len(tag) < _LONG_TAG:
            continue
        bare = _QUOTED.sub("", tag).partition(">")[0]
        if len(_BETWEEN_ATTRIBUTES.findall(bare)) > _MAX_ATTRIBUTES:
            raise InvalidRecordError(
                f"the page has a tag with more than {_MAX_ATTRIBUTES:,} attributes; "
                "no article needs that: save its text instead"
            )


def _refuse_endless_work(tree: Any) -> None:
    if tree is None:
        raise InvalidRecordError("no article in this page: it holds no markup that can be parsed")
    for elements, element in enumerate(tree.iter(), start=1):
        if elements > _MAX_ELEMENTS or len(element) > _MAX_CHILDREN:
            raise InvalidRecordError(
                f"the page has more than {_MAX_ELEMENTS:,} elements, or more than {_MAX_CHILDREN:,} in one place; "
                "no article needs that: save its text instead"
            )


def _silence() -> None:
    """Keep the libraries from writing to stderr; what matters is in the reason of the skipped record."""
    for name in ("trafilatura", "htmldate", "courlan"):
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.CRITICAL)
