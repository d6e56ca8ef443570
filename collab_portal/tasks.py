"""Wake-ups only: what is to be done stands in rows."""

from celery import shared_task
from django.utils import timezone

from collab_portal.models import tick


@shared_task(ignore_result=True, expires=120)
def beat_lives() -> None:
    tick("beat", timezone.now())
