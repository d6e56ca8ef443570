"""What the sender and the auditor ask of rotation."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from notifications import sources
from notifications.models import Delivery
from rotation import operations
from rotation.models import RotationMember, Turn
from rotation.sources import ConsultationSource
from tests.factories import make_consultation, make_rotation, make_user

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def test_the_source_is_registered():
    assert isinstance(sources.find("consultation:1"), ConsultationSource)


def test_the_plan_asked_for_later_equals_the_rows_written_when_it_was_scheduled():
    make_rotation(now=NOW)
    for slug in ("hubei", "jiangsu", "zhejiang"):
        make_user(slug)
    consultation = make_consultation(now=NOW, days=35)

    [plan] = ConsultationSource().plans(NOW + timedelta(days=30))

    rows = Delivery.objects.filter(topic=plan.topic, revision=plan.revision, planned=True, channel="email")
    assert (plan.topic, plan.revision) == (consultation.topic, 1)
    assert sorted((r.step, r.recipient_id, r.not_before) for r in plan.reminders) == sorted(
        rows.values_list("step", "recipient", "not_before")
    )


def test_a_colleague_who_came_later_is_in_the_plan():
    make_rotation(now=NOW)
    make_consultation(now=NOW, days=35)
    newcomer = make_user("jiangsu")

    [plan] = ConsultationSource().plans(NOW)

    assert {r.step for r in plan.reminders if r.recipient_id == newcomer.pk} == {
        "notice-14",
        "reply-7",
        "reply-office",
        "eve-1",
    }


@pytest.mark.parametrize("consultations", [1, 5])
def test_plans_cost_five_queries_however_many(django_assert_num_queries, consultations):
    make_rotation(now=NOW)
    make_user("jiangsu")
    for turn in Turn.objects.order_by("starts_on")[:consultations]:
        operations.convene(turn, now=NOW)

    with django_assert_num_queries(5):  # consultations, rules, holidays, members, people
        plans = list(ConsultationSource().plans(NOW))

    assert len(plans) == consultations


def test_what_is_over_has_no_plan():
    make_rotation(now=NOW)
    consultation = make_consultation(now=NOW, days=1)

    assert list(ConsultationSource().plans(consultation.starts_at)) == []


def _left(user: User) -> None:
    RotationMember.objects.filter(committee=user.committee_id).update(
        left_on=datetime(2026, 11, 2, tzinfo=UTC)
    )


def _demoted(user: User) -> None:
    user.role = "member"


def _gone(user: User) -> None:
    user.is_active = False


@pytest.mark.parametrize("change", [_left, _demoted, _gone])
def test_who_no_longer_may_is_not_reminded(change):
    make_rotation(now=NOW)
    consultation, user = make_consultation(now=NOW, days=35), make_user("jiangsu")
    assert ConsultationSource().message(consultation.topic, "eve-1", user) is not None

    change(user)

    assert ConsultationSource().message(consultation.topic, "eve-1", user) is None


@pytest.mark.parametrize("topic", ["consultation:999999", "consultation:x", "consultation:"])
def test_an_unknown_topic_says_nothing(topic):
    assert ConsultationSource().message(topic, "eve-1", make_user("jiangsu")) is None


@pytest.mark.parametrize("step", ["fix-60", "never"])
def test_a_step_that_no_longer_applies_says_nothing(step):
    make_rotation(now=NOW)
    consultation = make_consultation(now=NOW, days=35)

    assert ConsultationSource().message(consultation.topic, step, make_user("hubei")) is None


def test_the_lead_is_asked_to_fix_the_date():
    make_rotation(now=NOW)
    consultation = make_consultation(now=NOW)

    message = ConsultationSource().message(consultation.topic, "fix-30", make_user("hubei"))

    assert (message.title, message.kind) == ("请确定会商议题和时间：机关党建协作会商：湖北牵头", "action")
    assert ConsultationSource().message(consultation.topic, "fix-30", make_user("jiangsu")) is None
