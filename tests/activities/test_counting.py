"""Figures: each record once overall, once for each committee that signed; held against counting by hand."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from activities import counting, operations, scale, tallies
from activities.counting import Scope, Totals
from activities.kinds import AREA_OF, Area, Kind
from activities.models import Activity, Outcome, Participation
from tests.activities.test_edit import edited
from tests.activities.voids import make_void
from tests.chance import seeds
from tests.factories import committee, make_activity, make_user

SLUGS = ("jiangsu", "zhejiang", "anhui", "hubei", "hunan")


def by_hand(scope: Scope) -> tuple[Totals, dict[int, Totals], dict[str, int]]:
    """The same figures, one row at a time."""
    activities, heads, committees, parts, areas = 0, 0, Counter(), Counter(), Counter()
    for activity in Activity.objects.all():
        inside = (scope.since or date.min) <= activity.held_on <= (scope.until or date.max)
        wanted = inside and scope.kind in ("", activity.kind) and scope.area in ("", activity.area)
        rows = list(activity.participations.all())
        if not wanted or activity.status == "cancelled" or not all(row.signed_at for row in rows):
            continue
        if activity.status != "confirmed":
            continue
        activities += 1
        areas[activity.area] += 1
        for row in rows:
            heads += row.headcount or 0
            committees[row.committee_id] += 1
            parts[row.committee_id] += row.headcount or 0
    every = {pk: Totals(count, parts[pk]) for pk, count in committees.items()}
    return Totals(activities, heads), every, {area.value: areas[area.value] for area in Area}


def check(scope: Scope) -> None:
    overall, committees, areas = by_hand(scope)
    assert counting.totals(scope=scope) == overall
    assert counting.by_committee(scope) == committees
    assert counting.by_area(scope=scope) == areas
    for slug in SLUGS:
        pk = committee(slug).pk
        assert counting.totals(committee=pk, scope=scope) == committees.get(pk, Totals())
    assert (
        sum(counting.by_area(committee=committee("hubei").pk, scope=scope).values())
        == committees.get(committee("hubei").pk, Totals()).activities
    )


def invariants() -> None:
    """What must hold after anything anybody does."""
    for activity in Activity.objects.prefetch_related("participations"):
        rows = list(activity.participations.all())
        assert sorted(row.committee_id for row in rows) == activity.committee_ids
        assert [row.committee_id for row in rows if row.is_host] == [activity.host_id]
        if activity.status in {"held", "confirmed"}:
            assert (activity.status == "confirmed") == all(row.signed_at for row in rows)
        assert all(row.signed_version == activity.version for row in rows if row.signed_at)


@pytest.mark.parametrize("seed", seeds(4))
def test_random_histories_count_as_by_hand(db, seed):
    rng = random.Random(seed)
    staff = {slug: make_user(slug) for slug in SLUGS}
    for _ in range(40):
        activities = list(Activity.objects.all())
        slug, now = rng.choice(SLUGS), timezone.now()
        try:
            if not activities or rng.random() < 0.25:
                partners = rng.sample([s for s in SLUGS if s != slug], rng.randint(1, 3))
                day = date(2024, 1, 1) + timedelta(days=rng.randrange(500))
                kind = rng.choice(Kind.values)
                make_activity(slug, tuple(partners), held_on=day, kind=kind, publish=rng.random() < 0.9)
                continue
            activity = rng.choice(activities)
            verb = rng.choice(["confirm", "confirm", "confirm", "dispute", "edit", "cancel", "void"])
            if verb == "confirm":
                heads = rng.choice([None, rng.randrange(50)])
                operations.confirm(activity, actor=staff[slug], now=now, headcount=heads)
            elif verb == "dispute":
                operations.dispute(activity, actor=staff[slug], reason="不符", now=now)
            elif verb == "cancel" and rng.random() < 0.3:
                operations.cancel(activity, actor=staff[slug], reason="取消", now=now)
            elif verb == "void" and rng.random() < 0.5:
                make_void(activity, staff[slug], agreed=True)
            elif verb == "edit":
                edited(activity, staff[slug], place=str(rng.random()))
        except (PermissionDenied, ValidationError):
            pass

    invariants()
    assert tallies.differences() == 0
    check(Scope())
    check(Scope(since=date(2024, 3, 1), until=date(2024, 12, 31)))
    check(Scope(area="vision"))


@pytest.mark.thorough
def test_bulk_records_count_as_by_hand_and_are_the_same_each_time(db):
    scale.activities(400, 7)
    first = list(Activity.objects.order_by("pk").values_list("title", "held_on", "committee_ids"))

    invariants()
    check(Scope())
    check(Scope(kind="forum"))
    assert len(first) == 400
    assert 2.3 < Participation.objects.count() / 400 < 2.9
    Participation.objects.all().delete()
    Activity.objects.all().delete()
    scale.activities(400, 7)
    assert list(Activity.objects.order_by("pk").values_list("title", "held_on", "committee_ids")) == first


def test_outcomes_add_up_with_their_like_only(db):
    activity = make_activity("jiangsu", ("zhejiang",), confirmed=True)
    waiting = make_activity("jiangsu", ("zhejiang",))
    for record, unit, value in [
        (activity, "items", 3),
        (activity, "items", 4),
        (activity, "wan", 50),
        (waiting, "wan", 9),
    ]:
        Outcome.objects.create(activity=record, unit=unit, value=value, text="示例")
    tallies.rebuild()

    assert counting.outcomes() == {"items": (7, 1), "wan": (50, 1)}
    assert counting.outcomes(committee=committee("anhui").pk) == {}


def test_every_kind_belongs_to_one_area():
    assert set(AREA_OF) == set(Kind.values)


@pytest.mark.parametrize(
    "change",
    [
        {"area": "talent"},
        {"status": "confirmed"},
        {"status": "nowhere"},
        {"status": "cancelled"},
        {"status": "void", "voided_at": timezone.now(), "voided_reason": "重复"},
        {"voided_at": timezone.now()},
        {"voided_reason": "重复"},
        {"confirmed_at": timezone.now()},
        {"ended_on": date(2000, 1, 1)},
        {"held_on": date(1948, 12, 31)},
        {"ended_on": date(2101, 1, 1)},
        {"series_number": 10_000},
        {"places": 0},
        {"mode": "onboard"},
        {"end_time": "09:00"},
    ],
)
def test_the_database_refuses_what_cannot_be(db, change):
    activity = make_activity("jiangsu")

    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"headcount": 1_000_001},
        {"headcount": -1},
        {"role": "host"},
        {"role": "guest"},
    ],
)
def test_the_database_refuses_an_impossible_part(db, change):
    activity = make_activity("jiangsu", ("zhejiang",))

    with pytest.raises(IntegrityError), transaction.atomic():
        activity.participations.exclude(role="host").update(**change)
