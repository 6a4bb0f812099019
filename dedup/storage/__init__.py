"""Files at addresses such as s3://bucket/news: found, opened, written and kept through fsspec."""

from dedup.storage.addresses import hide_password, is_address, join
from dedup.storage.copying import check_writable, fetch_file, put_file, remove_file, write_file
from dedup.storage.files import Stored, is_folder, list_files, open_file, size_of

__all__ = [
    "Stored",
    "check_writable",
    "fetch_file",
    "hide_password",
    "is_address",
    "is_folder",
    "join",
    "list_files",
    "open_file",
    "put_file",
    "remove_file",
    "size_of",
    "write_file",
]
