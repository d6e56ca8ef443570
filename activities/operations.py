"""What may be done with a joint activity. The row is locked first: the second sees the first's work."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from activities import notices
from activities.kinds import AREA_OF
from activities.models import Activity, Outcome, Participation, PartyBranch
from collab_portal.lib.dates import today
from collab_portal.lib.http import require
from organizations.models import Branch

Role, Status = Participation.Role, Activity.Status


class Party(NamedTuple):
    """One committee's part, as the host writes it down."""

    committee_id: int
    role: str = Role.PARTICIPANT
    branch_ids: frozenset[int] = frozenset()
    headcount: int | None = None


class Result(NamedTuple):
    """One measured outcome."""

    unit: str
    value: Decimal
    text: str


class StaleVersionError(ValidationError):
    """Somebody saved a newer version while this one was being edited."""


def log(
    *,
    actor: User,
    submission: UUID,
    facts: Mapping[str, Any],
    parties: Sequence[Party],
    outcomes: Iterable[Result] = (),
    publish: bool = True,
    now: datetime,
) -> tuple[Activity, bool]:
    """Log an activity for the actor's committee; true if it is new.

    The same ``submission`` again (double click, back button, second tab) gives the record
    that is already there. The host signs by logging; the partners are asked.
    """
    require("activities.log", actor)
    if known := Activity.objects.filter(submission=submission).first():
        return _same_host(known, actor), False
    try:
        with transaction.atomic():
            return _create(actor, submission, facts, parties, outcomes, publish, now), True
    except IntegrityError:
        known = Activity.objects.filter(submission=submission).first()
        if known is None:
            raise
        return _same_host(known, actor), False


def _same_host(activity: Activity, actor: User) -> Activity:
    if activity.host_id != actor.committee_id:
        raise ValidationError("页面已失效，请刷新后重新登记。")
    return activity


def _create(
    actor: User,
    submission: UUID,
    facts: Mapping[str, Any],
    parties: Sequence[Party],
    outcomes: Iterable[Result],
    publish: bool,
    now: datetime,
) -> Activity:
    activity = Activity(
        submission=submission,
        host=actor.committee,
        created_by=actor,
        updated_by=actor,
        status=Status.DRAFT,
    )
    _write_facts(activity, facts, parties, whole=publish)
    if publish:
        _publish(activity, now)
    activity.save()
    _write_parties(activity, parties, actor=actor, now=now)
    _write_outcomes(activity, outcomes)
    notices.ask(activity)
    return _conclude(activity, now)


@transaction.atomic
def edit(
    activity: Activity,
    *,
    actor: User,
    version: int,
    facts: Mapping[str, Any],
    parties: Sequence[Party],
    outcomes: Iterable[Result] = (),
    publish: bool = False,
    now: datetime,
) -> Activity:
    """Change a record that is not yet confirmed by all; ``version`` is what the editor had before him.

    A change makes a new version: signatures under the old one lapse and every partner is asked again.
    """
    activity = _lock(activity)
    require("activities.edit", actor, activity)
    if not activity.is_open:
        raise ValidationError("记录已经确认或取消，不能再修改。")
    if activity.version != version:
        raise StaleVersionError("您填写期间，记录已被修改。您的内容仍在，请对照后再保存。")
    before = _stored_content(activity)
    outcomes = list(outcomes)
    _write_facts(activity, facts, parties, whole=publish or activity.status != Status.DRAFT)
    if publish and activity.status != Status.HELD:
        _publish(activity, now)
    elif activity.status == Status.HELD and activity.held_on > today(now):
        raise ValidationError({"held_on": "已举行的活动，日期不能晚于今天。"})
    if _content(activity, parties, outcomes) == before:
        return activity
    activity.version += 1
    activity.updated_by = actor
    disputed_by = list(activity.participations.disputed().values_list("committee_id", flat=True))
    asked = activity.participations.exclude(role=Role.HOST).values_list("committee_id", flat=True)
    notices.take_back(activity, asked=list(asked), disputed_by=disputed_by)
    _write_parties(activity, parties, actor=actor, now=now)
    _write_outcomes(activity, outcomes)
    activity.save()
    notices.ask(activity)
    return _conclude(activity, now)


