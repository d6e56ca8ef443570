"""Pages: three viewpoints, and a literal cost with one row and five."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from rotation import operations
from rotation.models import Consultation, Turn
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


def test_home_shows_who_leads_now_and_next(client):
    make_rotation()
    client.force_login(make_user(role="member"))

    text = _text(client.get(reverse("rotation:home")))

    assert "湖北省委直属机关工委" in text
    assert "湖南省直机关工委" in text
    assert text.count('class="term term-') == 19
    assert text.count('class="term-state"') == 2


def test_home_without_a_plan_offers_to_make_one(client):
    client.force_login(make_user(role="member"))
    assert "编排轮值" not in _text(client.get(reverse("rotation:home")))

    client.force_login(make_user(role="member", is_rotation_admin=True))
    assert reverse("rotation:plan") in _text(client.get(reverse("rotation:home")))


@pytest.mark.parametrize("turns", [1, 5])
def test_home_costs_the_same_however_many_turns(client, django_assert_num_queries, turns):
    make_rotation(order=FIVE[:turns])
    client.force_login(make_user())

    # session, user, board 2, turns of cycle and year, meetings, rotation, past, running, handovers, bell
    with django_assert_num_queries(11):
        client.get(reverse("rotation:home"))


@pytest.mark.parametrize("turns", [1, 5])
def test_the_list_of_turns_costs_the_same_however_long(client, django_assert_num_queries, turns):
    make_rotation(order=FIVE[:turns])
    client.force_login(make_user())

    with django_assert_num_queries(7):  # session, user, rows, count, filter: committees and rotations, bell
        response = client.get(reverse("rotation:turns"))

    assert _text(response).count("<tr>") == turns + 1


def test_the_list_filters_by_state_and_committee(client):
    make_rotation()
    client.force_login(make_user())

    def shown(**query: str) -> int:
        return client.get(reverse("rotation:turns"), query).context["page"].total

    assert [shown(), shown(state="past"), shown(state="now"), shown(state="future")] == [19, 0, 1, 18]
    assert [shown(committee="anhui"), shown(committee="anhui", state="now")] == [1, 0]
    assert shown(state="nonsense", committee="\x00", after="x") == 19


@pytest.mark.parametrize(
    ("query", "offered"), [({}, 0), ({"state": ""}, 0), ({"state": "now"}, 1), ({"committee": "anhui"}, 1)]
)
def test_only_a_filtered_list_offers_to_clear_the_filter(client, query, offered):
    make_rotation()
    client.force_login(make_user())

    assert _text(client.get(reverse("rotation:turns"), query)).count("清除筛选") == offered


def test_the_list_answers_htmx_with_its_rows_only(client):
    make_rotation()
    client.force_login(make_user())

    text = _text(client.get(reverse("rotation:turns"), headers={"HX-Request": "true"}))

    assert "<html" not in text
    assert text.count("<tr>") == 20


def test_a_turn_page_names_its_neighbours(client):
    make_rotation()
    client.force_login(make_user())
    turn = Turn.objects.get(committee__slug="hunan")

    text = _text(client.get(turn.get_absolute_url()))

    assert "上一任：湖北" in text
    assert "下一任：重庆" in text


@pytest.mark.parametrize("consultations", [1, 5])
def test_a_turn_page_costs_the_same_however_many_consultations(
    client, django_assert_num_queries, consultations
):
    make_rotation()
    turn = Turn.objects.current(dates.today()).get()
    for number in range(2, consultations + 1):  # the first is there with the turn
        Consultation.objects.create(turn=turn, number=number, title=f"第{number}次")
    client.force_login(make_user())

    with django_assert_num_queries(
        9
    ):  # session, user, turn, neighbours, consultations, swaps, handover, history, bell
        client.get(turn.get_absolute_url())


@pytest.mark.parametrize(
    "query", ["", "year=2027", "year=2026&month=10", "year=9999&month=0", "year=x", "month=\x00"]
)
def test_the_calendar_shows_any_month_and_shrugs_at_nonsense(client, query):
    make_rotation()
    client.force_login(make_user())

    assert client.get(f"{reverse('rotation:calendar')}?{query}").status_code == 200


def test_the_calendar_marks_holidays_and_make_up_days(client):
    client.force_login(make_user())

    text = _text(client.get(reverse("rotation:calendar"), {"year": 2026, "month": 10}))

    assert (
        text.count('<span class="cal-tag">休</span>') == 6
    )  # 1-3 and 5-7 October; the 4th is a plain Sunday
    assert text.count('<span class="cal-tag">班</span>') == 1
    assert "尚未公布" not in text
    assert "尚未公布" in _text(client.get(reverse("rotation:calendar"), {"year": 2028}))


@pytest.mark.parametrize("turns", [1, 5])
def test_the_calendar_of_a_year_costs_the_same_however_full(client, django_assert_num_queries, turns):
    make_rotation(order=FIVE[:turns], cadence="month")
    client.force_login(make_user())

    with django_assert_num_queries(6):  # session, user, holidays, turns, consultations, bell
        client.get(reverse("rotation:calendar"), {"year": dates.today().year})


@pytest.mark.parametrize("planned", [True, False])
def test_only_the_rotation_admin_is_led_to_planning_and_days_off(client, planned):
    if planned:
        make_rotation()

    def offered(user) -> list[int]:
        client.force_login(user)
        text = client.get(reverse("rotation:home")).content.decode()
        return [text.count(f'href="{reverse(name)}"') for name in ("rotation:plan", "rotation:workdays")]

    assert offered(make_user("hubei", "admin")) == [0, 0]
    assert offered(make_user("hubei", is_rotation_admin=True)) == [1 if planned else 2, 1]


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
