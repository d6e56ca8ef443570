"""催办: one button, once for each thing that is owed as it is now; by who waits for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rules
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from collab_portal.lib.todos import Subject
from collab_portal.lib.verbs import lock_topics
from notifications.operations import notify
from todos.models import Todo
from todos.operations import topics_of


@dataclass(frozen=True)
class Owing:
    """What of an object one person may ask for once more: ``left`` was not asked for by hand yet."""

    topic: str
    rows: Sequence[Todo]
    labels: Sequence[str]
    deserted: Sequence[str]

    @property
    def lines(self) -> list[tuple[Todo, str]]:
        return list(zip(self.rows, self.labels, strict=True))

    @property
    def left(self) -> list[Todo]:
        return [row for row in self.rows if row.nudged_at is None and str(row.committee) not in self.deserted]


def owing(subject: Subject[Any], obj: Any, user: User, now: datetime) -> Owing | None:
    """None where nothing is owed that this person waits for. One query."""
    staff = User.objects.at_work().filter(committee=OuterRef("committee"))
    found = _rows(subject, obj, user, now).select_related("committee").annotate(staffed=Exists(staff))
    rows: list[Any] = list(found.order_by("committee__position", "pk"))
    if not rows:
        return None
    away = dict.fromkeys(str(row.committee) for row in rows if not row.staffed)
    return Owing(subject.topic(obj.pk), rows, [subject.kinds[row.kind].label for row in rows], list(away))


def is_owed(subject: Subject[Any], obj: Any, now: datetime) -> bool:
    """Whether any committee still owes what could be asked for once more, whoever waits for it."""
    return _owed(subject, obj, now).exists()


def _owed(subject: Subject[Any], obj: Any, now: datetime) -> QuerySet[Todo]:
    kinds = [name for name, kind in subject.kinds.items() if kind.may_be_nudged]
    return Todo.objects.open(now).filter(topic=subject.topic(obj.pk), kind__in=kinds, committee__isnull=False)


def _rows(subject: Subject[Any], obj: Any, user: User, now: datetime) -> QuerySet[Todo]:
    rows = _owed(subject, obj, now)
    if subject.nudged_by and rules.test_rule(subject.nudged_by, user, obj):
        return rows.exclude(committee=user.committee_id)
    return rows.filter(asker=user.committee_id) if user.committee_id and user.is_staff_member else rows.none()


@transaction.atomic
def nudge(subject: Subject[Any], obj: Any, *, actor: User, now: datetime) -> Owing | None:
    """Ask once more those that were not yet asked so; what was found, or None where it is not his to ask.

    Two at once ask once: to-dos are read under their topic.
    """
    lock_topics(topics_of(subject, obj.pk))
    found = owing(subject, obj, actor, now)
    if found is not None:
        _ask(subject, found.left, actor, now)
    return found


def _ask(subject: Subject[Any], rows: Iterable[Todo], actor: User, now: datetime) -> None:
    alike: dict[tuple[str, str, str, str, int], list[Todo]] = {}
    for row in rows:
        alike.setdefault((row.kind, row.title, row.detail, row.url, row.revision), []).append(row)
    for (kind, title, detail, url, revision), asked in alike.items():
        Todo.objects.filter(pk__in=[row.pk for row in asked]).update(nudged_at=now)
        notify(
            topic=asked[0].topic,
            step=f"nudge-{kind}@{asked[0].pk}",
            revision=revision,
            recipients=User.objects.staff_of(*{row.committee_id for row in asked if row.committee_id}),
            title=f"请尽快办理（{subject.kinds[kind].label}）：{title}",
            body=f"{actor.committee.short_name if actor.committee else actor}提醒：{detail}",
            url=url,
            asks=kind,
        )


def said(found: Owing) -> str:
    """What was done, in words."""
    many = len({row.committee_id for row in found.left})
    done = (
        f"已催办 {many} 家工委。" if many else "" if found.deserted else "尚未答复的工委已催办过，没有重复。"
    )
    return done + nobody_there(found.deserted)


def nobody_there(names: Sequence[str]) -> str:
    """What to do about it, in words; nothing where somebody is there."""
    return f"{'、'.join(names)}没有在岗人员，请联系系统管理员。" if names else ""
