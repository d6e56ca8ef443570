"""工委日历: activities and consultations of one committee, by a link that can be revoked."""

from datetime import UTC, datetime, time, timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from ical.calendar_stream import IcsCalendarStream

from accounts import operations as accounts
from activities import operations as records
from organizations.models import CalendarLink
from rotation import operations
from rotation.models import Consultation, RotationMember, Turn
from tests.factories import committee, make_activity, make_consultation, make_rotation, make_user

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
FEED, LINK, REVOKE = (
    reverse(f"organizations:{name}", args=["jiangsu"])
    for name in ("calendar-ics", "calendar-link", "calendar-revoke")
)


def parsed(content: bytes) -> dict[str, tuple[str, int, str, str]]:
    """UID → title, SEQUENCE, STATUS, start: the same by two parsers that share no code."""
    loose = {
        str(event["uid"]): (
            str(event["summary"]),
            int(event["sequence"]),
            str(event.get("status", "")),
            event.decoded("dtstart").isoformat(),
        )
        for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    }
    strict = {
        event.uid: (
            event.summary,
            event.sequence,
            event.status.value if event.status else "",
            event.dtstart.isoformat(),
        )
        for event in IcsCalendarStream.calendar_from_ics(content.decode()).events
    }
    assert loose == strict
    return strict


def read(client, **headers) -> dict[str, tuple[str, int, str, str]]:
    response = client.get(FEED, **headers)
    assert response.status_code == 200
    return parsed(response.content)


def of_kind(events: dict[str, tuple[str, int, str, str]], kind: str) -> list[tuple[str, int, str, str]]:
    return [event for uid, event in sorted(events.items()) if uid.startswith(f"{kind}-")]


@pytest.fixture
def admin(client):
    person = make_user("jiangsu", role="admin")
    client.force_login(person)
    return person


def test_it_holds_what_the_committee_takes_part_in_and_nothing_else(client, admin):
    make_rotation(now=NOW)
    make_consultation(now=NOW, days=30)
    make_activity("zhejiang", ("jiangsu",), title="长江大保护联学")
    make_activity("zhejiang", ("anhui",), title="与我无关")
    make_activity("jiangsu", publish=False, title="草稿")

    events = read(client)

    assert [event[0] for event in of_kind(events, "activity")] == ["长江大保护联学"]
    assert [event[0] for event in of_kind(events, "consultation")] == ["协作会商"]
    assert {event[0] for event in of_kind(events, "turn")} == {"轮值牵头：江苏"}


def test_a_committee_outside_the_rotation_does_not_see_its_consultations(client, admin):
    make_rotation(now=NOW, order=["hubei", "hunan", "anhui"])
    make_consultation(now=NOW, days=30)

    assert of_kind(read(client), "consultation") == []


def _member(slug: str, **days: object) -> None:
    RotationMember.objects.filter(committee__slug=slug).update(**days)


@pytest.mark.parametrize(
    ("days", "seen"),
    [
        ({"left_on": "2026-12-23"}, []),  # the day of the meeting is the first it is away
        ({"left_on": "2026-12-24"}, ["协作会商"]),
        ({"joined_on": "2026-12-23"}, ["协作会商"]),
        ({"joined_on": "2026-12-24"}, []),
    ],
)
def test_a_meeting_is_in_the_calendar_of_who_belonged_on_its_day(client, admin, days, seen):
    make_rotation(now=NOW)
    make_consultation(now=NOW, days=30)
    _member("jiangsu", joined_on="2026-01-01")
    _member("jiangsu", **days)

    assert [event[0] for event in of_kind(read(client), "consultation")] == seen


def test_the_day_of_a_meeting_is_beijing_s(client, admin):
    make_rotation(now=NOW)
    meeting = make_consultation(now=NOW, days=30)
    early = datetime(2026, 12, 22, 23, 30, tzinfo=UTC)  # 7:30 of the 23rd in Beijing
    Consultation.objects.filter(pk=meeting.pk).update(starts_at=early, ends_at=early + timedelta(hours=1))

    _member("jiangsu", joined_on="2026-01-01", left_on="2026-12-23")
    assert of_kind(read(client), "consultation") == []
    _member("jiangsu", left_on="2026-12-24")
    assert len(of_kind(read(client), "consultation")) == 1


def test_the_lead_has_its_meeting_whatever_became_of_its_membership(client, admin):
    make_rotation(now=NOW, order=["jiangsu", "hunan"])
    make_consultation(now=NOW, days=30)
    RotationMember.objects.filter(committee__slug="jiangsu").delete()

    assert len(of_kind(read(client), "consultation")) == 1


def test_a_cancelled_activity_and_a_cancelled_consultation_stay_as_cancelled(client, admin):
    make_rotation(now=NOW)
    consultation = make_consultation(now=NOW, days=30)
    activity = make_activity("jiangsu", held_on=NOW.date() + timedelta(days=9))
    before = read(client)

    operations.cancel(consultation, reason="汛情", now=NOW)
    records.cancel(activity, actor=admin, reason="汛情", now=NOW)

    after = read(client)
    assert after.keys() == before.keys()
    for kind in ("activity", "consultation"):
        [(_, old, _, start)], [(title, new, status, same)] = of_kind(before, kind), of_kind(after, kind)
        assert (status, same) == ("CANCELLED", start)
        assert title.startswith("已取消：")
        assert new > old


