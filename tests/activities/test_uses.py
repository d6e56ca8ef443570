"""资源申请: asked with the plan, answered by the owner, moved with the activity, counted when confirmed."""

from datetime import time, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from activities import operations
from activities.models import Activity, ResourceUse
from activities.operations import Party
from activities.operations.content import stored_parties
from collab_portal.lib import dates
from commons.models import Resource
from commons.operations import resources
from notifications.models import Notification
from tests.factories import committee, make_activity, make_resource, make_use, make_user
from tests.my_work import awaiting
from todos.operations import audit

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
TODAY = dates.today(NOW)


@pytest.fixture(autouse=True)
def _all_is_as_owed(db):
    yield
    assert audit(timezone.now(), repair=False).differing == []


def stored(use):
    return ResourceUse.objects.select_related("activity", "resource__committee").get(pk=use.pk)


def grant(use, **fields):
    use = stored(use)
    facts = {"actor": make_user(use.resource.committee.slug), "now": NOW, "asked": use.asked, **fields}
    return operations.grant(use, **facts)


def refuse(how, use, **fields):
    use = stored(use)
    facts = {
        "actor": make_user(use.resource.committee.slug),
        "now": NOW,
        "asked": use.asked,
        "reason": "检修",
    }
    return how(use, **{**facts, **fields})


def edit(activity, **facts):
    activity = Activity.objects.get(pk=activity.pk)
    more = {name: facts.pop(name) for name in ("resources", "publish") if name in facts}
    days = {"held_on": activity.held_on, "ended_on": None, **facts}
    return operations.edit(
        activity,
        actor=make_user(activity.host.slug),
        version=activity.version,
        facts=days,
        parties=stored_parties(activity),
        now=NOW,
        **more,
    )


def lines(slug):
    return [
        (line.kind, line.answer is not None) for line in awaiting(make_user(slug), timezone.now(), "共享")
    ]


def told(slug):
    rows = Notification.objects.filter(committee__slug=slug, topic__startswith="use:")
    return sorted(set(rows.values_list("title", "revision")))


def test_from_the_base_to_the_figure(client):
    base = make_resource("hubei", title="城南基地", exclusive=True)
    make_user("hubei")
    client.force_login(make_user())
    page = client.get(base.get_absolute_url(), {"on": str(TODAY + timedelta(days=9))})
    assert f"?resource={base.pk}&amp;on={TODAY + timedelta(days=9)}" in page.content.decode()
    form = client.get(reverse("activities:log"), {"resource": base.pk, "on": str(TODAY + timedelta(days=9))})
    initial = form.context["form"].initial
    assert (initial["kind"], initial["held_on"]) == ("field", TODAY + timedelta(days=9))
    assert initial["partners"] == [f"committee-{committee('hubei').pk}"]

    posted = {
        "title": "参观城南基地",
        "kind": "field",
        "held_on": str(initial["held_on"]),
        "mode": "onsite",
        "partners": initial["partners"],
        "resources": [base.pk],
        "resource_people": "30",
        "submission": str(initial["submission"]),
        **{f"form-{name}": value for name, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))},
    }
    client.post(reverse("activities:log"), posted)
    client.post(reverse("activities:log"), posted)

    use = ResourceUse.objects.get()
    assert (use.answer, use.people, use.asked) == ("", 30, 1)
    assert lines("hubei") == [("资源申请", True)]
    owner = make_user("hubei")
    client.force_login(owner)
    answer = awaiting(owner, timezone.now(), "共享")[0].answer
    client.post(answer.url, {**dict(answer.fields), "next": "/my/"})
    assert stored(use).answer == "granted"
    assert lines("hubei") == []
    assert [one.pk for one in Resource.objects.free_on(use.activity.held_on)] == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("activities.operations.records.today", lambda now: use.activity.held_on)
        held = edit(use.activity, publish=True)
    operations.confirm(held, actor=owner, now=NOW)
    years = client.get(base.get_absolute_url()).context["panels"][0].context["years"]
    assert [(one.year, one.activities) for one in years] == [(held.held_on.year, 1)]
    listed = client.get(reverse("activities:list"), {"resource": base.pk, "status": "confirmed"})
    assert [row.pk for row in listed.context["page"].rows] == [held.pk]


