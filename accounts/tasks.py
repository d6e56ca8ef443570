"""Wake-ups only: what is to be done stands in rows, so a task lost or doubled changes nothing."""

from celery import shared_task
from django.utils import timezone

from accounts.nightly import look_after_accounts


@shared_task(ignore_result=True, acks_late=True, expires=3600)
def look() -> None:
    look_after_accounts(timezone.now())
