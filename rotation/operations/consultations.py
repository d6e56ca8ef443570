"""会商: convened, scheduled, moved, postponed, cancelled, held. Each under the row's lock, safe to repeat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Max

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.http import require
from collab_portal.lib.verbs import touch, verb
from collab_portal.lib.versions import check_version
from notifications import operations as notices
from rotation import wording
from rotation.audience import leads_of, members_of
from rotation.models import Consultation, Turn, WorkdayOverride
from rotation.operations.carrying import carry_on
from rotation.operations.common import lock_rotation, tell
from rotation.operations.hanging import Hanging, hanging
from rotation.reminders import reply_deadline

if TYPE_CHECKING:
    from organizations.models import Committee


LONGEST_TITLE = 120
GONE = "排期已变动，这一任期不复存在。"


@dataclass(frozen=True)
class Arrangement:
    """When, where and how: a change of any of these starts a new revision."""

    starts_at: datetime
    ends_at: datetime
    mode: str
    place: str


@verb
def convene(turn: Turn, *, now: datetime) -> Consultation:
    """The turn's consultation that is still to be held; a new shell when there is none.

    Also of a turn that is over: it is made up for, by who has the right then.
    """
    turn = locked_turn(turn)
    existing = turn.consultations.open().order_by("number").first()
    if existing is not None:
        return existing
    number = (turn.consultations.aggregate(last=Max("number"))["last"] or 0) + 1
    return Consultation.objects.create(
        turn=turn,
        number=number,
        title=default_title(turn, number),
        planned_at=now,
    )


def locked_turn(turn: Turn) -> Turn:
    """Its row, locked. Raises ValidationError when a new plan took it away."""
    found = Turn.objects.select_for_update(of=("self",)).select_related("committee", "rotation")
    standing = found.filter(pk=turn.pk).first()
    if standing is None:
        raise ValidationError(GONE)
    return standing


def default_title(turn: Turn, number: int, lead: "Committee | None" = None) -> str:
    """What a consultation is called until somebody names it; ``lead`` is another than the turn's own."""
    again = f"（第{number}次）" if number > 1 else ""
    what = "机关党建协作会商" if turn.rotation.is_basin else f"{turn.rotation.name}会商"
    return f"{what}：{(lead or turn.committee).short_name}牵头{again}"


