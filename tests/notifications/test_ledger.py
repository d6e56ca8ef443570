"""发送台账: who sees it, what stands first, what a person may decide."""

from datetime import timedelta

import pytest
from django.urls import reverse

from notifications import operations
from notifications.awaiting import awaiting
from notifications.models import Delivery, DeliveryDecision
from tests.factories import make_user
from tests.notifications.helpers import HOUR, later, notice, plan, reminder, row, send_due

pytestmark = pytest.mark.django_db
LEDGER = "/notifications/ledger/"


@pytest.fixture
def secretary():
    return make_user(role="member", is_rotation_admin=True)


@pytest.fixture
def system():
    return make_user(None, role="member", platform_role="system")


def dead(**fields) -> Delivery:
    """A mail that failed for good."""
    notice(make_user(), **fields)
    delivery = row(topic=fields.get("topic", "activity:1"))
    Delivery.objects.filter(pk=delivery.pk).update(
        status="dead", finished_at=delivery.created_at, reason="SMTPRecipientsRefused：550"
    )
    delivery.refresh_from_db()
    return delivery


def test_the_secretariat_sees_every_row_with_its_text(client, secretary) -> None:
    person = make_user("zhejiang", display_name="钱塘江")
    notice(person)
    client.force_login(secretary)

    content = client.get(LEDGER).content.decode()

    assert content.count("请确认联合活动") == 2
    assert "钱塘江" in content
    assert "待发" in content


def test_the_system_admin_sees_states_but_no_text(client, system) -> None:
    notice(make_user(), body="正文机密")
    client.force_login(system)

    content = client.get(LEDGER).content.decode()
    detail = client.get(reverse("notifications:delivery", args=[row().pk])).content.decode()

    for page in (content, detail):
        assert "联合活动 1" in page
        assert "请确认联合活动" not in page
        assert "正文机密" not in page
    assert "重发" not in detail


@pytest.mark.parametrize("slug", ["jiangsu", "zhejiang"], ids=["recipient's colleague", "stranger"])
@pytest.mark.parametrize("role", ["member", "staff", "admin"])
def test_others_do_not_see_the_ledger(client, slug: str, role: str) -> None:
    delivery = dead()
    client.force_login(make_user(slug, role=role))

    assert client.get(LEDGER).status_code == 403
    assert client.get(reverse("notifications:delivery", args=[delivery.pk])).status_code == 403
    for name in ("resend", "give-up"):
        response = client.post(reverse(f"notifications:{name}", args=[delivery.pk]), {"reason": "试"})
        assert response.status_code == 403
    assert not DeliveryDecision.objects.exists()


def test_what_needs_a_person_stands_first(client, secretary) -> None:
    dead(topic="activity:7")
    notice(make_user(), topic="activity:8")
    later(HOUR, topic="activity:8")
    notice(make_user(), topic="activity:9")
    client.force_login(secretary)

    context = client.get(LEDGER).context

    assert {delivery.topic for delivery in context["urgent"]} == {"activity:7", "activity:8"}
    assert context["counts"] == {"dead": 1, "uncertain": 0, "late": 1}
    assert "逾时" in client.get(LEDGER).content.decode()


def test_filters_by_state_channel_topic_and_person(client, secretary) -> None:
    one, two = make_user(display_name="甲"), make_user(display_name="乙")
    notice(one, topic="activity:1")
    notice(two, topic="article:12")
    client.force_login(secretary)

    def topics(**query: str) -> list[tuple[str, str]]:
        page = client.get(LEDGER, query).context["page"]
        return sorted((delivery.topic, delivery.channel) for delivery in page.rows)

    assert topics(status="sent") == [("activity:1", "inbox"), ("article:12", "inbox")]
    assert topics(channel="email", topic="article") == [("article:12", "email")]
    assert topics(topic="activity:1", person="甲") == [("activity:1", "email"), ("activity:1", "inbox")]
    assert topics(status="attention") == []
    assert len(topics(topic="請確認聯合活動")) == len(topics(topic="联合\u200b活动")) == 4
    assert topics(topic="示例没有的标题") == []
    assert len(topics(status="nonsense", topic="\x00", person="x" * 999)) == 4


def test_a_dead_mail_is_sent_again_by_decision_with_a_new_number(client, secretary, mailoutbox) -> None:
    delivery = dead()
    before = delivery.key
    client.force_login(secretary)

    response = client.post(
        reverse("notifications:resend", args=[delivery.pk]), {"reason": "邮箱已更正"}, follow=True
    )
    send_due()

    delivery.refresh_from_db()
    assert "已安排重发。" in response.content.decode()
    assert (delivery.status, delivery.catch_up, delivery.resends) == ("sent", True, 1)
    assert delivery.key != before
    assert [letter.subject for letter in mailoutbox] == ["【补发】请确认联合活动"]
    decision = DeliveryDecision.objects.get()
    assert (decision.actor, decision.action, decision.reason) == (secretary, "resend", "邮箱已更正")


