"""回执截止: said in the invitation, on the list of one's work and on the page; nobody signs for it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities import operations
from activities.models import Activity
from activities.operations.content import stored_parties
from collab_portal.lib import dates
from notifications.models import Delivery, Notification
from tests.factories import committee, make_activity, make_user
from tests.my_work import awaiting

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
TODAY = dates.today(NOW)


def days(number):
    return TODAY + timedelta(days=number)


def edit(activity, **facts):
    activity = Activity.objects.get(pk=activity.pk)
    return operations.edit(
        activity,
        actor=make_user("jiangsu"),
        version=activity.version,
        facts={"held_on": activity.held_on, "ended_on": None, **facts},
        parties=stored_parties(activity),
        now=NOW,
    )


def due():
    return [(line.kind, line.due) for line in awaiting(make_user("zhejiang"), timezone.now(), "联合活动")]


def test_the_invited_are_told_by_when_and_reminded_before_it():
    invited = make_user("zhejiang")
    activity = make_activity(held_on=days(20), reply_by=days(10))

    assert due() == [("回执", days(10))]
    said = Notification.objects.filter(recipient=invited).values_list("body", flat=True)
    assert any(dates.chinese_date(days(10)) in body for body in said)
    planned = Delivery.objects.filter(topic=activity.topic, step="reply-3", recipient=invited)
    assert [dates.today(row.not_before) for row in planned] == [days(7)] * len(planned)
    assert planned


def test_another_last_day_is_told_to_who_owes_a_reply_and_asks_nobody_again():
    activity = make_activity(partners=("zhejiang", "anhui"), held_on=days(20), reply_by=days(10))
    operations.reply(activity, actor=make_user("anhui"), reply="attend", now=NOW)
    owing = make_user("zhejiang")

    saved = edit(activity, reply_by=days(12))

    assert (saved.version, saved.reply_by) == (1, days(12))
    assert saved.participations.get(committee=committee("anhui")).reply == "attend"
    told = Notification.objects.filter(title__startswith="回执截止有变动").values_list("recipient", flat=True)
    assert owing.pk in told
    assert not Notification.objects.filter(
        title__startswith="回执截止有变动", committee__slug__in=["anhui", "jiangsu"]
    ).exists()
    assert due() == [("回执", days(12))]


@pytest.mark.parametrize(("held", "last"), [(5, 6), (5, -1)])
def test_a_last_day_that_cannot_be_is_told_beside_its_field(client, held, last):
    client.force_login(make_user())

    answer = client.post(
        reverse("activities:log"),
        {
            "title": "预告",
            "kind": "party_day",
            "mode": "onsite",
            "held_on": str(days(held)),
            "reply_by": str(days(last)),
            "partners": [f"committee-{committee('anhui').pk}"],
            "form-TOTAL_FORMS": "0",
            "form-INITIAL_FORMS": "0",
        },
    )

    assert list(answer.context["form"].errors) == ["reply_by"]


def test_what_was_held_sooner_than_planned_can_be_logged(client):
    activity = make_activity(held_on=days(1), reply_by=days(1))
    client.force_login(make_user())
    page = client.get(reverse("activities:edit", args=[activity.pk]))
    form = {name: value for name, value in page.context["form"].initial.items() if value is not None}

    client.post(
        reverse("activities:edit", args=[activity.pk]),
        {
            **{name: form[name] for name in ("title", "kind", "mode", "partners", "submission", "version")},
            "held_on": str(TODAY),
            "reply_by": str(days(1)),
            "headcount": "9",
            "publish": "1",
            "form-TOTAL_FORMS": "0",
            "form-INITIAL_FORMS": "0",
        },
    )

    activity.refresh_from_db()
    assert (activity.status, activity.held_on, activity.reply_by) == ("held", TODAY, None)
