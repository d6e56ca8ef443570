"""Seals and compares where the worker has the key: on a desk. In production a process of its own does it."""

from celery import shared_task
from django.conf import settings

from accounts import sealing
from accounts.sealing import standing


@shared_task(ignore_result=True, expires=240)
def seal() -> None:
    if settings.AUDIT_KEY:
        sealing.seal()


@shared_task(ignore_result=True, expires=3600)
def verify() -> None:
    if settings.AUDIT_KEY:
        standing.tell(sealing.verify(heads=sealing.heads.kept()))
