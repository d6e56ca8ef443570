"""What the calendar brings by itself. May run any number of times; never touches what is past."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.verbs import verb
from notifications import operations as notices
from notifications.models import Delivery
from rotation.models import Rotation, Turn
from rotation.models.turn import HANDOVER
from rotation.operations.consultations import convene
from rotation.operations.following import follow_alliances
from rotation.operations.handovers import open_handover
from rotation.operations.polls import end_past_polls
from rotation.operations.swaps import let_swaps_lapse
from rotation.operations.touching import touch_all
from rotation.operations.turns import end_co_leads


def advance(*, now: datetime) -> None:
    """For each turn that runs: its consultation exists, its lead knows, who hands over is asked to sign.

    Plans follow people. What was proposed for a turn that has begun lapses.
    """
    today = dates.today(now)
    follow_alliances(now=now)
    for rotation in Rotation.objects.order_by("pk"):
        end_co_leads(rotation.pk, now=now)
    let_swaps_lapse(now=now)
    for turn in Turn.objects.handing_over(today):
        open_handover(turn, now=now)
    for turn in Turn.objects.current(today).for_list().select_related("rotation", "committee", "co_lead"):
        if turn.rotation.convenes and not turn.consultations.exists():
            convene(turn, now=now)
        if turn.rotation.convenes and today <= turn.starts_on + HANDOVER:
            welcome(turn)
    end_past_polls(now)
    touch_all()


@verb
def welcome(turn: Turn) -> None:
    """Once a person and turn: repeating it writes nothing. It asks for the date that is still to be fixed."""
    meeting = turn.consultations.exclude(status="cancelled").order_by("number").first()
    undated = meeting is not None and meeting.status == "collecting"
    leads = [committee for committee in (turn.committee_id, turn.co_lead_id) if committee]
    span = f"{dates.chinese_date(turn.starts_on)}至{dates.chinese_date(turn.ends_on)}"
    notices.notify(
        topic=meeting.topic if meeting and undated else f"turn:{turn.pk}",
        step="lead",
        recipients=User.objects.staff_of(*leads).exclude(pk__in=_welcomed(turn)),
        title="您所在的工委已成为本期牵头",
        body=f"任期：{span}。任期内须召集一次会商，请确定议题和时间。",
        url=turn.get_absolute_url(),
        asks="fix" if undated else "" if meeting else "convene",
        revision=meeting.revision if meeting and undated else 0,
        expires_at=dates.end_of(turn.ends_on),
    )


def _welcomed(turn: Turn) -> QuerySet[Delivery, int | None]:
    """Who was told before, under whichever topic and revision it stood then."""
    topics = [
        f"turn:{turn.pk}",
        *(f"consultation:{pk}" for pk in turn.consultations.values_list("pk", flat=True)),
    ]
    told = Delivery.objects.filter(topic__in=topics, step="lead", recipient__isnull=False)
    return told.values_list("recipient", flat=True)
