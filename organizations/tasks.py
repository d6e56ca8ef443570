"""Wake-ups only: what is to be done stands in rows, so a task lost or doubled changes nothing."""

from celery import shared_task
from django.utils import timezone

from organizations.imports import machine
from organizations.operations import calendar, checking, files, folding


@shared_task(ignore_result=True, expires=60)
def run_imports() -> None:
    machine.run_due(timezone.now())


@shared_task(ignore_result=True, expires=60)
def check_files() -> None:
    """Files that a virus scanner has not answered for."""
    checking.check_waiting(now=timezone.now())


@shared_task(ignore_result=True, expires=3600)
def sweep_files() -> None:
    """Once a night: what uploads left behind."""
    files.sweep(now=timezone.now())


@shared_task(ignore_result=True, acks_late=True, expires=600)
def look() -> None:
    calendar.look(now=timezone.now())


@shared_task(ignore_result=True, expires=60)
def refold() -> None:
    """After an upgrade that folds text otherwise: a part of the index at a time."""
    folding.carry_on()
