"""Writes rows into the database under attack: ``python -m tests.faults.seed people=5 steps=2 …``."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from collab_portal.lib.reminders import PlannedReminder  # noqa: E402
from notifications import operations  # noqa: E402
from tests.faults.apps import record  # noqa: E402


def crowd(number: int) -> list[User]:
    names = [f"person{index}" for index in range(number)]
    User.objects.bulk_create(
        [User(username=name, display_name=name, email=f"{name}@example.cn", password="!") for name in names],
        ignore_conflicts=True,
    )
    return list(User.objects.filter(username__in=names).order_by("pk"))


def main(topic: str, people: int, steps: int, spread: float, life: float) -> None:
    """``people`` × ``steps`` reminders on both channels, due one after the other over ``spread`` seconds."""
    now, persons = timezone.now(), crowd(people)
    total = people * steps
    reminders = [
        PlannedReminder(f"step{step}", person.pk, due, due + timedelta(seconds=life))
        for step in range(steps)
        for index, person in enumerate(persons)
        for due in [now + timedelta(seconds=spread * (step * people + index) / total)]
    ]
    with transaction.atomic():
        operations.plan(topic=topic, revision=1, reminders=reminders)
    plans = json.loads(record().read_text()) if record().exists() else {}
    plans[topic] = [
        (row.step, row.recipient_id, row.not_before.isoformat(), row.expires_at.isoformat())
        for row in reminders
    ]
    record().parent.mkdir(parents=True, exist_ok=True)
    record().write_text(json.dumps(plans))


def tell(topic: str, people: int) -> None:
    operations.notify(topic=topic, step="now", recipients=crowd(people), title=topic, url="/notifications/")


if __name__ == "__main__":
    given = [option.split("=") for option in sys.argv[1:]]
    options = dict(given)
    if "tell" in options:
        for topic in [value for name, value in given if name == "tell"]:
            tell(topic, int(options.get("people", "1")))
    else:
        main(
            options.get("topic", "storm:1"),
            int(options.get("people", "1")),
            int(options.get("steps", "1")),
            float(options.get("spread", "0")),
            float(options.get("life", "3600")),
        )
