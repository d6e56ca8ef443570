"""修改: the second editor keeps his text and sees the first's; a new version is signed anew."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from activities import operations
from activities.history import history_of
from activities.models import Activity, Participation
from activities.operations import Party
from collab_portal.lib.dates import today
from collab_portal.lib.forms import Difference
from collab_portal.lib.history import acting
from collab_portal.lib.versions import StaleError
from tests.factories import committee, make_activity, make_user


def edited(activity: Activity, actor: Any, partners: tuple[str, ...] | None = None, **facts: Any) -> Activity:
    """The record with some facts (and partners) changed by ``actor``."""
    kept = [p for p in activity.participations.all() if partners is None or p.is_host]
    parties = [Party(p.committee_id, p.role, headcount=p.headcount if p.is_host else None) for p in kept]
    parties += [Party(committee(slug).pk) for slug in partners or ()]
    fresh = Activity.objects.get(pk=activity.pk)
    same = {name: getattr(fresh, name) for name in ("title", "kind", "held_on", "place")}
    return operations.edit(
        fresh,
        actor=actor,
        version=fresh.version,
        facts={**same, **facts},
        parties=parties,
        now=timezone.now(),
    )


def posted(client, activity: Activity, **changes: Any) -> Any:
    """The edit page as it stands, sent back with changes."""
    url = reverse("activities:edit", args=[activity.pk])
    form = client.get(url).context["form"]
    values = {field.html_name: field.value() for field in form}
    values |= {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"} | changes
    return client.post(url, {name: value for name, value in values.items() if value not in (None, False)})


def test_an_edit_makes_a_new_version_and_asks_again(client, db):
    activity = make_activity("jiangsu", ("zhejiang", "anhui"))
    operations.confirm(activity, actor=make_user("zhejiang"), now=timezone.now(), headcount=9)
    client.force_login(make_user("jiangsu"))

    response = posted(client, activity, place="太湖")

    activity.refresh_from_db()
    assert response.status_code == 302
    assert (activity.place, activity.version, activity.status) == ("太湖", 2, "held")
    party = activity.participations.get(committee=committee("zhejiang"))
    assert (party.signed_at, party.headcount) == (None, 9)
    assert activity.participations.get(role="host").signed_version == 2


def test_saving_without_a_change_keeps_every_signature(client, db):
    activity = make_activity("jiangsu", ("zhejiang", "anhui"))
    operations.confirm(activity, actor=make_user("zhejiang"), now=timezone.now())
    client.force_login(make_user("jiangsu"))

    posted(client, activity)

    activity.refresh_from_db()
    assert activity.version == 1
    assert activity.participations.get(committee=committee("zhejiang")).signed_at is not None


def test_the_second_editor_keeps_his_text_and_sees_what_changed(client, db):
    first, second = make_user("jiangsu", display_name="张三"), make_user("jiangsu")
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(second)
    stale = client.get(reverse("activities:edit", args=[activity.pk])).context["form"]["version"].value()
    with acting(first, ""):  # as their request does
        edited(activity, first, place="先改的地方")

    response = posted(client, activity, place="后改的地方", version=stale)
    page = response.content.decode()
    again = client.post(reverse("activities:edit", args=[activity.pk]), response.context["form"].data)

    activity.refresh_from_db()
    assert Difference("地点", "先改的地方", "后改的地方") in response.context["form"].theirs
    assert "张三" in page
    assert 'value="后改的地方"' in page
    assert again.status_code == 302
    assert (activity.place, activity.version) == ("后改的地方", 3)


def test_two_editors_in_one_moment_one_wins(db):
    activity = make_activity("jiangsu", ("zhejiang",))
    edited(activity, make_user("jiangsu"), place="甲地")

    with pytest.raises(StaleError):
        operations.edit(
            activity,
            actor=make_user("jiangsu"),
            version=1,
            facts={"place": "乙地"},
            parties=[Party(committee("jiangsu").pk, "host"), Party(committee("zhejiang").pk)],
            now=timezone.now(),
        )


@pytest.mark.parametrize(
    ("slug", "role", "status"),
    [
        ("jiangsu", "member", 403),
        ("zhejiang", "staff", 403),
        ("anhui", "admin", 404),
        (None, "member", 404),
    ],
)
def test_only_the_hosts_staff_edit(client, db, slug, role, status):
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user(slug, role=role))
    url = reverse("activities:edit", args=[activity.pk])

    assert [client.get(url).status_code, client.post(url).status_code] == [status, status]


def test_a_confirmed_record_is_not_edited(client, db):
    activity = make_activity("jiangsu", ("zhejiang",), confirmed=True)
    client.force_login(make_user("jiangsu"))

    response = client.post(reverse("activities:edit", args=[activity.pk]), {"title": "改名"})

    activity.refresh_from_db()
    assert response.status_code == 302
    assert activity.title != "改名"


def test_a_dropped_partner_is_gone_and_the_rest_can_complete_the_record(db):
    host = make_user("jiangsu")
    activity = make_activity("jiangsu", ("zhejiang", "anhui"))

    edited(activity, host, partners=("zhejiang",))
    activity = operations.confirm(activity, actor=make_user("zhejiang"), now=timezone.now())

    assert activity.status == "confirmed"
    assert activity.committee_ids == sorted(committee(slug).pk for slug in ("jiangsu", "zhejiang"))


def test_a_held_activity_does_not_move_into_the_future(db):
    activity = make_activity("jiangsu", ("zhejiang",))

    with pytest.raises(ValidationError, match="不能晚于今天"):
        edited(activity, make_user("jiangsu"), held_on=today() + timedelta(days=3), ended_on=None)


def test_an_announced_activity_is_reported_when_its_day_has_come(client, db):
    yesterday = timezone.now() - timedelta(days=2)
    activity = make_activity("jiangsu", ("zhejiang",), now=yesterday, held_on=today() - timedelta(days=1))
    client.force_login(make_user("jiangsu"))

    posted(client, activity, publish="1", summary="如期举行。", headcount="33")

    before, activity = activity, Activity.objects.get(pk=activity.pk)
    assert (before.status, activity.status, activity.summary) == ("announced", "held", "<p>如期举行。</p>")
    assert Participation.objects.filter(committee=committee("zhejiang")).unsigned().count() == 1


def test_a_draft_is_published_or_thrown_away(client, db):
    kept, thrown = (make_activity("jiangsu", ("zhejiang",), publish=False) for _ in range(2))
    client.force_login(make_user("jiangsu"))

    posted(client, kept, publish="1")
    client.post(reverse("activities:discard", args=[thrown.pk]))

    assert [(a.pk, a.status) for a in Activity.objects.all()] == [(kept.pk, "held")]


def test_nothing_but_a_draft_is_thrown_away(client, db):
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user("jiangsu"))

    client.post(reverse("activities:discard", args=[activity.pk]))

    assert Activity.objects.filter(pk=activity.pk).exists()


def test_every_change_is_in_the_history(client, db):
    activity = make_activity("jiangsu", ("zhejiang",))
    client.force_login(make_user("jiangsu", display_name="李四"))

    posted(client, activity, place="太湖")

    page = client.get(activity.get_absolute_url()).content.decode()
    assert "修改记录" in page
    assert "李四" in page
    client.force_login(make_user("zhejiang", role="member"))
    assert "修改记录" not in client.get(activity.get_absolute_url()).content.decode()


def test_what_a_party_said_stays_in_the_history_of_the_record(db):
    partner, host = make_user("zhejiang", display_name="王五"), make_user("jiangsu")
    activity = make_activity("jiangsu", ("zhejiang",))
    operations.dispute(activity, actor=partner, reason="人数不符", now=timezone.now())
    activity = edited(activity, host, place="太湖")
    operations.confirm(activity, actor=partner, now=timezone.now())

    said = [
        (change.who, change.label)
        for change in history_of(activity, activity.created_by)
        if change.who == "王五"
    ]

    assert said == [("王五", "浙江确认（第2版）"), ("王五", "浙江提出异议：人数不符")]
