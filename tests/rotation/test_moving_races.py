"""Races over what moves: a swap meets the notice, a cancelled meeting the next call, the clock an answer."""

from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from uuid import uuid4

import pgtrigger
import pytest
from django.core.exceptions import ValidationError

from collab_portal.lib import dates
from collab_portal.lib.versions import StaleError
from rotation import operations
from rotation.models import AgendaItem, Consultation, Swap, Turn
from rotation.operations.swaps import let_swaps_lapse
from tests.factories import make_rotation, make_user
from tests.owner import owning
from tests.races import PATIENCE, ROUNDS, together

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
FACTS = {"kind": "plan", "title": "议题", "background": "", "wanted": ""}
pytestmark = [
    pytest.mark.usefixtures("committed"),
    pytest.mark.time_machine(NOW),
    pytest.mark.timeout(PATIENCE),
]


@pytest.fixture
def admin(committed):
    make_rotation(now=NOW)
    return make_user("gansu", role="member", is_rotation_admin=True)


def _turns() -> list[Turn]:
    return list(Turn.objects.future(TODAY).for_list()[:3])


def _calling(turn: Turn, admin) -> Consultation:
    meeting = operations.convene(turn, now=NOW)
    return operations.call_topics(meeting, actor=admin, topics_by=TODAY + timedelta(days=20), now=NOW)


def _clear() -> None:
    with owning(), pgtrigger.ignore():
        AgendaItem.objects.update(merged_into=None, carried_from=None)
        for model in (AgendaItem, Consultation, Swap):
            model.objects.all().delete()


def test_a_notice_and_a_swap_at_once_never_leave_a_notice_that_names_the_former_lead(admin):
    for number in range(ROUNDS):
        now = NOW + timedelta(seconds=number)
        first, second = _turns()[:2]
        meeting = _calling(first, admin)
        person = make_user("jiangsu")
        item = operations.propose_item(meeting, actor=person, submission=uuid4(), now=NOW, **FACTS)
        operations.screen_item(item, actor=admin, decision="accepted", now=NOW)
        operations.fix_topics(meeting, actor=admin, now=NOW)
        day = first.starts_on + timedelta(days=5)
        moments = dates.at(day, time(9)), dates.at(day, time(11))
        arrangement = operations.Arrangement(*moments, "onsite", "会议室")
        operations.schedule(meeting, title="会商", agenda="议程", arrangement=arrangement, now=NOW)

        answers = together(
            partial(operations.send_notice, meeting, actor=admin, now=now),
            partial(operations.order_swap, first, second, actor=admin, reason="统筹", now=now),
        )

        assert not [answer for answer in answers if isinstance(answer, Exception)]
        meeting = Consultation.objects.get(pk=meeting.pk)
        sent = person.notifications.filter(topic=meeting.topic, step__startswith="notice@")
        told = person.notifications.filter(
            topic=meeting.topic, step="lead-changed", revision=meeting.revision
        )
        assert (meeting.status, meeting.revision) == ("scheduled", 2)
        assert told.count() == 1
        assert (meeting.notified_at is not None) == sent.filter(revision=meeting.revision).exists()
        _clear()


def test_a_meeting_is_cancelled_while_the_next_calls_and_each_topic_stands_once(admin):
    for _ in range(ROUNDS):
        first, second = _turns()[:2]
        meeting, coming = _calling(first, admin), operations.convene(second, now=NOW)
        person = make_user("jiangsu")
        operations.propose_item(meeting, actor=person, submission=uuid4(), now=NOW, **FACTS)
        until = TODAY + timedelta(days=20)

        answers = together(
            partial(operations.cancel, meeting, reason="汛情", now=NOW),
            partial(operations.call_topics, coming, actor=admin, topics_by=until, now=NOW),
        )

        assert not [answer for answer in answers if isinstance(answer, Exception)]
        assert AgendaItem.objects.filter(consultation=coming).count() == 1
        assert not AgendaItem.objects.left_over(first.rotation_id).exists()
        _clear()


def test_an_answer_on_the_last_evening_and_the_clock_decide_a_swap_once(admin):
    for _ in range(ROUNDS):
        first, second = _turns()[:2]
        asking, asked = make_user(first.committee.slug), make_user(second.committee.slug)
        swap = operations.propose_swap(first, second, actor=asking, reason="换届", now=NOW)
        begun = dates.start_of(first.starts_on)
        evening = begun - timedelta(seconds=1)

        answer, _ = together(
            partial(operations.answer_swap, swap, actor=asked, agree=True, now=evening),
            partial(let_swaps_lapse, now=begun),
        )

        swap.refresh_from_db()
        led = Turn.objects.get(pk=first.pk).committee_id
        assert swap.status == ("lapsed" if isinstance(answer, ValidationError) else "agreed")
        assert led == (first.committee_id if swap.status == "lapsed" else second.committee_id)
        _clear()


def test_of_two_forms_opened_together_the_second_to_save_is_shown_the_first_and_stores_nothing(admin):
    turn = _turns()[0]
    day = turn.starts_on + timedelta(days=5)
    for number in range(ROUNDS):
        meeting = operations.convene(turn, now=NOW)
        at = {hour: (dates.at(day, time(hour)), dates.at(day, time(hour + 2))) for hour in (9, 14)}
        forms = [
            partial(
                operations.schedule,
                Consultation.objects.get(pk=meeting.pk),
                title=f"第{number}次",
                agenda="",
                arrangement=operations.Arrangement(*moments, "onsite", f"{hour}点"),
                now=NOW,
                version=meeting.version,
            )
            for hour, moments in at.items()
        ]

        answers = together(*forms)

        (stored,) = [answer for answer in answers if isinstance(answer, Consultation)]
        (refused,) = [answer for answer in answers if isinstance(answer, StaleError)]
        meeting = Consultation.objects.get(pk=meeting.pk)
        assert (meeting.place, meeting.revision) == (stored.place, 1)
        assert refused.version == meeting.version
        _clear()
