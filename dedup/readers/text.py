"""Plain text (.txt): the file is the article."""

from dedup.readers.whole_file import read_plain as read

__all__ = ["read"]
