"""Hourly: what is owed is compared with the objects, and made anew where it differs.

Reminders of many are planned as soon as the request that moved them is done.
"""

from celery import shared_task
from django.utils import timezone

from todos import operations


@shared_task(ignore_result=True, expires=600)
def audit() -> None:
    operations.audit(timezone.now(), repair=True)


@shared_task(ignore_result=True, expires=60)
def replan() -> None:
    operations.replan()
