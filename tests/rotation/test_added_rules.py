"""提醒规则: the secretariat changes when answers are asked for again, and adds rules of its own."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates, workdays
from notifications.models import Delivery
from notifications.operations import audit
from notifications.sources import find
from rotation.models import ReminderRule
from rotation.rulebook import TELLS, Subject, answers
from tests.factories import make_agreement, make_consultation, make_rotation, make_user
from tests.rotation.work import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
NEW = "rotation:rule-new"
WISH = {
    "what": "CONSULTATION",
    "label": "会前三周",
    "audience": "LEAD",
    "phase": "MEETING",
    "days": "21",
    "title": "请准备：{会商}",
    "body": "{时间地点}",
}
ANSWER = {
    "what": "agreement.sign",
    "label": "第二日提醒",
    "audience": "OWING",
    "phase": "ASKED",
    "days": "2",
    "working_days": "on",
    "title": "请会签：{事项}",
    "body": "{提出日期}提出",
}


@pytest.fixture
def secretary(client: Any) -> Any:
    person = make_user("hubei", role="member", is_rotation_admin=True)
    client.force_login(person)
    return person


def planned(topic: str) -> dict[tuple[str, int], Any]:
    rows = Delivery.objects.filter(topic=topic, planned=True, channel="email", status="pending")
    return {(row.step.partition(":")[0], row.recipient_id): dates.today(row.not_before) for row in rows}


def add(client: Any, wish: dict[str, str], **change: str) -> Any:
    return client.post(reverse(NEW), {**wish, **change})


def test_a_rule_of_ones_own_is_shown_before_and_planned_after_it_is_saved(
    client: Any, secretary: Any
) -> None:
    make_rotation(now=NOW)
    lead, other = make_user("hubei"), make_user("jiangsu")
    meeting = make_consultation(now=NOW, days=35)

    shown = add(client, WISH, preview="1").content.decode()
    assert "新增：2026年12月7日（周一）09:00" in shown
    assert not ReminderRule.objects.exists()
    assert add(client, WISH).status_code == 302

    rule = ReminderRule.objects.get()
    plan = planned(meeting.topic)
    assert plan[rule.step, lead.pk] == dates.today(meeting.starts_at) - timedelta(days=21)
    assert (rule.step, other.pk) not in plan
    source = find(meeting.topic)
    assert source is not None
    message = source.message(meeting.topic, rule.step, lead)
    assert message is not None
    assert message.title == f"请准备：{meeting.title}"
    assert source.message(meeting.topic, rule.step, other) is None
    assert audit(timezone.now(), repair=False).clean
    assert "另设" in client.get(reverse("rotation:rules")).content.decode()


def test_an_added_rule_is_changed_and_switched_off_like_any(client: Any, secretary: Any) -> None:
    make_rotation(now=NOW)
    lead, meeting = make_user("hubei"), make_consultation(now=NOW, days=35)
    add(client, WISH)
    rule = ReminderRule.objects.get()
    kept = {name: WISH[name] for name in ("title", "body")}

    client.post(
        reverse("rotation:rule", args=[rule.step]), {**kept, "days": "20", "enabled": "on", "version": "1"}
    )
    assert planned(meeting.topic)[rule.step, lead.pk] == dates.today(meeting.starts_at) - timedelta(days=20)
    client.post(reverse("rotation:rule", args=[rule.step]), {**kept, "days": "20", "version": "2"})

    assert (rule.step, lead.pk) not in planned(meeting.topic)
    assert audit(timezone.now(), repair=False).clean


@pytest.mark.parametrize(
    ("wish", "change", "said"),
    [
        (WISH, {"days": "400"}, "天数不能超过 365"),
        (WISH, {"title": "{没有}"}, "没有 {没有} 这样的占位"),
        (WISH, {"title": "{会商"}, "占位须用一对半角花括号括起"),
        (WISH, {"title": "会商}"}, "占位须用一对半角花括号括起"),
        (WISH, {"title": "\uff5b会商\uff5d"}, "占位须用一对半角花括号括起"),
        (WISH, {"body": "{{会商}}"}, "占位须用一对半角花括号括起"),
        (ANSWER, {"title": "{会签\n}"}, "占位须用一对半角花括号括起"),
        (ANSWER, {"title": "{" + "事" * 41 + "}"}, "占位须用一对半角花括号括起"),
        (WISH, {"audience": "OWNERS"}, "“会商”没有这一项。可选：牵头工委"),
        (WISH, {"phase": "ASKED"}, "“会商”没有这一项"),
        (ANSWER, {"what": "agreement.paint"}, "没有“agreement.paint”这一项"),
        (ANSWER, {"audience": "ALL"}, "“等候答复的事项”没有这一项。可选：尚未答复的工委"),
        (WISH, {"label": ""}, "必填"),
        (WISH, {"body": "\x00"}, "必填"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(
    client: Any, secretary: Any, wish: dict[str, str], change: dict[str, str], said: str
) -> None:
    page = add(client, wish, **{"body": "我的文字", **change})

    assert page.status_code == 200
    assert said in page.content.decode()
    assert change.get("body", "我的文字").strip("\x00") in page.content.decode()
    assert not ReminderRule.objects.exists()


def test_days_of_answers_are_changed_like_those_of_meetings(client: Any, secretary: Any) -> None:
    signer = make_user("zhejiang")
    agreement = make_agreement("zhejiang", title="水环境协议", answer="proposed")
    topic, today = f"todo-agreement:{agreement.pk}", dates.today()
    before = planned(topic)
    page = client.get(reverse("rotation:rule", args=["agreement-sign-again"])).content.decode()
    assert "水环境协议" in page

    said = {"days": "2", "working_days": "on", "enabled": "on", "title": "催：{事项}", "body": "{说明}"}
    assert client.post(reverse("rotation:rule", args=["agreement-sign-again"]), said).status_code == 302

    working = workdays.calendar()
    assert before["again", signer.pk] == working.shifted(today, 5)
    assert planned(topic) == before | {("again", signer.pk): working.shifted(today, 2)}
    step = Delivery.objects.filter(topic=topic, step__startswith="again").values_list("step", flat=True)[0]
    source = find(topic)
    assert source is not None
    message = source.message(topic, step, signer)
    assert message is not None
    assert (message.title, message.asks) == ("催：水环境协议", "sign")
    assert audit(timezone.now(), repair=False).clean


def test_a_rule_about_an_answer_is_added_and_ends_with_the_answer(client: Any, secretary: Any) -> None:
    signer = make_user("zhejiang")
    agreement = make_agreement("zhejiang", "anhui", title="水环境协议", answer="proposed")
    topic = f"todo-agreement:{agreement.pk}"

    assert "水环境协议" in add(client, ANSWER, preview="1").content.decode()
    assert add(client, ANSWER).status_code == 302

    step = ReminderRule.objects.get().step
    assert planned(topic)[step, signer.pk] == workdays.calendar().shifted(dates.today(), 2)
    name = Delivery.objects.filter(topic=topic, step__startswith=step).values_list("step", flat=True)[0]
    source = find(topic)
    assert source is not None
    message = source.message(topic, name, signer)
    assert message is not None
    assert message.title == "请会签：水环境协议"
    assert audit(timezone.now(), repair=False).clean


def test_a_rule_that_would_fill_the_outbox_says_how_many_first(
    client: Any, secretary: Any, monkeypatch: Any
) -> None:
    make_rotation(now=NOW)
    people = [make_user("hubei") for _ in range(3)]
    make_consultation(now=NOW, days=35)
    monkeypatch.setattr("rotation.reminder_forms.MOST", 5)

    page = add(client, WISH)

    assert f"保存后将一次排入 {2 * len(people)} 条提醒" in page.content.decode()
    assert not ReminderRule.objects.exists()
    assert add(client, WISH, rows="6").status_code == 302
    assert ReminderRule.objects.count() == 1


def test_without_rules_of_ones_own_answers_are_asked_for_on_the_days_they_always_were() -> None:
    days = {rule.step: (rule.days, rule.working_days) for rule in answers.rules()}

    assert days["activity-confirm-again"] == (3, True)
    assert days["activity-confirm-office"] == (7, True)
    assert days["activity-confirm-silent"] == (10, True)
    assert [days[f"agreement-sign-{step}"][0] for step in ("again", "office", "silent")] == [5, 10, 15]
    assert {step.rpartition("-")[0] for step in days} == {
        "activity-confirm",
        "activity-correct",
        "activity-void",
        "pairing-pair",
        "pairing-extend",
        "alliance-join",
        "agreement-sign",
        "swap-swap",
        "use-use",
    }


def test_once_it_is_known_what_a_rule_is_about_only_what_fits_is_offered(client: Any, secretary: Any) -> None:
    first = client.get(reverse(NEW))
    page = client.get(reverse(NEW), {"what": "agreement.sign"})
    strange = client.get(reverse(NEW), {"what": "agreement.paint"})

    fields = page.context["form"].fields
    offered = {name: [key for key, _ in fields[name].widget.choices] for name in ("audience", "phase")}
    assert offered["phase"] == ["", "ASKED"]
    assert offered["audience"] == ["", *(one.name for one in TELLS[Subject.ANSWER])]
    for asking in (first, strange):
        assert 'method="get"' in asking.content.decode()
        assert 'name="title"' not in asking.content.decode()
    for name, keys in offered.items():
        for key in filter(None, keys):
            assert add(client, ANSWER, preview="1", **{name: key}).context["form"].errors == {}
