"""What the calendar brings by itself. May run any number of times; never touches what is past."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.verbs import verb
from notifications import operations as notices
from notifications.models import Delivery
from rotation.models import Consultation, Rotation, Turn
from rotation.models.turn import HANDOVER, PREPARE
from rotation.operations.consultations import convene
from rotation.operations.following import follow_alliances
from rotation.operations.handovers import open_handover
from rotation.operations.polls import end_past_polls
from rotation.operations.swaps import let_swaps_lapse
from rotation.operations.touching import touch_all
from rotation.operations.turns import end_co_leads
from rotation.wording import when_and_where

FIXED = (Consultation.Status.SCHEDULED, Consultation.Status.HELD)
ASKED = "任期内须召集一次会商，请确定议题和时间。"


def advance(*, now: datetime) -> None:
    """For each turn that runs or is prepared: its consultation exists, its lead knows; who hands over signs.

    Plans follow people. What was proposed for a turn that has begun lapses.
    """
    today = dates.today(now)
    follow_alliances(now=now)
    for rotation in Rotation.objects.order_by("pk"):
        end_co_leads(rotation.pk, now=now)
    let_swaps_lapse(now=now)
    for turn in Turn.objects.handing_over(today):
        open_handover(turn, now=now)
    near = Turn.objects.within(today, today + PREPARE).filter(rotation__convenes=True).for_list()
    for turn in near.select_related("rotation", "committee", "co_lead"):
        if not turn.consultations.exists():
            convene(turn, now=now)
        if today < turn.starts_on:
            let_prepare(turn)
        elif today <= turn.starts_on + HANDOVER:
            welcome(turn)
    end_past_polls(now)
    touch_all()


@verb
def let_prepare(turn: Turn) -> None:
    """Sixty days before its term the coming lead may begin; not told where its meeting has a date already."""
    meeting = _meeting(turn)
    if meeting is None or meeting.status != Consultation.Status.COLLECTING:
        return
    body = f"任期：{_span(turn)}。现在起可以征集议题、发起时间投票、确定会商时间，会商须在任期内召开。"
    _tell_lead(turn, "prepare", "您可以开始准备本期会商", body)


@verb
def welcome(turn: Turn) -> None:
    """Its term has begun."""
    meeting = _meeting(turn)
    fixed = meeting if meeting is not None and meeting.status in FIXED else None
    what = f"本期会商：{when_and_where(fixed)}。" if fixed else ASKED
    body = f"任期：{_span(turn)}。{what}"
    _tell_lead(turn, "lead", "您所在的工委已成为本期牵头", body)


def _meeting(turn: Turn) -> Consultation | None:
    return turn.consultations.exclude(status="cancelled").order_by("number").first()


def _span(turn: Turn) -> str:
    return f"{dates.chinese_date(turn.starts_on)}至{dates.chinese_date(turn.ends_on)}"


def _tell_lead(turn: Turn, step: str, title: str, body: str) -> None:
    """Once a person and turn: repeating it writes nothing. It asks for the date that is still to be fixed."""
    meeting = _meeting(turn)
    undated = meeting is not None and meeting.status == "collecting"
    leads = [committee for committee in (turn.committee_id, turn.co_lead_id) if committee]
    notices.notify(
        topic=meeting.topic if meeting and undated else f"turn:{turn.pk}",
        step=step,
        recipients=User.objects.staff_of(*leads).exclude(pk__in=_told(turn, step)),
        title=title,
        body=body,
        url=turn.get_absolute_url(),
        asks="fix" if undated else "" if meeting else "convene",
        revision=meeting.revision if meeting and undated else 0,
        expires_at=dates.end_of(turn.ends_on),
    )


def _told(turn: Turn, step: str) -> QuerySet[Delivery, int | None]:
    """Who was told before, under whichever topic and revision it stood then."""
    topics = [
        f"turn:{turn.pk}",
        *(f"consultation:{pk}" for pk in turn.consultations.values_list("pk", flat=True)),
    ]
    told = Delivery.objects.filter(topic__in=topics, step=step, recipient__isnull=False)
    return told.values_list("recipient", flat=True)
