"""How often chance is asked: little in ``make test``, as often as written in ``make thorough``."""

import os
from typing import Any

import pytest

THOROUGH = os.environ.get("THOROUGH") == "on"
FEW = 25


def examples(number: int) -> int:
    """Examples that Hypothesis tries where ``number`` are meant."""
    return number if THOROUGH else min(number, FEW)


def seeds(number: int) -> list[Any]:
    """Seeds of histories drawn by chance: ``make test`` lives the first, ``make thorough`` all others."""
    return [0, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(1, number))]
