"""更正 and 作废: a confirmed record changes or counts no more once all parties signed, not before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from activities import correction_notices as notices
from activities import tallies
from activities.models import Activity, Correction, CorrectionAnswer
from activities.operations.content import (
    Party,
    Result,
    check_branches,
    content_of,
    lock,
    stored_content,
    stored_parties,
    stored_results,
    write_facts,
    write_outcomes,
    write_parties,
)
from activities.operations.frozen import frozen_facts, frozen_parties, restored
from activities.operations.labels import write_labels
from activities.wording import differences
from collab_portal.lib.dates import today
from collab_portal.lib.http import require
from collab_portal.lib.markings import refuse_markings
from collab_portal.lib.verbs import put, verb
from collab_portal.lib.versions import check_version

Status = Correction.Status


@verb("activities.correct")
def propose(
    activity: Activity,
    *,
    actor: User,
    version: int,
    reason: str,
    facts: Mapping[str, Any],
    parties: Sequence[Party],
    outcomes: Iterable[Result] = (),
    now: datetime,
) -> Correction:
    """Say what a confirmed record should say instead: any party may; it signs by it, the others are asked.

    ``version`` is what the proposer had before him: the record's, or that of the open correction,
    which his replaces. Of headcounts he says his own committee's alone.
    """
    pending = _may_propose(activity, actor, version)
    own = actor.committee_id or 0
    before, outcomes = stored_content(activity, own), list(outcomes)
    parties = _in_own_words(activity, parties, own)
    others = set(activity.committee_ids)
    in_force = activity.version
    write_facts(activity, facts, parties, whole=True)  # judged here, written when all have signed
    if activity.held_on > today(now):
        raise ValidationError({"held_on": "已举行的活动，日期不能晚于今天。"})
    check_branches(parties)
    write_labels(activity, None)  # a number is of a series
    after = content_of(activity, parties, outcomes, own)
    changes = differences(before, after)
    if not changes:
        raise ValidationError("内容与现行版本相同，没有要更正的。")
    correction = Correction(
        activity=activity,
        reason=reason,
        base=in_force,
        facts=frozen_facts(activity),
        parties=frozen_parties(parties),
        outcomes=[result._asdict() for result in outcomes],
        changes=changes,
    )
    return _ask(correction, others | set(activity.committee_ids), pending, actor, now)


@verb
def propose_void(
    activity: Activity,
    *,
    actor: User,
    version: int,
    reason: str,
    duplicate_of: Activity | None = None,
    now: datetime,
) -> Correction:
    """Say that a confirmed record is to count no more: it was logged twice, or never was.

    ``duplicate_of`` is the record that stands instead, of the same days and with a party in common.
    """
    activity, twin = Activity.objects.locked_both(activity, duplicate_of)
    require("activities.correct", actor, activity)
    pending = _may_propose(activity, actor, version)
    refuse_markings(reason)
    if twin and not Activity.objects.visible_to(actor).twins_of(activity).filter(pk=twin.pk).exists():
        raise ValidationError({"duplicate_of": "只能选同一时间、有共同参与方、各方已确认的记录。"})
    changes = [("状态", str(activity.get_status_display()), str(Activity.Status.VOID.label))]
    correction = Correction(
        activity=activity,
        kind=Correction.Kind.VOID,
        duplicate_of=twin,
        reason=reason,
        base=activity.version,
        facts=frozen_facts(activity),
        parties=frozen_parties(stored_parties(activity)),
        outcomes=[result._asdict() for result in stored_results(activity)],
        changes=[*changes, ("以此为准的记录", "", str(twin))] if twin else changes,
    )
    return _ask(correction, set(activity.committee_ids), pending, actor, now)


def _may_propose(activity: Activity, actor: User, version: int) -> Correction | None:
    """The open correction that this one would replace, if there is one; else a refusal in words."""
    if activity.status != Activity.Status.CONFIRMED:
        raise ValidationError("只有各方都已确认的记录才能更正或撤销。")
    pending = activity.corrections.open().select_related("committee").first()
    check_version(pending or activity, version)
    if pending and not pending.is_replaceable_by(actor):
        raise ValidationError(pending.comes_first)
    return pending


def _ask(
    correction: Correction, committees: set[int], pending: Correction | None, actor: User, now: datetime
) -> Correction:
    """Store it with the proposer's signature; everybody else in ``committees`` is asked."""
    if pending:
        _end(pending, "supersede", actor, now)
    own = actor.committee_id
    correction.committee_id, correction.proposed_by, correction.proposed_at = own, actor, now  # type: ignore[assignment]
    correction.version = _next_version(correction.activity)
    correction.reason = correction.reason.strip()
    correction.full_clean(exclude=["activity", "duplicate_of"], validate_unique=False)
    correction.save()
    CorrectionAnswer.objects.bulk_create(
        CorrectionAnswer(
            correction=correction,
            committee_id=pk,
            signed_by=actor if pk == own else None,
            signed_at=now if pk == own else None,
        )
        for pk in sorted(committees)
    )
    notices.ask(correction)
    return _conclude(correction, actor, now)


