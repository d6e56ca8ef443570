"""Forty consultations and three hundred decisions, written in bulk: for tests of what a page costs."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from collab_portal.lib import dates
from rotation import operations
from rotation.models import (
    AgendaItem,
    Attendance,
    Consultation,
    ConsultationReply,
    Minutes,
    MinutesSignature,
    Resolution,
    ResolutionOwner,
    ResolutionProgress,
    RotationMember,
    Turn,
)
from tests.factories import committee
from tests.rotation.work import NOW, TODAY, as_sent, ask_dates, calling


def held(many: int, lead: Any, staff: Any) -> list[Consultation]:
    """So many of the running turn, each with minutes going round; to the first two everybody came."""
    turn, start = Turn.objects.current(TODAY).get(), dates.start_of(TODAY) - timedelta(days=1)
    facts = {"status": "held", "starts_at": start, "ends_at": start + timedelta(hours=2), "revision": 1}
    made = Consultation.objects.bulk_create(
        Consultation(turn=turn, number=number, title=f"会商{number}", held_on=dates.today(start), **facts)
        for number in range(2, 2 + many)
    )
    members = list(RotationMember.objects.values_list("committee", flat=True))
    facts = {"written_by": lead, "written_at": NOW, "submitted_at": NOW, "sign_by": TODAY}
    sent = Minutes.objects.bulk_create(
        Minutes(consultation=row, version=1, body="<p>纪要</p>", facts=as_sent(row), **facts) for row in made
    )
    for row, minutes in zip(made[:2], sent, strict=False):
        Attendance.objects.bulk_create(Attendance(consultation=row, committee_id=pk) for pk in members)
        facts = {"answer": "attend", "revision": 1, "replied_by": staff, "replied_at": NOW}
        ConsultationReply.objects.bulk_create(
            ConsultationReply(consultation=row, committee_id=pk, **facts) for pk in members
        )
        facts = {"objection": "异议", "objected_by": staff, "objected_at": NOW}
        MinutesSignature.objects.bulk_create(
            MinutesSignature(minutes=minutes, committee_id=pk, **facts) for pk in members
        )
    return made


def decisions(many: int, meetings: list[Consultation], lead: Any, staff: Any) -> None:
    """Spread over ``meetings``, owned by 江苏 and 安徽, each with a report."""
    owners = [committee("jiangsu"), committee("anhui")]
    made = Resolution.objects.bulk_create(
        Resolution(
            consultation=meetings[place % len(meetings)],
            number=place // len(meetings) + 1,
            title=f"事项{place}",
            due_on=TODAY + timedelta(days=place % 40 - 20),
            created_by=lead,
            created_at=NOW,
        )
        for place in range(many)
    )
    ResolutionOwner.objects.bulk_create(
        ResolutionOwner(resolution=row, committee=owner, main=owner == owners[0])
        for row in made
        for owner in owners
    )
    facts = {"committee": owners[0], "text": "进展", "reported_by": staff, "reported_at": NOW}
    ResolutionProgress.objects.bulk_create(ResolutionProgress(resolution=row, **facts) for row in made)


def busy(consultation: Any, lead: Any, staff: Any, topics: int = 20) -> None:
    """A consultation to come: a call for topics with many of them, and a poll."""
    calling(consultation, lead)
    facts = {"committee": staff.committee, "proposed_by": staff, "created_at": NOW, "kind": "plan"}
    screened = {"status": "accepted", "screened_by": lead, "screened_at": NOW}
    AgendaItem.objects.bulk_create(
        AgendaItem(
            consultation=consultation,
            title=f"议题{number}",
            position=number,
            submission=uuid4(),
            **facts,
            **(screened if number % 2 else {}),
        )
        for number in range(topics)
    )
    poll = ask_dates(consultation, lead)
    votes = {option.pk: "yes" for option in poll.options.all()}
    operations.answer_poll(poll, actor=staff, committee=staff.committee, votes=votes, now=NOW)
