"""Vector instructions that NumPy does better without, on processors that are slow at them.

In: what the system says of its processor. Out: a variable of the environment that NumPy reads when it is imported,
here and in the processes of workers. AMD's Zen 4 stores compressed vectors by microcode, and NumPy's sorts for
AVX-512 do that at every step: they take five times as long as those for AVX2 (numpy/x86-simd-sort, issue 6).
OpenJDK leaves them out there too (pull request 24053). Results are the same.
"""

import os
import re
from importlib.util import find_spec
from pathlib import Path

_VARIABLE = "NPY_DISABLE_CPU_FEATURES"
_PROCESSORS = Path("/proc/cpuinfo")
_READ_CHARACTERS = 4096
"""Enough for the first processor; a machine may have hundreds."""
_ZEN_3_AND_4 = re.compile(r"vendor_id\s*: AuthenticAMD\s+cpu family\s*: 25\s")
_FEATURES = "X86_V4 AVX512_ICL"
"""NumPy's names, from 2.4 on, of the AVX-512 instructions of Zen 4; Zen 3 has none."""
_FIRST_WITH_NAMES = 2, 4
_VERSION = re.compile(r"""^version = ["'](\d+)\.(\d+)""", re.MULTILINE)


def leave_out_slow_vectors() -> None:
    """Set the variable where it helps, unless the user has; where NumPy is imported, it helps workers alone."""
    if _VARIABLE in os.environ or not has_slow_sorts(_read(_PROCESSORS)):
        return
    if _version_of_numpy() >= _FIRST_WITH_NAMES:
        os.environ[_VARIABLE] = _FEATURES


def has_slow_sorts(description: str) -> bool:
    r"""Whether a description of a processor (Linux, /proc/cpuinfo) is one with AVX-512 whose sorts are slow.

    >>> has_slow_sorts("vendor_id : GenuineIntel\ncpu family : 6\nflags : avx2 avx512f")
    False
    """
    return _ZEN_3_AND_4.search(description) is not None and " avx512f " in description


def _version_of_numpy() -> tuple[int, int]:
    """Major and minor version; 0, 0 where nobody knows. It is read, since to import metadata takes 50 ms."""
    try:
        spec = find_spec("numpy")
    except ValueError:  # somebody put a module of no known origin in its place
        return 0, 0
    if spec is None or spec.origin is None:
        return 0, 0
    found = _VERSION.search(_read(Path(spec.origin).with_name("version.py")))
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _read(path: Path) -> str:
    """The beginning of a file; nothing where there is none."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_READ_CHARACTERS)
    except OSError:
        return ""