@verb("activities.answer_correction")
def agree(correction: Correction, *, actor: User, now: datetime, headcount: int | None = None) -> Correction:
    """Sign for the actor's committee; the last signature puts the correction in force. Safe to repeat."""
    answer = _answer(correction, actor)
    if answer.is_signed:
        return correction
    _must_be_open(correction)
    answer.headcount = headcount
    answer.sign(actor=actor, now=now)
    return _conclude(correction, actor, now)


@verb("activities.answer_correction")
def object_to(correction: Correction, *, actor: User, reason: str, now: datetime) -> Correction:
    """Refuse a correction, with a reason: the version in force stays; the proposer revises or withdraws."""
    answer = _answer(correction, actor)
    _must_be_open(correction)
    if answer.object_to(actor=actor, reason=reason, now=now):
        notices.disputed(correction, answer)
    return correction


@verb("activities.keep_correction")
def withdraw(correction: Correction, *, actor: User, now: datetime) -> Correction:
    """Take a correction back: the record stays as it was confirmed. Safe to repeat."""
    if correction.status == Status.WITHDRAWN:
        return correction
    _must_be_open(correction)
    _end(correction, "withdraw", actor, now)
    notices.withdrawn(correction)
    return correction


def _in_own_words(activity: Activity, parties: Sequence[Party], own: int) -> list[Party]:
    """Only the proposer's own headcount as he says it, none included; everybody else's as it was signed."""
    signed = {party.committee_id: party.headcount for party in stored_parties(activity)}
    return [
        party if party.committee_id == own else party._replace(headcount=signed.get(party.committee_id))
        for party in parties
    ]


def _answer(correction: Correction, actor: User) -> CorrectionAnswer:
    return next(row for row in correction.said if row.committee_id == actor.committee_id)


def _must_be_open(correction: Correction) -> None:
    if not correction.is_open:
        raise ValidationError(
            f"这项{correction.noun}{correction.get_status_display()}，不能再答复。请查看最新内容。"
        )


def _end(correction: Correction, how: str, actor: User, now: datetime) -> None:
    correction.move(how, ended_by=actor, ended_at=now)
    correction.save(update_fields=["status", "ended_by", "ended_at"])


def _next_version(activity: Activity) -> int:
    """Above every version there ever was, so that no late answer can mean another text."""
    versions = activity.corrections.values_list("version", flat=True)
    return max([activity.version, *versions]) + 1


def _conclude(correction: Correction, actor: User, now: datetime) -> Correction:
    """The last signature: the record now says it, signed by each of its parties."""
    if correction.answers.unsigned().exists():
        return correction
    days = _make_void(correction, now) if correction.is_void else _put_in_force(correction, now)
    _end(correction, "apply", actor, now)
    notices.applied(correction, last=actor.committee_id)
    tallies.refresh(days)
    return correction


def _make_void(correction: Correction, now: datetime) -> list[date]:
    """It stays readable and counts nowhere."""
    activity, twin = correction.activity, correction.duplicate_of
    if twin and twin.status != Activity.Status.CONFIRMED:
        raise ValidationError(
            f"《{twin}》{twin.get_status_display()}，不能再以它为准。请说明异议，由提出方重提。"
        )
    activity.move("void", voided_at=now, voided_reason=correction.reason, duplicate_of=twin)
    activity.updated_by = correction.proposed_by
    put(activity)
    return [activity.held_on]


def _put_in_force(correction: Correction, now: datetime) -> list[date]:
    activity = lock(correction.activity)  # as stored: a proposal was judged on the one at hand
    days = [activity.held_on]
    answers = {row.committee_id: row for row in correction.answers.select_related("signed_by")}
    facts, parties, outcomes = restored(correction)
    activity.version, activity.confirmed_at = correction.version, now
    activity.updated_by = correction.proposed_by
    write_facts(activity, facts, parties, whole=True)
    signed = [
        party if (said := answers[party.committee_id].headcount) is None else party._replace(headcount=said)
        for party in parties
    ]
    signatures = {pk: (row.signed_by, row.signed_at) for pk, row in answers.items()}
    write_parties(activity, signed, signatures, whole=True)
    write_outcomes(activity, outcomes)
    activity.save()
    return [*days, activity.held_on]
