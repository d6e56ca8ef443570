"""A committee takes up another's experience, and tells what came of it."""

from accounts.models import User
from experience.models import Adoption
from notifications.operations import notify


def tell_adopted(adoption: Adoption) -> None:
    """The committee whose experience it is learns who uses it, and how."""
    _tell_giver(adoption, "adopted", f"{adoption.committee}借鉴了《{adoption.article}》", adoption.plan)


def tell_result(adoption: Adoption) -> None:
    _tell_giver(
        adoption, "result", f"{adoption.committee}报告了借鉴《{adoption.article}》的成效", adoption.result
    )


def _tell_giver(adoption: Adoption, step: str, title: str, body: str) -> None:
    notify(
        topic=adoption.topic,
        step=step,
        recipients=User.objects.staff_of(adoption.giver_id),
        title=title,
        url=adoption.article.get_absolute_url(),
        body=body,
        revision=adoption.version,
    )
