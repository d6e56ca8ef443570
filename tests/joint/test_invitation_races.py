"""Two who answer at once, or answer and take back: one does."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_user
from tests.joint.invitations import ASKED, ASKER, CASES, NOW
from tests.races import PATIENCE, ROUNDS, only, together

pytestmark = [
    pytest.mark.usefixtures("committed"),
    pytest.mark.time_machine(NOW),
    pytest.mark.timeout(PATIENCE),
    pytest.mark.parametrize("case", CASES, ids=lambda case: case.model.__name__),
]


@pytest.mark.parametrize("other", ["decline", "withdraw"])
def test_of_two_deeds_at_once_one_is_done(case, other):
    for _ in range(ROUNDS):
        row = case.make()
        asked, colleague, proposer = make_user(ASKED), make_user(ASKED), make_user(ASKER)
        only(asked, colleague, proposer)
        deeds = {
            "decline": partial(case.answer, row, actor=colleague, agree=False, reason="不便", now=NOW),
            "withdraw": partial(case.withdraw, row, actor=proposer, now=NOW),
        }

        results = together(partial(case.answer, row, actor=asked, agree=True, now=NOW), deeds[other])

        row.refresh_from_db()
        agreed = not isinstance(results[0], ValidationError)
        assert sum(isinstance(result, ValidationError) for result in results) == 1
        assert (row.status, row.answered_by == asked) == (
            ("agreed", True) if agreed else ("declined" if other == "decline" else "withdrawn", False)
        )
