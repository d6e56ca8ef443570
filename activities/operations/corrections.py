"""更正: a confirmed record changes through a version that every party signs; until then it stays as it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from activities import correction_notices as notices
from activities import tallies
from activities.models import Activity, Correction, CorrectionAnswer
from activities.operations.content import (
    Party,
    Result,
    StaleVersionError,
    check_branches,
    content_of,
    lock,
    stored_content,
    stored_parties,
    write_facts,
    write_outcomes,
    write_parties,
)
from activities.operations.frozen import frozen_facts, frozen_parties, restored
from activities.wording import differences
from collab_portal.lib.dates import today
from collab_portal.lib.http import require
from collab_portal.lib.markings import refuse_markings

Status = Correction.Status


@transaction.atomic
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
    activity = lock(activity)
    require("activities.correct", actor, activity)
    if activity.status != Activity.Status.CONFIRMED:
        raise ValidationError("只有各方都已确认的记录需要更正。")
    pending = activity.corrections.open().select_related("committee").first()
    if version != (pending.version if pending else activity.version):
        raise StaleVersionError("您填写期间，记录已被修改。您的内容仍在，请对照后再保存。")
    if pending and not pending.is_replaceable_by(actor):
        raise ValidationError(f"{pending.committee.short_name}提出的更正正待各方确认，请先答复。")
    own = actor.committee_id or 0
    before, outcomes, parties = (
        stored_content(activity, own),
        list(outcomes),
        _in_own_words(activity, parties, own),
    )
    others = set(activity.committee_ids)
    in_force = activity.version
    write_facts(activity, facts, parties, whole=True)  # judged here, written when all have signed
    if activity.held_on > today(now):
        raise ValidationError({"held_on": "已举行的活动，日期不能晚于今天。"})
    check_branches(parties)
    after = content_of(activity, parties, outcomes, own)
    changes = differences(before, after)
    if not changes:
        raise ValidationError("内容与现行版本相同，没有要更正的。")
    if pending:
        _end(pending, Status.SUPERSEDED, actor, now)
    correction = Correction(
        activity=activity,
        committee_id=own,
        version=_next_version(activity),
        base=in_force,
        reason=reason.strip(),
        facts=frozen_facts(activity),
        parties=frozen_parties(parties),
        outcomes=[result._asdict() for result in outcomes],
        changes=changes,
        proposed_by=actor,
        proposed_at=now,
    )
    correction.full_clean(exclude=["activity"], validate_unique=False)
    correction.save()
    CorrectionAnswer.objects.bulk_create(
        CorrectionAnswer(
            correction=correction,
            committee_id=pk,
            confirmed_by=actor if pk == own else None,
            confirmed_at=now if pk == own else None,
        )
        for pk in sorted(others | set(activity.committee_ids))
    )
    notices.ask(correction)
    return _conclude(correction, actor, now)


@transaction.atomic
def agree(correction: Correction, *, actor: User, now: datetime, headcount: int | None = None) -> Correction:
    """Sign for the actor's committee; the last signature puts the correction in force. Safe to repeat."""
    correction, answer = _answer(correction, actor)
    if answer.confirmed_at is not None:
        return correction
    _must_be_open(correction)
    answer.confirmed_by, answer.confirmed_at, answer.headcount = actor, now, headcount
    answer.disputed_by, answer.disputed_at, answer.dispute_reason = None, None, ""
    answer.full_clean(validate_unique=False)
    answer.save()
    notices.answered(correction, answer)
    return _conclude(correction, actor, now)


@transaction.atomic
def object_to(correction: Correction, *, actor: User, reason: str, now: datetime) -> Correction:
    """Refuse a correction, with a reason: the version in force stays; the proposer revises or withdraws."""
    correction, answer = _answer(correction, actor)
    _must_be_open(correction)
    if not reason.strip():
        raise ValidationError({"reason": "请说明异议的原因。"})
    refuse_markings(reason)
    answer.confirmed_by, answer.confirmed_at, answer.headcount = None, None, None
    answer.disputed_by, answer.disputed_at, answer.dispute_reason = actor, now, reason.strip()
    answer.full_clean(validate_unique=False)
    answer.save()
    notices.answered(correction, answer)
    notices.disputed(correction, answer)
    return correction


