"""Where an article stood, for a message: its file, and the line, row or record in it."""

from dedup.model import Document
from dedup.readers.paths import STDIN

_COUNTED = {".jsonl": "line", ".ndjson": "line", ".csv": "row", ".parquet": "row"}
"""What the numbers of a format count; rows begin below the head. Web archives count records."""


def place_of(document: Document) -> str | None:
    """Name the place of a document; None for one that was not read from a file.

    >>> place_of(Document(id="a", text="", path="news.jsonl.gz", record=17))
    'news.jsonl.gz, line 17'
    """
    if document.path is None or document.record is None:
        return document.path
    bare = document.path.lower().removesuffix(".gz").removesuffix(".zst")
    unit = "line" if document.path == STDIN else _COUNTED.get(bare[bare.rfind(".") :], "record")
    return f"{document.path}, {unit} {document.record}"
