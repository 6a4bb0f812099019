"""How input becomes documents: text, Markdown, HTML, JSON Lines, CSV, Parquet and web archives."""

from dedup.readers.reading import read_documents

__all__ = ["read_documents"]
