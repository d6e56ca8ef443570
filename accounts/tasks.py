"""Wake-ups only: what is to be done stands in rows, so a task lost or doubled changes nothing.

Where the worker has the key, on a desk, it seals and compares; in production a process of its own does.
"""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts import posting, sealing
from accounts.nightly import look_after_accounts
from accounts.sealing import standing


@shared_task(ignore_result=True, acks_late=True, expires=3600)
def look() -> None:
    look_after_accounts(timezone.now())


@shared_task(ignore_result=True, expires=60)
def send_letters() -> None:
    posting.send_due()


@shared_task(ignore_result=True, expires=240)
def seal() -> None:
    if settings.AUDIT_KEY:
        sealing.seal()


@shared_task(ignore_result=True, expires=3600)
def verify() -> None:
    if settings.AUDIT_KEY:
        standing.tell(sealing.verify(heads=sealing.heads.kept()))
