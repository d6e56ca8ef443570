"""Wake-ups only: due time is data in a row, so a task lost or doubled changes nothing but lateness.

Each starts on a sound connection: Celery keeps connections between tasks, and a worker whose
database went away and came back must not stay mute.
"""

from celery import shared_task
from django.db import close_old_connections
from django.utils import timezone

from notifications import auditing, sending


@shared_task(ignore_result=True, expires=60)
def send_due() -> None:
    close_old_connections()
    sending.send_due()


@shared_task(ignore_result=True, expires=600)
def audit() -> None:
    close_old_connections()
    auditing.audit(timezone.now())
