"""Words of the outbox tests."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from collab_portal.lib.reminders import PlannedReminder, TopicPlan
from notifications import operations
from notifications.models import Delivery
from notifications.sending import send_due

HOUR = timedelta(hours=1)


def census() -> Counter[str]:
    return Counter(Delivery.objects.values_list("status", flat=True))


def reminder(
    step: str, person: User, after: timedelta = timedelta(), life: timedelta = 24 * HOUR
) -> PlannedReminder:
    """Due ``after`` from now (negative: overdue), good for ``life``."""
    due = timezone.now() + after
    return PlannedReminder(step, person.pk, due, due + life)


def plan(topic: str, *reminders: PlannedReminder, revision: int = 1) -> TopicPlan:
    operations.plan(topic=topic, revision=revision, reminders=reminders)
    return TopicPlan(topic, revision, reminders)


def notice(*people: User, **fields: Any) -> None:
    defaults = {"topic": "activity:1", "step": "confirm", "title": "请确认联合活动", "url": "/activities/1/"}
    operations.notify(recipients=people, **{**defaults, **fields})


def later(by: timedelta, **which: Any) -> None:
    """Let ``by`` pass: the database's clock stays, the rows' times move back."""
    moved = ("not_before", "expires_at", "due_at", "next_attempt_at", "lease_until")
    Delivery.objects.filter(**which).update(**{name: F(name) - by for name in moved})


def row(channel: str = "email", **which: Any) -> Delivery:
    return Delivery.objects.get(channel=channel, **which)


__all__ = ["HOUR", "census", "later", "notice", "plan", "reminder", "row", "send_due"]
