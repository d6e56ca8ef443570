"""Two who propose to let the same months go at one moment leave one proposal."""

import pytest
from django.db import connection

from accounts.models import Retirement
from tests.races import together
from tests.trail.test_seals_page import duty, propose


@pytest.mark.usefixtures("committed")
def test_two_who_propose_at_once_leave_one() -> None:
    people = [duty("auditor"), duty("security")]

    together(*(lambda one=one: propose(one) for one in people))

    assert Retirement.objects.count() == 1
    assert connection.is_usable()
