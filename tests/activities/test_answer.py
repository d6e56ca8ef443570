"""确认与异议: nobody signs for another, and the last signature counts."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from activities import counting, operations
from activities.counting import Totals
from activities.models import Activity
from notifications.models import Notification
from tests.factories import committee, make_activity, make_user
from tests.my_work import awaiting


def todo(user) -> list[str]:
    return [n.step for n in Notification.objects.visible_to(user).to_do().order_by("pk")]


def state(activity: Activity, slug: str) -> str:
    fresh = Activity.objects.for_page().get(pk=activity.pk)
    return fresh.party_of(committee(slug).pk).badge.label


def test_a_partners_staff_get_one_thing_to_do_each(db):
    staff, admin, member = (make_user("zhejiang", role=role) for role in ("staff", "admin", "member"))
    stranger = make_user("anhui")

    activity = make_activity("jiangsu", ("zhejiang",), title="联合党课")

    assert (todo(staff), todo(admin), todo(member), todo(stranger)) == (["confirm"], ["confirm"], [], [])
    assert [(line.kind, line.title, line.url) for line in awaiting(staff, timezone.now())] == [
        ("确认", "联合党课", activity.get_absolute_url())
    ]
    assert awaiting(member, timezone.now()) == awaiting(stranger, timezone.now()) == []


def test_one_click_confirms_and_the_totals_rise_by_one(client, db):
    activity = make_activity("jiangsu", ("zhejiang",))
    user, colleague = make_user("zhejiang"), make_user("zhejiang")
    client.force_login(user)
    page = client.get(activity.get_absolute_url()).content.decode()
    before = counting.totals(), counting.by_committee()

    response = client.post(reverse("activities:confirm", args=[activity.pk]))

    activity.refresh_from_db()
    assert "待确认" in page
    assert response.url == activity.get_absolute_url()
    assert (activity.status, state(activity, "zhejiang")) == ("confirmed", "已确认")
    assert before == (Totals(), {})
    assert counting.totals() == Totals(1, 20)
    assert counting.by_committee() == {
        committee("jiangsu").pk: Totals(1, 20),
        committee("zhejiang").pk: Totals(1, 0),
    }
    assert (todo(user), todo(colleague), awaiting(colleague, timezone.now())) == ([], [], [])


def test_confirming_again_changes_nothing(client, db):
    activity = make_activity("jiangsu", ("zhejiang", "anhui"))
    client.force_login(make_user("zhejiang"))
    url = reverse("activities:confirm", args=[activity.pk])
    client.post(url)
    before = activity.participations.get(committee=committee("zhejiang")).signed_at

    response = client.post(url)

    assert response.status_code == 302
    assert activity.participations.get(committee=committee("zhejiang")).signed_at == before
    assert state(activity, "anhui") == "待确认"


def test_a_committee_gives_its_own_headcount_with_its_signature(client, db):
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user("zhejiang"))

    client.post(reverse("activities:confirm", args=[activity.pk]), {"headcount": "17", "version": "1"})

    assert counting.totals() == Totals(1, 37)


@pytest.mark.parametrize("headcount", ["-1", "1000001", "x", "9" * 300])
def test_an_impossible_headcount_signs_nothing(client, db, headcount):
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user("zhejiang"))

    response = client.post(reverse("activities:confirm", args=[activity.pk]), {"headcount": headcount})

    assert response.status_code == 200
    assert "headcount" in response.context["confirm_form"].errors
    assert state(activity, "zhejiang") == "待确认"


def test_what_was_not_read_is_not_signed(client, db):
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user("zhejiang"))

    response = client.post(reverse("activities:confirm", args=[activity.pk]), {"version": "7"}, follow=True)

    assert "牵头方刚修改了内容" in response.content.decode()
    assert state(activity, "zhejiang") == "待确认"


@pytest.mark.parametrize(
    ("slug", "role", "status"),
    [("jiangsu", "staff", 403), ("zhejiang", "member", 403), ("anhui", "staff", 404), (None, "member", 404)],
)
def test_nobody_signs_or_disputes_for_another(client, db, slug, role, status):
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user(slug, role=role))

    answers = [
        client.post(reverse(f"activities:{verb}", args=[activity.pk]), {"reason": "没有参加"}).status_code
        for verb in ("confirm", "dispute")
    ]

    assert answers == [status, status]
    assert state(activity, "zhejiang") == "待确认"


def test_the_operation_itself_refuses_strangers(db):
    activity = make_activity("jiangsu", ("zhejiang",))

    with pytest.raises(PermissionDenied):
        operations.confirm(activity, actor=make_user("anhui"), now=timezone.now())


def test_an_objection_needs_a_reason_and_tells_the_host(client, db):
    host = make_user("jiangsu")
    activity = make_activity("jiangsu", ("zhejiang", "anhui"))
    partner = make_user("zhejiang")
    client.force_login(partner)
    url = reverse("activities:dispute", args=[activity.pk])

    empty = client.post(url, {"reason": "  "})
    client.post(url, {"reason": "我方实到十二人。", "version": activity.version})

    assert "reason" in empty.context["dispute_form"].errors
    assert state(activity, "zhejiang") == "有异议"
    assert [step.rpartition("-")[0] for step in todo(host)] == [f"dispute-{committee('zhejiang').pk}"]
    assert [line.kind for line in awaiting(host, timezone.now())] == ["异议"]
    assert awaiting(partner, timezone.now()) == []
    assert Notification.objects.get(recipient=host).body == "我方实到十二人。"
    for viewer, prompted in ((host, True), (partner, False)):
        client.force_login(viewer)
        assert ("后，会再请各方确认" in client.get(activity.get_absolute_url()).content.decode()) is prompted


def test_after_a_correction_all_partners_are_asked_again(db):
    host, partner, third = make_user("jiangsu"), make_user("zhejiang"), make_user("anhui")
    activity = make_activity("jiangsu", ("zhejiang", "anhui"))
    operations.confirm(activity, actor=third, now=timezone.now())
    operations.dispute(activity, actor=partner, reason="地点不对。", now=timezone.now())

    from tests.activities.test_edit import edited

    edited(activity, host, place="合肥")

    assert (state(activity, "zhejiang"), state(activity, "anhui")) == ("待确认", "待确认")
    assert (todo(host), todo(partner), todo(third)) == ([], ["confirm"], ["confirm"])


def test_a_confirmed_record_takes_no_objection(db):
    activity = make_activity("jiangsu", ("zhejiang",), confirmed=True)

    with pytest.raises(ValidationError, match="已确认"):
        operations.dispute(activity, actor=make_user("zhejiang"), reason="晚了", now=timezone.now())


def test_cancelling_needs_a_reason_and_clears_the_todo(client, db):
    partner = make_user("zhejiang")
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user("jiangsu"))
    url = reverse("activities:cancel", args=[activity.pk])

    empty = client.post(url, {})
    client.post(url, {"reason": "防汛值守"})
    again = client.post(url, {"reason": "别的原因"})

    activity.refresh_from_db()
    assert "reason" in empty.context["cancel_form"].errors
    assert (activity.status, activity.cancelled_reason) == ("cancelled", "防汛值守")
    assert again.status_code == 302
    assert (todo(partner), awaiting(partner, timezone.now())) == ([], [])


def test_a_confirmed_record_is_not_cancelled(client, db):
    activity = make_activity("jiangsu", ("zhejiang",), confirmed=True)
    client.force_login(make_user("jiangsu"))

    client.post(reverse("activities:cancel", args=[activity.pk]), {"reason": "反悔"})

    activity.refresh_from_db()
    assert activity.status == "confirmed"
