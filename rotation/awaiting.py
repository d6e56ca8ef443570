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
from rotation.models import Resolution, Swap

if TYPE_CHECKING:
    from accounts.models import User

DUE_WITHIN, SHOWN = timedelta(days=14), 10


def awaiting(user: "User", now: datetime) -> list[Awaiting]:
    """What consultations, and then decisions and swaps, ask of the committee: two queries."""
    if not user.is_staff_member or user.committee_id is None:
        return []
    ours = user.committee_id
    meetings = [line for row in unfinished(ours, now) for line in duties(row, ours, now)]
    return [*meetings, *_decisions_and_swaps(user, now)]


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
