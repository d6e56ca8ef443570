"""The ledger: counts that lead to their rows, rows in words, the same rows as a workbook."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from notifications import words
from notifications.models import Delivery
from tests.factories import make_consultation, make_rotation, make_user
from tests.notifications.helpers import HOUR, later, notice, plan, reminder, send_due

pytestmark = pytest.mark.django_db
LEDGER, EXPORT = reverse("notifications:ledger"), reverse("notifications:ledger-export")


@pytest.fixture
def secretary():
    return make_user(role="member", is_rotation_admin=True)


def exported(client, **query: str) -> list[dict[str, object]]:
    response = client.get(EXPORT, query)
    head, *rows = load_workbook(BytesIO(b"".join(response.streaming_content))).active.iter_rows(
        values_only=True
    )
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_late_failed_and_suppressed_rows_are_counted_and_each_count_leads_to_its_rows(
    client, secretary, meetings
) -> None:
    notice(make_user(), topic="activity:1")
    later(HOUR, topic="activity:1")
    notice(make_user(), topic="activity:2")
    failing = Delivery.objects.filter(topic="activity:2", channel="email")
    failing.update(status="dead", finished_at=failing.get().created_at)
    meetings.silent.add("notice")
    plan("meeting:1", reminder("notice", make_user()))
    Delivery.objects.filter(topic="activity:1").exclude(channel="inbox").update(
        next_attempt_at=Delivery.objects.filter(topic="activity:1").first().expires_at
    )
    send_due()
    client.force_login(secretary)

    page = client.get(LEDGER).content.decode()

    for state, label, topics in (
        ("late", "逾时未发 1", {"activity:1"}),
        ("failed", "发送失败 1", {"activity:2"}),
        ("suppressed", "不再需要 2", {"meeting:1"}),
    ):
        assert f'href="?status={state}">{label}' in page
        assert {row.topic for row in client.get(LEDGER, {"status": state}).context["page"].rows} == topics


def test_a_planned_row_says_in_words_what_it_is_about_before_it_goes(client, secretary) -> None:
    make_rotation()
    make_user("jiangsu")
    make_consultation(days=40)
    client.force_login(secretary)

    page = client.get(LEDGER, {"kind": "consultation", "status": "pending"}).content.decode()

    assert "会前提醒：协作会商" in page
    assert "· 回执截止提醒" in page
    assert "eve-1" not in page


def test_a_renamed_consultation_is_renamed_in_what_is_still_planned(client, secretary) -> None:
    make_rotation()
    make_user("jiangsu")
    consultation = make_consultation(days=40)

    make_consultation(days=40, title="第二次会商")

    waiting = Delivery.objects.filter(topic=consultation.topic, planned=True, status="pending")
    assert set(waiting.filter(step="eve-1").values_list("title", flat=True)) == {"会前提醒：第二次会商"}


@pytest.mark.parametrize(
    ("name", "planned", "said"),
    [
        ("due-late.2", True, "事项逾期提醒（第 2 次）"),
        ("expiry-30", True, "到期前 30 天"),
        ("report-1", True, "提醒填报"),
        ("minutes-1@17", False, "即时通知"),
        ("added-1a2b3c4d", True, "另设的提醒"),
        ("strange", True, "strange"),
    ],
)
def test_steps_are_said_in_words(name: str, planned: bool, said: str) -> None:
    assert words.step(name, planned=planned) == said


def test_topics_are_said_in_words() -> None:
    assert (words.topic("resolution:7"), words.topic("odd:1")) == ("议定事项 7", "odd:1")


def test_the_workbook_holds_exactly_what_the_filter_shows(client, secretary) -> None:
    notice(make_user(display_name="甲"), topic="activity:1", title="=1+1")
    notice(make_user(display_name="乙"), topic="article:2")
    client.force_login(secretary)

    [row] = exported(client, status="sent", kind="activity")

    assert (row["标题"], row["事项"], row["环节"], row["收件人"], row["渠道"], row["状态"]) == (
        "=1+1",
        "联合活动 1",
        "即时通知",
        "甲",
        "站内",
        "已发",
    )
    assert len(exported(client)) == 4
    assert exported(client, topic="没有的标题") == []
    assert {line["收件人"] for line in exported(client, person="乙")} == {"乙"}


def test_the_system_admin_takes_home_states_without_titles_and_cannot_search_them(client) -> None:
    notice(make_user(), title="机密标题")
    client.force_login(make_user(None, role="member", platform_role="system"))

    assert {line["标题"] for line in exported(client)} == {None}
    assert exported(client, topic="机密") == []


@pytest.mark.thorough
def test_two_thousand_rows_cost_no_more_than_twelve_queries(
    client, secretary, django_assert_max_num_queries
) -> None:
    people = [make_user() for _ in range(10)]
    for number in range(100):
        notice(*people, topic=f"activity:{number}")
    assert Delivery.objects.count() == 2000
    later(HOUR)
    client.force_login(secretary)

    with django_assert_max_num_queries(12):
        response = client.get(LEDGER)
    assert response.context["page"].total_label == "1000+"

    with django_assert_max_num_queries(12):
        assert len(exported(client)) == 2000
