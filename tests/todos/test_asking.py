"""Lines and requests agree: whoever owes anew is asked anew, whichever verb it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from collab_portal.lib import dates
from collab_portal.lib.verbs import follow
from notifications.models import Delivery, Notification
from rotation import operations
from rotation.handover import protocol
from rotation.models import RotationMember, Turn
from rotation.operations.advance import welcome
from tests.factories import committee, make_consultation, make_rotation, make_user
from tests.rotation.work import NOW, TODAY, ask_dates
from tests.todos.rotation import kinds, nothing_is_forgotten, requests
from todos.models import Todo
from todos.operations import audit

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def lead() -> Any:
    make_rotation(now=NOW)
    return make_user("hubei")


def letters(person: Any, kind: str) -> int:
    return Delivery.objects.filter(recipient=person, channel="email", asks=kind, status="pending").count()


def test_a_change_of_the_lead_leaves_the_voters_asked(lead: Any) -> None:
    voter, co_lead = make_user("jiangsu"), make_user("anhui")
    meeting = make_consultation(now=NOW)
    ask_dates(meeting, lead)

    operations.set_co_lead(meeting.turn, committee("anhui"), today=TODAY)

    assert ("投票" in kinds(voter), requests(voter), letters(voter, "vote")) == (True, ["vote"], 1)
    assert requests(co_lead) == ["vote"]
    assert nothing_is_forgotten()


def test_a_change_of_the_lead_leaves_the_leads_asked_for_a_date(lead: Any) -> None:
    co_lead, meeting = make_user("anhui"), make_consultation(now=NOW)
    welcome(meeting.turn)
    assert requests(lead) == ["fix"]

    operations.set_co_lead(meeting.turn, committee("anhui"), today=TODAY)

    assert (requests(lead), requests(co_lead)) == (["fix"], ["fix"])


def test_a_member_that_joins_while_a_poll_runs_is_asked_to_vote(lead: Any) -> None:
    comer, voter = make_user("anhui"), make_user("jiangsu")
    RotationMember.objects.filter(committee=committee("anhui")).delete()
    meeting = make_consultation(now=NOW)
    ask_dates(meeting, lead)
    assert requests(comer) == []

    day = meeting.turn.starts_on
    RotationMember.objects.create(
        rotation=meeting.turn.rotation, committee=committee("anhui"), position=40, joined_on=day
    )
    follow([meeting])

    assert ("投票" in kinds(comer), requests(comer)) == (True, ["vote"])
    asked = Notification.objects.get(recipient=comer)
    assert asked.title == f"请办理（投票）：选择会商时间：{meeting.label}"
    assert Notification.objects.filter(recipient=voter).count() == 1


def test_a_handover_sent_back_asks_those_who_may_sign_anew() -> None:
    make_rotation(now=NOW, start=date(2026, 8, 20))
    turn = Turn.objects.current(TODAY - timedelta(days=4)).get()
    operations.open_handover(turn, now=NOW)
    leaving, arriving = make_user(turn.committee.slug), make_user(turn.successor.committee.slug)
    seen = protocol(turn, leaving, TODAY).seen
    operations.sign_handover(turn, actor=leaving, seen=seen, now=NOW)
    assert (requests(leaving), requests(arriving)) == ([], ["handover"])

    operations.reopen_handover(turn, actor=arriving, reason="联系人有误", now=NOW)

    assert (requests(leaving), set(requests(arriving))) == (["handover"], {"handover"})
    assert (kinds(leaving), kinds(arriving).count("交接")) == (["交接"], 1)


def test_a_turn_that_passed_without_a_meeting_leaves_no_row(lead: Any, time_machine: Any) -> None:
    turn = Turn.objects.current(TODAY).get()
    turn.consultations.all().delete()
    audit(timezone.now(), repair=True)
    rows = Todo.objects.filter(topic=f"turn:{turn.pk}")
    assert list(rows.values_list("kind", flat=True)) == ["convene"]

    time_machine.move_to(dates.end_of(turn.ends_on) + timedelta(days=1))

    assert audit(timezone.now(), repair=False).differing == []
    audit(timezone.now(), repair=True)
    assert not rows.exists()


def test_who_was_just_asked_by_the_verb_is_not_asked_twice(lead: Any) -> None:
    person = make_user("jiangsu")
    meeting = make_consultation(now=NOW, days=30)

    operations.set_co_lead(meeting.turn, committee("anhui"), today=TODAY)

    assert requests(person) == ["reply"]
    assert letters(person, "reply") == 1
