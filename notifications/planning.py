"""Makes the outbox equal a plan: what is obsolete is taken back, what is missing is written."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import Value
from django.db.models.functions import Greatest, Now

from collab_portal.lib.reminders import PlannedReminder, TopicPlan
from notifications import groups
from notifications.models import Delivery
from notifications.models.queries import DeliveryQuerySet
from notifications.text import one_line
from notifications.writing import Addressed, Said, deliveries

Key = tuple[str, int, str]  # step, person (or for a group its robot), channel


def recall(rows: DeliveryQuerySet, reason: str, *, settled: bool = False) -> int:
    """Take back what has not gone out. A row in mid-hand-over is marked: it may arrive, but is never retried.

    Rows are locked in one order, so two recalls cannot block each other for good.
    """
    found = rows.open().order_by("pk").select_for_update().values_list("pk", "status", "started_at")
    ours: list[int] = []
    in_hand: list[int] = []
    for pk, status, started_at in found:
        (in_hand if started_at or status == Delivery.Status.UNCERTAIN else ours).append(pk)
    if in_hand:
        Delivery.objects.filter(pk__in=in_hand).update(recalled=True, settled=settled, reason=reason)
    return Delivery.objects.filter(pk__in=ours).update(
        status=Delivery.Status.SUPERSEDED,
        finished_at=Now(),
        lease_token=None,
        lease_until=None,
        settled=settled,
        reason=reason,
    )


def by_key(plans: Sequence[TopicPlan]) -> dict[str, dict[Key, PlannedReminder]]:
    """What each plan asks of the table: its reminders in inbox and mail, and once for each group."""
    ears = groups.Ears.of(plans)
    return {
        plan.topic: {
            (reminder.step, reminder.recipient_id, str(channel)): reminder
            for reminder in plan.reminders
            for channel in Delivery.PERSONAL
        }
        | ears.by_key(plan)
        for plan in plans
    }


def live(plan: dict[Key, PlannedReminder], now: datetime) -> dict[Key, PlannedReminder]:
    """Without what has expired already: that could never be sent."""
    return {key: reminder for key, reminder in plan.items() if reminder.expires_at > now}


class Stored(NamedTuple):
    """What a row of the table is compared by."""

    pk: int
    topic: str
    step: str
    recipient: int | None
    robot: int | None
    channel: str
    status: str
    settled: bool
    recalled: bool
    title: str
    not_before: datetime
    expires_at: datetime

    @property
    def key(self) -> Key:
        """What makes a row the same reminder whenever it is planned."""
        return self.step, self.recipient or self.robot or 0, self.channel


def stored(rows: DeliveryQuerySet) -> Iterator[Stored]:
    return itertools.starmap(Stored, rows.values_list(*Stored._fields))


class Rows:
    """What is missing in the table; what people share of a plan is held once."""

    def __init__(self) -> None:
        self._rows: dict[Said, list[Addressed]] = defaultdict(list)

    def add(
        self, topic: str, revision: int, plan: dict[Key, PlannedReminder], *, catch_up: bool = False
    ) -> None:
        titles = {about: one_line(about) for about in {reminder.about for reminder in plan.values()}}
        for (step, addressee, channel), reminder in plan.items():
            said = Said(
                topic,
                revision,
                step,
                titles[reminder.about],
                planned=True,
                catch_up=catch_up,
                not_before=reminder.not_before,
                expires_at=reminder.expires_at,
            )
            self._rows[said].append(Addressed.to(addressee, channel))

    def insert(self) -> None:
        """A row that another writer brought first stays as it is."""
        deliveries(self._rows)


def reschedule(kept: Iterable[tuple[Stored, PlannedReminder]]) -> None:
    """Pending rows get the plan's times; rows taken back by an earlier plan come back to life."""
    moved = defaultdict(list)
    for row, reminder in kept:
        returns = row.status == Delivery.Status.SUPERSEDED and not row.settled
        times = (reminder.not_before, reminder.expires_at, one_line(reminder.about))
        differs = (row.not_before, row.expires_at, row.title) != times
        if returns or (differs and row.status == Delivery.Status.PENDING):
            moved[times].append(row.pk)
    for (not_before, expires_at, title), ids in moved.items():
        Delivery.objects.filter(pk__in=ids).update(
            status=Delivery.Status.PENDING,
            finished_at=None,
            reason="",
            title=title,
            not_before=not_before,
            expires_at=expires_at,
            due_at=_from_now_on(not_before),
            next_attempt_at=_from_now_on(not_before),
        )


def _from_now_on(moment: datetime) -> Greatest:
    """``moment`` or, if that is past, this one by the database's clock."""
    return Greatest(Value(moment, output_field=models.DateTimeField()), Now())
