"""Bad input and bad luck: a clear answer beside the field, and nothing that was typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from rotation import operations
from rotation.models import DatePoll, Minutes, Resolution
from rotation.work_forms import ProgressForm
from tests.factories import make_consultation, make_user
from tests.rotation.work import NOW, TODAY, as_held, calling, decide, propose, send_round

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
WORD = """<!--StartFragment--><p class="MsoNormal" style="mso-bidi:x"><span><o:p>&nbsp;</o:p></span>正文</p>
<table class="MsoTableGrid"><tr><td style="width:1pt"><p class="MsoNormal">甲<script>alert(1)</script></p>
</td><td onclick="x()">乙</td></tr></table><img src="file:///c:/x.png"><!--EndFragment-->"""


def _text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_a_poll_with_one_option_is_refused_beside_the_field_and_keeps_what_was_typed(
    client, consultation, lead
):
    client.force_login(lead)
    line = f"{TODAY + timedelta(days=12)} 09:30-11:30"
    said = {"moments": line, "closes_on": str(TODAY + timedelta(days=5))}

    response = client.post(reverse("rotation:poll-open", args=[consultation.pk]), said)

    assert line in _text(response)
    assert response.context["poll_form"].errors.keys() == {"moments"}
    assert "请给出 2 到 10 个备选时间" in _text(response)
    assert not DatePoll.objects.exists()


@pytest.mark.parametrize("line", ["下周三上午", "2026-02-30 09:30-11:30", "2026-12-05 11:30-09:30"])
def test_a_line_that_is_no_time_is_named(client, consultation, lead, line):
    client.force_login(lead)
    good = f"{TODAY + timedelta(days=12)} 09:30-11:30"
    said = {"moments": f"{good}\n{line}", "closes_on": str(TODAY + timedelta(days=5))}

    response = client.post(reverse("rotation:poll-open", args=[consultation.pk]), said)

    assert "第 2 行" in _text(response)
    assert line in _text(response)


def test_five_hundred_delegates_are_counted_and_kept_to_be_cut(client, consultation, lead, staff):
    client.force_login(staff)
    names = "\n".join(f"示例{number}，处长" for number in range(500))
    said = {"answer": "attend", "delegates": names, "mode": "onsite", "revision": consultation.revision}

    text = _text(client.post(reverse("rotation:consultation-reply", args=[consultation.pk]), said))

    assert "填了 500 人，每家工委最多" in text
    assert "示例499，处长" in text
    assert not consultation.replies.exists()


def test_minutes_pasted_from_word_keep_their_table_and_lose_the_junk(client, consultation, lead):
    held = as_held(consultation)
    client.force_login(lead)

    client.post(reverse("rotation:minutes-write", args=[held.pk]), {"body": WORD, "version": "0"})

    body = str(Minutes.objects.get().body)
    assert all(part in body for part in ("正文", "<table", "甲", "乙"))
    assert not any(junk in body for junk in ("Mso", "o:p", "script", "onclick", "file:", "StartFragment"))


def test_an_objection_after_the_conclusion_is_refused_and_its_words_are_kept(
    client, consultation, lead, staff, time_machine
):
    held = as_held(consultation, "jiangsu")
    minutes, after = send_round(held, lead), held.starts_at + timedelta(days=2)
    operations.close_consultation(held, actor=lead, now=after)
    time_machine.move_to(after)
    client.force_login(staff)

    text = _text(client.post(reverse("rotation:minutes-object", args=[minutes.pk]), {"text": "数字有误"}))
    signed = client.post(reverse("rotation:minutes-sign", args=[minutes.pk]), follow=True)

    assert "会商已办结，不再收会签意见。" in text
    assert "数字有误" in text
    assert "会商已办结，不再收会签意见。" in _text(signed)
    assert minutes.parties.owing().count() == 2


def test_an_answer_to_an_objection_that_was_signed_away_is_kept(client, consultation, lead, staff):
    held = as_held(consultation, "jiangsu")
    minutes = send_round(held, lead)
    said = operations.object_to_minutes(minutes, actor=staff, objection="数字有误", now=held.starts_at)
    operations.sign_minutes(minutes, actor=staff, now=held.starts_at)
    client.force_login(lead)

    text = _text(client.post(reverse("rotation:objection-answer", args=[said.pk]), {"text": "以附表为准"}))

    assert "没有待答复的异议。" in text
    assert "以附表为准" in text


def test_a_countersignature_after_the_deadline_counts_and_is_marked_late(
    client, consultation, lead, staff, time_machine
):
    held = as_held(consultation, "jiangsu")
    minutes = send_round(held, lead)
    time_machine.move_to(held.starts_at + timedelta(days=3))
    client.force_login(staff)

    text = _text(client.post(reverse("rotation:minutes-sign", args=[minutes.pk]), follow=True))

    assert "逾期签署" in text


@pytest.mark.parametrize(("days", "words"), [(90, "会商须在任期内召开"), (-1, "会商时间须在此刻之后")])
def test_a_consultation_outside_its_turn_is_refused_beside_the_day(client, lead, days, words):
    undated = make_consultation(now=NOW)
    client.force_login(lead)
    said = {
        "title": "自拟名称",
        "day": str(TODAY + timedelta(days=days)),
        "begins": "09:30",
        "ends": "11:30",
        "mode": "onsite",
        "place": "一会议室",
        "agenda": "",
        "version": f"{undated.version}",
    }

    response = client.post(reverse("rotation:consultation-schedule", args=[undated.pk]), said)

    assert response.context["form"].errors.keys() == {"day"}
    assert words in _text(response)
    assert "自拟名称" in _text(response)


def test_topics_called_for_after_the_meeting_are_refused_beside_the_day(client, consultation, lead):
    client.force_login(lead)
    said = {"topics_by": str(TODAY + timedelta(days=31))}

    response = client.post(reverse("rotation:items-call", args=[consultation.pk]), said)

    assert "截止日期不能晚于会商日期。" in _text(response)
    assert response.context["call_form"].errors.keys() == {"topics_by"}


def test_a_suspension_without_a_reason_is_refused_beside_the_field(client, consultation, lead):
    decided = decide(as_held(consultation), lead)
    client.force_login(lead)

    response = client.post(
        reverse("rotation:resolution-settle", args=[decided.pk]), {"status": "suspended", "reason": " "}
    )

    assert "挂起须说明原因。" in _text(response)
    assert Resolution.objects.get().status == "open"


def test_attendance_before_the_hour_is_refused_and_its_marks_are_kept(client, consultation, lead):
    client.force_login(lead)

    response = client.post(
        reverse("rotation:consultation-hold", args=[consultation.pk]), {"present": ["jiangsu", "anhui"]}
    )

    assert "会商尚未开始，不能标记为已召开。" in _text(response)
    assert response.context["form"]["present"].value() == ["jiangsu", "anhui"]


def test_a_topic_after_the_deadline_is_refused_and_its_words_are_kept(
    client, consultation, lead, staff, time_machine
):
    calling(consultation, lead)
    client.force_login(make_user("jiangsu"))
    said = {"kind": "plan", "title": "来晚的议题", "background": "背景", "wanted": ""}
    address = reverse("rotation:item-new", args=[consultation.pk])
    number = client.get(address).context["form"]["submission"].value()
    time_machine.move_to(NOW + timedelta(days=11))
    client.force_login(make_user("jiangsu"))

    text = _text(client.post(address, {**said, "submission": str(number)}))

    assert "议题征集已于" in text
    assert "来晚的议题" in text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/activities/67/", "/activities/67/"),
        ("http://testserver/activities/67/?x=1#top", "/activities/67/?x=1#top"),
        ("https://elsewhere.example/activities/67/", None),
        ("//elsewhere.example/", None),
        ("http://[::1/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_evidence_is_a_page_of_ours_by_path_or_whole_address(given, kept):
    form = ProgressForm({"text": "进展", "evidence": given})

    assert (form.cleaned_data.get("evidence") if form.is_valid() else None) == kept


def test_a_topic_is_not_offered_to_be_merged_into_itself(client, consultation, lead, staff):
    calling(consultation, lead)
    mine, other = propose(consultation, staff), propose(consultation, staff, title="另一议题")
    client.force_login(lead)

    page = client.get(reverse("rotation:item-screen", args=[mine.pk]))

    assert list(page.context["form"].fields["merged_into"].queryset) == [other]
