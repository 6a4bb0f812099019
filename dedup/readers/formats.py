"""Which reader reads which file: the one table. A new format is one file in this folder and one line here."""

from dedup.readers import csv, html, jsonl, markdown, parquet, text, warc
from dedup.readers.item import Reader

FORMATS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".jsonl": jsonl.read,
    ".jsonl.gz": jsonl.read,
    ".jsonl.zst": jsonl.read,
    ".ndjson": jsonl.read,
    ".ndjson.gz": jsonl.read,
    ".ndjson.zst": jsonl.read,
    ".csv": csv.read,
    ".parquet": parquet.read,
    ".warc": warc.read,
    ".warc.gz": warc.read,
}


def find_reader(name: str) -> Reader | None:
    """Find the reader for a file name, capitals or not; None for an unknown suffix."""
    lowered = name.lower()
    return next((reader for suffix, reader in FORMATS.items() if lowered.endswith(suffix)), None)


def known_types() -> str:
    """List the suffixes for a message."""
    return ", ".join(FORMATS)
