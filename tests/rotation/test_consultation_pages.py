"""A consultation's pages: three viewpoints, and a literal cost with one row and five."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from rotation import operations
from rotation.models import Consultation
from tests.factories import make_consultation, make_rotation, make_user

pytestmark = pytest.mark.django_db
FIVE = ["hubei", "hunan", "jiangsu", "zhejiang", "anhui"]


def _text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def version_of(consultation) -> int:
    return Consultation.objects.values_list("version", flat=True).get(pk=consultation.pk)


def _schedule(client, consultation, on: date, **change):
    data = {
        "title": "协作会商",
        "day": f"{on}",
        "begins": "09:30",
        "ends": "11:30",
        "mode": "onsite",
        "place": "一会议室",
        "agenda": "一、进展",
        "version": version_of(consultation),
        **change,
    }
    return client.post(reverse("rotation:consultation-schedule", args=[consultation.pk]), data)


def _viewpoints() -> dict[str, object]:
    return {
        "lead": make_user("hubei"),
        "partner": make_user("jiangsu"),
        "member": make_user("jiangsu", role="member"),
        "stranger": make_user(None, role="member", platform_role="auditor"),
    }


def test_each_viewpoint_is_offered_what_it_may_do(client):
    make_rotation()
    consultation = make_consultation(days=3)

    offered = {}
    for name, user in _viewpoints().items():
        client.force_login(user)
        text = _text(client.get(consultation.get_absolute_url()))
        offered[name] = ("修改安排" in text, "提醒计划" in text, 'name="answer"' in text)

    assert offered == {
        "lead": (True, True, True),
        "partner": (False, False, True),
        "member": (False, False, False),
        "stranger": (False, False, False),
    }


@pytest.mark.parametrize(
    ("name", "status"), [("lead", 302), ("partner", 403), ("member", 403), ("stranger", 403)]
)
def test_only_the_lead_moves_it(client, name, status):
    make_rotation()
    consultation = make_consultation(days=3)
    client.force_login(_viewpoints()[name])

    response = _schedule(client, consultation, timezone.localdate() + timedelta(days=4))

    consultation.refresh_from_db()
    assert (response.status_code, consultation.revision) == (status, 2 if status == 302 else 1)


def test_a_former_lead_keeps_its_rights_for_fourteen_days(client, time_machine):
    now = datetime(2026, 11, 23, 2, tzinfo=UTC)
    make_rotation(now=now, cadence="month")
    consultation = make_consultation(now=now, days=3)
    client.force_login(make_user("hubei"))
    page = reverse("rotation:reminder-plan", args=[consultation.pk])

    statuses = []
    for day in (date(2026, 11, 30), date(2026, 12, 14), date(2026, 12, 15)):
        time_machine.move_to(datetime(day.year, day.month, day.day, 2, tzinfo=UTC))
        client.force_login(make_user("hubei"))
        statuses.append(client.get(page).status_code)

    assert statuses == [200, 200, 403]


def test_a_wrong_form_keeps_what_was_typed(client):
    make_rotation()
    consultation = make_consultation()
    client.force_login(make_user("hubei"))

    response = _schedule(client, consultation, date(2001, 1, 1), agenda="一、很长的议程")

    assert "会商时间须在此刻之后" in _text(response)
    assert "一、很长的议程" in _text(response)
    assert list(response.context["form"].errors) == ["day"]


@pytest.mark.parametrize(
    "change",
    [
        {"day": "9999-12-31"},
        {"day": "0001-01-01"},
        {"begins": "25:00"},
        {"ends": "09:30"},
        {"title": "\x00"},
        {"title": "长" * 121},
        {"place": ""},
        {"mode": "telepathy"},
        {"agenda": "长" * 5001},
    ],
)
def test_nonsense_is_refused_beside_its_field(client, change):
    make_rotation()
    consultation = make_consultation()
    client.force_login(make_user("hubei"))

    response = _schedule(client, consultation, timezone.localdate() + timedelta(days=1), **change)

    assert response.status_code == 200
    assert set(response.context["form"].errors) <= {*change, "day"}
    assert response.context["form"].errors


def test_the_reminders_are_shown_before_anything_is_stored(client):
    make_rotation()
    consultation = make_consultation()
    client.force_login(make_user("hubei"))

    text = _text(_schedule(client, consultation, timezone.localdate() + timedelta(days=20), preview="1"))

    assert "立即通知全体成员工委" in text
    assert "会前提醒（全体成员工委）" in text
    consultation.refresh_from_db()
    assert consultation.status == "collecting"


def test_one_click_replies_for_the_committee(client):
    make_rotation()
    consultation = make_consultation(days=3)
    client.force_login(make_user("jiangsu"))
    url = reverse("rotation:consultation-reply", args=[consultation.pk])

    response = client.post(url, {"answer": "attend", "revision": 1}, follow=True)

    text = _text(response)
    assert "已回执：<strong>参加</strong>" in text
    assert "回执 2/19" in text  # the lead and 江苏


def test_a_reply_to_an_older_date_keeps_its_words_and_tells_the_new_date(client):
    make_rotation()
    consultation = make_consultation(days=3)
    make_consultation(days=4)
    client.force_login(make_user("jiangsu"))
    url = reverse("rotation:consultation-reply", args=[consultation.pk])

    text = _text(client.post(url, {"answer": "attend", "revision": 1, "delegates": "某同志"}))

    assert "请按新安排回执" in text
    assert ">某同志</textarea>" in text


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"answer": "maybe", "revision": 1},
        {"answer": "attend", "revision": "x"},
        {"answer": "attend", "revision": 10**12},
    ],
)
def test_a_damaged_reply_changes_nothing(client, data):
    make_rotation()
    consultation = make_consultation(days=3)
    client.force_login(make_user("jiangsu"))

    response = client.post(reverse("rotation:consultation-reply", args=[consultation.pk]), data)

    assert response.status_code == 200
    assert not consultation.replies.exists()


@pytest.mark.parametrize("replies", [1, 5])
def test_a_consultation_page_costs_the_same_however_many_replied(client, django_assert_num_queries, replies):
    make_rotation()
    consultation = make_consultation(days=3)
    for slug in ["hunan", "jiangsu", "zhejiang", "anhui", "sichuan"][:replies]:
        operations.reply(
            consultation, actor=make_user(slug), answer="attend", delegates="", revision=1, now=timezone.now()
        )
    client.force_login(make_user("hubei"))

    # session, user, consultation, members, replies, holidays, rules, people, reminders, numbers, past, bell
    with django_assert_num_queries(11):
        client.get(consultation.get_absolute_url())


def test_marking_it_held_before_it_begins_says_why_not(client):
    make_rotation()
    consultation = make_consultation(days=3)
    client.force_login(make_user("hubei"))

    response = client.post(reverse("rotation:consultation-hold", args=[consultation.pk]), follow=True)

    assert "会商尚未开始" in _text(response)


@pytest.mark.parametrize("verb", ["postpone", "cancel"])
def test_putting_it_off_needs_a_reason(client, verb):
    make_rotation()
    consultation = make_consultation(days=3)
    client.force_login(make_user("hubei"))
    url = reverse(f"rotation:consultation-{verb}", args=[consultation.pk])
    assert "原因" in _text(client.post(url, {"reason": " "}))

    response = client.post(url, {"reason": "场地调整", "version": version_of(consultation)}, follow=True)

    assert "场地调整" in _text(response)
    consultation.refresh_from_db()
    assert consultation.revision == 2


def test_a_date_that_was_given_up_is_shown_nowhere_as_the_next(client):
    make_rotation()
    consultation = make_consultation(days=3)
    moment, day = dates.chinese_moment(consultation.starts_at), dates.today(consultation.starts_at)
    client.force_login(make_user("hubei"))
    month = {"year": day.year, "month": day.month}
    assert moment in _text(client.get(reverse("home")))
    assert "09:30 会商" in _text(client.get(reverse("rotation:calendar"), month))

    operations.postpone(consultation, reason="场地调整", now=timezone.now())

    home = _text(client.get(reverse("home")))
    assert (moment in home, "已延期，时间待定" in home) == (False, True)
    assert "09:30 会商" not in _text(client.get(reverse("rotation:calendar"), month))
    assert f"原定{moment}" in _text(client.get(consultation.turn.get_absolute_url()))


def test_unknown_objects_are_not_found(client):
    client.force_login(make_user(is_rotation_admin=True))

    for name in ("turn", "consultation", "consultation-schedule", "reminder-plan"):
        assert client.get(reverse(f"rotation:{name}", args=[10**17])).status_code == 404
