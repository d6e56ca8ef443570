"""A record that is to be void, for tests."""

from typing import Any

from django.utils import timezone

from activities.models import Activity
from activities.operations import corrections
from tests.factories import make_user


def make_void(
    activity: Any, actor: Any = None, twin: Any = None, *, agreed: bool = False, **words: Any
) -> Any:
    """A proposal that ``activity`` be void (``twin`` stands), by its host's staff; the others ``agreed``."""
    activity, now = Activity.objects.get(pk=activity.pk), timezone.now()
    pending = activity.corrections.open().first()
    correction = corrections.propose_void(
        activity,
        actor=actor or make_user(activity.host.slug),
        version=words.pop("version", pending.version if pending else activity.version),
        reason=words.pop("reason", "登记了两次"),
        duplicate_of=twin,
        now=now,
    )
    for answer in correction.owing if agreed else ():
        corrections.agree(correction, actor=make_user(answer.committee.slug), now=now)
    activity.refresh_from_db()
    return correction
