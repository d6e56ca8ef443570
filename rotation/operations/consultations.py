"""会商: convened, scheduled, moved, postponed, cancelled, held. Each under the row's lock, safe to repeat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.versions import check_version
from notifications import operations as notices
from notifications.models import Notification
from rotation import wording
from rotation.audience import Addressees, attending, leads_of, members_of, planned
from rotation.models import Attendance, Consultation, ReminderRule, Turn, WorkdayOverride
from rotation.operations.carrying import carry_on
from rotation.operations.common import tell
from rotation.operations.followups import replan_followups, replan_minutes
from rotation.operations.hanging import Hanging, hanging
from rotation.reminders import reply_deadline

if TYPE_CHECKING:
    from organizations.models import Committee
    from rotation.calendar import WorkCalendar


GONE = "排期已变动，这一任期不复存在。"


@dataclass(frozen=True)
class Arrangement:
    """When, where and how: a change of any of these starts a new revision."""

    starts_at: datetime
    ends_at: datetime
    mode: str
    place: str


@transaction.atomic
def convene(turn: Turn, *, now: datetime) -> Consultation:
    """The turn's consultation that is still to be held; a new shell when there is none."""
    turn = locked_turn(turn)
    existing = turn.consultations.open().order_by("number").first()
    if existing is not None:
        return existing
    if turn.ends_on < dates.today(now):
        raise ValidationError("任期已结束，不能再新增会商。")
    number = (turn.consultations.aggregate(last=Max("number"))["last"] or 0) + 1
    consultation = Consultation.objects.create(
        turn=turn,
        number=number,
        title=default_title(turn.committee, number),
        planned_at=now,
    )
    replan(consultation)
    return consultation


def locked_turn(turn: Turn) -> Turn:
    """Its row, locked. Raises ValidationError when a new plan took it away."""
    found = Turn.objects.select_for_update(of=("self",)).select_related("committee")
    standing = found.filter(pk=turn.pk).first()
    if standing is None:
        raise ValidationError(GONE)
    return standing


def default_title(lead: "Committee", number: int) -> str:
    """What a consultation is called until somebody names it."""
    again = f"（第{number}次）" if number > 1 else ""
    return f"机关党建协作会商：{lead.short_name}牵头{again}"


@transaction.atomic
def schedule(
    consultation: Consultation,
    *,
    title: str,
    agenda: str,
    arrangement: Arrangement,
    now: datetime,
    version: int | None = None,
) -> Consultation:
    """Fix or move the date. Everybody is told at once, and reminders follow the new date.

    The same arrangement again changes nothing but title and agenda, and tells nobody. ``version``: what the
    person had before them (None: read under this lock); raises StaleError where it is another by now.
    """
    consultation = _locked(consultation, version)
    _refuse_unless(consultation, Consultation.Status.SCHEDULED)
    _check_time(consultation, arrangement, now)
    if agenda.split() != consultation.agenda.split():
        consultation.agenda_from_topics = False
    consultation.title, consultation.agenda = title, agenda
    if _arrangement(consultation) == arrangement and consultation.status == Consultation.Status.SCHEDULED:
        consultation.save(update_fields=["title", "agenda", "agenda_from_topics", "updated_at"])
        replan(consultation)
        return consultation
    working = WorkdayOverride.objects.calendar()
    consultation.starts_at, consultation.ends_at = arrangement.starts_at, arrangement.ends_at
    consultation.mode, consultation.place = arrangement.mode, arrangement.place
    consultation.reply_by = reply_deadline(dates.today(arrangement.starts_at), dates.today(now), working)
    consultation.status, consultation.reason = Consultation.Status.SCHEDULED, ""
    _revise(consultation, now)
    _end_poll(consultation, now)
    _take_back(consultation, "会商安排已变更。")
    replan(consultation, working=working)
    notices.settle_all(topic=f"turn:{consultation.turn_id}", begins="lead")
    _tell(consultation, consultation.notice_step, kind=Notification.Kind.ACTION)
    return consultation


