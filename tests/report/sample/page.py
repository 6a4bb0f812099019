"""The HTML report as a browser would see it: written, parsed into elements, and looked at."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from dedup.model import Audit, Document
from dedup.report.html import write_html

VOID = frozenset({"meta", "input", "br", "link", "img", "base"})


@dataclass
class Element:
    """An element as a browser would see it; `content` mixes text and elements."""

    tag: str
    attributes: dict[str, str | None]
    content: list["Element | str"] = field(default_factory=list)

    def walk(self) -> list["Element"]:
        children = [item for item in self.content if isinstance(item, Element)]
        return [self, *(element for child in children for element in child.walk())]

    def find(self, tag: str, class_name: str = "") -> list["Element"]:
        return [
            element
            for element in self.walk()
            if element.tag == tag and (not class_name or class_name in (element.get("class")).split())
        ]

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    def text(self, *, without: str = "") -> str:
        return "".join(
            item if isinstance(item, str) else item.text(without=without)
            for item in self.content
            if isinstance(item, str) or not without or without not in item.get("class").split()
        )


class TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].content.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"<{self.open[-1].tag}> is closed by </{tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def written(audit: Audit, documents: Sequence[Document]) -> str:
    stream = io.StringIO()
    write_html(audit, documents, stream)
    return stream.getvalue()


def parse(html: str) -> Element:
    builder = TreeBuilder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1
    return builder.root


def by_id(page: Element, identity: str) -> Element:
    return next(element for element in page.walk() if element.get("id") == identity)


def dead_links(page: Element) -> list[str]:
    ids = {element.get("id") for element in page.walk()}
    links = [element.get("href") for element in page.find("a") if element.get("href").startswith("#")]
    assert links
    return [link for link in links if link[1:] not in ids]
