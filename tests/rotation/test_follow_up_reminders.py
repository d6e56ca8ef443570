"""Reminders after a consultation: minutes to be written and signed, resolutions to be carried out."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command

from collab_portal.lib.dates import BEIJING
from notifications import sources
from notifications.models import Delivery, Notification
from notifications.operations import audit
from rotation import operations
from rotation.operations.touching import touch_all
from tests.factories import committee, make_user
from tests.rotation.work import NOW, as_held, decide, send_round

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def planned(topic: str, status: str = "pending") -> dict[str, str]:
    """Step and day of what is (still) to be sent by mail, whoever is told."""
    rows = Delivery.objects.filter(topic=topic, planned=True, channel="email", status=status).order_by("pk")
    return {row.step: f"{row.not_before.astimezone(BEIJING):%Y-%m-%d}" for row in rows}


def told(topic: str, step: str) -> set[int]:
    rows = Delivery.objects.filter(topic=topic, step=step, channel="email", status="pending")
    return set(rows.values_list("recipient", flat=True))


@pytest.fixture
def held(consultation, staff, time_machine):
    """Held on 23 December with 江苏 and 浙江 (whose admin has no colleague)."""
    time_machine.move_to(consultation.starts_at)
    return as_held(consultation, "jiangsu", "zhejiang")


def test_the_lead_is_asked_for_the_minutes_weekly_until_they_go_round(held, lead):
    topic, secretary = held.minutes_topic, make_user("hubei", role="member", is_rotation_admin=True)
    touch_all()
    assert list(planned(topic).items())[:3] == [
        ("minutes-draft", "2026-12-28"),
        ("minutes-draft.2", "2027-01-04"),
        ("minutes-draft.3", "2027-01-11"),
    ]
    assert told(topic, "minutes-draft") == {lead.pk}
    assert told(topic, "minutes-secretariat") == {secretary.pk}

    send_round(held, lead)

    assert {step.partition(".")[0] for step in planned(topic, "superseded")} >= {"minutes-draft"}
    assert "minutes-draft" not in planned(topic)
    assert audit(held.starts_at, repair=False).clean


def test_who_has_not_signed_is_reminded_then_its_admins_the_lead_and_the_secretariat(held, lead, staff):
    secretary = make_user("hubei", role="member", is_rotation_admin=True)
    admin, theirs = make_user("jiangsu", role="admin"), make_user("zhejiang", role="admin")
    now = held.starts_at
    operations.write_minutes(held, actor=lead, body="<p>纪要</p>", version=0, now=now)
    operations.submit_minutes(held, actor=lead, now=now)
    topic = held.minutes_topic

    assert {step: day for step, day in planned(topic).items() if "." not in step} == {
        "sign-2": "2026-12-30",
        "sign-0": "2027-01-04",
        "sign-late": "2027-01-05",
        "sign-office": "2027-01-07",
        "sign-lead": "2027-01-08",
        "sign-secretariat": "2027-01-08",
    }
    assert told(topic, "sign-2") == {lead.pk, staff.pk, admin.pk, theirs.pk}
    assert told(topic, "sign-office") == {lead.pk, admin.pk, theirs.pk}  # 湖北 has no admin here
    assert told(topic, "sign-secretariat") == {secretary.pk}
    body = sources.find(topic).message(topic, "sign-lead", lead).body
    assert "仍未会签：江苏、浙江、湖北。" in body


def test_a_signature_takes_its_committees_reminders_back_and_the_last_one_all(held, lead, staff):
    minutes, topic = send_round(held, lead), held.minutes_topic
    assert told(topic, "sign-late") == {lead.pk, staff.pk}

    operations.sign_minutes(minutes, actor=staff, now=held.starts_at)
    assert told(topic, "sign-late") == {lead.pk}
    assert sources.find(topic).message(topic, "sign-late", staff) is None
    assert audit(held.starts_at, repair=False).clean

    operations.sign_minutes(minutes, actor=lead, now=held.starts_at)
    operations.sign_minutes(minutes, actor=make_user("zhejiang"), now=held.starts_at)
    assert planned(topic) == {}
    assert audit(held.starts_at, repair=False).clean


def test_who_objects_is_left_alone_until_it_is_answered(held, lead, staff):
    minutes, topic = send_round(held, lead), held.minutes_topic

    said = operations.object_to_minutes(minutes, actor=staff, objection="数字有误", now=held.starts_at)
    assert told(topic, "sign-late") == {lead.pk}

    operations.answer_objection(said, actor=lead, answer="以附表为准", now=held.starts_at)
    assert told(topic, "sign-late") == {lead.pk, staff.pk}
    assert audit(held.starts_at, repair=False).clean


def test_a_new_version_is_planned_anew_and_the_old_one_superseded(held, lead, staff):
    first = send_round(held, lead)
    operations.sign_minutes(first, actor=staff, now=held.starts_at)

    second = send_round(held, lead, "<p>改后</p>")

    rows = Delivery.objects.filter(topic=held.minutes_topic, step="sign-late", channel="email")
    assert set(rows.values_list("revision", "recipient", "status")) == {
        (first.revision, lead.pk, "superseded"),
        (first.revision, staff.pk, "superseded"),
        (second.revision, lead.pk, "pending"),
        (second.revision, staff.pk, "pending"),
    }
    assert audit(held.starts_at, repair=False).clean


def test_a_consultation_that_is_concluded_reminds_nobody(held, lead):
    send_round(held, lead)
    later = held.starts_at + timedelta(days=1)

    operations.close_consultation(held, actor=lead, now=later)

    assert planned(held.minutes_topic) == {}
    assert audit(later, repair=False).clean


def test_owners_are_reminded_before_and_weekly_after_and_it_goes_up_the_ladder(held, lead, staff):
    secretary = make_user("hubei", role="member", is_rotation_admin=True)
    admin = make_user("jiangsu", role="admin")
    resolution = decide(held, lead, days=30)
    topic = resolution.topic

    assert {step: day for step, day in planned(topic).items() if "." not in step} == {
        "due-14": "2027-01-08",
        "due-3": "2027-01-19",
        "due-0": "2027-01-22",
        "due-late": "2027-01-25",
        "due-office": "2027-01-27",
        "due-lead": "2027-01-29",
        "due-secretariat": "2027-01-29",
    }
    assert told(topic, "due-late") == {staff.pk, admin.pk}
    assert told(topic, "due-office") == {admin.pk}
    assert told(topic, "due-lead") == {lead.pk}
    assert told(topic, "due-secretariat") == {secretary.pk}
    message = sources.find(topic).message(topic, "due-14", staff)
    assert message.title == "议定事项2027年1月22日（周五）到期：建立联络员制度"
    assert (message.url, message.kind) == (resolution.get_absolute_url(), "action")


def test_whoever_leads_when_it_is_overdue_is_told(held, lead):
    successor = make_user("hunan")
    resolution = decide(held, lead, days=60)  # 湖南 leads from February on

    assert told(resolution.topic, "due-lead") == {successor.pk}


def test_another_due_date_is_planned_anew_and_a_new_text_is_not(held, lead, staff):
    make_user("hunan")
    resolution = decide(held, lead)
    facts = {"title": "新题", "body": "", "owners": [staff.committee_id], "reason": ""}
    change = {"actor": lead, "now": held.starts_at + timedelta(hours=1)}

    operations.revise_resolution(resolution, due_on=resolution.due_on, **facts, **change)
    resolution.refresh_from_db()
    assert resolution.revision == 0

    due = resolution.due_on + timedelta(days=30)
    operations.revise_resolution(resolution, due_on=due, **facts, **change)
    resolution.refresh_from_db()
    assert resolution.revision == 1
    assert set(planned(resolution.topic, "superseded")) == set(planned(resolution.topic))
    assert planned(resolution.topic)["due-0"] == f"{due:%Y-%m-%d}"
    assert audit(held.starts_at, repair=False).clean


def test_who_reported_completion_is_no_longer_asked_and_settling_ends_it(held, lead, staff):
    resolution = decide(held, lead, owners=[committee("jiangsu").pk, committee("zhejiang").pk])
    other, topic = make_user("zhejiang"), resolution.topic
    touch_all()
    assert told(topic, "due-0") == {staff.pk, other.pk}

    operations.report_progress(
        resolution, submission=uuid4(), actor=staff, text="完成", percent=100, now=held.starts_at
    )
    assert told(topic, "due-0") == {other.pk}
    assert sources.find(topic).message(topic, "due-0", staff) is None

    operations.settle_resolution(resolution, actor=lead, status="done", now=held.starts_at)
    assert planned(topic) == {}
    operations.settle_resolution(resolution, actor=lead, status="open", now=held.starts_at)
    assert told(topic, "due-0") == {other.pk}
    assert audit(held.starts_at, repair=False).clean


def test_a_reminder_that_was_read_as_to_do_is_done_for_the_committee_when_it_reports(held, lead, staff):
    resolution = decide(held, lead)
    Notification.objects.create(
        recipient=staff,
        committee=staff.committee,
        topic=resolution.topic,
        step="due-3",
        kind="action",
        asks="progress",
        title="到期",
        url="/",
    )

    operations.report_progress(
        resolution, submission=uuid4(), actor=staff, text="完成", percent=100, now=held.starts_at
    )

    assert Notification.objects.get(step="due-3").settled_at is not None


def test_a_newcomer_is_planned_for_by_the_hourly_look(held, lead):
    resolution = decide(held, lead)
    newcomer = make_user("jiangsu")

    operations.advance(now=held.starts_at)

    assert newcomer.pk in told(resolution.topic, "due-0")
    call_command("reminders_audit")


@pytest.mark.parametrize("many", [1, 5])
def test_plans_cost_the_same_however_many(held, lead, many, django_assert_num_queries):
    for number in range(many):
        decide(held, lead, title=f"事项{number}")

    with django_assert_num_queries(5):  # committees, rules, holidays, people, resolutions
        assert len(list(sources.find("resolution:1").plans(held.starts_at))) == many


def test_the_group_of_a_committee_hears_what_concerns_it_and_no_other(held, lead):
    resolution = decide(held, lead)
    source, jiangsu, anhui = sources.find(resolution.topic), committee("jiangsu").pk, committee("anhui").pk

    assert source.message_to_group(resolution.topic, "due-3", jiangsu) is not None
    assert source.message_to_group(resolution.topic, "due-3", anhui) is None
    assert source.message_to_group(resolution.topic, "due-secretariat", None) is not None
    assert source.message_to_group(resolution.topic, "due-3", None) is None


@pytest.mark.parametrize("topic", ["resolution:0", "resolution:x", "minutes:", "minutes:999999"])
def test_an_unknown_matter_says_nothing(lead, topic):
    assert sources.find(topic).message(topic, "due-3", lead) is None


@pytest.mark.thorough
def test_the_sample_data_leaves_nothing_unplanned():
    call_command("seed_demo", verbosity=0)

    call_command("reminders_audit")

    assert Delivery.objects.filter(topic__startswith="resolution:", planned=True).exists()
