"""Beat says "look": an issue goes out when its hour has come, however late somebody looks."""

from celery import shared_task
from django.utils import timezone

from experience.operations import release_due


@shared_task(ignore_result=True, acks_late=True, expires=60)
def release_issues() -> None:
    release_due(now=timezone.now())
