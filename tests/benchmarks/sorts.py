"""NumPy's sorts with and without the vector instructions that dedup/processor.py leaves out.

    python tests/benchmarks/sorts.py [--numbers 4000000]

Each time is the best of five, in a process of its own, of random numbers of 64 bits. Where the processor is none of
those that it looks for, both are the same choice that NumPy makes.
"""

import argparse
import os
import subprocess
import sys

from dedup.processor import leave_out_slow_vectors

_VARIABLE = "NPY_DISABLE_CPU_FEATURES"
_TIMED = """
import sys, time
import numpy as np
numbers = np.random.default_rng(0).integers(0, 1 << 63, int(sys.argv[1]), dtype=np.uint64)
for name in ("sort", "argsort"):
    times = []
    for _ in range(5):
        start = time.perf_counter()
        getattr(np, name)(numbers)
        times.append(time.perf_counter() - start)
    print(f"{name:8} {min(times) / len(numbers) * 1e9:6.1f} ns a number")
"""


def main() -> None:
    """Time both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--numbers", type=int, default=4_000_000)
    numbers = parser.parse_args().numbers
    os.environ.pop(_VARIABLE, None)
    time_sorts("as NumPy chooses", numbers)
    leave_out_slow_vectors()
    time_sorts(f"as dedup chooses ({_VARIABLE}={os.environ.get(_VARIABLE, '')!r})", numbers)


def time_sorts(title: str, numbers: int) -> None:
    """Time the sorts in a process that has the environment of this one."""
    print(title, flush=True)
    subprocess.run([sys.executable, "-c", _TIMED, str(numbers)], check=True)


if __name__ == "__main__":
    main()
