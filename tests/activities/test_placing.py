"""名额 of a planned activity: kept, asked for with the reply, moved up and told, given on once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from activities import operations
from activities.models import Activity
from activities.operations import placing
from activities.tasks import release_places
from collab_portal.lib.dates import today
from tests.factories import committee, make_activity, make_user

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
PARTNERS = ("zhejiang", "anhui", "hubei")


def plan(places=10, partners=PARTNERS, quotas=None, **facts):
    activity = make_activity("jiangsu", partners, held_on=today(NOW) + timedelta(days=20), **facts)
    return limit(activity, places, **(quotas or {}))


def limit(activity, places, **quotas):
    kept = {committee(slug).pk: number for slug, number in quotas.items()}
    return set_places(activity, "jiangsu", places, kept)


def set_places(activity, slug, places, quotas):
    facts = {"places": places, "quotas": quotas, "version": placing.stamp(activity), "now": NOW}
    return operations.set_places(activity, actor=make_user(slug), **facts)


def ask(activity, slug, number, now=NOW):
    reply = "attend" if number else "decline"
    return operations.reply(activity, actor=make_user(slug), reply=reply, expected=number or None, now=now)


def given(activity):
    rows = activity.participations.exclude(role="host").order_by("committee__position")
    return {row.committee.slug: row.admitted for row in rows}


def test_places_go_in_order_of_replies_and_move_up_when_somebody_declines():
    activity, waiting = plan(10), make_user("anhui")
    for slug, number in (("zhejiang", 6), ("anhui", 7), ("hubei", 1)):
        ask(activity, slug, number)
    assert given(activity) == {"zhejiang": 6, "anhui": 4, "hubei": 0}

    ask(activity, "zhejiang", 0)

    assert given(activity) == {"zhejiang": 0, "anhui": 7, "hubei": 1}
    told = waiting.notifications.get(title__startswith="名额已递补")
    assert told.body == "贵工委现有 7 个名额，已全部安排。"


def test_who_asks_for_more_goes_behind_those_who_wait_and_who_asks_for_less_gives_back():
    activity = plan(10)
    for minutes, slug, number in ((0, "zhejiang", 8), (1, "anhui", 4), (2, "hubei", 2), (3, "anhui", 6)):
        ask(activity, slug, number, NOW + timedelta(minutes=minutes))
    assert given(activity) == {"zhejiang": 8, "anhui": 2, "hubei": 0}

    ask(activity, "zhejiang", 6, NOW + timedelta(minutes=4))

    assert given(activity) == {"zhejiang": 6, "anhui": 2, "hubei": 2}


def test_what_is_kept_is_kept_until_the_last_day_and_given_on_once_after_it(time_machine):
    activity = plan(10, quotas={"zhejiang": 4, "anhui": 4}, reply_by=today(NOW) + timedelta(days=5))
    asker = make_user("hubei")
    ask(activity, "hubei", 5)
    ask(activity, "zhejiang", 6, NOW + timedelta(minutes=1))
    assert given(activity) == {"zhejiang": 4, "anhui": 0, "hubei": 2}
    release_places()
    assert given(activity) == {"zhejiang": 4, "anhui": 0, "hubei": 2}

    time_machine.move_to(NOW + timedelta(days=9))  # nobody looked for days
    for _ in range(2):
        release_places()

    assert given(activity) == {"zhejiang": 5, "anhui": 0, "hubei": 5}
    assert asker.notifications.filter(title__startswith="名额已递补").count() == 1


def test_a_promise_is_not_taken_back_by_fewer_places():
    activity = plan(10, quotas={"zhejiang": 6})
    ask(activity, "zhejiang", 6)

    with pytest.raises(ValidationError, match="浙江 6 人"):
        limit(activity, 5)
    with pytest.raises(ValidationError, match="已安排 6 人"):
        limit(activity, 10, zhejiang=3)
    with pytest.raises(ValidationError, match="合计 12"):
        limit(activity, 10, zhejiang=6, anhui=6)
    with pytest.raises(ValidationError, match="总名额"):
        limit(activity, None, anhui=6)
    with pytest.raises(PermissionDenied):
        set_places(activity, "zhejiang", 9, {})
    ask(activity, "anhui", 8)
    limit(activity, 14)
    assert given(activity) == {"zhejiang": 6, "anhui": 8, "hubei": 0}


def test_a_number_is_needed_where_places_are_few_and_comes_with_the_click(client):
    activity = plan(10, quotas={"zhejiang": 4})
    client.force_login(make_user("zhejiang"))
    address = reverse("activities:reply", args=[activity.pk])
    page = client.post(address, {"reply": "attend", "expected": ""})
    assert list(page.context["reply_form"].errors) == ["expected"]
    work = client.get(reverse("my-work")).content.decode()
    assert 'name="expected"' in work
    assert 'value="4"' in work

    client.post(address, {"reply": "attend", "expected": "6", "version": str(activity.version)})

    shown = client.get(activity.get_absolute_url()).content.decode()
    assert "名额 10 · 已安排 4 · 候补 2" in shown
    assert "已安排 4 / 6（候补 2，第 1 位） · 保留 4 个" in shown


def test_the_host_shares_places_evenly_in_one_click(client):
    activity = make_activity("jiangsu", PARTNERS, held_on=today(NOW) + timedelta(days=20))
    invited = make_user("anhui")
    client.force_login(make_user("jiangsu"))

    url = reverse("activities:places", args=[activity.pk])
    sent = {"places": "20", "even": "1", "version": placing.stamp(activity)}
    client.post(url, sent)

    activity.refresh_from_db()
    assert activity.places == 20
    assert set(activity.participations.exclude(role="host").values_list("quota", flat=True)) == {6}
    assert "保留 6 个" in invited.notifications.get(title__startswith="活动名额").body
    for wrong in ("0", "-3", "9" * 12, "二十"):
        page = client.post(url, {"places": wrong})
        assert list(page.context["form"].errors) == ["places"]


def test_agenda_and_contact_are_told_without_asking_anew_and_the_contact_is_for_parties(client):
    activity = plan(None)
    ask(activity, "zhejiang", 3)
    guest = make_user("zhejiang")
    host = make_user("jiangsu")
    activity.refresh_from_db()
    facts = {"agenda": "<p>九点报到</p>", "contact": "办公室 025-0000"}
    parties = operations.content.stored_parties(activity)

    operations.edit(activity, actor=host, version=1, facts=facts, parties=parties, now=NOW)

    activity.refresh_from_db()
    assert (activity.version, activity.participations.get(committee=guest.committee).reply) == (1, "attend")
    assert guest.notifications.filter(title__startswith="议程或联系人有变动").exists()
    client.force_login(guest)
    assert "025-0000" in client.get(activity.get_absolute_url()).content.decode()
    Activity.objects.filter(pk=activity.pk).update(status="confirmed", confirmed_at=NOW)
    client.force_login(make_user("shanghai"))
    page = client.get(activity.get_absolute_url()).content.decode()
    assert ("九点报到" in page, "025-0000" in page) == (True, False)


def test_another_day_asks_anew_and_frees_the_places():
    activity = plan(10)
    ask(activity, "zhejiang", 6)
    parties = operations.content.stored_parties(activity)
    activity.refresh_from_db()

    facts = {
        "held_on": activity.held_on + timedelta(days=1),
        "ended_on": activity.held_on + timedelta(days=1),
    }
    host = make_user("jiangsu")
    operations.edit(activity, actor=host, version=activity.version, facts=facts, parties=parties, now=NOW)

    assert given(activity) == {"zhejiang": 0, "anhui": 0, "hubei": 0}
