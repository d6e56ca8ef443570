"""The calendar feed: read back by two parsers, stable, revocable."""

from datetime import UTC, datetime, time, timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream

from accounts import operations as operations_of_accounts
from accounts.models import User
from accounts.operations.passwords import set_password
from accounts.operations.people import raise_epoch
from collab_portal.lib import dates
from organizations.models import Committee
from rotation import operations
from rotation.models import CalendarToken, Turn
from tests.factories import make_consultation, make_rotation, make_user

pytestmark = pytest.mark.django_db
FEED = reverse("rotation:calendar-ics")
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def _read(client, **headers) -> icalendar.Calendar:
    response = client.get(FEED, **headers)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = icalendar.Calendar.from_ical(response.content)
    strict = IcsCalendarStream.calendar_from_ics(response.content.decode()).events
    assert [event.uid for event in strict] == [str(event["uid"]) for event in calendar.walk("VEVENT")]
    return calendar


def _by_kind(calendar: icalendar.Calendar, kind: str) -> list[icalendar.Event]:
    return [event for event in calendar.walk("VEVENT") if str(event["uid"]).startswith(kind)]


def test_the_feed_holds_the_whole_horizon(client):
    make_rotation(cadence="year", cycles=1)
    client.force_login(make_user(role="member"))

    turns = _by_kind(_read(client), "turn")

    assert len(turns) == 19
    first, stored = turns[0], Turn.objects.order_by("starts_on")[0]
    assert str(first["summary"]) == "轮值牵头：湖北"
    assert first.decoded("dtstart") == stored.starts_on
    assert first.decoded("dtend") == stored.ends_on + timedelta(days=1)
    assert [str(word) for word in first["categories"].cats] == ["轮值牵头", "湖北"]
    assert turns[-1].decoded("dtend").year == stored.starts_on.year + 19


def test_every_line_folds_within_the_limit_and_no_character_is_cut(client):
    make_rotation()
    make_consultation(
        days=2, agenda="议程，包括：一；二\n" + "长江流域机关党建协作" * 60, place="一会议室；主楼，三层"
    )
    client.force_login(make_user())

    content = client.get(FEED).content

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    [event] = _by_kind(icalendar.Calendar.from_ical(content), "consultation")
    assert str(event["description"]).endswith("长江流域机关党建协作" * 60)
    assert str(event["location"]) == "一会议室；主楼，三层"


def test_a_moved_consultation_is_the_same_event_with_a_higher_sequence(client):
    make_rotation()
    consultation = make_consultation(days=2)
    client.force_login(make_user())
    [before] = _by_kind(_read(client), "consultation")

    make_consultation(days=4)
    [after] = _by_kind(_read(client), "consultation")

    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (1, 2)
    assert after.decoded("dtstart") == consultation.starts_at + timedelta(days=2)
    assert after.decoded("last-modified") >= before.decoded("last-modified")


def test_a_cancelled_consultation_says_so(client):
    make_rotation()
    operations.cancel(make_consultation(days=2), reason="合并", now=datetime.now(UTC))
    client.force_login(make_user())

    [event] = _by_kind(_read(client), "consultation")

    assert (str(event["status"]), str(event["summary"])) == ("CANCELLED", "已取消：协作会商")


def test_an_unchanged_feed_is_not_sent_again(client, django_assert_num_queries):
    make_rotation()
    client.force_login(make_user())
    first = client.get(FEED)

    with django_assert_num_queries(4):  # session, user, turns, consultations
        again = client.get(FEED, HTTP_IF_NONE_MATCH=first["ETag"])

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get(FEED).content == first.content


def test_whatever_is_rendered_gives_a_new_etag(client):
    make_rotation()
    make_consultation(days=2)
    client.force_login(make_user())
    first = client.get(FEED)

    Committee.objects.filter(slug="hubei").update(short_name="鄂")  # no row of turns or consultations changes

    assert client.get(FEED, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_a_reader_that_only_knows_the_time_misses_nothing_that_went_away(client):
    make_rotation()
    client.force_login(make_user())
    first = client.get(FEED)
    Turn.objects.order_by("-starts_on")[0].delete()

    again = client.get(FEED, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])

    assert (again.status_code, len(_by_kind(icalendar.Calendar.from_ical(again.content), "turn"))) == (
        200,
        18,
    )


