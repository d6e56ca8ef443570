"""名额: set by the host, asked for with the reply, given on in order; a promise is never taken back."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import F

from accounts.models import User
from activities import notices
from activities.models import Activity, Participation
from activities.places import Ask, allot, queue
from collab_portal.lib.dates import today
from collab_portal.lib.verbs import verb
from collab_portal.lib.versions import check_version, stamp_of

Status = Activity.Status
FEW = 10


def is_released(activity: Activity, now: datetime) -> bool:
    """What is kept for each is shared from the day after the last for replies."""
    return activity.reply_by is not None and today(now) > activity.reply_by


def asks_of(parties: list[Participation]) -> list[Ask]:
    return [
        Ask(
            party.committee_id,
            party.expected or 0,
            party.admitted,
            party.quota,
            party.queued_at.timestamp() if party.queued_at else 0.0,
        )
        for party in parties
    ]


def arrange(activity: Activity, now: datetime, speaker: int | None = None) -> None:
    """Give what there is, within a verb that holds it; who gains without having spoken now is told."""
    if activity.places is None or activity.status != Status.ANNOUNCED:
        return
    parties = list(activity.participations.exclude(role="host").select_related("committee").order_by("pk"))
    got = allot(activity.places, asks_of(parties), released=is_released(activity, now))
    gained = []
    for party in parties:
        more = got[party.committee_id] - party.admitted
        if more:
            party.admitted = got[party.committee_id]
            party.save(update_fields=["admitted"])
        if more > 0 and party.committee_id != speaker:
            gained.append(party)
    for party in gained:
        notices.admitted(activity, party)


def ask_for(activity: Activity, party: Participation, before: int, now: datetime) -> None:
    """What a reply asks for: its number is needed, and asking for more is asking anew.

    ValidationError without a number where places are few.
    """
    attends = party.reply == Participation.Reply.ATTEND
    if activity.places is not None and attends and not party.expected:
        raise ValidationError({"expected": "本次活动限名额，请填写参加人数。"})
    asked = party.expected or 0
    party.admitted = min(party.admitted, asked)
    if asked > before:
        party.queued_at = now
    elif not asked:
        party.queued_at = None


def stamp(activity: Activity) -> int:
    """Another one whenever somebody else sets places: what their form is opened with."""
    rows = activity.participations.exclude(role="host").order_by("committee")
    return stamp_of(activity.places, list(rows.values_list("committee", "quota")))


@verb("activities.edit")
def set_places(
    activity: Activity,
    *,
    actor: User,
    places: int | None,
    quotas: Mapping[int, int | None],
    version: int,
    now: datetime,
) -> Activity:
    """How many places there are, and how many are kept for each committee; None: no limit, nothing kept.

    ``version``: the ``stamp`` of what was seen. ValidationError where less than was promised would be left,
    by names; StaleError where a colleague set them meanwhile.
    """
    if activity.status not in {Status.DRAFT, Status.ANNOUNCED}:
        raise ValidationError("活动已举行或取消，名额不再改动。")
    check_version(activity, version, now=stamp(activity))
    parties = list(activity.participations.exclude(role="host").select_related("committee").order_by("pk"))
    _check(parties, places, quotas)
    before = activity.places
    activity.places, activity.updated_by = places, actor
    activity.full_clean(validate_unique=False)
    activity.save(update_fields=["places", "updated_by", "updated_at"])
    changed = []
    for party in parties:
        quota = quotas.get(party.committee_id) if places is not None else None
        if quota != party.quota or places != before:
            changed.append(party)
        party.quota = quota
        party.full_clean(validate_unique=False, validate_constraints=False)
        party.save(update_fields=["quota"])
    if places is not None:
        notices.places(activity, changed)
    arrange(activity, now)
    return activity


def _check(parties: list[Participation], places: int | None, quotas: Mapping[int, int | None]) -> None:
    if places is None:
        if any(quotas.values()):
            raise ValidationError({"places": "填写每家名额时，请同时填写总名额。"})
        return
    kept = sum(quota or 0 for quota in quotas.values())
    if kept > places:
        raise ValidationError({"places": f"每家名额合计 {kept}，超过总名额 {places}。"})
    given = [party for party in parties if party.admitted]
    if sum(party.admitted for party in given) > places:
        names = "、".join(f"{party.committee.short_name} {party.admitted} 人" for party in given[:FEW])
        raise ValidationError({"places": f"已安排{names}，总名额不能少于已安排的。"})
    for party in given:
        quota = quotas.get(party.committee_id)
        if quota is not None and quota < min(party.admitted, party.quota or 0):
            raise ValidationError(
                {f"quota-{party.committee_id}": f"已安排 {party.admitted} 人，不能少于此数。"}
            )


def release_places(*, now: datetime) -> int:
    """Give on what was kept where the last day for replies is over; how many activities were looked at.

    Safe to repeat, late or killed half-way: each is a transaction of its own, and gives in the same order.
    """
    due = Activity.objects.filter(
        status=Status.ANNOUNCED, places__isnull=False, reply_by__lt=today(now), held_on__gte=today(now)
    )
    waiting = Participation.objects.filter(activity__in=due, reply="attend", expected__gt=F("admitted"))
    keys = sorted(set(waiting.values_list("activity", flat=True)))
    for pk in keys:
        _release(pk, now=now)
    return len(keys)


@verb
def _release(pk: int, *, now: datetime) -> Activity:
    activity: Activity = Activity.objects.select_for_update().get(pk=pk)
    arrange(activity, now)
    return activity


def standing(activity: Activity) -> dict[int, int]:
    """Of each who waits, which in the queue it is, from 1; from rows already fetched."""
    if activity.places is None:
        return {}
    keys = queue(asks_of(list(activity.partners)))
    return {key: place for place, key in enumerate(keys, start=1)}