@verb
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

    The same arrangement again changes nothing but title and agenda. Who had the 会商通知 already hears of it,
    and the notice may be sent anew. ``version``: what the person had before them (None: read under this
    lock); raises StaleError where it is another by now.
    """
    consultation = _locked(consultation, version)
    refuse_date(consultation)
    _check_time(consultation, arrangement, now)
    agenda = "\n".join(agenda.splitlines())
    if agenda.split() != consultation.agenda.split():
        consultation.agenda_from_topics = False
    changed = (consultation.title, consultation.agenda) != (title, agenda)
    consultation.title, consultation.agenda = title, agenda
    if _arrangement(consultation) == arrangement and consultation.status == Consultation.Status.SCHEDULED:
        if changed:
            _tell_again(consultation, now)
        consultation.save()
        return consultation
    working = WorkdayOverride.objects.calendar()
    consultation.starts_at, consultation.ends_at = arrangement.starts_at, arrangement.ends_at
    consultation.mode, consultation.place = arrangement.mode, arrangement.place
    consultation.reply_by = reply_deadline(dates.today(arrangement.starts_at), dates.today(now), working)
    consultation.move("schedule", reason="")
    cut = cut_call(consultation, dates.today(arrangement.starts_at))
    revise(consultation, now)
    end_poll(consultation, now)
    take_back(consultation, "会商安排已变更。")
    _tell(consultation, consultation.notice_step, asks="reply", note=cut)
    return consultation


@verb
def rename(consultation: Consultation, *, actor: User, title: str, now: datetime) -> Consultation:
    """Another name, nothing else: who had the 会商通知 hears of it."""
    consultation = _locked(consultation)
    require("rotation.convene", actor, consultation)
    refuse_date(consultation)
    if not 0 < len(title.strip()) <= LONGEST_TITLE:
        raise ValidationError("请填写名称，不超过 120 字。")
    if title.strip() != consultation.title:
        consultation.title = title.strip()
        _tell_again(consultation, now)
        consultation.save()
    return consultation


def _tell_again(consultation: Consultation, now: datetime) -> None:
    """Its name or agenda changed after the 会商通知: who had that hears of it, and it may be sent anew."""
    if consultation.notified_at is None:
        return
    consultation.notified_at = consultation.notified_by = None
    text = wording.text("agenda-changed", consultation)
    everybody = members_of(consultation)
    tell(consultation, everybody, step="agenda-changed", title=text.title, body=text.body, now=now)


def cut_call(consultation: Consultation, day: date) -> str:
    """Topics are not called for beyond ``day``: the deadline moves up to it. Returns what is said."""
    until = consultation.topics_by
    if until is None or until <= day or consultation.topics_fixed_at is not None:
        return ""
    consultation.topics_by = day
    return f"议题征集随之提前至{dates.chinese_date(day)}截止。"


@verb
def postpone(
    consultation: Consultation, *, reason: str, now: datetime, version: int | None = None
) -> Consultation:
    """No date for now: the lead is reminded to fix a new one. ``version`` as for ``schedule``."""
    consultation = _locked(consultation)
    if consultation.status == Consultation.Status.POSTPONED:
        return consultation
    _check(consultation, version)
    refuse_unless(consultation, Consultation.Status.POSTPONED)
    consultation.move("postpone", reason=said_reason(reason))
    revise(consultation, now)
    take_back(consultation, "会商已延期。")
    _tell(consultation, "postponed")
    return consultation


@verb
def cancel(
    consultation: Consultation, *, reason: str, now: datetime, version: int | None = None
) -> Consultation:
    """For good: a turn that still needs one gets another by ``convene``. Its topics go on to the next.

    Who put topics forward or voted hears what becomes of them, whether a date was announced or not.
    ``version`` as for ``schedule``.
    """
    lock_rotation(consultation.turn.rotation_id)
    consultation = _locked(consultation)
    if consultation.status == Consultation.Status.CANCELLED:
        return consultation
    _check(consultation, version)
    refuse_unless(consultation, Consultation.Status.CANCELLED)
    announced = consultation.starts_at is not None
    consultation.move("cancel", reason=said_reason(reason))
    hangs = hanging(consultation)
    revise(consultation, now)
    end_poll(consultation, now)
    take_back(consultation, "会商已取消。")
    if announced:
        _tell(consultation, "cancelled")
    _tell_concerned(consultation, hangs, announced, now)
    carry_on(consultation, now)
    touch(consultation.turn)
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


def end_poll(consultation: Consultation, now: datetime) -> None:
    """A time that is fixed, given up or past needs no more votes."""
    consultation.polls.running().update(closed_at=now)


def take_back(consultation: Consultation, reason: str) -> None:
    """Whatever was said before its arrangement changed: unsent goes nowhere. Reminders follow the facts."""
    notices.withdraw(topic=consultation.topic, reason=reason, told_only=True)


def _locked(consultation: Consultation, version: int | None = None) -> Consultation:
    found = Consultation.objects.select_for_update(of=("self",)).for_page().get(pk=consultation.pk)
    _check(found, version)
    return found


def _check(consultation: Consultation, version: int | None) -> None:
    if version is not None:
        check_version(consultation, version)


def refuse_date(consultation: Consultation) -> None:
    """Raises ValidationError where no date can be fixed: what was held is taken back first."""
    if consultation.status == Consultation.Status.HELD:
        raise ValidationError("会商“已召开”，时间不能再改；误标的，请先撤销已召开。")
    refuse_unless(consultation, Consultation.Status.SCHEDULED)


def refuse_unless(consultation: Consultation, status: str) -> None:
    """Raises ValidationError where it cannot become ``status``."""
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
    first, last = turn.meeting_days(dates.today(now))
    if not first <= day <= last:
        span = f"{dates.chinese_date(first)}至{dates.chinese_date(last)}"
        within = "会商须在任期内召开" if last == turn.ends_on else "任期已到期，补开日期须在"
        raise ValidationError({"day": f"{within}：{span}。"})


def _arrangement(consultation: Consultation) -> Arrangement | None:
    if consultation.starts_at is None or consultation.ends_at is None:
        return None
    return Arrangement(consultation.starts_at, consultation.ends_at, consultation.mode, consultation.place)


def revise(consultation: Consultation, now: datetime) -> None:
    """A new arrangement: what was said of the one before no longer holds."""
    consultation.revision += 1
    consultation.notified_at = consultation.notified_by = None
    consultation.planned_at = now
    consultation.save()


def said_reason(reason: str) -> str:
    """Raises ValidationError where none is given."""
    if not reason.strip():
        raise ValidationError({"reason": "请说明原因。"})
    return reason.strip()


def _tell(consultation: Consultation, step: str, asks: str = "", note: str = "") -> None:
    """An immediate notice to the staff of all members; to reply is a 待办 for all but the lead."""
    members, leads = members_of(consultation), leads_of(consultation)
    invited = [committee for committee in members if committee not in leads]
    _notify(consultation, step, User.objects.staff_of(*invited).to_be_told(), asks, note)
    _notify(consultation, step, User.objects.staff_of(*leads).to_be_told(), "", note)


def _notify(consultation: Consultation, step: str, recipients: Iterable[User], asks: str, note: str) -> None:
    text = wording.text(step, consultation)
    notices.notify(
        topic=consultation.topic,
        step=step,
        revision=consultation.revision,
        recipients=recipients,
        title=text.title,
        body="\n".join(filter(None, [text.body, note])),
        url=consultation.get_absolute_url(),
        asks=asks,
    )