@pytest.mark.parametrize("method", ["PROPFIND", "OPTIONS", "POST", "PUT", "DELETE", "REPORT"])
@pytest.mark.parametrize("feed", [FEED, "/organizations/hubei/calendar.ics", "/experience/feed/"])
def test_other_methods_are_answered_with_those_there_are(method, feed):
    answer = Client(enforce_csrf_checks=True).generic(method, feed)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_a_committee_that_owes_a_reply_is_reminded_on_its_last_morning(client):
    make_rotation(now=NOW)
    consultation = make_consultation(now=NOW, days=20)
    staff = {slug: make_user(slug) for slug in ("hubei", "jiangsu", "hunan")}
    operations.reply(
        consultation,
        actor=staff["hunan"],
        answer="decline",
        delegates="",
        revision=consultation.revision,
        now=NOW,
    )

    told = {}
    for slug, person in staff.items():
        client.force_login(person)
        [event] = _by_kind(_read(client), "consultation")
        told[slug] = [(alarm["trigger"].dt, str(alarm["description"])) for alarm in event.walk("VALARM")]

    morning = dates.at(consultation.reply_by, time(9))
    assert told == {"hubei": [], "hunan": [], "jiangsu": [(morning, "会商回执今日截止：协作会商")]}


def test_any_change_gives_a_new_etag(client):
    make_rotation()
    client.force_login(make_user())
    seen = {client.get(FEED)["ETag"]}
    consultation = make_consultation(days=2)
    seen.add(client.get(FEED)["ETag"])
    operations.cancel(consultation, reason="合并", now=datetime.now(UTC))
    seen.add(client.get(FEED)["ETag"])
    Turn.objects.order_by("-starts_on")[0].delete()
    seen.add(client.get(FEED)["ETag"])

    assert len(seen) == 4


@pytest.mark.parametrize("turns", [1, 5])
def test_the_feed_costs_the_same_however_long(client, django_assert_num_queries, turns):
    make_rotation(order=["hubei", "hunan", "jiangsu", "zhejiang", "anhui"][:turns])
    client.force_login(make_user())

    with django_assert_num_queries(4):  # session, user, turns, consultations
        calendar = _read(client)

    assert len(_by_kind(calendar, "turn")) == turns


def _make_link(client) -> str:
    response = client.post(reverse("rotation:subscription"))
    link = response.context["link"]
    assert link in response.content.decode()
    return link.partition("?")[2]


def test_a_secret_link_opens_the_feed_without_signing_in(client):
    make_rotation()
    client.force_login(make_user())
    query = _make_link(client)
    client.logout()

    assert client.get(f"{FEED}?{query}").status_code == 200
    assert client.get(FEED).status_code == 302
    assert CalendarToken.objects.filter(digest__contains=query[-10:]).count() == 0  # only a digest is kept


def test_a_new_link_or_a_revocation_ends_the_old_one(client):
    client.force_login(make_user())
    old = _make_link(client)
    new = _make_link(client)
    assert [client.get(f"{FEED}?{query}").status_code for query in (old, new)] == [410, 200]

    client.post(reverse("rotation:subscription-revoke"))

    gone = client.get(f"{FEED}?{new}")
    assert (gone.status_code, gone["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert "可能已被撤销或重新生成" in gone.content.decode()


def test_the_link_of_a_person_who_left_is_dead(client):
    user = make_user()
    client.force_login(user)
    query = _make_link(client)
    client.logout()
    user.is_active = False
    user.save()

    assert client.get(f"{FEED}?{query}").status_code == 410


CHANGES = {
    "another password": lambda person: set_password(person, "another-word-2026", now=timezone.now()),
    "another epoch: address, phone, rights, closed and opened": raise_epoch,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_link_ends_with_what_makes_all_devices_strange(client, change):
    user = make_user()
    client.force_login(user)
    query = _make_link(client)
    CHANGES[change](user)

    assert client.get(f"{FEED}?{query}").status_code == 410
    client.force_login(user)
    page = client.get(reverse("rotation:subscription")).content.decode()
    assert "已随密码或账号的变更失效" in page
    assert client.get(f"{FEED}?{_make_link(client)}").status_code == 200


def test_rights_that_are_given_leave_the_link_as_it_is(client):
    user = make_user(role="member")
    client.force_login(user)
    query = _make_link(client)
    operations_of_accounts.grant_duties(
        user, actor=make_user(None, role="member", platform_role="security"), is_editor=True
    )

    assert client.get(f"{FEED}?{query}").status_code == 200


def test_a_session_that_has_ended_meanwhile_makes_no_living_link():
    user = make_user()
    before = User.objects.get(pk=user.pk)
    raise_epoch(user)

    operations.make_token(actor=before, now=timezone.now())

    assert not CalendarToken.objects.get().is_live


@pytest.mark.parametrize("query", ["token=", "token=x", "token=%00", "token=" + "y" * 5000])
def test_a_made_up_link_opens_nothing(client, query):
    assert client.get(f"{FEED}?{query}").status_code == 410
