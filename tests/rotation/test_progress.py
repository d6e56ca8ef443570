"""The stages of a consultation are what happened: one table makes stepper, badge and buttons."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from collab_portal.lib import dates
from rotation import operations
from rotation.models import Consultation, Rotation, Turn
from rotation.operations import Wish
from rotation.planning import Cadence
from rotation.progress import marks, next_act
from tests.factories import committee, make_consultation, make_user
from tests.rotation.work import NOW, TODAY, as_held, calling, decide, propose, screen, send_round

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
LETTERS = {"done": "✓", "now": "●", "next": "·", "skipped": "–"}


def _line(meeting, now=NOW):
    row = Consultation.objects.for_page().with_work().get(pk=meeting.pk)
    return "".join(LETTERS[mark.state] for mark in marks(row, now)), row.badge.label


@pytest.fixture
def new(lead):
    return make_consultation(now=NOW)


def test_a_rung_is_reached_by_what_happened_never_by_its_place(new, lead, staff):
    assert _line(new) == ("●·●·····", "待发起")
    calling(new, lead)
    assert _line(new) == ("●·●·····", "征集议题")
    item = propose(new, staff)
    assert _line(new) == ("●●●·····", "征集议题")
    screen(item, lead)
    assert _line(new, NOW + timedelta(days=11)) == ("✓●●·····", "征集议题")
    operations.fix_topics(new, actor=lead, now=NOW)
    assert _line(new) == ("✓✓●·····", "已定题")
    day = TODAY + timedelta(days=30)
    arrangement = operations.Arrangement(dates.start_of(day), dates.end_of(day), "onsite", "会议室")
    operations.schedule(new, title="会商", agenda="", arrangement=arrangement, now=NOW)
    assert _line(new) == ("✓✓✓●····", "已定时")
    operations.send_notice(new, actor=lead, now=NOW)
    assert _line(new) == ("✓✓✓✓····", "已定时")
    begun = dates.start_of(day) + timedelta(hours=1)
    assert _line(new, begun) == ("✓✓✓✓●···", "已定时")


def test_what_was_passed_over_is_said_to_be_so_after_the_meeting(consultation, lead, staff):
    begun = consultation.starts_at
    assert _line(consultation, begun) == ("––✓–●···", "已定时")
    as_held(consultation, "jiangsu")
    assert _line(consultation, begun) == ("––✓–✓●··", "已召开")
    decided = decide(consultation, lead)
    minutes = send_round(consultation, lead)
    for person in (lead, staff):
        operations.sign_minutes(minutes, actor=person, now=begun)
    assert _line(consultation, begun) == ("––✓–✓✓●●", "已召开")
    operations.close_consultation(consultation, actor=lead, now=begun)
    assert _line(consultation, begun) == ("––✓–✓✓●✓", "已办结")
    operations.settle_resolution(decided, actor=lead, status="done", now=begun)
    assert _line(consultation, begun) == ("––✓–✓✓✓✓", "已办结")


def test_after_a_move_the_notice_has_to_go_again(consultation, lead, staff):
    calling(consultation, lead)
    screen(propose(consultation, staff), lead)
    operations.fix_topics(consultation, actor=lead, now=NOW)
    operations.send_notice(consultation, actor=lead, now=NOW)

    operations.postpone(consultation, reason="汛情", now=NOW)

    assert _line(consultation) == ("✓✓●·····", "已延期")
    row = Consultation.objects.for_page().with_work().get(pk=consultation.pk)
    assert [mark.who for mark in marks(row, NOW)][2:4] == ["已延期，另定时间", "须重发"]


def test_the_first_open_rung_is_the_page_s_first_button(client, new, lead):
    client.force_login(lead)

    page = client.get(new.get_absolute_url()).content.decode()

    items = reverse("rotation:items", args=[new.pk])
    assert f'<a class="btn btn-primary" href="{items}">发起征集</a>' in page
    assert page.count("btn btn-primary") == 1
    row = Consultation.objects.for_page().with_work().get(pk=new.pk)
    calling(new, lead)
    row = Consultation.objects.for_page().with_work().get(pk=new.pk)
    assert next_act(row, NOW) == ("确定时间", reverse("rotation:consultation-schedule", args=[new.pk]))


@pytest.mark.parametrize(
    "name", ["item-new", "resolution-new", "consultation-schedule", "consultation-postpone"]
)
def test_a_form_that_can_only_refuse_says_why_and_leads_back(client, consultation, lead, name):
    as_held(consultation, "jiangsu")
    if name == "resolution-new":
        Consultation.objects.filter(pk=consultation.pk).update(closed_at=NOW)
    client.force_login(lead)

    page = client.get(reverse(f"rotation:{name}", args=[consultation.pk])).content.decode()

    assert "<textarea" not in page
    assert "notice-info" in page
    assert ">返回</a>" in page


def test_a_meeting_marked_as_held_by_mistake_goes_back_with_a_reason(client, consultation, lead, staff):
    as_held(consultation, "jiangsu")
    client.force_login(lead)
    page = reverse("rotation:consultation-unhold", args=[consultation.pk])
    assert page in client.get(consultation.get_absolute_url()).content.decode()

    assert client.post(page, {"reason": ""}).status_code == 200
    client.post(page, {"reason": "停电改期"})

    consultation.refresh_from_db()
    assert (consultation.status, consultation.held_on, consultation.attendances.count()) == (
        "scheduled",
        None,
        0,
    )
    assert "停电改期" in client.get(consultation.get_absolute_url()).content.decode()
    operations.postpone(consultation, reason="停电", now=consultation.starts_at)


def test_what_hangs_on_it_keeps_a_meeting_held(consultation, lead):
    as_held(consultation, "jiangsu")
    decide(consultation, lead)

    with pytest.raises(ValidationError, match="已登记议定事项"):
        operations.take_back_held(consultation, actor=lead, reason="误标", now=consultation.starts_at)


def test_a_meeting_that_took_place_elsewhere_is_recorded_afterwards(client, new, lead, staff):
    client.force_login(lead)
    page = reverse("rotation:consultation-record", args=[new.pk])
    day = TODAY - timedelta(days=3)
    facts = {
        "title": "会商",
        "day": day,
        "begins": "09:30",
        "ends": "11:30",
        "mode": "onsite",
        "place": "武汉",
        "version": new.version,
    }

    ahead = client.post(page, facts | {"day": TODAY + timedelta(days=3), "present": ["jiangsu"]})
    answer = client.post(page, facts | {"present": ["jiangsu"]})

    assert "补登的会商须已召开" in ahead.content.decode()
    assert answer.status_code == 302
    new.refresh_from_db()
    assert (new.status, new.held_on) == ("held", day)
    assert list(new.attendances.values_list("committee__slug", flat=True)) == ["jiangsu", "hubei"]
    assert not staff.notifications.exists()
    operations.record_resolution(
        new,
        submission=uuid4(),
        actor=lead,
        title="事项",
        body="",
        due_on=TODAY,
        owners=[committee("jiangsu").pk],
        now=NOW,
    )


def test_the_chair_of_an_alliance_convenes_nothing_unless_asked_and_no_two_meetings_share_a_name(lead):
    order = ("hubei", "hunan", "anhui")
    for slug, name, convenes in (("chair", "联盟轮值", False), ("belt", "十一家轮值", None)):
        wish = Wish(order, Cadence.QUARTER, TODAY, convenes=convenes)
        operations.store(wish, actor=None, seen=0, now=NOW, slug=slug, name=name)

    operations.advance(now=NOW)

    titles = list(Consultation.objects.order_by("pk").values_list("turn__rotation__slug", "title"))
    assert titles == [("basin", "机关党建协作会商：湖北牵头"), ("belt", "十一家轮值会商：湖北牵头")]
    assert Rotation.objects.get(slug="chair").convenes is False


def test_the_current_lead_has_its_meeting_at_once(lead):
    assert Turn.objects.current(TODAY).get().consultations.count() == 1


def test_running_meetings_are_listed_with_what_is_asked_of_the_reader(client, consultation, lead, staff):
    other = operations.convene(Turn.objects.future(TODAY).for_list()[0], now=NOW)
    client.force_login(staff)

    answer = client.get(reverse("rotation:home"))

    rows = [(row.consultation.pk, [line.kind for line in row.asked]) for row in answer.context["running"]]
    assert rows == [(consultation.pk, ["回执"]), (other.pk, [])]
    assert reverse("rotation:resolutions") in answer.content.decode()


def test_two_meetings_in_one_hour_are_pointed_out(client, consultation, lead):
    wish = Wish(("hubei", "jiangsu"), Cadence.QUARTER, TODAY, convenes=True)
    operations.store(wish, actor=None, seen=0, now=NOW, slug="belt", name="十一家轮值")
    belt = Consultation.objects.get(turn__rotation__slug="belt")
    client.force_login(lead)
    start = consultation.starts_at.astimezone(dates.BEIJING)
    facts = {
        "title": "会商",
        "day": start.date(),
        "begins": "10:00",
        "ends": "12:00",
        "mode": "onsite",
        "place": "武汉",
        "version": belt.version,
    }

    page = reverse("rotation:consultation-schedule", args=[belt.pk])
    preview = client.post(page, facts | {"preview": "1"})

    assert [(clash.other.pk, clash.shared) for clash in preview.context["outlook"].clashes] == [
        (consultation.pk, 2)
    ]
    assert "两边都受邀" in preview.content.decode()
    assert "没有可通知的干部账号" in preview.content.decode()
    saved = client.post(page, facts, follow=True).content.decode()
    assert f"同一时段已有“{consultation.title}”，2 家工委两边都受邀。" in saved


def test_a_number_typed_for_one_committee_moves_the_rest_along(client, lead):
    client.force_login(make_user("gansu", role="member", is_rotation_admin=True))
    page = reverse("rotation:plan")
    asked = client.get(page).context["form"].initial
    order = sorted((name for name in asked if name.startswith("order_")), key=lambda name: asked[name])

    answer = client.get(page, asked | {order[1]: 7})

    form = answer.context["form"]
    assert not form.errors
    moved = [order[0], *order[2:7], order[1], *order[7:]]
    assert [f"order_{slug}" for slug in form.cleaned_data["order"]] == moved
    assert form[order[1]].value() == "7"


def test_turns_to_come_before_the_plan_s_first_day_are_not_called_begun(client, lead):
    client.force_login(make_user("gansu", role="member", is_rotation_admin=True))
    page = reverse("rotation:plan")
    turns = list(Turn.objects.for_list())
    asked = client.get(page).context["form"].initial | {"start": str(turns[4].starts_on)}

    page = client.get(page, asked).content.decode()

    assert page.count("不变（已开始）") == 2  # once in the table, once in the sum
    assert "不变（在起始日期之前）" in page
