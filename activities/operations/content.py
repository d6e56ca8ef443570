"""What a record says and who its parties are: written in one place, compared in one place."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from accounts.models import User
from activities.kinds import AREA_OF
from activities.models import Activity, Outcome, Participation, PartyBranch
from collab_portal.lib.dates import chinese_date, today
from organizations.models import Branch

Role = Participation.Role


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


def lock(activity: Activity) -> Activity:
    return Activity.objects.locked(activity)


def write_facts(
    activity: Activity, facts: Mapping[str, Any], parties: Sequence[Party], *, whole: bool
) -> None:
    """``whole``: what others are to see has a partner; a draft may still lack one."""
    for name, value in facts.items():
        setattr(activity, name, value)
    if not activity.ended_on:
        activity.ended_on = activity.held_on
    activity.area = AREA_OF.get(activity.kind, "")
    activity.committee_ids = sorted({party.committee_id for party in parties})
    check_parties(activity, parties, whole=whole)
    activity.full_clean(validate_unique=False)


def check_parties(activity: Activity, parties: Sequence[Party], *, whole: bool) -> None:
    """Who takes part, without writing anything. ValidationError: they cannot be its parties."""
    if [party.committee_id for party in parties if party.role == Role.HOST] != [activity.host_id]:
        raise ValidationError("牵头方须是本工委，且只有一个。")
    there = {party.committee_id for party in parties}
    if len(there) != len(parties):
        raise ValidationError("同一工委只能登记一次。")
    branches = [pk for party in parties for pk in party.branch_ids]
    if whole and len(parties) == 1 and not set(branches) - {activity.host_branch_id}:
        raise ValidationError({"partners": "联合活动至少要有一个合作方。"})
    if whole:
        _check_pairing(activity, there, {*branches, activity.host_branch_id})
        _check_alliance(activity, there, set(branches))


def _check_pairing(activity: Activity, there: Collection[int], branches: Collection[int | None]) -> None:
    """Both sides of the pairing it belongs to take part: nobody's pairing is kept awake without its word.

    Within one committee these are the two branches, by name.
    """
    if activity.pairing is None:
        return
    pair = (activity.pairing.first, activity.pairing.second)
    if pair[0].committee_id == pair[1].committee_id and pair[0].committee_id in there:
        away = [side.name for side in pair if side.pk not in branches]
    else:
        away = [side.committee.short_name for side in pair if side.committee_id not in there]
    if away:
        raise ValidationError(
            {"pairing": f"结对的{'、'.join(away)}一方不在参与方之列，不能登记在这一结对名下。"}
        )


def _check_alliance(activity: Activity, there: Collection[int], branches: Collection[int]) -> None:
    """On its day the host and another party belong to the alliance; who left belonged until it left."""
    if activity.alliance is None:
        return
    rows = activity.alliance.members.on(activity.held_on)
    members = dict(rows.values_list("branch", "committee"))
    own = {branch for branch, committee in members.items() if committee == activity.host_id}
    others = set(there) & set(members.values()) - {activity.host_id}
    beside = own & set(branches) - {activity.host_branch_id}
    if own and (others or beside):
        return
    who = "其他成员没有参加" if own else f"{activity.host.short_name}没有成员"
    raise ValidationError(
        {"alliance": f"{chinese_date(activity.held_on)}这一联盟中{who}，不能登记在它的名下。"}
    )


Signatures = Mapping[int, tuple[User | None, datetime | None]]


def write_parties(
    activity: Activity, parties: Sequence[Party], signatures: Signatures, *, whole: bool = False
) -> None:
    """Make the rows equal ``parties``; nobody but ``signatures`` (by committee) has signed this version.

    A headcount that the host does not know stays what its committee said, unless ``parties`` are the
    ``whole`` truth, in which none means none.
    """
    check_branches(parties)
    activity.participations.exclude(committee__in=activity.committee_ids).delete()
    rows = {row.committee_id: row for row in activity.participations.all()}
    for party in parties:
        row = rows.get(party.committee_id) or Participation(
            activity=activity, committee_id=party.committee_id
        )
        row.role = party.role
        if whole or party.role == Role.HOST or party.headcount is not None:
            row.headcount = party.headcount
        row.forget()
        if party.committee_id in signatures:
            row.signed_by, row.signed_at = signatures[party.committee_id]
            row.signed_version = activity.version
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save()
        links = row.partybranch_set
        links.exclude(branch__in=party.branch_ids).delete()
        there = set(links.values_list("branch_id", flat=True))
        PartyBranch.objects.bulk_create(
            PartyBranch(participation=row, branch_id=pk) for pk in sorted(party.branch_ids - there)
        )


def check_day(activity: Activity, now: datetime) -> None:
    """What has been held was not held tomorrow."""
    if activity.status == Activity.Status.HELD and activity.held_on > today(now):
        raise ValidationError({"held_on": "已举行的活动，日期不能晚于今天。"})


def check_branches(parties: Sequence[Party]) -> None:
    """Each branch stands under its own committee; one query."""
    wanted = {pk for party in parties for pk in party.branch_ids}
    homes = dict(Branch.objects.filter(pk__in=wanted).values_list("pk", "committee_id"))
    if any(homes.get(pk) != party.committee_id for party in parties for pk in party.branch_ids):
        raise ValidationError({"partners": "所选党组织不属于该工委。"})


def write_outcomes(activity: Activity, outcomes: Iterable[Result]) -> None:
    activity.outcomes.all().delete()
    for result in outcomes:
        outcome = Outcome(activity=activity, **result._asdict())
        outcome.full_clean()
        outcome.save()


PLAN = ("reply_by", "agenda", "contact")  # of the plan alone: nobody signs for it
Content = tuple[dict[str, Any], set[tuple[int, str, frozenset[int], int | None]], list[Result]]
NOT_CONTENT = {
    *("id", "area", "host", "version", "committee_ids", "former_ids", "submission"),
    *("confirmed_at", "cancelled_at", "cancelled_reason", "voided_at", "voided_reason", "duplicate_of"),
    *("created_by", "created_at", "updated_by", "updated_at"),
    *PLAN,
    "places",
}
FACTS = [field.attname for field in Activity._meta.concrete_fields if field.name not in NOT_CONTENT]


def content_of(
    activity: Activity, parties: Iterable[Party], outcomes: list[Result], speaker: int | None = None
) -> Content:
    """What the parties sign for. A headcount is a party's own word: here the speaker's, or the host's."""
    speaker = speaker or activity.host_id
    signed = {
        (
            party.committee_id,
            str(party.role),
            party.branch_ids,
            party.headcount if party.committee_id == speaker else None,
        )
        for party in parties
    }
    return {name: getattr(activity, name) for name in FACTS}, signed, outcomes


def stored_content(activity: Activity, speaker: int | None = None) -> Content:
    return content_of(activity, stored_parties(activity), stored_results(activity), speaker)


def stored_parties(activity: Activity) -> list[Party]:
    """By weight of role; from rows already fetched, or in two queries."""
    rows = activity.participations.all()
    if "participations" not in getattr(activity, "_prefetched_objects_cache", {}):
        rows = rows.prefetch_related("branches")
    return [
        Party(
            row.committee_id, row.role, frozenset(branch.pk for branch in row.branches.all()), row.headcount
        )
        for row in sorted(rows, key=lambda row: (row.rank, row.pk))
    ]


def stored_results(activity: Activity) -> list[Result]:
    return [Result(row.unit, row.value, row.text) for row in activity.outcomes.all()]