@transaction.atomic
def postpone(
    consultation: Consultation, *, reason: str, now: datetime, version: int | None = None
) -> Consultation:
    """No date for now: the lead is reminded to fix a new one. ``version`` as for ``schedule``."""
    consultation = _locked(consultation)
    if consultation.status == Consultation.Status.POSTPONED:
        return consultation
    _check(consultation, version)
    _refuse_unless(consultation, Consultation.Status.POSTPONED)
    consultation.status, consultation.reason = Consultation.Status.POSTPONED, _reason(reason)
    _revise(consultation, now)
    _take_back(consultation, "会商已延期。")
    replan(consultation)
    _tell(consultation, "postponed")
    return consultation


@transaction.atomic
def cancel(
    consultation: Consultation, *, reason: str, now: datetime, version: int | None = None
) -> Consultation:
    """For good: a turn that still needs one gets another by ``convene``. Its topics go on to the next.

    Who put topics forward or voted hears what becomes of them, whether a date was announced or not.
    ``version`` as for ``schedule``.
    """
    consultation = _locked(consultation)
    if consultation.status == Consultation.Status.CANCELLED:
        return consultation
    _check(consultation, version)
    _refuse_unless(consultation, Consultation.Status.CANCELLED)
    announced = consultation.starts_at is not None
    consultation.status, consultation.reason = Consultation.Status.CANCELLED, _reason(reason)
    hangs = hanging(consultation)
    _revise(consultation, now)
    _end_poll(consultation, now)
    _take_back(consultation, "会商已取消。")
    if announced:
        _tell(consultation, "cancelled")
    _tell_concerned(consultation, hangs, announced, now)
    carry_on(consultation, now)
    return consultation


@transaction.atomic
def hold(consultation: Consultation, *, now: datetime, present: Iterable[int] | None = None) -> Consultation:
    """It took place: possible from the moment it begins. ``present``: committees that attended.

    Not given, they are those that replied so. Held already, it corrects who attended until minutes go round.
    """
    consultation = _locked(consultation)
    if consultation.status == Consultation.Status.HELD:
        if present is not None:
            _correct_attendance(consultation, present)
        return consultation
    _refuse_unless(consultation, Consultation.Status.HELD)
    if consultation.starts_at is None or now < consultation.starts_at:
        raise ValidationError("会商尚未开始，不能标记为已召开。")
    consultation.status, consultation.held_on = Consultation.Status.HELD, dates.today(consultation.starts_at)
    consultation.save()
    _record_attendance(consultation, attending(consultation) if present is None else present)
    _end_poll(consultation, now)
    _take_back(consultation, "会商已召开。")
    replan_minutes(consultation)
    return consultation


def _tell_concerned(consultation: Consultation, hangs: Hanging, announced: bool, now: datetime) -> None:
    """One notice a committee; where the cancellation itself was told to all, only about its topics."""
    for committee in hangs.topics if announced else hangs.committees:
        lines = [] if announced else [f"原因：{consultation.reason}"]
        if titles := hangs.topics.get(committee):
            names = "、".join(f"“{title}”" for title in titles)
            lines.append(f"贵单位的议题{names}在下次会商征集议题时自动列入。")
        if committee in hangs.voters:
            lines.append("定时投票随之结束。")
        tell(
            consultation,
            [committee],
            step="concerned",
            title=f"会商取消，贵单位议题转下次：{consultation.title}"
            if titles
            else f"会商已取消：{consultation.title}",
            body="\n".join(lines),
            now=now,
        )


def replan_all() -> None:
    """After a change of the rules, the working days or of people. Open consultations are few: one a turn."""
    working = WorkdayOverride.objects.calendar()
    for consultation in Consultation.objects.open().for_page().order_by("pk"):
        replan(consultation, working=working)
    replan_followups()


def replan(consultation: Consultation, *, working: "WorkCalendar | None" = None) -> None:
    """Make the table of reminders equal what the rules say now. Safe to repeat."""
    members = members_of(consultation)
    addressees = Addressees.among({*members, *leads_of(consultation)})
    notices.plan(
        topic=consultation.topic,
        revision=consultation.revision,
        reminders=planned(
            consultation,
            members,
            addressees,
            ReminderRule.objects.book(),
            working or WorkdayOverride.objects.calendar(),
        ),
    )


