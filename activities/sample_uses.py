"""Sample uses of shared resources, all 示例: two compete, one is granted, one declined, one is past."""

import uuid
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from accounts.models import User
from accounts.sample import by
from activities import operations
from activities.kinds import Kind
from activities.models import Activity, Participation, ResourceUse
from activities.operations import Party
from collab_portal.lib.dates import today
from commons.models import Resource
from organizations.models import Committee

Role = Participation.Role
BASE, HALL = "示例科创教育基地", "示例滨江会场"
PAST = 40  # days ago


class Wish(NamedTuple):
    """Who asks for what, in how many days, with how many people; the owner's answer."""

    host: str
    resource: str
    days: int
    people: int
    answer: str = ""


WISHES = (
    Wish("hunan", BASE, 24, 60),
    Wish("jiangxi", BASE, 24, 45),
    Wish("anhui", BASE, 31, 80, "granted"),
    Wish("zhejiang", HALL, 26, 100, "declined"),
    Wish("henan", BASE, -PAST, 50, "granted"),
)


def seed(staff: dict[int, User], now: datetime) -> None:
    """A second run changes nothing."""
    known = set(Activity.objects.values_list("submission", flat=True))
    for wish in WISHES:
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"sample-use:{wish.host}:{wish.resource}:{wish.days}")
        resource = Resource.objects.filter(title=wish.resource).select_related("committee").first()
        if resource is not None and key not in known:
            _wish(wish, key, resource, staff, now)


def _wish(wish: Wish, key: uuid.UUID, resource: Resource, staff: dict[int, User], now: datetime) -> None:
    """Announced with the request; answered; what lies behind is logged and confirmed as well."""
    host, past = Committee.objects.get(slug=wish.host), wish.days < 0
    day = today(now) + timedelta(days=wish.days)
    then = now - timedelta(days=PAST + 20) if past else now
    facts: dict[str, Any] = {
        "title": f"走进{resource.title}（{host.short_name}）",
        "kind": Kind.FIELD,
        "held_on": day,
        "ended_on": day,
        "place": resource.place,
    }
    parties = [Party(host.pk, Role.HOST, headcount=wish.people), Party(resource.committee_id)]
    activity, _ = by(
        operations.log,
        actor=staff[host.pk],
        submission=key,
        facts=facts,
        parties=parties,
        resources=[resource],
        resource_people=wish.people,
        now=then,
    )
    use, owner = activity.uses.get(), staff[resource.committee_id]
    _answer(use, wish.answer, owner, then + timedelta(days=1) if past else now)
    if past:
        by(
            operations.edit,
            activity,
            actor=staff[host.pk],
            version=activity.version,
            facts={"summary": "<p>示例：参观后座谈一小时。</p>"},
            parties=parties,
            publish=True,
            now=now,
        )
        by(operations.confirm, activity, actor=owner, now=now, headcount=6)


def _answer(use: ResourceUse, answer: str, owner: User, now: datetime) -> None:
    if answer == "granted":
        by(operations.grant, use, actor=owner, now=now, asked=use.asked)
    elif answer == "declined":
        by(operations.decline, use, actor=owner, now=now, asked=use.asked, reason="示例：当天已有安排。")
