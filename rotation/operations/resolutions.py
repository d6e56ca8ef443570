"""议定事项: recorded, reported on, settled; and the consultation concluded."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.http import require
from collab_portal.lib.verbs import verb
from collab_portal.lib.versions import check_version
from rotation.audience import leads_of, members_of
from rotation.models import Consultation, Resolution, ResolutionOwner, ResolutionProgress
from rotation.operations.common import given_reason, refuse_closed, tell
from rotation.operations.minutes import finish
from rotation.signing import closing

Status = Resolution.Status
SETTLING = {Status.DONE: "finish", Status.SUSPENDED: "suspend", Status.OPEN: "reopen"}


@verb("rotation.convene")
def record_resolution(
    consultation: Consultation,
    *,
    actor: User,
    title: str,
    body: str,
    due_on: date,
    owners: Sequence[int],
    now: datetime,
    submission: UUID,
) -> Resolution:
    """Write down what was decided; the first of ``owners`` (committee ids) is the main one.

    The same ``submission`` again is the same decision.
    """
    known = consultation.resolutions.filter(submission=submission).first()
    if known is not None:
        return known
    refuse_decisions(consultation)
    if due_on < (consultation.held_on or dates.today(now)):
        raise ValidationError({"due_on": "完成期限不能早于会商日期。"})
    number = (consultation.resolutions.aggregate(last=Max("number"))["last"] or 0) + 1
    resolution = Resolution(
        consultation=consultation,
        submission=submission,
        number=number,
        title=title,
        body=body,
        due_on=due_on,
        created_by=actor,
        created_at=now,
        planned_at=now,
    )
    resolution.full_clean()
    resolution.save()
    _set_owners(resolution, owners, members_of(consultation))
    _tell_owners(resolution, "recorded", f"议定事项：{title}", f"期限：{dates.chinese_date(due_on)}", now)
    return resolution


def refuse_decisions(consultation: Consultation) -> None:
    """Raises ValidationError where nothing can be recorded any more, or not yet."""
    refuse_closed(consultation)
    if consultation.status != Consultation.Status.HELD:
        raise ValidationError("会商召开后才能登记议定事项。")


@verb
def revise_resolution(
    resolution: Resolution,
    *,
    actor: User,
    title: str,
    body: str,
    due_on: date,
    owners: Sequence[int],
    reason: str,
    now: datetime,
    version: int | None = None,
) -> Resolution:
    """Change an open resolution. Once the minutes are signed a reason is asked for and kept.

    ``version``: what the person had before them (None: read under this lock). Minutes that were sent round
    keep the words they were sent with; the change is dated beside them.
    """
    resolution, consultation = _locked(resolution)
    require("rotation.follow_up", actor, resolution)
    if resolution.status != Status.OPEN:
        raise ValidationError(f"事项“{resolution.get_status_display()}”，请先恢复办理再修改。")
    if version is not None:
        check_version(resolution, version)
    if consultation.minutes.filter(signed_at__isnull=False).exists():
        given_reason(reason, "纪要已签毕，修改议定事项须说明理由。")
    kept = list(resolution.owners.values_list("committee", flat=True))
    if (resolution.due_on, set(kept)) != (due_on, set(owners)):
        resolution.revision, resolution.planned_at = resolution.revision + 1, now
    if consultation.minutes.in_force().exists():
        resolution.adjusted_on = dates.today(now)
    resolution.title, resolution.body, resolution.due_on = title, body, due_on
    resolution.reason = reason.strip()
    resolution.full_clean()
    resolution.save()
    _set_owners(resolution, owners, [*members_of(consultation), *kept])
    _tell_owners(resolution, "revised", f"议定事项有调整：{title}", resolution.reason, now)
    return resolution


@verb
def report_progress(
    resolution: Resolution,
    *,
    actor: User,
    text: str,
    now: datetime,
    submission: UUID,
    percent: int | None = None,
    evidence: str = "",
) -> ResolutionProgress:
    """An owner says how far it has come; nobody reports for another committee.

    The same ``submission`` again is the same report.
    """
    resolution, _ = _locked(resolution)
    require("rotation.report", actor, resolution)
    known = resolution.reports.filter(submission=submission, committee=actor.committee_id).first()
    if known is not None:
        return known
    if resolution.status != Status.OPEN:
        raise ValidationError(f"事项“{resolution.get_status_display()}”，现在不收进展。")
    report = ResolutionProgress(
        resolution=resolution,
        submission=submission,
        committee=actor.committee,
        text=text,
        percent=percent,
        evidence=evidence,
        reported_by=actor,
        reported_at=now,
    )
    report.full_clean()
    report.save()
    return report


@verb
def settle_resolution(
    resolution: Resolution, *, actor: User, status: str, now: datetime, reason: str = ""
) -> Resolution:
    """Done, suspended with a reason, or taken up again. The same state again changes nothing."""
    resolution, _ = _locked(resolution)
    require("rotation.follow_up", actor, resolution)
    if resolution.status == status:
        return resolution
    settled = None if status == Status.OPEN else dates.today(now)
    resolution.move(SETTLING[Status(status)], settled_on=settled, reason=reason.strip())
    if status == Status.SUSPENDED:
        given_reason(reason, "挂起须说明原因。")
    if status == Status.OPEN:
        resolution.revision, resolution.planned_at = resolution.revision + 1, now
    resolution.save()
    title = f"议定事项{resolution.get_status_display()}：{resolution.title}"
    _tell_owners(resolution, str(status), title, resolution.reason, now)
    return resolution


@verb("rotation.convene")
def close_consultation(consultation: Consultation, *, actor: User, now: datetime) -> Consultation:
    """办结: signed, or past the deadline with the missing named.

    Resolutions still open go on, and stand in the next opening report.
    """
    if consultation.closed_at is not None:
        return consultation
    refuse_closed(consultation)
    if consultation.status != Consultation.Status.HELD:
        raise ValidationError("会商召开后才能办结。")
    if why := closing(consultation, dates.today(now)).why:
        raise ValidationError(why)
    consultation.closed_at = now
    consultation.save()
    sent = consultation.minutes.in_force().filter(finished_on__isnull=True).first()
    if sent is not None:
        finish(sent, dates.today(now))
    return consultation


def _locked(resolution: Resolution) -> tuple[Resolution, Consultation]:
    consultation = Consultation.objects.for_page().get(pk=resolution.consultation_id)
    row = (
        Resolution.objects.select_for_update(of=("self",))
        .select_related("consultation__turn")
        .get(pk=resolution.pk)
    )
    return row, consultation


def _set_owners(resolution: Resolution, owners: Sequence[int], members: Sequence[int]) -> None:
    owners = list(dict.fromkeys(owners))
    if not owners:
        raise ValidationError({"owners": "请至少指定一家责任工委。"})
    if any(owner not in members for owner in owners):
        raise ValidationError({"owners": "责任工委须为本轮值成员。"})
    resolution.owners.exclude(committee__in=owners).delete()
    resolution.owners.update(main=False)
    for owner in owners:
        ResolutionOwner.objects.update_or_create(
            resolution=resolution, committee_id=owner, defaults={"main": owner == owners[0]}
        )


def _tell_owners(resolution: Resolution, step: str, title: str, body: str, now: datetime) -> None:
    committees = {*resolution.owners.values_list("committee", flat=True)}
    tell(
        resolution.consultation,
        sorted(committees | set(leads_of(resolution.consultation))),
        step=f"resolution-{resolution.pk}-{step}",
        title=title,
        body=body,
        url=resolution.get_absolute_url(),
        now=now,
    )
