"""Benchmarks print figures; absolute times never decide. Size: ``ROWS=100000 make bench``."""

import os
import time
from collections.abc import Callable

import pytest

ROWS = int(os.environ.get("ROWS", "20000"))


@pytest.fixture(scope="session")
def rows() -> int:
    return ROWS


def best(call: Callable[[], object], batches: int = 12) -> float:
    """The quickest of ``batches`` calls, in milliseconds: the machine's noise only ever adds."""
    times = []
    for _ in range(batches):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return min(times) * 1000