def _correct_attendance(consultation: Consultation, present: Iterable[int]) -> None:
    if consultation.minutes.filter(submitted_at__isnull=False).exists():
        raise ValidationError("纪要已送签，参会工委不能再改。")
    _record_attendance(consultation, present)


def _record_attendance(consultation: Consultation, present: Iterable[int]) -> None:
    """The lead attends in any case; who is no member cannot."""
    wanted = {*present, *leads_of(consultation)}
    kept = [committee for committee in members_of(consultation) if committee in wanted]
    consultation.attendances.exclude(committee__in=kept).delete()
    for committee in kept:
        Attendance.objects.get_or_create(consultation=consultation, committee_id=committee)


def _end_poll(consultation: Consultation, now: datetime) -> None:
    """A time that is fixed, given up or past needs no more votes."""
    consultation.polls.filter(closed_at__isnull=True).update(closed_at=now)


def _take_back(consultation: Consultation, reason: str) -> None:
    """Whatever was asked before its arrangement changed: unsent goes nowhere, 待办 are closed for all."""
    notices.withdraw(topic=consultation.topic, reason=reason)
    notices.settle_all(topic=consultation.topic)


def _locked(consultation: Consultation, version: int | None = None) -> Consultation:
    found = Consultation.objects.select_for_update(of=("self",)).for_page().get(pk=consultation.pk)
    _check(found, version)
    return found


def _check(consultation: Consultation, version: int | None) -> None:
    if version is not None:
        check_version(consultation, version)


def _refuse_unless(consultation: Consultation, status: str) -> None:
    if not consultation.may_become(status):
        label = Consultation.Status(status).label
        raise ValidationError(f"会商“{consultation.get_status_display()}”，不能改为“{label}”。")


def _check_time(consultation: Consultation, arrangement: Arrangement, now: datetime) -> None:
    turn, day = consultation.turn, dates.today(arrangement.starts_at)
    if arrangement.ends_at <= arrangement.starts_at:
        raise ValidationError({"ends": "结束时间须晚于开始时间。"})
    if _arrangement(consultation) == arrangement:
        return
    if arrangement.starts_at <= now:
        raise ValidationError({"day": "会商时间须在此刻之后。"})
    if not turn.starts_on <= day <= turn.ends_on:
        first, last = dates.chinese_date(turn.starts_on), dates.chinese_date(turn.ends_on)
        raise ValidationError({"day": f"会商须在任期内召开：{first}至{last}。"})


def _arrangement(consultation: Consultation) -> Arrangement | None:
    if consultation.starts_at is None or consultation.ends_at is None:
        return None
    return Arrangement(consultation.starts_at, consultation.ends_at, consultation.mode, consultation.place)


def _revise(consultation: Consultation, now: datetime) -> None:
    consultation.revision += 1
    consultation.notified_at = consultation.notified_by = None
    consultation.planned_at = now
    consultation.save()


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": "请说明原因。"})
    return reason.strip()


def _tell(
    consultation: Consultation, step: str, kind: Notification.Kind = Notification.Kind.INFORMATION
) -> None:
    """An immediate notice to the staff of all members; to reply is a 待办 for all but the lead."""
    members, leads = members_of(consultation), leads_of(consultation)
    invited = [committee for committee in members if committee not in leads]
    _notify(consultation, step, User.objects.staff_of(*invited), kind)
    _notify(consultation, step, User.objects.staff_of(*leads), Notification.Kind.INFORMATION)


def _notify(
    consultation: Consultation, step: str, recipients: Iterable[User], kind: Notification.Kind
) -> None:
    text = wording.text(step, consultation)
    notices.notify(
        topic=consultation.topic,
        step=step,
        revision=consultation.revision,
        recipients=recipients,
        title=text.title,
        body=text.body,
        url=consultation.get_absolute_url(),
        kind=kind,
    )
