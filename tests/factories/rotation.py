"""Rotations, consultations, decisions."""

from typing import Any

from django.utils import timezone

from collab_portal.lib.verbs import follow
from tests.factories.people import committee, make_user


def make_rotation(lead: str = "hubei", now: Any = None, cadence: str = "quarter", **wish: Any) -> Any:
    """The basin's rotation of all nineteen, in which ``lead`` has led since the first of this month."""
    from collab_portal.lib import dates
    from organizations.network import MEMBERS
    from rotation import operations
    from rotation.models import Rotation
    from rotation.planning import Cadence

    now = now or timezone.now()
    slugs = [member.slug for member in MEMBERS]
    order = wish.pop("order", None) or slugs[slugs.index(lead) :] + slugs[: slugs.index(lead)]
    start = wish.pop("start", None) or dates.today(now).replace(day=1)
    asked = operations.Wish(tuple(order), Cadence(cadence), start, **wish)
    operations.store(asked, actor=None, seen=0, now=now, backdated=True)
    return Rotation.objects.get()


def make_consultation(turn: Any = None, now: Any = None, days: int | None = None, **fields: Any) -> Any:
    """The running turn's consultation; with ``days`` scheduled at 09:30 so many days ahead."""
    from datetime import time, timedelta

    from collab_portal.lib import dates
    from rotation import operations
    from rotation.models import Turn

    now = now or timezone.now()
    turn = (
        turn
        or Turn.objects.current(dates.today(now)).first()
        or make_rotation(now=now).turns.order_by("starts_on")[0]
    )
    consultation = operations.convene(turn, now=now)
    if days is None:
        return consultation
    day = dates.today(now) + timedelta(days=days)
    moments = dates.at(day, time(9, 30)), dates.at(day, time(11, 30))
    facts = {"title": "协作会商", "agenda": "", "mode": "onsite", "place": "一会议室", **fields}
    arrangement = operations.Arrangement(*moments, facts["mode"], facts["place"])
    return operations.schedule(
        consultation, title=facts["title"], agenda=facts["agenda"], arrangement=arrangement, now=now
    )


def make_resolution(owner: str = "jiangsu", due_on: Any = None, **fields: Any) -> Any:
    """A decision of a held consultation of the running turn (made when there is none)."""
    from datetime import timedelta

    from collab_portal.lib import dates
    from rotation.models import Consultation, Resolution, ResolutionOwner

    now = timezone.now()
    held = Consultation.objects.filter(status="held").first()
    if held is None:
        held = make_consultation(now=now, days=1)
        held.status, held.held_on = Consultation.Status.HELD, dates.today(held.starts_at)
        held.save()
    facts = {"title": "议定事项", "created_by": make_user("hubei"), "created_at": now, **fields}
    due_on = due_on or dates.today(now) + timedelta(days=60)
    number = held.resolutions.count() + 1
    made = Resolution.objects.create(consultation=held, number=number, due_on=due_on, **facts)
    ResolutionOwner.objects.create(resolution=made, committee=committee(owner), main=True)
    follow([made, held])
    return made
