"""What may be done with notices. All others call only this; rows are written in the caller's transaction."""

from collections.abc import Container, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from collab_portal.lib.history import acting_person
from collab_portal.lib.reminders import PlannedReminder, TopicPlan
from collab_portal.lib.todos import AtEnd
from collab_portal.lib.verbs import at_end, lock_topics
from notifications import groups, planning, writing
from notifications.auditing import audit
from notifications.models import Delivery, DeliveryDecision, Notification, Replanning
from notifications.text import one_line, plain, site_relative
from notifications.wakeup import wake_on_commit

if TYPE_CHECKING:
    from accounts.models import User
    from notifications.models.notification import NotificationQuerySet

__all__ = [
    "audit",
    "close_for",
    "close_moot",
    "drop_plans",
    "give_up",
    "mark_all_read",
    "mark_read",
    "notify",
    "plan",
    "plan_all",
    "resend",
    "withdraw",
]
Standing = tuple[str, str, int, int | None]
log = structlog.get_logger("portal.notifications")


@transaction.atomic
def notify(
    *,
    topic: str,
    step: str,
    recipients: Iterable["User"],
    title: str,
    url: str,
    body: str = "",
    kind: Notification.Kind = Notification.Kind.INFORMATION,
    asks: str = "",
    revision: int = 0,
    expires_at: datetime | None = None,
) -> None:
    """Tell people now: in the inbox with this transaction, by e-mail right after it.

    A 待办 is asked for by the committee of whoever acts, and its letters say so. One that ``asks`` for a kind
    of to-do is open as long as that is.
    The same topic, revision, step and person again writes nothing. Two queries however many people, and one
    more where group robots are in use: a group hears what concerns one of its committee.
    """
    found = {person.pk: person for person in recipients if person.is_active}
    people = [found[pk] for pk in sorted(found)]
    said = writing.Said(
        topic,
        revision,
        step,
        one_line(title),
        kind=str(Notification.Kind.ACTION if asks else kind),
        asks=asks,
        body=plain(body),
        url=site_relative(url),
        expires_at=expires_at,
    )
    writing.notice(said, people, groups.hearing(topic, people), acting_person())
    wake_on_commit()


def plan(*, topic: str, revision: int, reminders: Iterable[PlannedReminder]) -> None:
    """``plan_all`` of one topic."""
    plan_all([TopicPlan(topic, revision, tuple(reminders))])


@transaction.atomic
def plan_all(plans: Iterable[TopicPlan], *, at_once: int | None = None) -> bool:
    """Make the table equal these plans. Safe to repeat; a revision older than the table's is ignored.

    Unsent rows of older revisions, and of this one that the plan no longer holds, are superseded;
    missing rows are written; changed times are taken over by what is still pending. Many topics ask the
    database as often as one does.

    Where that concerns more than ``at_once`` rows they are only noted to be planned anew, by whoever calls
    this; False says so. Until then nothing that is planned of these topics goes out.
    """
    plans, concerned = _not_outdated({plan.topic: plan for plan in plans})
    if not concerned:
        return True
    if at_once is not None and concerned > at_once:
        behind = [Replanning(topic=plan.topic) for plan in plans]
        Replanning.objects.bulk_create(behind, ignore_conflicts=True)
        return False
    wanted, revisions = planning.by_key(plans), {plan.topic: plan.revision for plan in plans}
    planned = Delivery.objects.filter(topic__in=revisions, planned=True)
    ours, older = models.Q(pk=None), models.Q(pk=None)
    for revision in sorted(set(revisions.values())):
        topics = [topic for topic, number in revisions.items() if number == revision]
        ours |= models.Q(topic__in=topics, revision=revision)
        older |= models.Q(topic__in=topics, revision__lt=revision)
    present: dict[str, dict[planning.Key, planning.Stored]] = {topic: {} for topic in revisions}
    for row in planning.stored(planned.filter(ours).order_by("pk").select_for_update()):
        present[row.topic][row.key] = row
    kept, surplus, missing = [], [], planning.Rows()
    for topic, rows in present.items():
        plan = wanted[topic]
        surplus += [row.pk for key, row in rows.items() if key not in plan]
        kept += [(row, plan[key]) for key, row in rows.items() if key in plan]
        new = planning.live({key: plan[key] for key in plan if key not in rows}, timezone.now())
        missing.add(topic, revisions[topic], new)
    planning.recall(planned.filter(older), "日程已变更，由新计划取代。")
    if surplus:
        planning.recall(planned.filter(pk__in=surplus), "计划中已不再需要。")
    planning.reschedule(kept)
    missing.insert()
    wake_on_commit()
    return True


def _not_outdated(plans: dict[str, TopicPlan]) -> tuple[list[TopicPlan], int]:
    """Those whose topic has no newer plan in the table, locked; and how many rows they concern at most."""
    lock_topics(plans)
    rows = Delivery.objects.filter(topic__in=plans, planned=True).order_by().values_list("topic")
    unsent = models.Count("pk", filter=models.Q(status__in=Delivery.OPEN))
    stored = {topic: found for topic, *found in rows.annotate(models.Max("revision"), unsent=unsent)}
    standing = []
    for topic, plan in plans.items():
        newest, _ = stored.get(topic, (plan.revision, 0))
        if newest > plan.revision:
            log.warning("plan_outdated", topic=topic, revision=plan.revision)
        else:
            standing.append(plan)
    wanted = len(Delivery.PERSONAL) * sum(len(plan.reminders) for plan in standing)
    return standing, wanted + sum(stored.get(plan.topic, (0, 0))[1] for plan in standing)


