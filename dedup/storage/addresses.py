"""Addresses: what tells them from the names of local files, and how they are written.

In: an address as the user wrote it. Out: its parts, put together or hidden.
"""

import re

_ADDRESS = re.compile(r"(?:[A-Za-z][\w+.-]*::)*[A-Za-z][\w+.-]+://")
_PASSWORD = re.compile(r"(?<=://)[^/@\s]*:[^/@\s]*@")


def is_address(path: str) -> bool:
    """Say whether a path is an address rather than the name of a local file.

    >>> is_address("s3://bucket/news.jsonl"), is_address("news/a.jsonl"), is_address(r"C://news")
    (True, False, False)
    """
    return _ADDRESS.match(path) is not None


def hide_password(address: str) -> str:
    """Write an address without the name and password it may hold.

    >>> hide_password("ftp://kim:secret@host/a.txt")
    'ftp://…@host/a.txt'
    """
    return _PASSWORD.sub("…@", address)


def join(folder: str, name: str) -> str:
    """Put a name behind a folder.

    >>> join("s3://bucket/reports/", "audit.json"), join("file:///reports", "audit.json")
    ('s3://bucket/reports/audit.json', 'file:///reports/audit.json')
    """
    return folder + name if folder.endswith("://") else f"{folder.rstrip('/')}/{name}"
