"""约稿: what a committee is asked for, reminded of, and done with."""

from collections.abc import Iterable

from accounts.models import User
from collab_portal.lib.dates import chinese_date
from experience.models import Article, Call
from notifications.models import Notification
from notifications.operations import notify, settle
from organizations.models import Committee

ACTION = Notification.Kind.ACTION


def tell_called(call: Call, committees: Iterable[int]) -> None:
    _ask(call, "asked", committees, f"约稿：{call.topic}")


def nudge_called(call: Call, committees: Iterable[int]) -> None:
    _ask(call, "nudged", committees, f"催稿：{call.topic}")


def settle_ask(article: Article) -> None:
    """A piece was sent for it: the committee owes nothing more."""
    if article.ask:
        settle_call(article.ask.call, [article.committee_id])


def settle_call(call: Call, committees: Iterable[int]) -> None:
    for committee in Committee.objects.filter(pk__in=committees):
        for step in ("asked", "nudged"):
            settle(topic=call.notice_topic, step=step, committee=committee)


def _ask(call: Call, step: str, committees: Iterable[int], title: str) -> None:
    notify(
        topic=call.notice_topic,
        step=step,
        recipients=User.objects.staff_of(*committees),
        title=title,
        url=call.get_absolute_url(),
        body=f"请于{chinese_date(call.due_on)}前供稿。{call.brief}",
        kind=ACTION,
    )
