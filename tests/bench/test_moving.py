"""A meeting of six hundred people is moved: what the request costs, and when every row is right."""

import os
import time
from collections.abc import Callable
from datetime import time as clock
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from collab_portal.lib import dates
from notifications.models import Delivery
from notifications.operations import audit
from organizations.models import Committee
from rotation import operations
from rotation.models import Consultation
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
        request = spent(lambda days=days: move(days))
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


def move(days: int) -> None:
    """What the form's request does: another day, everybody is told and asked to reply anew."""
    meeting, now = Consultation.objects.get(), timezone.now()
    day = dates.today(now) + timedelta(days=days)
    moments = dates.at(day, clock(9, 30)), dates.at(day, clock(11, 30))
    arrangement = operations.Arrangement(*moments, "onsite", f"{days}号会议室")
    operations.schedule(meeting, title=meeting.title, agenda="", arrangement=arrangement, now=now)


def spent(call: Callable[[], object]) -> tuple[float, float, float]:
    """Processor time of this process and of the database's, and the clock's, in milliseconds."""
    database, here, begun = served(), time.process_time(), time.perf_counter()
    call()
    here, took = time.process_time() - here, time.perf_counter() - begun
    return 1000 * here, 1000 * (served() - database), 1000 * took
