"""What happens to accounts by itself at night, once however often the task runs."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import SecurityEvent, User
from accounts.nightly import look_after_accounts
from collab_portal.lib.dates import today
from notifications.models import Notification
from tests.accounts.helpers import with_second_step
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def twice(now: datetime) -> None:
    look_after_accounts(now)
    look_after_accounts(now)


@pytest.mark.parametrize(("days", "told"), [(7, 1), (3, 1), (1, 1), (2, 0), (8, 0)])
def test_a_second_step_that_is_due_is_said_seven_three_and_one_day_before(days: int, told: int) -> None:
    person = make_user(is_editor=True, mfa_due_on=today() + timedelta(days=days))

    twice(timezone.now())

    assert Notification.objects.filter(recipient=person).count() == told


def test_an_account_with_rights_that_nobody_uses_is_closed_after_two_warnings() -> None:
    now = timezone.now()
    person = make_user(last_seen_on=today(now) - timedelta(days=166))
    member = make_user(role="member", last_seen_on=today(now) - timedelta(days=900))
    auditor = make_user(
        None, role="member", platform_role="auditor", last_seen_on=today(now) - timedelta(days=900)
    )

    for day in range(15):
        twice(now + timedelta(days=day))

    assert Notification.objects.filter(recipient=person).count() == 2
    assert list(User.objects.filter(is_active=False)) == [person]
    assert SecurityEvent.objects.get(kind="person_disabled").facts["why"] == "超过 180 天未使用"
    assert {member.pk, auditor.pk} <= set(User.objects.active().values_list("pk", flat=True))


def test_zero_days_closes_nobody(settings: Any) -> None:
    settings.UNUSED_DAYS = 0
    make_user(last_seen_on=today() - timedelta(days=900))

    look_after_accounts(timezone.now())

    assert not User.objects.filter(is_active=False).exists()


def test_the_server_takes_a_second_step_off_and_tells_every_auditor() -> None:
    only = with_second_step(make_user(None, role="member", platform_role="security"))
    auditor = make_user(None, role="member", platform_role="auditor")

    call_command("second_step_reset", username=only.username, reason="手机遗失")

    assert SecurityEvent.objects.get(kind="command").facts["arguments"] == "手机遗失"
    assert Notification.objects.filter(recipient=auditor, title="两步验证由命令行解除").exists()
