"""Beat says "look": daily after midnight, and hourly in case nobody was there."""

from celery import shared_task
from django.utils import timezone

from rotation import operations


@shared_task(ignore_result=True, acks_late=True, expires=600)
def advance() -> None:
    operations.advance(now=timezone.now())
