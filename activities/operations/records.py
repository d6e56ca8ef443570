"""The host's side of a record: logged, edited, cancelled, discarded."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User
from activities import notices
from activities.models import Activity, Participation
from activities.operations import placing, uses
from activities.operations.conclusion import conclude
from activities.operations.content import (
    PLAN,
    Party,
    Result,
    check_day,
    content_of,
    stored_content,
    write_facts,
    write_outcomes,
    write_parties,
)
from activities.operations.labels import Tags, labels_of, write_labels
from collab_portal.lib.dates import today
from collab_portal.lib.http import require
from collab_portal.lib.verbs import put, verb
from collab_portal.lib.versions import check_version
from commons.models import Label, Resource

Role, Status = Participation.Role, Activity.Status


def log(
    *,
    actor: User,
    submission: UUID,
    facts: Mapping[str, Any],
    parties: Sequence[Party],
    outcomes: Iterable[Result] = (),
    publish: bool = True,
    resources: Sequence[Resource] | None = None,
    resource_people: int | None = None,
    tags: Tags | None = None,
    now: datetime,
) -> tuple[Activity, bool]:
    """Log an activity for the actor's committee; true if it is new.

    The same ``submission`` again (double click, back button, second tab) gives the record
    that is already there. The host signs by logging; the partners and the owners of ``resources`` are asked.
    """
    require("activities.log", actor)
    if known := Activity.objects.filter(submission=submission).first():
        return _same_host(known, actor), False
    try:
        made = _create(
            actor=actor,
            submission=submission,
            facts=facts,
            parties=parties,
            outcomes=outcomes,
            publish=publish,
            asked=(resources, resource_people),
            tags=tags,
            now=now,
        )
        return made, True
    except IntegrityError:
        known = Activity.objects.filter(submission=submission).first()
        if known is None:
            raise
        return _same_host(known, actor), False


def _same_host(activity: Activity, actor: User) -> Activity:
    if activity.host_id != actor.committee_id:
        raise ValidationError("页面已失效，请刷新后重新登记。")
    return activity


@verb("activities.log")
def _create(
    *,
    actor: User,
    submission: UUID,
    facts: Mapping[str, Any],
    parties: Sequence[Party],
    outcomes: Iterable[Result],
    publish: bool,
    asked: tuple[Sequence[Resource] | None, int | None],
    tags: Tags | None,
    now: datetime,
) -> Activity:
    labels = labels_of(tags, actor, now)
    activity = Activity(
        submission=submission,
        host=actor.committee,
        created_by=actor,
        updated_by=actor,
        status=Status.DRAFT,
    )
    write_facts(activity, facts, parties, whole=publish)
    if publish:
        _publish(activity, now)
    activity.save()
    write_parties(activity, parties, {activity.host_id: (actor, now)})
    write_outcomes(activity, outcomes)
    write_labels(activity, labels)
    uses.arrange(activity, *asked, actor=actor, now=now)
    notices.ask(activity)
    return conclude(activity, now)


@verb
def edit(
    activity: Activity,
    *,
    actor: User,
    version: int,
    facts: Mapping[str, Any],
    parties: Sequence[Party],
    outcomes: Iterable[Result] = (),
    publish: bool = False,
    resources: Sequence[Resource] | None = None,
    resource_people: int | None = None,
    tags: Tags | None = None,
    now: datetime,
) -> Activity:
    """Change a record that is not yet confirmed by all; ``version`` is what the editor had read.

    A change makes a new version: signatures under the old one lapse and every partner is asked again.
    A reply counts only for the day it was given for: another day asks those who replied anew. When the result
    of what was announced is logged, who declined to come on that day is no party any more.
    ``resources``, ``tags`` None: those it has.
    """
    return _edit(
        activity,
        actor=actor,
        version=version,
        facts=facts,
        parties=parties,
        outcomes=outcomes,
        publish=publish,
        asked=(resources, resource_people),
        labels=labels_of(tags, actor, now),
        now=now,
    )


@verb("activities.edit")
def _edit(
    activity: Activity,
    *,
    actor: User,
    version: int,
    facts: Mapping[str, Any],
    parties: Sequence[Party],
    outcomes: Iterable[Result],
    publish: bool,
    asked: tuple[Sequence[Resource] | None, int | None],
    labels: Sequence[Label] | None,
    now: datetime,
) -> Activity:
    if not activity.is_open:
        raise ValidationError("记录已经确认或取消，不能直接修改；已确认的请提出更正。")
    check_version(activity, version)
    if facts.get("held_on", activity.held_on) != activity.held_on:
        activity.participations.forget_replies()
    if (
        publish
        and activity.status == Status.ANNOUNCED
        and facts.get("held_on", activity.held_on) <= today(now)
    ):
        parties = _without_decliners(activity, parties)
    before, told = stored_content(activity), _told(activity)
    plan = {name: getattr(activity, name) for name in PLAN}
    if activity.status == Status.HELD:  # what was planned stands still
        facts = {name: value for name, value in facts.items() if name not in PLAN}
    outcomes = list(outcomes)
    write_facts(activity, facts, parties, whole=publish or activity.status != Status.DRAFT)
    if publish and activity.status != Status.HELD:
        _publish(activity, now)
    else:
        check_day(activity, now)
    write_labels(activity, labels)
    uses.arrange(activity, *asked, actor=actor, now=now)
    if content_of(activity, parties, outcomes) == before:
        return _plan(activity, plan)
    activity.version += 1
    activity.updated_by = actor
    notices.take_back(activity)
    gone = told - set(activity.committee_ids)
    activity.former_ids = sorted((gone | set(activity.former_ids)) - set(activity.committee_ids))
    notices.left_out(
        activity, [party for party in activity.participations.all() if party.committee_id in gone]
    )
    write_parties(activity, parties, {activity.host_id: (actor, now)})
    write_outcomes(activity, outcomes)
    activity.save()
    placing.arrange(activity, now)
    notices.ask(activity)
    return conclude(activity, now)


@verb("activities.cancel")
def cancel(activity: Activity, *, actor: User, reason: str, now: datetime) -> Activity:
    """Call off an activity, or take back a record, before it is confirmed; its parties may still read it."""
    if activity.status == Status.CANCELLED:
        return activity
    if activity.LIFE.find(activity, "cancel") is None:
        raise ValidationError("草稿可直接丢弃，已确认的记录不能取消。")
    if not reason.strip():
        raise ValidationError({"reason": "请说明取消的原因。"})
    activity.move("cancel", cancelled_at=now, cancelled_reason=reason.strip(), updated_by=actor)
    put(activity)
    uses.release(activity)
    notices.cancelled(activity)
    return activity


@verb("activities.edit")
def discard(activity: Activity, *, actor: User) -> None:
    """Throw a draft away. Nothing else is ever deleted."""
    if activity.LIFE.find(activity, "discard") is None:
        raise ValidationError("只有草稿可以丢弃。")
    activity.delete()


def _plan(activity: Activity, before: Mapping[str, Any]) -> Activity:
    """Another last day for replies is told to who owes one, the rest to all; nobody is asked anew."""
    changed = [name for name in PLAN if getattr(activity, name) != before[name]]
    if changed:
        activity.save(update_fields=[*changed, "updated_at"])
    if "reply_by" in changed:
        notices.reply_by(activity)
    if {"agenda", "contact"} & set(changed):
        notices.plan(activity)
    return activity


def _told(activity: Activity) -> set[int]:
    """Whose staff know of it: a draft is its host's alone."""
    return set() if activity.status == Status.DRAFT else set(activity.committee_ids)


def _without_decliners(activity: Activity, parties: Sequence[Party]) -> list[Party]:
    """They may be added again later, if they came after all, and are asked then."""
    declined = set(activity.participations.declined().values_list("committee_id", flat=True))
    came = [party for party in parties if party.committee_id not in declined]
    if len(came) == 1 < len(parties) and not came[0].branch_ids - {activity.host_branch_id}:
        raise ValidationError(
            {"partners": "各合作方均回执不参加，请改登记实际参加的合作方，或取消这项活动。"}
        )
    return came


def _publish(activity: Activity, now: datetime) -> None:
    activity.move("announce" if activity.held_on > today(now) else "log")