@transaction.atomic
def withdraw(correction: Correction, *, actor: User, now: datetime) -> Correction:
    """Take a correction back: the record stays as it was confirmed. Safe to repeat."""
    correction = _locked(correction)
    require("activities.keep_correction", actor, correction)
    if correction.status == Status.WITHDRAWN:
        return correction
    _must_be_open(correction)
    _end(correction, Status.WITHDRAWN, actor, now)
    notices.withdrawn(correction)
    return correction


@transaction.atomic
def nudge(correction: Correction, *, actor: User, now: datetime) -> int:
    """Remind those who still owe an answer, each once. How many committees were reminded."""
    correction = _locked(correction)
    require("activities.keep_correction", actor, correction)
    _must_be_open(correction)
    owing = correction.answers.owing().filter(nudged_at__isnull=True)
    committees = list(owing.values_list("committee_id", flat=True))
    owing.update(nudged_at=now)
    notices.nudge(correction, committees)
    return len(committees)


def _in_own_words(activity: Activity, parties: Sequence[Party], own: int) -> list[Party]:
    """Only the proposer's own headcount as he says it; everybody else's stays what its committee signed."""
    signed = {party.committee_id: party.headcount for party in stored_parties(activity)}
    return [
        party
        if party.committee_id == own and party.headcount is not None
        else party._replace(headcount=signed.get(party.committee_id))
        for party in parties
    ]


def _locked(correction: Correction) -> Correction:
    """The record's row is locked first, as for every other verb; then what stands is read."""
    activity = lock(correction.activity)
    correction = Correction.objects.select_related("committee").get(pk=correction.pk)
    correction.activity = activity
    return correction


def _answer(correction: Correction, actor: User) -> tuple[Correction, CorrectionAnswer]:
    correction = _locked(correction)
    require("activities.answer_correction", actor, correction)
    return correction, next(row for row in correction.said if row.committee_id == actor.committee_id)


def _must_be_open(correction: Correction) -> None:
    if not correction.is_open:
        raise ValidationError(f"这项更正{correction.get_status_display()}，不能再答复。请查看最新内容。")


def _end(correction: Correction, status: str, actor: User, now: datetime) -> None:
    notices.take_back(correction)
    correction.status, correction.ended_by, correction.ended_at = status, actor, now
    correction.save(update_fields=["status", "ended_by", "ended_at"])


def _next_version(activity: Activity) -> int:
    """Above every version there ever was, so that no late answer can mean another text."""
    versions = activity.corrections.values_list("version", flat=True)
    return max([activity.version, *versions]) + 1


def _conclude(correction: Correction, actor: User, now: datetime) -> Correction:
    """The last signature: the record now says it, signed by each of its parties."""
    if correction.answers.unsigned().exists():
        return correction
    activity = lock(correction.activity)
    days = [activity.held_on]
    answers = {row.committee_id: row for row in correction.answers.select_related("confirmed_by")}
    facts, parties, outcomes = restored(correction)
    activity.version, activity.confirmed_at = correction.version, now
    activity.updated_by = correction.proposed_by
    write_facts(activity, facts, parties, whole=True)
    signed = [
        party if (said := answers[party.committee_id].headcount) is None else party._replace(headcount=said)
        for party in parties
    ]
    write_parties(activity, signed, {pk: (row.confirmed_by, row.confirmed_at) for pk, row in answers.items()})
    write_outcomes(activity, outcomes)
    activity.save()
    _end(correction, Status.APPLIED, actor, now)
    notices.applied(correction)
    tallies.refresh([*days, activity.held_on])
    return correction
