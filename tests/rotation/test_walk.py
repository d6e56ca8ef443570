"""A rotation and its consultations at random: no error but a refusal in words, and every promise holds.

``STEPS=20000`` walks further; the thorough run does two hundred and fifty steps, the suite a short one.
"""

import os
import sys

import pytest

from tests.chance import seeds
from tests.rotation.walk import Walk
from tests.rotation.work import NOW

STEPS = int(os.environ.get("STEPS", "500"))
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def _walk(seed: int, steps: int, time_machine) -> Walk:
    walk = Walk(seed, NOW, lambda now: time_machine.move_to(now))
    for _ in range(steps):
        walk.step()
    return walk


@pytest.mark.parametrize("seed", seeds(3))
def test_whatever_is_done_in_whatever_order_is_done_or_refused_in_words(time_machine, seed):
    walk = _walk(seed, 120, time_machine)

    assert len(walk.done) > 10


@pytest.mark.thorough
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(100, 105))
def test_long_walks_break_nothing(time_machine, capsys, seed):
    walk = _walk(seed, STEPS // 10, time_machine)

    with capsys.disabled():
        sys.stdout.write(f"{seed}: {len(walk.signed)} signed, {sorted(walk.done.items())}\n")
