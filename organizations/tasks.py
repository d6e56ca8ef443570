"""Wake-ups only: what is to be done stands in the job's row, so a task lost or doubled changes nothing."""

from celery import shared_task
from django.utils import timezone

from organizations.imports import machine


@shared_task(ignore_result=True, expires=60)
def run_imports() -> None:
    machine.run_due(timezone.now())