def test_of_two_who_want_the_same_time_one_is_granted_and_the_other_learns_whose_it_is(client):
    first = make_use("jiangsu", "zhejiang")
    second = make_use("jiangsu", "anhui", resource=first.resource, partners=("zhejiang",))
    assert lines("jiangsu") == [("资源申请", False), ("资源申请", False)]

    grant(first)

    with pytest.raises(ValidationError, match=r"该时段已同意给浙江的活动.*请先收回那一项，或答复暂不能提供"):
        grant(second)
    client.force_login(make_user())
    page = client.get(second.get_absolute_url()).content.decode()
    assert f'请先<a href="{first.get_absolute_url()}">收回那一项</a>，或答复暂不能提供。' in page
    assert ["同意使用" in page, "暂不能提供</button>" in page] == [False, True]
    refuse(operations.decline, second)
    assert told("anhui") == [(f"江苏未能提供：{first.resource}", 1)]


def test_the_owner_that_is_invited_as_well_is_not_asked_twice():
    use = make_use("jiangsu", "zhejiang", partners=("jiangsu", "anhui"))
    asked = [line.kind for line in awaiting(make_user(), timezone.now(), "联合活动")]
    assert asked == ["回执"]

    grant(use)

    assert use.activity.participations.get(committee=committee("jiangsu")).reply == "attend"
    assert use.activity.participations.get(committee=committee("anhui")).reply == ""
    assert awaiting(make_user(), timezone.now(), "联合活动") == []


def test_a_refusal_of_the_resource_is_no_refusal_of_the_invitation():
    use = make_use("jiangsu", "zhejiang", partners=("jiangsu",))

    refuse(operations.decline, use)

    assert use.activity.participations.get(committee=committee("jiangsu")).reply == ""


def test_the_database_alone_lets_only_one_grant_stand():
    first = make_use("jiangsu", "zhejiang")
    second = make_use("jiangsu", "anhui", resource=first.resource, partners=("zhejiang",))
    grant(first)

    said = {"answer": "granted", "answered_at": NOW, "answered_by": make_user(), "exclusive": True}
    with pytest.raises(IntegrityError, match="use_exclusive"), transaction.atomic():
        ResourceUse.objects.filter(pk=second.pk).update(**said)
    assert ResourceUse.objects.filter(pk=second.pk).update(**{**said, "exclusive": False}) == 1
    ResourceUse.objects.filter(pk=second.pk).update(answer="", answered_at=None, answered_by=None)


def test_what_is_not_for_one_alone_is_granted_to_several_and_says_how_many(client):
    hall = make_resource("jiangsu", capacity=100)
    first = make_use("jiangsu", "zhejiang", resource=hall)
    second = make_use("jiangsu", "anhui", resource=hall, partners=("zhejiang",))
    ResourceUse.objects.filter(pk=first.pk).update(people=60)
    grant(first)
    client.force_login(make_user())

    page = client.get(second.get_absolute_url())

    assert page.context["load"].granted_people == 60
    grant(second)


def test_the_hosts_own_is_granted_at_once_and_refused_where_it_is_promised():
    hall = make_resource("jiangsu", exclusive=True)
    other = make_use("jiangsu", "zhejiang", resource=hall, days=9)
    own = make_use("jiangsu", "jiangsu", resource=hall, days=10)
    assert (own.answer, own.exclusive) == ("granted", True)
    grant(other)

    with pytest.raises(ValidationError, match="已同意给浙江"):
        edit(own.activity, held_on=other.activity.held_on)
    assert stored(own).activity.held_on == TODAY + timedelta(days=10)


