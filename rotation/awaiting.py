"""What rotation wants of a person, for 我的工作."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import DateField, F, Value
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
    """What consultations, decisions and swaps, and handovers ask of the committee: three queries."""
    if not user.is_staff_member or user.committee_id is None:
        return []
    ours = user.committee_id
    meetings = [line for row in unfinished(ours, now) for line in duties(row, ours, now)]
    handovers = [_handover(row) for row in Handover.objects.awaiting(user, dates.today(now))]
    return [*meetings, *_decisions_and_swaps(user, now), *handovers]


def _handover(handover: Handover) -> Awaiting:
    """To sign, for the side that leaves or the one that comes."""
    turn, detail = handover.turn, "核对交接清单后由双方各自签字"
    return Awaiting(
        "交接",
        f"签字交接：{turn.committee.short_name}任期",
        handover.get_absolute_url(),
        turn.ends_on + HANDOVER,
        f"对方已签字，{detail}" if handover.is_signed_once else detail,
    )


def _decisions_and_swaps(user: "User", now: datetime) -> Iterator[Awaiting]:
    """Decisions the committee carries out that are due soon or overdue; swaps it is to answer."""
    ours = user.committee_id or 0
    due = Resolution.objects.open().owned_by(ours).filter(due_on__lte=dates.today(now) + DUE_WITHIN)
    decisions = due.order_by("due_on", "pk").values_list(
        Value("decision"), "pk", "title", "consultation__title", "due_on"
    )
    asked = Swap.objects.pending().filter(other=ours).order_by("pk")
    swaps = asked.values_list(
        Value("swap"), "pk", F("proposer__short_name"), "reason", Value(None, DateField())
    )
    rows = sorted(decisions[: SHOWN + 1].union(swaps[:SHOWN], all=True), key=_order)
    found = [row for row in rows if row[0] == "decision"]
    for kind, pk, name, detail, day in [*found[:SHOWN], *rows[len(found) :]]:
        if kind == "decision":
            url = f"{reverse('rotation:resolution', args=[pk])}#progress"
            yield Awaiting("进展", f"议定事项进展：{name}", url, day, detail)
        else:
            title = f"{name}提出调换轮值任期"
            yield Awaiting("调换", title, reverse("rotation:swap", args=[pk]), None, detail)
    if len(found) > SHOWN and user.committee:
        chosen = urlencode({"state": "open", "owner": user.committee.slug})
        yield Awaiting("进展", "还有将到期或已逾期的议定事项", f"{reverse('rotation:resolutions')}?{chosen}")


def _order(row: tuple[str, int, str, str, object]) -> tuple[str, str, int]:
    return row[0], str(row[4]), row[1]
