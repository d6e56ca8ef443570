"""Resources of an activity: asked for, granted, declined, taken back. The activity's own is granted at once.

Order of locks: the activity, then the resources by key. Who holds a resource's row is alone with its days.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from activities import use_notices as notices
from activities.models import Activity, Participation, ResourceUse
from collab_portal.lib import dates
from collab_portal.lib.markings import refuse_markings
from collab_portal.lib.verbs import put, touch, verb
from commons.models import Closure, Resource

Answer, Status = ResourceUse.Answer, Activity.Status
Refusal = Callable[..., ResourceUse]
AHEAD = {Status.DRAFT, Status.ANNOUNCED}


def span_of(activity: Activity) -> tuple[datetime, datetime]:
    """Whole days in Beijing where no clock is named."""
    starts, ends = dates.start_of(activity.held_on), dates.end_of(activity.ended_on)
    if activity.start_time:
        starts = dates.at(activity.held_on, activity.start_time)
    if activity.end_time:
        ends = dates.at(activity.ended_on, activity.end_time)
    return starts, ends


def arrange(
    activity: Activity,
    resources: Sequence[Resource] | None,
    people: int | None,
    *,
    actor: User,
    now: datetime,
) -> None:
    """Make the uses those of ``resources`` at the activity's time; None: those it has, moved if it moved.

    Call it within a verb that holds the activity. A use moved to another time is asked for anew. Raises
    ValidationError beside ``resources``.
    """
    rows = {row.resource_id: row for row in activity.uses.select_related("activity", "resource__committee")}
    if resources is None and not rows:
        return
    wanted = set(rows) if resources is None else {one.pk for one in resources}
    held = _locked(wanted | set(rows))
    for pk in set(rows) - wanted:
        _drop(rows[pk])
    for pk in sorted(wanted):
        row = rows.get(pk)
        if row is None:
            _ask(activity, held[pk], people, actor, now)
        else:
            row.activity, row.resource = activity, held[pk]
            _follow(row, row.people if resources is None else people, actor, now)
    _touch_waiting(held)


def _locked(pks: Iterable[int]) -> dict[int, Resource]:
    rows = Resource.objects.select_for_update(of=("self",), no_key=True).select_related("committee")
    return {row.pk: row for row in rows.filter(pk__in=pks).order_by("pk")}


def _touch_waiting(resources: Iterable[int]) -> None:
    """Whether others ask for the same time is said where one is answered."""
    touch(*ResourceUse.objects.waiting().filter(resource__in=list(resources)))


def _ask(activity: Activity, resource: Resource, people: int | None, actor: User, now: datetime) -> None:
    if activity.status not in AHEAD:
        raise ValidationError({"resources": f"活动已举行，不能再申请“{resource}”；请在举行前申请。"})
    starts_at, ends_at = span_of(activity)
    use = ResourceUse(
        activity=activity,
        resource=resource,
        starts_at=starts_at,
        ends_at=ends_at,
        people=people,
        asked=int(activity.status == Status.ANNOUNCED),  # a draft has not asked yet
        asked_at=now,
    )
    _check_free(use)
    _answer_own(use, actor, now)
    _put(use)
    if use.is_waiting:
        notices.asked(use)


def _follow(use: ResourceUse, people: int | None, actor: User, now: datetime) -> None:
    """As the activity stands now: moved, announced at last, or held."""
    before = (use.starts_at, use.ends_at, use.people, use.exclusive, use.answer, use.asked)
    moved = span_of(use.activity) != (use.starts_at, use.ends_at)
    was_granted = use.answer == Answer.GRANTED
    read_another = (
        people != use.people if use.is_waiting else was_granted and (people or 0) > (use.people or 0)
    )
    use.starts_at, use.ends_at = span_of(use.activity)
    use.people = people
    if use.activity.status not in AHEAD:
        use.exclusive = False  # the truth about a day is never refused by a hold that is past
    elif moved or (use.activity.status == Status.ANNOUNCED and not use.asked):
        _check_free(use)
        if use.activity.status == Status.ANNOUNCED:
            _ask_again(use, now, "时间有改动，原已同意，请重新答复。" if was_granted else "")
        _answer_own(use, actor, now)
    elif use.asked and read_another:  # another number of people
        _ask_again(use, now, "人数有增加，原已同意，请重新答复。" if was_granted else "")
        _answer_own(use, actor, now)
    if (use.starts_at, use.ends_at, use.people, use.exclusive, use.answer, use.asked) != before:
        _put(use)
    touch(use)
    if use.is_waiting:
        notices.asked(use)


def _check_free(use: ResourceUse) -> None:
    """Raises ValidationError where the resource cannot be asked for on those days."""
    resource, activity = use.resource, use.activity
    reason = ""
    if resource.is_closed:
        reason = "已停止共享"
    elif resource.is_paused(activity.held_on):
        reason = f"暂停至 {dates.plain_date(resource.paused_until)}" if resource.paused_until else ""
    elif (
        shut := Closure.objects.filter(resource=resource).during(activity.held_on, activity.ended_on).first()
    ):
        reason = f"{shut} 关闭（{shut.reason}）"
    if reason:
        raise ValidationError({"resources": f"“{resource}”{reason}，请换一天或另选。"})


def _ask_again(use: ResourceUse, now: datetime, note: str) -> None:
    use.answer, use.answered_by, use.answered_at, use.exclusive = "", None, None, False
    use.note, use.asked, use.asked_at = note, use.asked + 1, now


def _answer_own(use: ResourceUse, actor: User, now: datetime) -> None:
    """What is the host's own needs nobody's word, if it is not promised to somebody else."""
    if not use.is_own or use.activity.status == Status.DRAFT:
        return
    refuse_taken(use, "resources")
    use.answer, use.answered_by, use.answered_at, use.note = Answer.GRANTED, actor, now, ""
    use.exclusive = use.resource.exclusive


def refuse_taken(use: ResourceUse, field: str) -> None:
    """Raises ValidationError where it was promised to another alone; call it with the resource's row held."""
    taken = ResourceUse.objects.granted().filter(resource=use.resource, exclusive=True).exclude(pk=use.pk)
    other = taken.during(use.starts_at, use.ends_at).select_related("activity__host").first()
    if other is not None and use.resource.exclusive:
        host = other.activity.host.short_name
        what = f"“{use.resource}”该时段已同意给{host}的活动，同一时间只供一家。"
        then = "" if use.is_own else "请先收回那一项，或答复暂不能提供。"
        raise ValidationError({field: what + then})