def test_swapped_turns_keep_their_uid_and_raise_the_sequence(client, admin):
    make_rotation(now=NOW)
    make_consultation(now=NOW, days=30)
    client.force_login(make_user("jiangsu", is_rotation_admin=True))
    feed = reverse("rotation:calendar-ics")
    before = parsed(client.get(feed).content)
    one, other = Turn.objects.order_by("starts_on")[1:3]
    meeting = operations.convene(one, now=NOW)
    make_consultation(turn=one, now=NOW, days=(one.starts_on - NOW.date()).days + 5)
    dated = parsed(client.get(feed).content)

    operations.order_swap(
        one, other, actor=make_user("hubei", role="member", is_rotation_admin=True), reason="换届", now=NOW
    )

    after = parsed(client.get(feed).content)
    assert before.keys() <= after.keys() == dated.keys()
    raised = {uid.partition("@")[0] for uid in after if after[uid][1] > dated[uid][1]}
    assert raised == {f"turn-{one.pk}", f"turn-{other.pk}", f"consultation-{meeting.pk}"}
    assert len(of_kind(after, "turn")) == Turn.objects.count()  # the full horizon


def test_times_that_are_known_are_moments_others_whole_days(client, admin):
    day = NOW.date() + timedelta(days=3)
    make_activity("jiangsu", held_on=day, start_time=time(14, 30), end_time=time(16))
    make_activity("jiangsu", held_on=day, start_time=time(9))

    starts = {event[3] for event in of_kind(read(client), "activity")}

    assert starts == {"2026-11-26T14:30:00+08:00", "2026-11-26"}


def test_an_unchanged_calendar_is_not_sent_again(client, admin, django_assert_max_num_queries):
    make_activity("jiangsu")
    first = client.get(FEED)

    with django_assert_max_num_queries(6):
        again = client.get(FEED, HTTP_IF_NONE_MATCH=first["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    make_activity("jiangsu")
    assert client.get(FEED, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_its_link_opens_it_without_signing_in_until_it_is_renewed_or_revoked(client, admin):
    links = [client.post(LINK).context["link"] for _ in range(2)]
    queries = [link.partition("?")[2] for link in links]
    assert [client.get(f"{FEED}?{query}").status_code for query in queries] == [410, 200]
    assert not CalendarLink.objects.filter(digest__contains=queries[1][-10:]).exists()

    client.post(REVOKE)
    client.logout()

    gone = client.get(f"{FEED}?{queries[1]}")
    assert (gone.status_code, gone["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert "请登录平台重新生成" in gone.content.decode()
    assert client.get(FEED).status_code == 302


@pytest.mark.parametrize("leaves", ["closed", "moved"])
def test_the_link_ends_with_the_admin_who_made_it_and_the_others_are_told(client, admin, leaves):
    other, system = make_user(role="admin"), make_user(None, role="member", platform_role="system")
    query = client.post(LINK).context["link"].partition("?")[2]
    admin.role = "member"  # rights are withdrawn first
    admin.save()
    if leaves == "closed":
        accounts.disable_person(admin, actor=system)
    else:
        accounts.edit_person(admin, actor=system, committee=committee("hubei"))

    assert Client().get(f"{FEED}?{query}").status_code == 410
    told = other.notifications.get()
    assert (told.title, told.url) == ("工委日历链接已失效", LINK)
    assert not admin.notifications.filter(title=told.title).exists()


@pytest.mark.parametrize("query", ["token=", "token=%00", "token=" + "y" * 5000])
def test_a_made_up_link_opens_nothing(client, query):
    assert client.get(f"{FEED}?{query}").status_code == 410
    assert client.get(f"/organizations/nowhere/calendar.ics?{query}").status_code == 410


def test_the_link_of_one_committee_opens_no_other(client, admin):
    query = client.post(LINK).context["link"].partition("?")[2]
    other = reverse("organizations:calendar-ics", args=["zhejiang"])

    assert client.get(f"{other}?{query}").status_code == 410


@pytest.mark.parametrize(
    ("slug", "role", "reads", "keeps"),
    [
        ("jiangsu", "member", 200, 403),
        ("jiangsu", "staff", 200, 403),
        ("jiangsu", "admin", 200, 200),
        ("zhejiang", "admin", 403, 403),
    ],
)
def test_its_people_read_it_and_its_admins_keep_the_link(client, slug, role, reads, keeps):
    client.force_login(make_user(slug, role=role))

    assert [client.get(url).status_code for url in (FEED, LINK)] == [reads, reads]
    assert client.post(LINK).status_code == keeps
    assert CalendarLink.objects.filter(committee=committee("jiangsu")).exists() is (keeps == 200)


@pytest.mark.parametrize("many", [1, 5])
def test_it_costs_the_same_however_long(client, admin, django_assert_num_queries, many):
    make_rotation(now=NOW)
    for _ in range(many):
        make_activity("jiangsu")

    # session, user, committee, activities, turns, consultations
    with django_assert_num_queries(6):
        assert len(of_kind(read(client), "activity")) == many