def test_another_day_asks_the_owner_again_and_says_that_it_had_agreed(client):
    make_user()
    use = make_use("jiangsu", "zhejiang", days=9)
    grant(use)

    edit(use.activity, held_on=TODAY + timedelta(days=12))

    use = stored(use)
    assert (use.answer, use.asked, use.exclusive) == ("", 2, False)
    assert "原已同意" in use.note
    assert dates.today(use.starts_at) == TODAY + timedelta(days=12)
    assert lines("jiangsu") == [("资源申请", True)]
    assert len(told("jiangsu")) == 2
    with pytest.raises(ValidationError, match="刚改动了时间"):
        grant(use, asked=1)
    with pytest.raises(ValidationError, match="刚改动了时间"):
        refuse(operations.decline, use, asked=1)


def test_another_hour_asks_again_another_title_does_not():
    use = make_use("jiangsu", "zhejiang", days=9, start_time=time(9), end_time=time(11))
    grant(use)

    edit(use.activity, title="改了名称")
    assert stored(use).answer == "granted"
    edit(use.activity, end_time=time(12))
    assert stored(use).answer == ""


def test_hours_that_do_not_meet_are_granted_on_one_day():
    morning = make_use("jiangsu", "zhejiang", days=9, start_time=time(9), end_time=time(11))
    noon = make_use(
        "jiangsu",
        "anhui",
        resource=morning.resource,
        partners=("zhejiang",),
        days=9,
        start_time=time(11),
        end_time=time(12),
    )

    grant(morning)
    grant(noon)

    assert ResourceUse.objects.granted().count() == 2


def test_a_refusal_needs_a_reason_and_the_host_may_ask_again(client):
    use = make_use("jiangsu", "zhejiang")
    client.force_login(make_user())
    decline = reverse("activities:use-decline", args=[use.pk])

    page = client.post(decline, {"asked": "1", "reason": " "})
    marked = client.post(decline, {"asked": "1", "reason": "本件秘密★1年"})
    client.post(decline, {"asked": "1", "reason": "检修"})

    assert list(page.context["form"].errors) == ["reason"]
    assert list(marked.context["form"].errors) == ["reason"]
    assert (stored(use).answer, stored(use).note) == ("declined", "检修")
    client.force_login(make_user("zhejiang"))
    client.post(reverse("activities:use-ask", args=[use.pk]))
    assert (stored(use).answer, stored(use).asked) == ("", 2)


def test_what_was_granted_is_taken_back_with_a_reason_until_it_is_held(client):
    use = make_use("jiangsu", "zhejiang")
    make_user("zhejiang")
    with pytest.raises(ValidationError, match="才能收回"):
        refuse(operations.withdraw, use)
    grant(use)

    refuse(operations.withdraw, use)

    assert (stored(use).answer, stored(use).exclusive) == ("withdrawn", False)
    assert told("zhejiang") == [
        (f"江苏已同意：{use.resource}", 1),
        (f"江苏已收回：{use.resource}", 1),
    ]


def test_a_cancelled_activity_frees_the_day_and_asks_nobody():
    use = make_use("jiangsu", "zhejiang")
    rival = make_use("jiangsu", "anhui", resource=use.resource, partners=("zhejiang",))
    grant(use)
    assert lines("jiangsu") == [("资源申请", False)]

    operations.cancel(use.activity, actor=make_user("zhejiang"), reason="天气", now=NOW)

    assert lines("jiangsu") == [("资源申请", True)]
    grant(rival)


def test_what_was_asked_for_is_withdrawn_with_the_activity_on_every_page_that_shows_it(client):
    use = make_use("jiangsu", "zhejiang")
    unanswered = make_use("jiangsu", "zhejiang")
    grant(use)
    client.force_login(make_user("zhejiang"))

    for one in (use, unanswered):
        operations.cancel(one.activity, actor=make_user("zhejiang"), reason="天气", now=NOW)
        for address in (one.get_absolute_url(), one.activity.get_absolute_url()):
            page = client.get(address).content.decode()
            assert "已随活动取消" in page
            assert [word for word in ('state-done">已同意', "未答复", "待答复") if word in page] == []
    assert stored(use).answer == "granted"  # what was said stays readable


def test_a_resource_no_longer_wanted_is_no_longer_asked_for():
    use = make_use("jiangsu", "zhejiang")
    make_user()

    edit(use.activity, resources=[])

    assert not ResourceUse.objects.exists()
    assert lines("jiangsu") == []
    assert told("jiangsu")[0][0] == f"不再使用：{use.resource}"


