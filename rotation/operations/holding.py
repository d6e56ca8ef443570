"""已召开: marked with who attended, taken back, or recorded afterwards."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.history import acting, events_of
from collab_portal.lib.verbs import verb
from collab_portal.lib.versions import StaleError, check_version
from rotation.audience import attending, leads_of, members_of
from rotation.models import Attendance, Consultation
from rotation.operations.common import locked
from rotation.operations.consultations import (
    Arrangement,
    end_poll,
    refuse_date,
    refuse_unless,
    revise,
    said_reason,
    take_back,
)


def records_of(consultation: Consultation) -> int:
    """How often who attended was put on record or changed: the version an editor begins from."""
    return events_of(Attendance).filter(consultation=consultation.pk).count()


@verb
def hold(
    consultation: Consultation,
    *,
    now: datetime,
    present: Iterable[int] | None = None,
    version: int | None = None,
) -> Consultation:
    """It took place: possible from the moment it begins. ``present``: committees that attended.

    Not given, they are those that replied so. Held already, it corrects who attended until minutes go round.
    ``version``: ``records_of`` when the form was opened (None: not asked). Raises StaleError when somebody
    put others on record since.
    """
    consultation = locked(consultation)
    if consultation.status == Consultation.Status.HELD:
        if present is not None:
            _correct_attendance(consultation, set(present), version)
        return consultation
    refuse_unless(consultation, Consultation.Status.HELD)
    if consultation.starts_at is None or now < consultation.starts_at:
        raise ValidationError("会商尚未开始，不能标记为已召开。")
    consultation.move("hold", held_on=dates.today(consultation.starts_at))
    consultation.save()
    _record_attendance(consultation, attending(consultation) if present is None else present)
    end_poll(consultation, now)
    take_back(consultation, "会商已召开。")
    return consultation


@verb("rotation.convene")
def take_back_held(consultation: Consultation, *, actor: User, reason: str, now: datetime) -> Consultation:
    """It was marked as held by mistake: back to its date, while nothing hangs on it. The reason is kept."""
    refuse_taking_back(consultation)
    consultation.move("take_back", held_on=None)
    with acting(actor, said_reason(reason)):
        consultation.save()
        consultation.attendances.all().delete()
    return consultation


def refuse_taking_back(consultation: Consultation) -> None:
    """Raises ValidationError where it was not held, or minutes or decisions hang on its being held."""
    if consultation.status != Consultation.Status.HELD:
        raise ValidationError(f"会商“{consultation.badge.label}”，没有可撤销的召开标记。")
    if consultation.minutes.filter(submitted_at__isnull=False).exists():
        raise ValidationError("纪要已送签，不能撤销已召开。")
    if consultation.resolutions.exists():
        raise ValidationError("已登记议定事项，不能撤销已召开。")
    if consultation.closed_at is not None:
        raise ValidationError("会商已办结，不能再改动。")


@verb("rotation.convene")
def record_held(
    consultation: Consultation,
    *,
    actor: User,
    title: str,
    agenda: str,
    arrangement: Arrangement,
    present: Iterable[int],
    now: datetime,
    version: int | None = None,
) -> Consultation:
    """补登: it took place without having been fixed here. Nobody is invited to what is past.

    ``version``: what the person had before them (None: read under this lock). Raises StaleError.
    """
    refuse_date(consultation)
    if version is not None:
        check_version(consultation, version)
    turn, day = consultation.turn, dates.today(arrangement.starts_at)
    if arrangement.ends_at <= arrangement.starts_at:
        raise ValidationError({"ends": "结束时间须晚于开始时间。"})
    if arrangement.starts_at > now:
        raise ValidationError({"day": "补登的会商须已召开；尚未召开的，请“确定时间”。"})
    if not turn.starts_on <= day <= turn.meeting_days(dates.today(now))[1]:
        first, last = dates.chinese_date(turn.starts_on), dates.chinese_date(turn.rights_end_on)
        raise ValidationError({"day": f"会商须在任期内或其后的交接期内召开：{first}至{last}。"})
    consultation.title, consultation.agenda = title, "\n".join(agenda.splitlines())
    consultation.starts_at, consultation.ends_at = arrangement.starts_at, arrangement.ends_at
    consultation.mode, consultation.place = arrangement.mode, arrangement.place
    consultation.move("schedule", reason="")
    revise(consultation, now)
    return hold(consultation, now=now, present=present)


def _correct_attendance(consultation: Consultation, present: set[int], version: int | None) -> None:
    kept = _kept(consultation, present)
    if set(consultation.attendances.values_list("committee", flat=True)) == set(kept):
        return
    if consultation.minutes.filter(submitted_at__isnull=False).exists():
        raise ValidationError("纪要已送签，参会工委不能再改。")
    records = records_of(consultation)
    if version is not None and version != records:
        raise StaleError(consultation, version=records)
    _record_attendance(consultation, present)


def _record_attendance(consultation: Consultation, present: Iterable[int]) -> None:
    kept = _kept(consultation, present)
    consultation.attendances.exclude(committee__in=kept).delete()
    for committee in kept:
        Attendance.objects.get_or_create(consultation=consultation, committee_id=committee)


def _kept(consultation: Consultation, present: Iterable[int]) -> list[int]:
    """The lead attends in any case; who is no member cannot."""
    wanted = {*present, *leads_of(consultation)}
    return [committee for committee in members_of(consultation) if committee in wanted]