def _put(use: ResourceUse) -> None:
    put(use)
    touch(use)


def _drop(use: ResourceUse) -> None:
    """The host needs it no more; who was asked or had agreed learns it."""
    if use.activity.status != Status.DRAFT and not use.is_own and use.answer in {"", Answer.GRANTED}:
        ahead = use.activity.status in AHEAD
        notices.dropped(use, "主办方不再需要。" if ahead else "登记结果时注明没有使用。")
    ResourceUse.objects.filter(pk=use.pk).delete()
    touch(use)


def release(activity: Activity) -> None:
    """The activity was called off: nothing is held or owed any more. Call it within a verb that holds it."""
    rows = list(activity.uses.select_related("activity", "resource__committee").order_by("resource"))
    held = _locked(row.resource_id for row in rows)
    for row in rows:
        row.activity = activity
        if not row.is_own and row.answer in {"", Answer.GRANTED}:
            notices.dropped(row, f"活动已取消：{activity.cancelled_reason}")
        if row.exclusive:
            row.exclusive = False
            row.save(update_fields=["exclusive"])
        touch(row)
    _touch_waiting(held)


@verb("activities.answer_use")
def grant(use: ResourceUse, *, actor: User, now: datetime, asked: int) -> ResourceUse:
    """同意使用 what was asked for the ``asked``-th time; a second click does nothing.

    Who is invited as well has replied by that: nobody is asked twice about one visit.
    """
    if use.answer == Answer.GRANTED and use.asked == asked:
        return use
    _must_wait(use, asked)
    _check_free(use)
    refuse_taken(use, "reason")
    use.answer, use.answered_by, use.answered_at, use.note = Answer.GRANTED, actor, now, ""
    use.exclusive = use.resource.exclusive
    _reply_with_it(use, actor, now)
    return _answered(use)


def _reply_with_it(use: ResourceUse, actor: User, now: datetime) -> None:
    """The owner's reply to the invitation, where it has not given one."""
    rows = use.activity.participations.unreplied()
    party = rows.filter(committee=use.resource.committee_id).first()
    if party is not None and use.activity.status == Status.ANNOUNCED:
        party.reply, party.replied_by, party.replied_at = Participation.Reply.ATTEND, actor, now
        party.replied_version = use.activity.version
        put(party)
        touch(use.activity)


@verb("activities.answer_use")
def decline(use: ResourceUse, *, actor: User, now: datetime, asked: int, reason: str) -> ResourceUse:
    """暂不能提供, with a reason that the host reads."""
    refuse_markings(reason)
    _must_wait(use, asked)
    use.answer, use.answered_by, use.answered_at, use.note = Answer.DECLINED, actor, now, reason
    return _answered(use)


@verb("activities.answer_use")
def withdraw(use: ResourceUse, *, actor: User, now: datetime, asked: int, reason: str) -> ResourceUse:
    """收回 what was granted the ``asked``-th time, until it is used, with a reason."""
    refuse_markings(reason)
    if use.answer != Answer.GRANTED or use.activity.status != Status.ANNOUNCED:
        raise ValidationError("只有已同意、活动尚未举行的，才能收回。")
    _must_be_round(use, asked)
    use.answer, use.answered_by, use.answered_at, use.note = Answer.WITHDRAWN, actor, now, reason
    use.exclusive = False
    return _answered(use)


@verb("activities.ask_use")
def ask_again(use: ResourceUse, *, actor: User, now: datetime) -> ResourceUse:
    """再次申请 by the host, after a refusal or a withdrawal."""
    if use.activity.status != Status.ANNOUNCED or use.answer not in {Answer.DECLINED, Answer.WITHDRAWN}:
        raise ValidationError("只有未能提供或已收回、活动尚未举行的，才能再次申请。")
    _check_free(use)
    _ask_again(use, now, "")
    _put(use)
    notices.asked(use)
    _touch_waiting([use.resource_id])
    return use


def _must_wait(use: ResourceUse, asked: int) -> None:
    if use.activity.status != Status.ANNOUNCED or use.answer:
        raise ValidationError("这项申请已不需要答复。")
    _must_be_round(use, asked)


def _must_be_round(use: ResourceUse, asked: int) -> None:
    if use.asked != asked:
        raise ValidationError("主办方刚改动了时间，请核对后再答复。")


def _answered(use: ResourceUse) -> ResourceUse:
    _put(use)
    notices.answered(use)
    _touch_waiting([use.resource_id])
    return use
