"""Beat says "look": places kept beyond the last day for replies go on, however late somebody looks."""

from celery import shared_task
from django.utils import timezone

from activities import operations


@shared_task(ignore_result=True, acks_late=True, expires=3000)
def release_places() -> None:
    operations.release_places(now=timezone.now())
