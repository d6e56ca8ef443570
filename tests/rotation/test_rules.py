"""提醒规则: edited by administrators, looked at first, followed at once, without a way into objects."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from collab_portal.lib import placeholders
from collab_portal.lib.dates import BEIJING
from notifications.models import Delivery
from notifications.operations import audit
from rotation import operations
from rotation.calendar import WorkCalendar
from rotation.models import ReminderRule
from rotation.reminders import Meeting, plan
from rotation.rulebook import DEFAULTS, Audience, find
from rotation.sources import ConsultationSource
from tests.factories import make_consultation, make_rotation, make_user

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
RULE = {"enabled": "on", "days": "14", "title": "会商将于{时间地点}召开", "body": "{会商}"}


@pytest.fixture
def secretary():
    return make_user("hubei", role="member", is_rotation_admin=True)


def _page(step: str) -> str:
    return reverse("rotation:rule", args=[step])


def _days(consultation) -> dict[str, str]:
    rows = Delivery.objects.filter(topic=consultation.topic, planned=True, channel="email", status="pending")
    return {row.step: f"{row.not_before.astimezone(BEIJING):%m-%d}" for row in rows}


def test_the_default_plan_holds_what_was_agreed():
    said = {rule.step: (rule.audience, rule.days, rule.working_days) for rule in DEFAULTS}

    assert said == {
        "fix-60": (Audience.LEAD, 60, False),
        "fix-30": (Audience.LEAD, 30, False),
        "agenda-45": (Audience.ALL, 45, False),
        "notice-14": (Audience.ALL, 14, False),
        "reply-7": (Audience.UNANSWERED, 7, False),
        "reply-office": (Audience.OFFICE, 3, True),
        "reply-secretariat": (Audience.SECRETARIAT, 4, True),
        "eve-1": (Audience.ALL, 1, True),
        "minutes-draft": (Audience.LEAD, 3, True),
        "minutes-secretariat": (Audience.SECRETARIAT, 10, True),
        "sign-2": (Audience.UNSIGNED, 2, True),
        "sign-0": (Audience.UNSIGNED, 0, False),
        "sign-late": (Audience.UNSIGNED, 1, True),
        "sign-office": (Audience.UNSIGNED_OFFICE, 3, True),
        "sign-lead": (Audience.LEAD, 4, True),
        "sign-secretariat": (Audience.SECRETARIAT, 4, True),
        "due-14": (Audience.OWNERS, 14, False),
        "due-3": (Audience.OWNERS, 3, False),
        "due-0": (Audience.OWNERS, 0, False),
        "due-late": (Audience.OWNERS, 1, True),
        "due-office": (Audience.OWNERS_OFFICE, 3, True),
        "due-lead": (Audience.LEAD, 5, True),
        "due-secretariat": (Audience.SECRETARIAT, 5, True),
    }


def test_changed_days_move_the_plan_in_the_same_moment_and_the_auditor_agrees(client, secretary):
    make_rotation(now=NOW)
    make_user("jiangsu")
    consultation = make_consultation(now=NOW, days=35)
    assert _days(consultation)["notice-14"] == "12-14"
    client.force_login(secretary)

    response = client.post(_page("notice-14"), {**RULE, "days": "10", "working_days": "on"}, follow=True)

    assert "已按新规则重排" in response.content.decode()
    assert _days(consultation)["notice-14"] == "12-14"  # ten working days are fourteen days here
    client.post(_page("notice-14"), {**RULE, "days": "9", "working_days": "on", "version": "1"})
    assert _days(consultation)["notice-14"] == "12-15"
    assert audit(NOW, repair=False).clean


def test_a_preview_shows_text_and_moves_and_stores_nothing(client, secretary):
    make_rotation(now=NOW)
    make_user("jiangsu")
    consultation = make_consultation(now=NOW, days=35)
    client.force_login(secretary)

    text = client.post(
        _page("notice-14"), {**RULE, "days": "20", "title": "提前告知：{会商}", "preview": "1"}
    ).content.decode()

    assert "2026年12月14日（周一）09:00 改为 2026年12月8日（周二）09:00" in text
    assert "提前告知：协作会商" in text
    assert not ReminderRule.objects.exists()
    assert _days(consultation)["notice-14"] == "12-14"


def test_a_rule_switched_off_takes_its_reminders_back_and_on_again_brings_them(client, secretary):
    make_rotation(now=NOW)
    make_user("jiangsu")
    consultation = make_consultation(now=NOW, days=35)
    client.force_login(secretary)

    client.post(_page("notice-14"), {key: value for key, value in RULE.items() if key != "enabled"})
    assert "notice-14" not in _days(consultation)

    client.post(_page("notice-14"), {**RULE, "version": "1"})
    assert _days(consultation)["notice-14"] == "12-14"


def test_days_that_have_passed_are_not_sent_late_when_a_rule_changes(client, secretary, time_machine):
    make_rotation(now=NOW)
    make_user("jiangsu")
    consultation = make_consultation(now=NOW, days=35)
    time_machine.move_to(NOW + timedelta(days=17))
    client.force_login(secretary)

    client.post(_page("notice-14"), {**RULE, "days": "25"})

    assert "notice-14" not in _days(consultation)
    assert Delivery.objects.get(step="notice-14", channel="email", recipient__role="staff").status == (
        "superseded"
    )
    assert audit(NOW + timedelta(days=17), repair=False).clean


def test_a_new_text_moves_nothing_and_is_what_goes_out(client, secretary):
    make_rotation(now=NOW)
    person, consultation = make_user("jiangsu"), make_consultation(now=NOW, days=35)
    before = _days(consultation)
    client.force_login(secretary)

    client.post(_page("notice-14"), {**RULE, "title": "十四天后：{会商}", "body": "牵头：{牵头}"})

    message = ConsultationSource().message(consultation.topic, "notice-14", person)
    assert (message.title, message.body) == ("十四天后：协作会商", "牵头：湖北省委直属机关工委")
    assert _days(consultation) == before
    assert ReminderRule.objects.get().since is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": "{会商.__class__}"}, "没有 {会商.__class__} 这样的占位"),
        ({"body": "{0} {title}"}, "没有 {0}、{title} 这样的占位"),
        ({"days": "366"}, "天数不能超过 365"),
        ({"days": "-1"}, "不能小于"),
        ({"days": "9" * 40}, "不能大于"),
        ({"title": ""}, "必填"),
        ({"body": "\x00"}, "必填"),
    ],
)
def test_a_damaged_rule_is_refused_and_nothing_typed_is_lost(client, secretary, change, said):
    client.force_login(secretary)

    text = client.post(_page("notice-14"), {**RULE, "body": "我的文字", **change}).content.decode()

    assert said in text
    assert change.get("body", "我的文字").strip("\x00") in text
    assert not ReminderRule.objects.exists()


@pytest.mark.parametrize("text", ["{会商.__class__.__init__}", "{0}", "{!r}", "%(会商)s", "{{会商}}", "{"])
def test_nothing_but_a_known_name_is_replaced(text):
    filled = placeholders.fill(text, {"会商": "协作会商", "秘密": "x"})

    assert filled == text.replace("{会商}", "协作会商")


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_value_is_put_in_once_and_never_read_again(before, value):
    text = before.replace("{", "").replace("}", "")

    assert placeholders.fill(text + "{会商}", {"会商": value, "牵头": "不应出现的值"}) == text + value


def test_only_rotation_administrators_see_the_pages(client):
    make_rotation(now=NOW)
    for person in (make_user("hubei"), make_user("jiangsu", role="admin"), make_user("anhui", role="member")):
        client.force_login(person)
        for url in (reverse("rotation:rules"), _page("notice-14"), reverse("rotation:reminders")):
            assert client.get(url).status_code == 403
        assert client.post(_page("notice-14"), RULE).status_code == 403
    assert not ReminderRule.objects.exists()


def test_an_unknown_rule_is_not_found(client, secretary):
    client.force_login(secretary)

    assert client.get(_page("nothing")).status_code == 404


def test_who_did_not_reply_is_told_to_its_admins_then_to_the_secretariat(secretary):
    make_rotation(now=NOW)
    staff, admin = make_user("jiangsu"), make_user("jiangsu", role="admin")
    other = make_user("zhejiang")
    consultation = make_consultation(now=NOW, days=35)
    source = ConsultationSource()
    rows = Delivery.objects.filter(topic=consultation.topic, planned=True, channel="email")

    def told(step: str) -> set[int]:
        return set(rows.filter(step=step).values_list("recipient", flat=True))

    assert told("reply-office") == {admin.pk, other.pk}  # 浙江 has no admin here: its staff are told
    assert told("reply-secretariat") == {secretary.pk}
    body = source.message(consultation.topic, "reply-secretariat", secretary).body
    assert "江苏" in body
    assert "湖北" not in body.partition("仍未回执：")[2]

    operations.reply(
        consultation, actor=staff, answer="attend", delegates="", revision=consultation.revision, now=NOW
    )
    assert source.message(consultation.topic, "reply-office", admin) is None
    assert source.message(consultation.topic, "reply-office", other) is not None
    body = source.message(consultation.topic, "reply-secretariat", secretary).body
    assert "江苏" not in body


def test_escalations_follow_the_reply_deadline_in_working_days():
    starts = datetime(2026, 12, 16, 14, 30, tzinfo=BEIJING)
    reply_by = datetime(2026, 12, 9, tzinfo=BEIJING).date()
    meeting = Meeting(NOW, starts.date(), starts, reply_by)

    days = {line.step: f"{line.not_before:%m-%d}" for line in plan(meeting, DEFAULTS, WorkCalendar())}

    assert (days["reply-office"], days["reply-secretariat"]) == ("12-14", "12-15")


def test_a_weekly_rule_repeats_until_what_it_is_about():
    rule = find(DEFAULTS, "notice-14")._replace(times=3)
    starts = datetime(2027, 1, 20, 9, 0, tzinfo=BEIJING)

    lines = plan(Meeting(NOW, starts.date(), starts), [rule], WorkCalendar())

    assert [(line.step, f"{line.not_before:%m-%d}") for line in lines] == [
        ("notice-14", "01-06"),
        ("notice-14.2", "01-13"),
    ]  # the third would fall on the meeting itself
    assert find([rule], "notice-14.2") is rule


def test_the_page_of_all_reminders_filters_and_shows_who_when_and_what(client, secretary):
    make_rotation(now=NOW)
    make_user("jiangsu")
    make_consultation(now=NOW, days=35)
    client.force_login(secretary)
    url = reverse("rotation:reminders")

    def steps(**query: str) -> list[str]:
        return [line.reminder.step for line in client.get(url, query).context["lines"]]

    assert steps() == ["notice-14", "reply-7", "reply-office", "eve-1", "reply-secretariat"]
    assert steps(within="30") == ["notice-14", "reply-7"]
    assert steps(audience="LEAD") == []
    assert steps(audience="ALL", committee="jiangsu") == ["notice-14", "eve-1"]
    assert steps(within="x", audience="\x00", committee="nobody") == steps()
    assert "待发 2 条" in client.get(url).content.decode()


@pytest.mark.parametrize("consultations", [1, 5])
def test_the_page_of_all_reminders_costs_the_same(
    client, secretary, django_assert_num_queries, consultations
):
    for turn in make_rotation(now=NOW).turns.order_by("starts_on")[:consultations]:
        operations.convene(turn, now=NOW)
    client.force_login(secretary)

    # session, user, committees, consultations, resolutions, rules, holidays, members, people, fates, bell,
    # lateness
    with django_assert_num_queries(11):
        response = client.get(reverse("rotation:reminders"))

    assert len(response.context["lines"]) >= consultations
