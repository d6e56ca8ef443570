"""What stands on 我的工作, line by line."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from accounts.models import User
from collab_portal.desk import awaiting as groups
from collab_portal.lib.awaiting import Awaiting
from todos import nudging
from todos.subjects import every


def awaiting(user: User, now: datetime, section: str = "") -> list[Awaiting]:
    """The lines of all sections, or of one, a little later: the test's clock went on while it wrote."""
    soon = now + timedelta(minutes=1)
    return [line for label, lines in groups(user, soon) for line in lines if section in {"", label}]


def nudge(obj: Any, actor: Any, now: datetime) -> int:
    """催办 by ``actor``: how many committees were asked once more."""
    subject = next(subject for subject in every() if isinstance(obj, subject.model))
    found = nudging.nudge(subject, obj, actor=actor, now=now)
    return len({row.committee_id for row in found.left}) if found else 0


def nudge_url(obj: Any) -> str:
    subject = next(subject for subject in every() if isinstance(obj, subject.model))
    return reverse("nudge", args=[subject.prefix, obj.pk])
