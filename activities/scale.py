"""Many records at once, for measuring: the same seed gives the same rows; history is not written."""

import uuid
from datetime import date, datetime, time, timedelta
from random import Random

import pgtrigger
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from activities import tallies
from activities.kinds import AREA_OF, Kind
from activities.models import Activity, ActivityLabel, Participation
from collab_portal.lib.dates import at
from commons.models import Label
from organizations.models import Committee

CHUNK = 5_000
AGENDA = "<ol><li>签到</li><li>主题报告</li><li>分组交流</li><li>商定下一步事项</li></ol>"
FIRST_DAY, DAYS = date(2014, 1, 1), 4_600
WORDS = ("长江保护", "支部联建", "乡村振兴", "政务服务", "产业协作", "青年建功", "生态补偿", "跨省通办")


def activities(count: int, seed: int) -> None:
    """``count`` more records with about 2.6 parties each; 98 in a hundred are confirmed by all."""
    rng = Random(seed)  # noqa: S311 - sample data, not secrets
    committees = list(Committee.objects.order_by("position").values_list("pk", flat=True))
    author, _ = User.objects.get_or_create(
        username="scale", defaults={"display_name": "批量数据", "is_active": False, "password": "!"}
    )
    start = Activity.objects.count()
    for first in range(0, count, CHUNK):
        size = min(CHUNK, count - first)
        with transaction.atomic(), pgtrigger.ignore():
            _write([_row(rng, seed, start + first + index, committees, author) for index in range(size)], rng)
    tallies.rebuild()


def _row(rng: Random, seed: int, number: int, committees: list[int], author: User) -> Activity:
    kind = rng.choice(Kind.values)
    day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
    parties = rng.sample(committees, rng.choices((1, 2, 3, 4, 5), (10, 40, 30, 15, 5))[0])
    open_still = rng.random() < 0.02 and len(parties) > 1
    return Activity(
        submission=uuid.uuid5(uuid.NAMESPACE_OID, f"{seed}:{number}"),
        title=f"示例：{rng.choice(WORDS)}{Kind(kind).label}（{number + 1}）",
        kind=kind,
        area=AREA_OF[kind],
        held_on=day,
        ended_on=day,
        mode=rng.choice(Activity.Mode.values),
        host_id=parties[0],
        agenda=AGENDA if rng.random() < 0.3 else "",
        places=rng.randrange(20, 200) if rng.random() < 0.1 else None,
        committee_ids=sorted(parties),
        status=Activity.Status.HELD if open_still else Activity.Status.CONFIRMED,
        confirmed_at=None if open_still else _noon(day),
        created_by=author,
        updated_by=author,
    )


def _noon(day: date) -> datetime:
    return at(day, time(12))


def _write(rows: list[Activity], rng: Random) -> None:
    Activity.objects.bulk_create(rows)
    usable = Label.objects.filter(Q(committee__isnull=True) | Q(open=True), merged_into__isnull=True)
    labels = list(usable.exclude(kind=Label.Kind.SERIES).order_by("pk"))
    ActivityLabel.objects.bulk_create(
        [
            ActivityLabel(activity=row, label=rng.choice(labels))
            for row in rows
            if labels and rng.random() < 0.2
        ]
    )
    Participation.objects.bulk_create(
        [
            _part(row, committee, rng)
            for row in rows
            for committee in (row.host_id, *(pk for pk in row.committee_ids if pk != row.host_id))
        ],
        batch_size=CHUNK,
    )


def _part(row: Activity, committee: int, rng: Random) -> Participation:
    host = committee == row.host_id
    signed = host or row.status == Activity.Status.CONFIRMED
    return Participation(
        activity=row,
        committee_id=committee,
        role=Participation.Role.HOST if host else Participation.Role.PARTICIPANT,
        headcount=rng.randint(5, 120),
        signed_by=row.created_by if signed else None,
        signed_at=_noon(row.held_on) if signed else None,
        signed_version=1 if signed else None,
    )