def drop_plans(topics: Iterable[str]) -> None:
    """Nothing is left to be reminded of under these topics."""
    planning.recall(Delivery.objects.filter(topic__in=topics, planned=True), "已办结，不再提醒。")


def close_moot(topics: Iterable[str], standing: Container[Standing]) -> None:
    """Close what asks for a to-do that does not stand (any more); what has not gone out is taken back.

    ``standing``: topic, kind, revision and committee of each to-do there is; None: that of a duty or person.
    """
    topics = list(topics)
    columns = ("pk", "topic", "asks", "revision")
    asked = Notification.objects.filter(topic__in=topics).to_do().exclude(asks="")
    items = [row[0] for row in asked.values_list(*columns, "committee") if not _stands(row[1:], standing)]
    if items:
        _settle(Notification.objects.filter(pk__in=items))
    unsent = Delivery.objects.filter(topic__in=topics, planned=False).exclude(asks="").open()
    place = Coalesce("recipient__committee", "robot__committee")
    rows = [row[0] for row in unsent.values_list(*columns, place) if not _stands(row[1:], standing)]
    if rows:
        planning.recall(Delivery.objects.filter(pk__in=rows), "已办结。", settled=True)


def _settle(items: "NotificationQuerySet") -> None:
    """Locked in one order, as deliveries are, after which they come."""
    found = list(items.order_by("pk").select_for_update().values_list("pk", flat=True))
    Notification.objects.filter(pk__in=found).update(settled_at=Now())


def _stands(asked: tuple[str, str, int, int | None], standing: Container[Standing]) -> bool:
    return asked in standing or (*asked[:3], None) in standing


def withdraw(*, topic: str, reason: str, sparing: str = "", told_only: bool = False) -> None:
    """Cancel everything of a topic that is unsent by now, but the step ``sparing``, true whatever comes.

    ``told_only``: what is planned is left to the topic's new plan. Call it before telling people that the
    thing is off. Within a verb it happens at its end.
    """
    rows = Delivery.objects.filter(topic=topic)
    rows = rows.filter(planned=False) if told_only else rows
    rows = rows.exclude(step=sparing) if sparing else rows
    last = Delivery.objects.aggregate(last=models.Max("pk"))["last"]
    if last is not None:
        rows = rows.filter(pk__lte=last)
        at_end(AtEnd([topic], lambda _now: planning.recall(rows, reason[:500])))


@transaction.atomic
def close_for(person: "User", *, asks: Iterable[str] | None = None) -> None:
    """The person's open 待办 (or only those of some kinds) are closed: it is not theirs to do any more."""
    items = Notification.objects.filter(recipient=person).to_do()
    rows = Delivery.objects.filter(recipient=person, planned=False, kind=Notification.Kind.ACTION)
    if asks is not None:
        kinds = list(asks)
        items, rows = items.filter(asks__in=kinds), rows.filter(asks__in=kinds)
    _settle(items)
    planning.recall(rows, "收件人已不承担此项工作。", settled=True)


def mark_read(notification: Notification, *, actor: "User") -> None:
    """Only the recipient's own reading counts; reading again keeps the first moment."""
    Notification.objects.filter(pk=notification.pk, recipient=actor, read_at=None).update(read_at=Now())


def mark_all_read(*, actor: "User") -> int:
    """How many became read."""
    return Notification.objects.visible_to(actor).filter(read_at=None).update(read_at=Now())


@transaction.atomic
def resend(delivery: Delivery, *, actor: "User", reason: str) -> Delivery:
    """Send once more by a person's decision, with a new message number so no server folds it away."""
    row = _locked(delivery)
    if not row.can_be_resent:
        raise ValidationError(f"“{row.get_status_display()}”的{row.get_channel_display()}通知不能重发。")
    if row.expires_at <= timezone.now():
        raise ValidationError("已过失效时间，不能重发。")
    if row.recipient and Notification.objects.over([row]):
        raise ValidationError("这项待办已经办结，或收件人已不承担此项工作，不必重发。")
    _decide(row, actor, DeliveryDecision.Action.RESEND, reason)
    Delivery.objects.filter(pk=row.pk).update(
        status=Delivery.Status.PENDING,
        finished_at=None,
        started_at=None,
        uncertain_at=None,
        handled_at=None,
        bundle=None,
        catch_up=True,
        due_at=Now(),
        next_attempt_at=Now(),
        resends=row.resends + 1,
    )
    wake_on_commit()
    row.refresh_from_db()
    return row


@transaction.atomic
def give_up(delivery: Delivery, *, actor: "User", reason: str) -> Delivery:
    """A person decides that this one need not arrive (told by phone, wrong address)."""
    row = _locked(delivery)
    if not row.can_be_given_up:
        raise ValidationError(f"“{row.get_status_display()}”的通知不能改为不再发送，或已经处理过了。")
    _decide(row, actor, DeliveryDecision.Action.GIVE_UP, reason)
    Delivery.objects.filter(pk=row.pk).update(
        status=Delivery.Status.DEAD,
        finished_at=row.finished_at or Now(),
        started_at=None,
        recalled=False,
        handled_at=Now(),
    )
    row.refresh_from_db()
    return row


def _locked(delivery: Delivery) -> Delivery:
    return Delivery.objects.select_for_update().get(pk=delivery.pk)


def _decide(row: Delivery, actor: "User", action: DeliveryDecision.Action, reason: str) -> None:
    decision = DeliveryDecision(delivery=row, actor=actor, action=action, reason=one_line(reason))
    decision.full_clean(exclude=["delivery", "actor", "decided_at"])
    decision.save()
