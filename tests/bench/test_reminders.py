"""All nineteen reminded at once: planned, then sent. Size: ``PEOPLE=30`` for each committee."""

import os
import time

import pytest
from django.core import mail
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from collab_portal.lib.verbs import follow
from notifications.models import Delivery
from notifications.operations import audit
from notifications.sending import send_due
from organizations.models import Committee
from tests.factories import make_consultation, make_rotation
from todos.operations import replan

PEOPLE = int(os.environ.get("PEOPLE", "30"))
STEP = "notice-14"
pytestmark = [pytest.mark.bench, pytest.mark.django_db, pytest.mark.timeout(900)]


def test_everybody_is_reminded_on_both_channels(capsys):
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

    begun = time.perf_counter()
    consultation = make_consultation(days=40)
    replan()
    planned = time.perf_counter() - begun
    rows = Delivery.objects.filter(topic=consultation.topic, planned=True, step=STEP)
    assert rows.count() == len(crowd) * 2
    assert audit(timezone.now(), repair=False).clean
    while send_due():
        pass  # what told of the meeting itself
    mail.outbox.clear()
    rows.update(not_before=Now(), due_at=Now(), next_attempt_at=Now())

    begun = time.perf_counter()
    while send_due():
        pass
    sent = time.perf_counter() - begun

    assert set(rows.values_list("status", flat=True)) == {"sent"}
    assert len(mail.outbox) == len(crowd)
    lateness = sorted((done - due).total_seconds() for done, due in rows.values_list("finished_at", "due_at"))
    with capsys.disabled():
        print(
            f"\nreminders: {len(crowd)} people, {len(crowd) * 2} rows of one step; whole plan written in "
            f"{planned:.1f} s, step sent in {sent:.1f} s ({len(lateness) / sent:.0f}/s); lateness p50 "
            f"{lateness[len(lateness) // 2]:.1f} s, p99 {lateness[int(len(lateness) * 0.99)]:.1f} s"
        )
    follow([consultation])
    assert rows.filter(status="sent").count() == len(crowd) * 2
