"""From the call for topics to the conclusion: what each step asks for, refuses and leaves behind."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.utils import InternalError, ProgrammingError

from collab_portal.lib import dates
from rotation import operations
from rotation.audience import attending
from rotation.models import AgendaItem, Attendance, Consultation, Minutes, RotationMember, Turn
from rotation.report import opening_report
from tests.factories import committee, make_consultation, make_user
from tests.rotation.work import (
    FACTS,
    NOW,
    TODAY,
    as_held,
    ask_dates,
    calling,
    decide,
    propose,
    screen,
    send_round,
    votes,
)
from todos.models import Todo

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def test_topics_are_taken_from_call_to_deadline_only(consultation, lead, staff):
    with pytest.raises(ValidationError, match="尚未发起议题征集"):
        propose(consultation, staff)
    calling(consultation, lead)

    item = propose(consultation, staff)

    assert (item.status, item.committee, item.proposed_by) == ("proposed", staff.committee, staff)
    with pytest.raises(ValidationError, match="已于2026年12月3日"):
        operations.propose_item(
            consultation, actor=staff, submission=uuid4(), now=NOW + timedelta(days=11), **FACTS
        )


def test_the_same_submission_twice_is_one_topic(consultation, lead, staff):
    calling(consultation, lead)
    number = uuid4()

    first, again = (propose(consultation, staff, submission=number) for _ in range(2))

    assert first == again
    assert AgendaItem.objects.count() == 1


def test_only_its_committee_changes_a_topic_and_only_until_it_is_screened(consultation, lead, staff):
    calling(consultation, lead)
    item = propose(consultation, staff)

    with pytest.raises(PermissionDenied):
        operations.revise_item(item, actor=lead, now=NOW, **{**FACTS, "title": "改"})
    operations.revise_item(item, actor=staff, now=NOW, **{**FACTS, "title": "新名"})
    screen(item, lead)
    with pytest.raises(ValidationError, match="不能再改"):
        operations.withdraw_item(item, actor=staff)

    assert AgendaItem.objects.get().title == "新名"


def test_topics_are_fixed_when_all_are_screened_and_make_the_agenda(consultation, lead, staff):
    calling(consultation, lead)
    item = propose(consultation, staff)
    with pytest.raises(ValidationError, match="还有 1 项议题待筛选"):
        operations.fix_topics(consultation, actor=lead, now=NOW)
    screen(item, lead)

    fixed = operations.fix_topics(consultation, actor=lead, now=NOW)

    assert fixed.agenda == "1. 水环境联合巡查（联谋，江苏提出）"
    assert (fixed.topics_fixed_by, fixed.agenda_from_topics) == (lead, True)


def test_an_agenda_the_lead_typed_is_not_overwritten(lead, staff):
    consultation = make_consultation(now=NOW, days=30, agenda="一、自拟议程")
    calling(consultation, lead)
    screen(propose(consultation, staff), lead)

    fixed = operations.fix_topics(consultation, actor=lead, now=NOW)

    assert (fixed.agenda, fixed.agenda_from_topics) == ("一、自拟议程", False)


def test_a_topic_deferred_after_the_next_call_is_carried_at_once_and_once(consultation, lead, staff):
    calling(consultation, lead)
    item = propose(consultation, staff)
    following = Turn.objects.filter(starts_on__gt=consultation.turn.starts_on).order_by("starts_on")[0]
    coming = operations.convene(following, now=NOW)
    operations.call_topics(
        coming,
        actor=make_user(role="member", is_rotation_admin=True),
        topics_by=TODAY + timedelta(days=60),
        now=NOW,
    )

    screen(item, lead, "deferred", reason="准备不足")

    assert coming.items.get().carried_from == item
    with pytest.raises(ValidationError, match="已转入下次会商"):
        screen(item, lead)


def test_a_poll_with_one_option_is_refused(consultation, lead):
    with pytest.raises(ValidationError, match="2 到 10 个备选时间"):
        ask_dates(consultation, lead, days=(12,))


def test_a_committee_answers_once_and_may_change_it(consultation, lead, staff):
    poll = ask_dates(consultation, lead)

    for value in ("yes", "no"):
        operations.answer_poll(
            poll, actor=staff, committee=staff.committee, votes=votes(poll, value), now=NOW
        )

    answer = poll.answers.get()
    assert set(answer.votes.values_list("value", flat=True)) == {"no"}


def test_choosing_closes_the_poll_and_fixes_time_and_place(consultation, lead, staff):
    poll = ask_dates(consultation, lead)
    option = poll.options.first()

    fixed = operations.choose_option(option, actor=lead, now=NOW, place="二会议室")

    assert (fixed.starts_at, fixed.place) == (option.starts_at, "二会议室")
    with pytest.raises(ValidationError, match="投票已结束，会商定于"):
        operations.answer_poll(poll, actor=staff, committee=staff.committee, votes=votes(poll), now=NOW)


@pytest.mark.parametrize("end", ["schedule", "cancel", "hold"])
def test_a_poll_ends_with_what_it_asked_about(consultation, lead, end):
    poll = ask_dates(consultation, lead)

    if end == "schedule":
        make_consultation(now=NOW, days=31)
    elif end == "cancel":
        operations.cancel(consultation, reason="汛情", now=NOW)
    else:
        operations.hold(consultation, now=consultation.starts_at)

    poll.refresh_from_db()
    assert poll.closed_at is not None
    assert not Todo.objects.filter(kind="vote").exists()
    with pytest.raises(ValidationError):
        operations.choose_option(poll.options.first(), actor=lead, now=NOW)


def test_who_attended_is_put_on_record_and_outlasts_membership(consultation, lead):
    held = as_held(consultation, "jiangsu", "anhui")

    RotationMember.objects.filter(committee__slug="anhui").delete()

    assert {row.committee.slug for row in Attendance.objects.all()} == {"hubei", "jiangsu", "anhui"}
    assert committee("anhui").pk in attending(held)


def test_attendance_is_corrected_until_the_minutes_go_round(consultation, lead):
    held = as_held(consultation, "jiangsu")
    as_held(held, "zhejiang")
    assert Attendance.objects.filter(committee__slug="zhejiang").exists()
    send_round(held, lead)

    with pytest.raises(ValidationError, match="纪要已送签"):
        as_held(held, "jiangsu")


def test_of_two_editors_the_second_is_told(consultation, lead):
    held, colleague = as_held(consultation), make_user("hubei")
    operations.write_minutes(held, actor=lead, body="<p>甲</p>", version=0, now=NOW)

    with pytest.raises(ValidationError, match="其他同事已保存过"):
        operations.write_minutes(held, actor=colleague, body="<p>乙</p>", version=0, now=NOW)

    assert "甲" in str(Minutes.objects.get().body)


def test_the_database_refuses_to_change_a_text_that_went_round(consultation, lead):
    minutes = send_round(as_held(consultation, "jiangsu"), lead)

    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(body="<p>改</p>")


def test_word_markup_in_minutes_is_reduced_to_what_is_allowed(consultation, lead):
    junk = '<p class="MsoNormal" style="mso-x:1"><o:p></o:p><script>1</script>正文</p>'

    operations.write_minutes(as_held(consultation), actor=lead, body=junk, version=0, now=NOW)

    body = str(Minutes.objects.get().body)
    assert "正文" in body
    assert not any(junk in body for junk in ("script", "Mso", "o:p"))


def test_who_did_not_attend_does_not_sign(consultation, lead):
    minutes = send_round(as_held(consultation, "jiangsu"), lead)

    with pytest.raises(PermissionDenied):
        operations.sign_minutes(minutes, actor=make_user("anhui"), now=minutes.submitted_at)


def test_a_new_version_is_signed_anew(consultation, lead, staff):
    held = as_held(consultation, "jiangsu")
    first = send_round(held, lead)
    operations.sign_minutes(first, actor=staff, now=first.submitted_at)

    second = send_round(held, lead, "<p>改后</p>")

    assert second.parties.unsigned().count() == 2
    with pytest.raises(ValidationError, match="纪要已有新稿"):
        operations.sign_minutes(first, actor=lead, now=first.submitted_at)


def test_the_lead_concludes_after_the_deadline_and_a_later_signature_is_refused(consultation, lead, staff):
    held = as_held(consultation, "jiangsu")
    minutes, after = send_round(held, lead), held.starts_at + timedelta(days=1)
    with pytest.raises(ValidationError, match="还有 2 家未签"):
        operations.close_consultation(held, actor=lead, now=held.starts_at)

    operations.close_consultation(held, actor=lead, now=after)

    with pytest.raises(ValidationError, match="会商已办结，不再收会签意见"):
        operations.sign_minutes(minutes, actor=staff, now=after)


def test_a_late_signature_counts_while_nothing_is_concluded(consultation, lead, staff):
    minutes = send_round(as_held(consultation, "jiangsu"), lead)

    signature = operations.sign_minutes(minutes, actor=staff, now=minutes.submitted_at + timedelta(days=3))

    assert dates.today(signature.signed_at) > minutes.sign_by


def test_an_unanswered_objection_keeps_the_consultation_open(consultation, lead, staff):
    held = as_held(consultation, "jiangsu")
    minutes, after = send_round(held, lead), held.starts_at + timedelta(days=1)
    said = operations.object_to_minutes(minutes, actor=staff, objection="数字有误", now=held.starts_at)
    with pytest.raises(ValidationError, match="江苏的异议尚未答复"):
        operations.close_consultation(held, actor=lead, now=after)

    operations.answer_objection(said, actor=lead, answer="以附表为准", now=after)
    closed = operations.close_consultation(held, actor=lead, now=after)

    assert closed.closed_at == after


def test_only_owners_report_and_what_is_left_open_stands_in_the_next_report(consultation, lead, staff):
    held = as_held(consultation, "jiangsu")
    decided = decide(held, lead)
    with pytest.raises(PermissionDenied):
        operations.report_progress(
            decided, submission=uuid4(), actor=make_user("anhui"), text="代报", now=NOW
        )
    for text in ("已启动", "已过半"):
        operations.report_progress(decided, submission=uuid4(), actor=staff, text=text, now=NOW)
    send_round(held, lead)
    operations.close_consultation(held, actor=lead, now=held.starts_at + timedelta(days=1))
    coming = operations.convene(Turn.objects.order_by("starts_on")[1], now=NOW)

    report = opening_report(coming, date(2027, 2, 1))

    assert [(line.resolution, line.latest.text, line.overdue) for line in report.going] == [
        (decided, "已过半", True)
    ]


def test_a_committee_that_left_keeps_its_open_resolutions(consultation, lead, staff):
    decided = decide(as_held(consultation, "jiangsu"), lead)
    RotationMember.objects.filter(committee__slug="jiangsu").delete()

    operations.report_progress(decided, submission=uuid4(), actor=staff, text="继续办理", now=NOW)

    assert decided.reports.count() == 1


def test_a_swapped_lead_hands_the_draft_to_the_new_one(consultation, lead):
    held = as_held(consultation, "jiangsu")
    operations.write_minutes(held, actor=lead, body="<p>草稿</p>", version=0, now=NOW)
    Turn.objects.filter(committee__slug="hunan").delete()
    Turn.objects.filter(pk=held.turn_id).update(committee=committee("hunan"))
    held = Consultation.objects.get(pk=held.pk)

    with pytest.raises(PermissionDenied):
        operations.write_minutes(held, actor=lead, body="<p>再改</p>", version=1, now=NOW)
    operations.write_minutes(held, actor=make_user("hunan"), body="<p>接手</p>", version=1, now=NOW)

    assert "接手" in str(Minutes.objects.get().body)


def test_the_report_costs_the_same_however_many_resolutions(
    consultation, lead, staff, django_assert_max_num_queries
):
    held = as_held(consultation, "jiangsu")
    for number in range(5):
        decided = decide(held, lead, title=f"事项{number}")
        operations.report_progress(decided, submission=uuid4(), actor=staff, text="进展", now=NOW)
    coming = operations.convene(Turn.objects.order_by("starts_on")[1], now=NOW)

    with django_assert_max_num_queries(6):
        assert len(opening_report(coming, TODAY).going) == 5
