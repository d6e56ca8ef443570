"""Runs another file of this folder held to so much memory and time: ``confined.py FILE MEMORY SECONDS …``.

The system keeps the limits, so whatever a parser does it cannot take more; it can write no file either.
"""

import os
import resource
import runpy
import sys


def confine(memory: int, seconds: int) -> None:
    """For this process, from now on; ``memory`` in bytes, above the file on standard input."""
    memory += 2 * os.fstat(0).st_size  # as we and as the parser see it
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        most = resource.getrlimit(limit)[1]  # of whoever started us: nobody may have more
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(limit, (value, value))


if __name__ == "__main__":
    child, held, lasts, *limits = sys.argv[1:]
    confine(int(held), int(lasts))
    sys.argv = [child, *limits]
    runpy.run_path(child, run_name="__main__")
