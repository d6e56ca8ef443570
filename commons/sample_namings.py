"""Sample namings: one in force, one being signed, one resource applied for; all 示例."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts.sample import by
from commons.models import Resource
from commons.operations import namings
from organizations.models import FrameworkAgreement
from organizations.operations import agreements

FIRST = ("示例科创教育基地", "示例江源生态教育基地", "示例支部规范化示范点")
SECOND = ("示例课程：跨省通办怎么办", "示例机关党校")
APPLIED = "示例滨江会场"


def seed(staff: Any, now: datetime) -> None:
    """``staff``: gives a committee's sample person by its slug. A second run changes nothing."""
    _name(staff, now - timedelta(days=40), "长江党员教育基地联合命名（第一批，示例）", FIRST, signed=True)
    _name(staff, now - timedelta(days=3), "长江党员教育课程联合命名（示例）", SECOND, signed=False)
    venue = Resource.objects.select_related("committee").get(title=APPLIED)
    if venue.nominated_at is None:
        by(namings.nominate, venue, actor=staff(venue.committee.slug), now=now, applies=True)


def _name(staff: Any, now: datetime, title: str, titles: tuple[str, ...], *, signed: bool) -> None:
    number = uuid5(NAMESPACE_URL, f"sample-naming:{title}")
    if FrameworkAgreement.objects.filter(submission=number).exists():
        return
    found = {one.title: one for one in Resource.objects.filter(title__in=titles).select_related("committee")}
    resources = [found[one] for one in titles]
    for one in resources:
        by(namings.nominate, one, actor=staff(one.committee.slug), now=now, applies=True)
    naming = by(
        namings.propose_naming,
        actor=staff(resources[0].committee.slug),
        submission=number,
        now=now,
        committees=[],
        numbers={one.pk: f"示例{place:03}号" for place, one in enumerate(resources, start=1)},
        title=title,
    )
    for one in resources[1:] if signed else ():
        by(agreements.answer, naming, actor=staff(one.committee.slug), now=now, agree=True)
