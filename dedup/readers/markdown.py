"""Markdown (.md): the file is the article, markup and front matter included.

Spans must point into the file, so nothing is removed. YAML front matter is only looked at: its plain `name: text`
lines give title, date, address, outlet and author. Nested values are not read.
"""

import dataclasses
import re
from collections.abc import Iterator

from dedup.readers.fields import describe
from dedup.readers.item import Article, InputFile, Item
from dedup.readers.whole_file import read_plain
from dedup.settings import ReaderSettings

_LONGEST_FRONT_MATTER = 20_000  # characters
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"([\w-]{1,100})[ \t]{0,9}:[ \t]{1,9}(\S.{0,999})")


def read(file: InputFile, settings: ReaderSettings) -> Iterator[Item]:
    """Yield the one article of a file."""
    for item in read_plain(file, settings):
        yield _with_front_matter(item, settings) if isinstance(item, Article) else item


def _with_front_matter(article: Article, settings: ReaderSettings) -> Article:
    fields = {name: value for name, value in _front_matter(article.document.text).items() if name != settings.id}
    if not fields:
        return article
    return Article(dataclasses.replace(article.document, **describe(fields, settings)))


def _front_matter(text: str) -> dict[str, str]:
    head = text[:_LONGEST_FRONT_MATTER].replace("\r\n", "\n").replace("\r", "\n")
    opening = _FENCE.match(head)
    closing = opening and _FENCE.search(head, opening.end())
    if not opening or not closing:
        return {}
    lines = head[opening.end() : closing.start()].split("\n")
    found = (_LINE.fullmatch(line.rstrip()) for line in lines)
    return {match[1]: _unquote(match[2]) for match in found if match and match[2][0] not in "[{|>&*!"}


def _unquote(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