@transaction.atomic
def confirm(
    activity: Activity,
    *,
    actor: User,
    now: datetime,
    version: int | None = None,
    headcount: int | None = None,
) -> Activity:
    """Sign for the actor's committee; the last signature confirms the record.

    Safe to repeat, and when two committees sign at once: the activity row is locked first, so
    whichever signs second sees the other's signature. ``version`` is what the signer read.
    """
    activity = _lock(activity)
    require("activities.confirm", actor, activity)
    party = activity.participations.get(committee=actor.committee_id)
    if party.confirmed_at is not None:
        return activity
    _must_be_held(activity)
    if version is not None and version != activity.version:
        raise ValidationError("牵头方刚修改了内容，请核对后再确认。")
    party.confirmed_by, party.confirmed_at, party.confirmed_version = actor, now, activity.version
    party.disputed_by, party.disputed_at, party.dispute_reason = None, None, ""
    if headcount is not None:
        party.headcount = headcount
    party.full_clean(validate_unique=False)
    party.save()
    notices.answered(activity, party)
    return _conclude(activity, now)


@transaction.atomic
def dispute(activity: Activity, *, actor: User, reason: str, now: datetime) -> Activity:
    """Object on behalf of the actor's committee; the host is told and may correct the record."""
    activity = _lock(activity)
    require("activities.dispute", actor, activity)
    _must_be_held(activity)
    if not reason.strip():
        raise ValidationError({"reason": "请说明异议的原因。"})
    party = activity.participations.get(committee=actor.committee_id)
    party.confirmed_by, party.confirmed_at, party.confirmed_version = None, None, None
    party.disputed_by, party.disputed_at, party.dispute_reason = actor, now, reason.strip()
    party.full_clean(validate_unique=False)
    party.save()
    notices.answered(activity, party)
    notices.disputed(activity, party)
    return activity


@transaction.atomic
def cancel(activity: Activity, *, actor: User, reason: str, now: datetime) -> Activity:
    """Call off an activity, or take back a record, before it is confirmed; its parties may still read it."""
    activity = _lock(activity)
    require("activities.cancel", actor, activity)
    if activity.status == Status.CANCELLED:
        return activity
    if activity.status not in {Status.ANNOUNCED, Status.HELD}:
        raise ValidationError("草稿可直接丢弃，已确认的记录不能取消。")
    if not reason.strip():
        raise ValidationError({"reason": "请说明取消的原因。"})
    activity.status, activity.cancelled_at, activity.cancelled_reason = Status.CANCELLED, now, reason.strip()
    activity.updated_by = actor
    activity.full_clean(validate_unique=False)
    activity.save()
    notices.cancelled(activity)
    return activity


@transaction.atomic
def discard(activity: Activity, *, actor: User) -> None:
    """Throw a draft away. Nothing else is ever deleted."""
    activity = _lock(activity)
    require("activities.edit", actor, activity)
    if activity.status != Status.DRAFT:
        raise ValidationError("只有草稿可以丢弃。")
    activity.delete()


def _lock(activity: Activity) -> Activity:
    row: Activity = Activity.objects.select_for_update().get(pk=activity.pk)
    return row


def _must_be_held(activity: Activity) -> None:
    if activity.status != Status.HELD:
        raise ValidationError(f"该记录{activity.get_status_display()}，目前不能确认或提出异议。")


def _publish(activity: Activity, now: datetime) -> None:
    activity.status = Status.ANNOUNCED if activity.held_on > today(now) else Status.HELD


