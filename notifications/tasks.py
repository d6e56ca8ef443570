"""Wake-ups only: due time is data in a row, so a task lost or doubled changes nothing but lateness."""

from celery import shared_task
from django.utils import timezone

from accounts.operations import exports
from notifications import auditing, seals, sending
from notifications.files import tell_of_file


@shared_task(ignore_result=True, expires=60)
def send_due() -> None:
    sending.send_due()


@shared_task(ignore_result=True, expires=60)
def make_exports() -> None:
    """Long lists as files; their askers are told."""
    exports.run_due(timezone.now(), tell_of_file)


@shared_task(ignore_result=True, expires=600)
def audit() -> None:
    auditing.audit(timezone.now())


@shared_task(ignore_result=True, expires=3000)
def tell_of_seals() -> None:
    seals.tell(timezone.now())
