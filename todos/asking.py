"""Lines and requests agree: what is owed anew is asked for anew, whichever verb it was that changed it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.todos import Subject
from notifications.models import Notification
from notifications.operations import notify
from todos.models import Todo


def ask_anew(subject: Subject[Any], rows: Iterable[Todo], now: datetime) -> None:
    """Ask a committee or person for each of these new rows that stands open, unless that was just done.

    Only for what is asked for by notices at all: somebody was, of the same object. One query; nothing is
    asked of committees where nobody is there.
    """
    opened = [row for row in rows if not row.duty and row.opens_at <= now]
    if not opened:
        return
    places = {
        topic: row.topic for row in opened for topic in subject.topics(int(row.topic.partition(":")[2]))
    }
    asked, standing = set(), set()
    told = Notification.objects.filter(topic__in=places, kind=Notification.Kind.ACTION).exclude(asks="")
    columns = ("topic", "asks", "revision", "committee", "recipient", "settled_at", "recipient__is_active")
    for topic, kind, revision, committee, person, settled_at, works in told.values_list(*columns).distinct():
        asked.add((places[topic], kind))
        if settled_at is None and works:
            standing |= {(places[topic], kind, revision, who) for who in ((committee, None), (None, person))}
    for row in opened:
        alike = subject.alike(row.kind)
        mine = [(row.topic, kind, row.revision, (row.committee_id, row.person_id)) for kind in alike]
        if not standing.intersection(mine) and any((row.topic, kind) in asked for kind in alike):
            _ask(row, subject.kinds[row.kind].label, now)


def _ask(row: Todo, label: str, now: datetime) -> None:
    due = f"请于{dates.chinese_date(row.due_on)}前办理。" if row.due_on else ""
    people = User.objects.active().filter(pk=row.person_id)
    notify(
        topic=row.topic,
        step=f"{row.kind}@{int(now.timestamp())}",
        revision=row.revision,
        recipients=User.objects.staff_of(row.committee_id) if row.committee_id else people,
        title=f"请办理（{label}）：{row.title}",
        body="\n".join(filter(None, [row.detail, due])),
        url=row.url,
        asks=row.kind,
    )