def _write_facts(
    activity: Activity, facts: Mapping[str, Any], parties: Sequence[Party], *, whole: bool
) -> None:
    """``whole``: what others are to see has a partner; a draft may still lack one."""
    for name, value in facts.items():
        setattr(activity, name, value)
    if not activity.ended_on:
        activity.ended_on = activity.held_on
    activity.area = AREA_OF.get(activity.kind, "")
    activity.committee_ids = sorted({party.committee_id for party in parties})
    if [party.committee_id for party in parties if party.role == Role.HOST] != [activity.host_id]:
        raise ValidationError("牵头方须是本工委，且只有一个。")
    if len(activity.committee_ids) != len(parties):
        raise ValidationError("同一工委只能登记一次。")
    branches = [pk for party in parties for pk in party.branch_ids]
    if whole and len(parties) == 1 and not set(branches) - {activity.host_branch_id}:
        raise ValidationError({"partners": "联合活动至少要有一个合作方。"})
    activity.full_clean(validate_unique=False)


def _write_parties(activity: Activity, parties: Sequence[Party], *, actor: User, now: datetime) -> None:
    """Make the rows equal ``parties``; nobody but the host has signed this version yet."""
    activity.participations.exclude(committee__in=activity.committee_ids).delete()
    rows = {row.committee_id: row for row in activity.participations.all()}
    homes = dict(
        Branch.objects.filter(pk__in={pk for party in parties for pk in party.branch_ids}).values_list(
            "pk", "committee_id"
        )
    )
    for party in parties:
        row = rows.get(party.committee_id) or Participation(
            activity=activity, committee_id=party.committee_id
        )
        signed = party.role == Role.HOST
        row.role = party.role
        row.headcount = party.headcount if signed or party.headcount is not None else row.headcount
        row.confirmed_by = actor if signed else None
        row.confirmed_at = now if signed else None
        row.confirmed_version = activity.version if signed else None
        row.disputed_by, row.disputed_at, row.dispute_reason = None, None, ""
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save()
        if any(homes.get(pk) != party.committee_id for pk in party.branch_ids):
            raise ValidationError({"partners": "所选党组织不属于该工委。"})
        links = row.partybranch_set
        links.exclude(branch__in=party.branch_ids).delete()
        there = set(links.values_list("branch_id", flat=True))
        PartyBranch.objects.bulk_create(
            PartyBranch(participation=row, branch_id=pk) for pk in sorted(party.branch_ids - there)
        )


def _write_outcomes(activity: Activity, outcomes: Iterable[Result]) -> None:
    activity.outcomes.all().delete()
    for result in outcomes:
        outcome = Outcome(activity=activity, **result._asdict())
        outcome.full_clean()
        outcome.save()


Content = tuple[dict[str, Any], set[tuple[int, str, frozenset[int], int | None]], list[Result]]
NOT_CONTENT = {
    *("id", "area", "host", "version", "committee_ids", "submission"),
    *("confirmed_at", "cancelled_at", "cancelled_reason"),
    *("created_by", "created_at", "updated_by", "updated_at"),
}
FACTS = [field.attname for field in Activity._meta.concrete_fields if field.name not in NOT_CONTENT]


def _content(activity: Activity, parties: Iterable[Party], outcomes: list[Result]) -> Content:
    """What the parties sign for. A partner's headcount is the partner's own word, not the host's."""
    signed = {
        (
            party.committee_id,
            str(party.role),
            party.branch_ids,
            party.headcount if party.role == Role.HOST else None,
        )
        for party in parties
    }
    return {name: getattr(activity, name) for name in FACTS}, signed, outcomes


def _stored_content(activity: Activity) -> Content:
    rows = activity.participations.prefetch_related("branches")
    parties = [
        Party(
            row.committee_id, row.role, frozenset(branch.pk for branch in row.branches.all()), row.headcount
        )
        for row in rows
    ]
    return _content(activity, parties, [Result(o.unit, o.value, o.text) for o in activity.outcomes.all()])


def _conclude(activity: Activity, now: datetime) -> Activity:
    """The last signature confirms the record."""
    if activity.status == Status.HELD and not activity.participations.unsigned().exists():
        activity.status, activity.confirmed_at = Status.CONFIRMED, now
        activity.save(update_fields=["status", "confirmed_at"])
        notices.confirmed(activity)
    return activity
