"""A meeting of six hundred people is moved: what the request costs, and when every row is right."""

import os
import time
from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.models import User
from notifications.models import Delivery
from notifications.operations import audit
from organizations.models import Committee
from tests.bench.visiting import served
from tests.factories import make_consultation, make_rotation
from todos.operations import replan

PEOPLE = int(os.environ.get("PEOPLE", "32"))
pytestmark = [pytest.mark.bench, pytest.mark.django_db, pytest.mark.timeout(900)]


def test_the_request_is_short_and_the_rows_are_right_soon(capsys):
    crowd = [
        User(
            username=f"{committee.slug}-{number}",
            display_name=f"{committee.short_name}{number}",
            email=f"{committee.slug}-{number}@example.cn",
            role="staff",
            committee=committee,
            password="!",
            settled_at=timezone.now(),
        )
        for committee in Committee.objects.all()
        for number in range(PEOPLE)
    ]
    User.objects.bulk_create(crowd)
    make_rotation()
    make_consultation(days=60)
    replan()
    said = []
    for days in (40, 62, 45, 63, 47):
        request = spent(lambda days=days: make_consultation(days=days, place=f"{days}号会议室"))
        rows = spent(replan)
        said.append((sum(request[:2]), *request, *rows))

    least = min(said)
    planned = Delivery.objects.filter(planned=True, status="pending").count()
    with capsys.disabled():
        print(
            f"\nmoving {len(crowd)} people, {planned} rows: request {least[1]:.0f} + database {least[2]:.0f} "
            f"ms (wall {least[3]:.0f}); rows right after {least[4]:.0f} + {least[5]:.0f} ms more "
            f"(wall {least[6]:.0f})"
        )
    assert audit(timezone.now(), repair=False).clean


def spent(call: Callable[[], object]) -> tuple[float, float, float]:
    """Processor time of this process and of the database's, and the clock's, in milliseconds."""
    database, here, clock = served(), time.process_time(), time.perf_counter()
    call()
    here, clock = time.process_time() - here, time.perf_counter() - clock
    return 1000 * here, 1000 * (served() - database), 1000 * clock
