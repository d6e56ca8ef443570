"""The Celery app. The database is the queue; beat only says "look"."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab_portal.settings")

app = Celery("collab_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Not a CELERY_-namespaced name: Celery's Django fixup reads this key literally. Without it every
# task closes its database connection (3.8 times slower; celery PR 9824).
app.conf["CELERY_DB_REUSE_MAX"] = 500
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "send-due-deliveries": {"task": "notifications.tasks.send_due", "schedule": 30.0},
    "audit-reminders": {"task": "notifications.tasks.audit", "schedule": crontab(minute=17)},
    "advance-rotation-hourly": {"task": "rotation.tasks.advance", "schedule": crontab(minute=5)},
    "advance-rotation-daily": {"task": "rotation.tasks.advance", "schedule": crontab(hour=0, minute=10)},
}