def test_a_draft_asks_nobody_until_it_is_announced():
    hall = make_resource("jiangsu")
    make_user()
    draft = make_activity(
        "zhejiang", ("anhui",), publish=False, held_on=TODAY + timedelta(days=9), resources=[hall]
    )
    assert lines("jiangsu") == []
    assert not ResourceUse.objects.visible_to(make_user()).exists()

    edit(draft, publish=True)

    assert lines("jiangsu") == [("资源申请", True)]
    assert told("jiangsu") == [(f"请答复资源申请：{hall}", 1)]


def test_what_was_held_already_asks_for_nothing():
    with pytest.raises(ValidationError, match="活动已举行"):
        make_activity("zhejiang", ("anhui",), resources=[make_resource()])


def test_days_and_resources_that_are_promised_are_not_closed_over():
    use = make_use("jiangsu", "zhejiang", days=9)
    grant(use)
    day, staff = TODAY + timedelta(days=9), make_user()

    with pytest.raises(ValidationError, match="请先逐项收回"):
        resources.add_closure(use.resource, actor=staff, now=NOW, first=day, last=day, reason="检修")
    with pytest.raises(ValidationError, match="请先逐项收回"):
        resources.close_resource(use.resource, actor=staff, now=NOW, reason="改建")
    refuse(operations.withdraw, use)
    resources.close_resource(use.resource, actor=staff, now=NOW, reason="改建")


def test_closed_since_it_was_asked_for_it_is_not_granted():
    use = make_use("jiangsu", "zhejiang", days=9)
    day = TODAY + timedelta(days=9)
    resources.add_closure(use.resource, actor=make_user(), now=NOW, first=day, last=day, reason="检修")

    with pytest.raises(ValidationError, match="关闭"):
        grant(use)


@pytest.mark.parametrize("rivals", [1, 5])
def test_the_page_costs_the_same_however_many_want_it(client, django_assert_num_queries, rivals):
    use = make_use("jiangsu", "zhejiang")
    for _ in range(rivals):
        make_use("jiangsu", "anhui", resource=use.resource, partners=("fujian",))
    client.force_login(make_user())
    client.get(use.get_absolute_url())

    with django_assert_num_queries(7):
        client.get(use.get_absolute_url())
    with django_assert_num_queries(11):
        client.get(use.resource.get_absolute_url())


def test_a_party_named_by_hand_and_a_refused_resource_leave_nothing_behind():
    hall = make_resource("jiangsu", closed_on=TODAY, close_reason="改建")
    with pytest.raises(ValidationError):
        operations.log(
            actor=make_user("zhejiang"),
            submission=hall.submission,
            facts={"title": "参观", "kind": "field", "held_on": TODAY + timedelta(days=3)},
            parties=[Party(committee("zhejiang").pk, "host"), Party(committee("anhui").pk)],
            resources=[hall],
            now=NOW,
        )
    assert not Activity.objects.exists()


def test_how_a_resource_was_used_leaves_by_year_and_committee_from_confirmed_records(client):
    resource = make_resource("jiangsu", title="城南基地")
    day = TODAY - timedelta(days=10)
    for confirmed in (True, False):
        activity = make_activity("zhejiang", ("anhui",), held_on=day, confirmed=confirmed)
        start = timezone.now() - timedelta(days=10)
        ResourceUse.objects.create(
            activity=activity,
            resource=resource,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            answer="granted",
            answered_by=make_user("jiangsu"),
            answered_at=NOW,
            asked_at=NOW,
        )
    heads = {row.committee.short_name: row.headcount or 0 for row in Activity.objects.counted().get().parties}
    client.force_login(make_user("fujian", role="member"))
    address = reverse("activities:usage-export")

    sent = client.get(address, {"committee": "jiangsu"})
    none = client.get(address, {"committee": "hubei"})

    def rows(answer):
        return list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)[1:]

    assert rows(sent) == [
        ("城南基地", "科创教育基地", "江苏", day.year, name, 1, heads[name]) for name in ("浙江", "安徽")
    ]
    assert rows(none) == []
