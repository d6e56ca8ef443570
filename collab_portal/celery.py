"""The Celery app. The database is the queue; beat only says "look"."""

import os
import time
from contextlib import suppress
from typing import Any

from celery import Celery, Task
from celery.schedules import crontab
from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab_portal.settings")


TICK = 30.0


class SoundTask(Task):  # type: ignore[type-arg]
    """Starts on a sound connection: kept ones do not survive a database that went away and came back."""

    abstract = True

    def before_start(self, task_id: str, args: Any, kwargs: Any) -> None:
        close_old_connections()
        _tick()


_ticked = 0.0  # when this process last said so


def _tick() -> None:
    """Say at most every ``TICK`` seconds that a worker lives; it is no reason for a task to fail."""
    global _ticked
    if time.monotonic() - _ticked < TICK:
        return
    from collab_portal.models import tick

    _ticked = time.monotonic()
    with suppress(DatabaseError), transaction.atomic():
        tick("worker", timezone.now())


app = Celery("collab_portal", task_cls=SoundTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
# Not a CELERY_-namespaced name: Celery's Django fixup reads this key literally. Without it every
# task closes its database connection (3.8 times slower; celery PR 9824).
app.conf["CELERY_DB_REUSE_MAX"] = 500
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "beat-lives": {"task": "collab_portal.tasks.beat_lives", "schedule": 60.0},
    "send-due-deliveries": {"task": "notifications.tasks.send_due", "schedule": 30.0},
    "send-letters": {"task": "accounts.tasks.send_letters", "schedule": 30.0},
    "run-imports": {"task": "organizations.tasks.run_imports", "schedule": 30.0},
    "make-exports": {"task": "notifications.tasks.make_exports", "schedule": 30.0},
    "refold-index": {"task": "organizations.tasks.refold", "schedule": 60.0},
    "release-bulletins": {"task": "experience.tasks.release_issues", "schedule": 60.0},
    "release-places": {"task": "activities.tasks.release_places", "schedule": crontab(minute=20)},
    "audit-reminders": {"task": "notifications.tasks.audit", "schedule": crontab(minute=17)},
    "replan": {"task": "todos.tasks.replan", "schedule": 30.0},
    "audit-todos": {"task": "todos.tasks.audit", "schedule": crontab(minute=12)},
    "advance-rotation-hourly": {"task": "rotation.tasks.advance", "schedule": crontab(minute=5)},
    "check-files": {"task": "organizations.tasks.check_files", "schedule": 60.0},
    "sweep-files": {"task": "organizations.tasks.sweep_files", "schedule": crontab(hour=3, minute=40)},
    "look-after-accounts": {"task": "accounts.tasks.look", "schedule": crontab(hour=4, minute=20)},
    "look-after-organizations": {"task": "organizations.tasks.look", "schedule": crontab(minute=10)},
    "seal": {"task": "accounts.tasks.seal", "schedule": 300.0},
    "verify-seals": {"task": "accounts.tasks.verify", "schedule": crontab(hour=3, minute=20)},
    "tell-of-seals": {"task": "notifications.tasks.tell_of_seals", "schedule": crontab(minute=25)},
    "advance-rotation-daily": {"task": "rotation.tasks.advance", "schedule": crontab(hour=0, minute=10)},
}