def test_giving_up_needs_a_reason_and_clears_the_list(client, secretary) -> None:
    delivery = dead()
    client.force_login(secretary)
    url = reverse("notifications:give-up", args=[delivery.pk])

    refused = client.post(url, {"reason": " "})
    assert "请写明理由。" in refused.content.decode()
    assert Delivery.objects.for_a_person().count() == 1

    client.post(url, {"reason": "已电话告知"})
    delivery.refresh_from_db()
    assert delivery.status == "dead"
    assert Delivery.objects.for_a_person().count() == 0

    again = client.post(url, {"reason": "再点一次"})
    assert "已经处理过了" in again.content.decode()
    assert DeliveryDecision.objects.count() == 1


def test_a_waiting_mail_can_be_stopped(client, secretary, mailoutbox) -> None:
    notice(make_user())
    client.force_login(secretary)

    client.post(reverse("notifications:give-up", args=[row().pk]), {"reason": "已电话告知"})
    send_due()

    assert (row().status, mailoutbox) == ("dead", [])


@pytest.mark.parametrize("state", ["superseded", "expired", "suppressed"])
def test_what_is_closed_for_a_good_reason_is_not_sent_again(client, secretary, state: str) -> None:
    delivery = dead()
    Delivery.objects.filter(pk=delivery.pk).update(status=state)
    client.force_login(secretary)

    response = client.post(reverse("notifications:resend", args=[delivery.pk]), {"reason": "试"})

    assert "不能重发" in response.content.decode()
    assert not DeliveryDecision.objects.exists()


def test_a_reminder_past_its_expiry_is_not_sent_again(client, secretary) -> None:
    delivery = dead()
    later(31 * 24 * HOUR)
    client.force_login(secretary)

    response = client.post(reverse("notifications:resend", args=[delivery.pk]), {"reason": "试"})

    assert "已过失效时间" in response.content.decode()


def test_an_item_of_the_inbox_needs_no_second_copy(secretary) -> None:
    from django.core.exceptions import ValidationError

    notice(make_user())

    with pytest.raises(ValidationError, match="不能重发"):
        operations.resend(row("inbox"), actor=secretary, reason="试")


def test_the_page_of_a_delivery_tells_every_attempt(client, secretary) -> None:
    notice(make_user())
    send_due()
    client.force_login(secretary)

    content = client.get(reverse("notifications:delivery", args=[row().pk])).content.decode()

    assert "第 1 次：已被接收" in content
    assert f"&lt;{row().key}@127.0.0.1&gt;" in content


def test_htmx_gets_the_rows_only(client, secretary) -> None:
    notice(make_user())
    client.force_login(secretary)

    content = client.get(LEDGER, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in content
    assert "联合活动 1" in content


@pytest.mark.parametrize("rows", [1, 5])
def test_the_ledger_costs_the_same_however_long(
    client, secretary, django_assert_num_queries, rows: int
) -> None:
    notice(*(make_user() for _ in range(rows)))
    later(HOUR)
    client.force_login(secretary)

    # session, user, list, count of it, what needs a person, counts of that, suppressed, top
    with django_assert_num_queries(8):
        response = client.get(LEDGER)

    assert len(response.context["page"].rows) == 2 * rows


def test_the_red_bar_is_for_those_who_can_act(client, secretary, system) -> None:
    notice(make_user())
    later(timedelta(minutes=6))

    for person, told in ((secretary, True), (system, True), (make_user(), False)):
        client.force_login(person)
        assert ("已延误" in client.get("/notifications/").content.decode()) is told


def test_health_is_503_when_something_is_more_than_five_minutes_late(
    client, django_assert_num_queries
) -> None:
    assert client.get("/healthz/reminders").json() == {
        "status": "ok",
        "waiting": 0,
        "oldest_due": None,
        "delay_seconds": 0,
    }

    notice(make_user())
    later(timedelta(minutes=4))
    assert client.get("/healthz/reminders").status_code == 200

    later(timedelta(minutes=2))
    with django_assert_num_queries(1):
        response = client.get("/healthz/reminders")
    assert response.status_code == 503
    assert (response.json()["status"], response.json()["waiting"]) == ("late", 1)

    send_due()
    assert client.get("/healthz/reminders").status_code == 200


def test_a_mail_in_back_off_still_counts_as_late(client) -> None:
    notice(make_user())
    later(timedelta(minutes=6))
    Delivery.objects.filter(status="pending").update(next_attempt_at=row().expires_at)

    assert client.get("/healthz/reminders").status_code == 503


def test_what_is_planned_for_tomorrow_is_not_late(client, meetings) -> None:
    plan("meeting:1", reminder("notice", make_user(), after=24 * HOUR))

    assert client.get("/healthz/reminders").json()["waiting"] == 0


def test_failed_mails_await_the_secretariat_and_nobody_else(secretary, django_assert_num_queries) -> None:
    delivery = dead()

    with django_assert_num_queries(1):
        (line,) = awaiting(secretary, delivery.created_at)

    assert (line.title, line.url) == ("1 条通知发送失败或去向待查", "/notifications/ledger/?status=attention")
    assert awaiting(make_user(), delivery.created_at) == []
