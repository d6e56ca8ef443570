"""Whatever is done with organisations, activities and pieces is done or refused in words, and promises hold.

``STEPS=20000`` walks further; the thorough run does two hundred and fifty steps, the suite a few short walks.
"""

import os
import sys

import pytest

from tests.portal.life import Life
from tests.rotation.work import NOW

STEPS = int(os.environ.get("STEPS", "500"))
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def _live(seed: int, steps: int, time_machine) -> Life:
    life = Life(seed, NOW, time_machine.move_to)
    for _ in range(steps):
        life.step()
    return life


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(3))
def test_nothing_but_a_refusal_in_words_ever_comes(time_machine, seed):
    life = _live(seed, 60, time_machine)

    assert len(life.done) > 10


@pytest.mark.thorough
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(100, 105))
def test_long_lives_break_nothing(time_machine, capsys, seed):
    life = _live(seed, STEPS // 10, time_machine)

    with capsys.disabled():
        sys.stdout.write(f"{seed}: {sorted(life.done.items())}\n")
