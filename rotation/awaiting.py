"""What rotation wants of a person, for 我的工作."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, DateField, F, Q, Value, When
from django.urls import reverse
from django.utils.http import urlencode

from collab_portal.lib import dates
from collab_portal.lib.awaiting import Awaiting
from rotation.duties import duties, unfinished
from rotation.models import Handover, Resolution, Swap
from rotation.models.turn import HANDOVER

if TYPE_CHECKING:
    from accounts.models import User

DUE_WITHIN, SHOWN = timedelta(days=14), 10


def awaiting(user: "User", now: datetime) -> list[Awaiting]:
    """What consultations, and then decisions, swaps and handovers ask of the committee: two queries."""
    ours = user.committee_id if user.is_staff_member else None
    if ours is None and not user.is_rotation_admin:
        return []
    keeps = user.is_rotation_admin
    meetings = [line for row in unfinished(ours, now) for line in duties(row, ours, now, secretariat=keeps)]
    return [*meetings, *_others(user, now)] if ours is not None else meetings


def _others(user: "User", now: datetime) -> Iterator[Awaiting]:
    """Decisions to carry out, due soon or overdue; swaps to answer; handovers to sign."""
    ours, today = user.committee_id or 0, dates.today(now)
    due = Resolution.objects.open().owned_by(ours).filter(due_on__lte=today + DUE_WITHIN)
    decisions = due.order_by("due_on", "pk").values_list(
        Value("decision"), "pk", "title", "consultation__title", "due_on"
    )
    asked = Swap.objects.pending().answerable(today).filter(other=ours).order_by("pk")
    swaps = asked.values_list(
        Value("swap"), "pk", F("proposer__short_name"), "reason", Value(None, DateField())
    )
    signed = Case(
        When(Q(outgoing_at=None) & Q(incoming_at=None), then=Value("")),
        default=Value("对方已签字，"),
        output_field=CharField(),
    )
    handovers = Handover.objects.awaiting(user, today).values_list(
        Value("handover"), "turn_id", "turn__committee__short_name", signed, "turn__ends_on"
    )
    several = decisions[: SHOWN + 1].union(swaps[:SHOWN], handovers[:SHOWN], all=True)
    rows = sorted(several, key=_order)
    found = [row for row in rows if row[0] == "decision"]
    yield from (_line(*row) for row in [*found[:SHOWN], *(row for row in rows if row[0] != "decision")])
    if len(found) > SHOWN and user.committee:
        chosen = urlencode({"state": "open", "owner": user.committee.slug})
        yield Awaiting("进展", "还有将到期或已逾期的议定事项", f"{reverse('rotation:resolutions')}?{chosen}")


def _line(kind: str, pk: int, name: str, detail: str, day: date | None) -> Awaiting:
    if kind == "swap":
        return Awaiting("调换", f"{name}提出调换轮值任期", reverse("rotation:swap", args=[pk]), None, detail)
    if kind == "decision":
        url = f"{reverse('rotation:resolution', args=[pk])}#progress"
        return Awaiting("进展", f"议定事项进展：{name}", url, day, detail)
    until = day + HANDOVER if day else None
    words, url = f"{detail}核对交接清单后由双方各自签字", reverse("rotation:handover", args=[pk])
    return Awaiting("交接", f"签字交接：{name}任期", url, until, words)


def _order(row: tuple[str, int, str, str, object]) -> tuple[str, str, int]:
    return row[0], str(row[4]), row[1]
