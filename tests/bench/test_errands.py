"""Whatever the portal asks of a person can be done by that person: 400 lives of 50 steps, every errand run.

``WALKS`` says how many. Prints the steps tried and done, the refusals in words, the errands run; exceptions
other than refusals, and errands that were refused, end the run: both stay at 0.
"""

import os
import sys

import pytest

from tests.rotation.walk import Walk
from tests.rotation.work import NOW

WALKS, STEPS = int(os.environ.get("WALKS", "400")), 50


@pytest.mark.bench
@pytest.mark.django_db
@pytest.mark.timeout(7200)
@pytest.mark.time_machine(NOW)
def test_four_hundred_lives_ask_for_nothing_that_is_refused(time_machine, capsys):
    from django.db import transaction

    tried = done = errands = 0
    for seed in range(WALKS):
        time_machine.move_to(NOW)
        with transaction.atomic():
            walk = Walk(1000 + seed, NOW, time_machine.move_to)
            for _ in range(STEPS):
                walk.step()
            transaction.set_rollback(True)
        tried, done = tried + walk.tried.total(), done + walk.done.total()
        errands += walk.errands

    assert errands > WALKS
    with capsys.disabled():
        sys.stdout.write(
            f"{WALKS} walks: {tried} steps, {tried - done} refused in words, {errands} errands run; "
            "exceptions: 0, errands refused: 0\n"
        )
