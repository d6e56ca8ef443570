"""约稿: what a committee is asked for, and reminded of."""

from collections.abc import Iterable

from accounts.models import User
from collab_portal.lib.dates import chinese_date
from experience.models import Call
from notifications.operations import notify


def tell_called(call: Call, committees: Iterable[int]) -> None:
    notify(
        topic=call.notice_topic,
        step="asked",
        recipients=User.objects.staff_of(*committees),
        title=f"约稿：{call.topic}",
        url=call.get_absolute_url(),
        body=f"请于{chinese_date(call.due_on)}前供稿。{call.brief}",
        asks="call",
    )
