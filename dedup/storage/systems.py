"""File systems at addresses, through fsspec, and errors that say what to do.

In: an address. Out: the file system it leads to and the path in it. What libraries of clouds raise has no common
base, so everything that is no error of the system becomes one: whoever reads local files is ready for those.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dedup.errors import StorageError
from dedup.storage.addresses import hide_password

_PACKAGES = {
    "s3": "dedup-news[remote]",
    "s3a": "dedup-news[remote]",
    "memory": "dedup-news[remote]",
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "az": "adlfs",
    "abfs": "adlfs",
    "abfss": "adlfs",
    "hf": "huggingface_hub",
    "http": "aiohttp",
    "https": "aiohttp",
}
"""What to install for an address, where it is missing."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file system of fsspec and a path in it."""

    system: Any
    path: str

    @property
    def has_buckets(self) -> bool:
        """Whether folders at the top must have been made before."""
        protocol = self.system.protocol
        names = {protocol} if isinstance(protocol, str) else set(protocol)
        return not names.isdisjoint({"s3", "gs", "az", "abfs"})


def find(address: str) -> Place:
    """Find the file system of an address.

    Raises:
        StorageError: A package is missing, or it is no address.
    """
    try:
        import fsspec
    except ImportError as error:
        raise StorageError(_missing(address)) from error
    try:
        system, path = _open_system(fsspec, address)
    except ImportError as error:
        raise StorageError(_missing(address)) from error
    except ValueError as error:
        raise StorageError(f"{hide_password(address)}: is no address that can be read ({error})") from error
    return Place(system, path)


@lru_cache(maxsize=256)
def _open_system(fsspec: Any, address: str) -> tuple[Any, str]:
    system, path = fsspec.core.url_to_fs(address)
    return system, path


def _missing(address: str) -> str:
    protocol = address.partition("://")[0].rpartition("::")[2].lower()
    package = _PACKAGES.get(protocol, f"the fsspec package for {protocol}://")
    return f"{hide_password(address)}: takes a package that is missing; install it with: pip install '{package}'"


@contextmanager
def explained(address: str) -> Iterator[None]:
    """Turn whatever a library raises into an error of the system."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileNotFoundError(error.errno, "does not exist; check bucket and path", address) from error
    except PermissionError as error:
        raise PermissionError(error.errno, "access is denied; check the credentials", address) from error
    except OSError as error:
        raise OSError(error.errno, f"{_first_line(error)}; check the address", address) from error
    except Exception as error:
        name = type(error).__name__
        advice = "check the credentials" if "Credential" in name or "Auth" in name else "check the address"
        raise OSError(None, f"{name}: {_first_line(error)}; {advice}", address) from error


def reason_of(error: OSError) -> str:
    """What an error says for itself."""
    return error.strerror or str(error)


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0][:300] or type(error).__name__
