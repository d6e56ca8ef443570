"""人次: given with the click, corrected by its owner while others still sign, expected while it is ahead."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from activities import operations
from activities.history import history_of
from activities.models import Activity
from collab_portal.lib.dates import today
from tests.activities.test_edit import edited
from tests.factories import committee, make_activity, make_user
from tests.my_work import awaiting

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def heads(activity: Activity, slug: str) -> int | None:
    return activity.participations.get(committee=committee(slug)).headcount


def count(activity: Activity, who, headcount: int | None) -> Activity:
    return operations.count(activity, actor=who, headcount=headcount, now=NOW)


def test_the_quick_confirmation_offers_a_number_that_may_be_left_out(client):
    partner = make_user("zhejiang")
    activity = make_activity("jiangsu", ("zhejiang", "anhui"))
    [line] = awaiting(partner, timezone.now())
    client.force_login(partner)
    page = client.get("/my/").content.decode()
    assert 'name="headcount"' in page

    client.post(line.answer.url, {**dict(line.answer.fields), line.answer.number.name: "12", "next": "/my/"})

    assert heads(activity, "zhejiang") == 12


def test_what_was_expected_stands_in_the_field_already():
    partner = make_user("zhejiang")
    activity = make_activity("jiangsu", ("zhejiang",), held_on=today() + timedelta(days=2))
    operations.reply(activity, actor=partner, reply="attend", expected=9, now=NOW)
    later = NOW + timedelta(days=3)
    host = make_user("jiangsu")
    activity.refresh_from_db()
    operations.edit(
        activity,
        actor=host,
        version=activity.version,
        publish=True,
        facts={"held_on": activity.held_on, "ended_on": None},
        parties=[
            operations.Party(committee("jiangsu").pk, "host", headcount=5),
            operations.Party(committee("zhejiang").pk),
        ],
        now=later,
    )

    [line] = awaiting(partner, later)

    assert line.answer.number.value == 9


def test_its_owner_says_it_until_all_have_confirmed_and_nobody_signs_anew(client):
    partner, host = make_user("zhejiang"), make_user("jiangsu")
    activity = make_activity("jiangsu", ("zhejiang", "anhui"))
    operations.confirm(activity, actor=partner, now=NOW)
    client.force_login(partner)
    url = reverse("activities:headcount", args=[activity.pk])
    assert url in client.get(activity.get_absolute_url()).content.decode()

    client.post(url, {"headcount": "31"})

    activity.refresh_from_db()
    assert (heads(activity, "zhejiang"), activity.version, activity.status) == (31, 1, "held")
    assert activity.participations.get(committee=committee("zhejiang")).signed_at
    assert [c.label for c in history_of(activity, host)].count("浙江确认（第1版）") == 1
    count(activity, partner, None)
    count(activity, host, 44)
    assert (heads(activity, "zhejiang"), heads(activity, "jiangsu")) == (None, 44)


def test_it_stands_once_all_have_confirmed_and_is_nobody_elses():
    activity = make_activity("jiangsu", ("zhejiang",))
    with pytest.raises(PermissionDenied):
        count(activity, make_user("anhui"), 3)
    with pytest.raises(ValidationError, match="牵头方须填写"):
        count(activity, make_user("jiangsu"), None)
    with pytest.raises(ValidationError):
        count(activity, make_user("zhejiang"), 1_000_001)

    operations.confirm(activity, actor=make_user("zhejiang"), now=NOW, headcount=7)

    with pytest.raises(ValidationError, match="请提出更正"):
        count(activity, make_user("zhejiang"), 8)


def test_what_is_ahead_needs_no_number_and_what_was_held_does(client, filled_form):
    client.force_login(make_user("jiangsu"))
    url = reverse("activities:log")

    ahead = client.post(url, filled_form(headcount="", held_on=str(today() + timedelta(days=9))))
    refused = client.post(url, filled_form(headcount=""))

    assert ahead.status_code == 302
    page = client.get(ahead.url).content.decode()
    assert "0/1 方已回执" in page
    assert "登记结果" not in page
    assert refused.status_code == 200
    assert "headcount" in refused.context["form"].errors


def test_on_its_day_the_result_is_the_first_thing_to_do(client):
    activity = make_activity("jiangsu", ("zhejiang",), held_on=today() + timedelta(days=1))
    Activity.objects.filter(pk=activity.pk).update(held_on=today(), ended_on=today())
    client.force_login(make_user("jiangsu"))

    assert "登记结果" in client.get(activity.get_absolute_url()).content.decode()


def test_a_draft_awaits_its_committee_until_it_is_written():
    staff = make_user("jiangsu")
    activity = make_activity("jiangsu", ("zhejiang",), publish=False)

    [line] = awaiting(staff, timezone.now())

    assert (line.kind, line.title) == ("草稿", str(activity))
    assert awaiting(make_user("zhejiang"), timezone.now()) == []


@pytest.mark.parametrize("said", ["confirm", "dispute"])
def test_the_history_names_who_took_a_party_out_not_who_had_signed(client, said):
    host = make_user("jiangsu", display_name="动手的人")
    gone = make_user("anhui", display_name="签字的人")
    activity = make_activity("jiangsu", ("zhejiang", "anhui"))
    how = {"reason": "我方未参加"} if said == "dispute" else {}
    getattr(operations, said)(activity, actor=gone, now=NOW, **how)
    client.force_login(host)
    form = client.get(reverse("activities:edit", args=[activity.pk])).context["form"]
    values = {field.html_name: field.value() for field in form}
    values |= {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    values["partners"] = [f"committee-{committee('zhejiang').pk}"]

    client.post(
        reverse("activities:edit", args=[activity.pk]),
        {name: value for name, value in values.items() if value not in (None, False)},
    )

    activity.refresh_from_db()
    left = {change.label: change.who for change in history_of(activity, host)}
    assert left["安徽不再列为参与方"] == "动手的人"


def test_an_edit_outside_a_request_names_nobody_it_does_not_know():
    host = make_user("jiangsu")
    activity = make_activity("jiangsu", ("zhejiang", "anhui"))
    operations.confirm(activity, actor=make_user("anhui", display_name="签字的人"), now=NOW)

    activity = edited(activity, host, partners=("zhejiang",))

    left = {change.label: change.who for change in history_of(activity, host)}
    assert left["安徽不再列为参与方"] != "签字的人"
