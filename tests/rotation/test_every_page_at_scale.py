"""Every page of turns, consultations, reminders and notices: twelve queries, with years of work stored."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from collab_portal.lib import dates
from notifications import urls as notification_urls
from notifications.models import Delivery, Notification, Robot
from rotation import operations
from rotation import urls as rotation_urls
from rotation.models import Consultation, Resolution, Rotation, Swap, Turn, WorkdayOverride
from tests.factories import make_user
from tests.rotation import crowd
from tests.rotation.work import NOW, TODAY

pytestmark = [pytest.mark.thorough, pytest.mark.django_db, pytest.mark.time_machine(NOW)]
MOST = 12
TRAIL = 6  # a lock, whether the row stands already, the row, and the savepoints around them
REHEARSED = 600  # a preview does the deed and takes it back: a handful for each meeting and member it touches
LEDGER, MEETINGS, DECISIONS = 2000, 40, 300
PREVIEWED = re.compile(r"^/rotation/(plan|rotations/(new|basin/(plan|members)))/\?")
FURTHER = {
    "rotation:turns": ["state=future", "committee=anhui"],
    "rotation:resolutions": ["state=overdue&owner=jiangsu"],
    "rotation:calendar": ["year=2027"],
    "rotation:reminders": ["within=30&subject=RESOLUTION", "committee=anhui"],
    "rotation:plan": ["pool=basin&cadence=month&start=2027-02-01&cycles=3"],
    "rotation:rotation-plan": ["pool=basin&cadence=half_year&start=2027-02-01&cycles=2"],
    "rotation:rotation-new": ["name=十一家&slug=belt&pool=belt&cadence=year&start=2027-01-01&cycles=2"],
    "rotation:members": ["kind=leave&committee=anhui&day=2029-01-01&reason=机构调整"],
    "notifications:inbox": ["state=unread"],
    "notifications:ledger": ["status=pending", "status=attention&kind=consultation", "topic=会商"],
}


def ledger(person) -> None:
    """Two thousand rows in every state about what there is, and as many items for one person."""
    matters = [*Consultation.objects.all(), *Resolution.objects.all()]
    topics = [row.topic for row in matters]
    states = [state for state in Delivery.Status if state != Delivery.Status.SENDING]
    late = datetime.now(UTC) - timedelta(hours=3)
    done = {Delivery.Status.PENDING: None, Delivery.Status.UNCERTAIN: None}
    Delivery.objects.bulk_create(
        Delivery(
            topic=topics[number % len(topics)],
            step=f"due-{number}",
            recipient=person,
            channel="email",
            planned=number % 2 == 0,
            kind="" if number % 2 == 0 else "information",
            title=f"会商提醒{number}",
            url="/rotation/",
            status=state,
            not_before=late,
            due_at=late,
            next_attempt_at=late,
            expires_at=late + timedelta(days=9),
            finished_at=done.get(state, late),
            uncertain_at=late if state == Delivery.Status.UNCERTAIN else None,
        )
        for number in range(LEDGER)
        for state in [states[number % len(states)]]
    )
    Notification.objects.bulk_create(
        Notification(
            recipient=person,
            committee=person.committee,
            topic=topics[number % len(topics)],
            step=f"due-{number}",
            kind="action" if number % 2 else "information",
            title=f"提醒{number}",
            url="/rotation/",
        )
        for number in range(LEDGER)
    )


@pytest.fixture
def years(lead, staff):
    """Three cycles of turns, forty consultations with 300 decisions, some to come, 2,000 ledger rows."""
    rotation = Rotation.objects.get()
    turns = list(rotation.turns.for_list())
    wish = operations.Wish(
        tuple(rotation.members.order_by("position").values_list("committee__slug", flat=True)),
        operations.plans.Cadence.QUARTER,
        turns[1].starts_on,
        3,
    )
    operations.store(wish, actor=None, seen=rotation.revision, now=NOW)
    coming = operations.convene(Turn.objects.current(TODAY).get(), now=NOW)
    held = crowd.held(MEETINGS, lead, staff)
    crowd.decisions(DECISIONS, held, lead, staff)
    crowd.busy(coming, lead, staff)
    for turn in Turn.objects.future(TODAY).for_list()[:5]:
        operations.convene(turn, now=NOW)
    one, other = Turn.objects.future(TODAY).for_list()[3:5]
    operations.propose_swap(one, other, actor=make_user(one.committee.slug), reason="年度安排", now=NOW)
    WorkdayOverride.objects.bulk_create(
        WorkdayOverride(day=TODAY + timedelta(days=number), source="示例") for number in range(40)
    )
    Robot.objects.create(kind="wecom", name="轮值群", key="key", topics=["consultation"])
    ledger(staff)
    return coming


def objects(coming) -> dict[str, object]:
    """For each part of an address the number of something with much below it."""
    held = Consultation.objects.filter(status="held").order_by("pk").first()
    minutes, decided, poll = held.minutes.get(), held.resolutions.first(), coming.polls.get()
    return {
        "consultations": held.pk,
        "turns": coming.turn_id,
        "items": coming.items.filter(status="proposed").first().pk,
        "polls": poll.pk,
        "polls/options": poll.options.first().pk,
        "minutes": minutes.pk,
        "objections": minutes.parties.first().pk,
        "resolutions": decided.pk,
        "swaps": Swap.objects.get().pk,
        "rotations": "basin",
        "reminders/rules": "notice-14",
        "workdays": WorkdayOverride.objects.first().pk,
        "robots": Robot.objects.get().pk,
        "ledger": Delivery.objects.first().pk,
        "": Notification.objects.first().pk,
    }


def addresses(coming) -> list[str]:
    """All that may be asked for: each pattern with its object, lists also filtered."""
    known, found = objects(coming), []
    for urls in (rotation_urls, notification_urls):
        for pattern in urls.urlpatterns:
            found += _of(urls.app_name, pattern, known, coming)
    return found


def _of(app: str, pattern: URLPattern, known: dict[str, object], coming) -> list[str]:
    name, parameters = f"{app}:{pattern.name}", dict.fromkeys(pattern.pattern.converters)
    if not parameters:
        addresses = [{}]
    elif pattern.name == "document":
        addresses = [{"pk": coming.pk, "kind": "report", "file_format": "docx"}]
    else:
        root = str(pattern.pattern).partition("<")[0].rstrip("/")
        main = "slug" if "slug" in parameters else "step" if "step" in parameters else "pk"
        addresses = [{main: known[root]}]
        if root == "consultations":
            addresses.append({main: coming.pk})
    found = [reverse(name, kwargs=kwargs) for kwargs in addresses]
    return found + [f"{found[0]}?{query}" for query in FURTHER.get(name, ())]


@pytest.mark.parametrize("viewer", ["secretary", "staff", "lead"])
def test_no_page_asks_more_than_twelve_times(client, years, lead, staff, viewer):
    secretary = make_user("chongqing", role="member", is_rotation_admin=True)
    client.force_login({"secretary": secretary, "staff": staff, "lead": lead}[viewer])
    dear, wrong, opened = {}, {}, 0

    for address in addresses(years):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
            b"".join(response.streaming_content) if response.streaming else response.content
        opened += response.status_code == 200
        refused = response.status_code in {403, 404}  # leaves a row in the security trail
        allowed = REHEARSED if PREVIEWED.match(address) else MOST + refused * TRAIL
        if len(queries) > allowed:
            dear[address] = len(queries)
        if response.status_code not in {200, 302, 403, 404, 405, 410}:
            wrong[address] = response.status_code

    assert (dear, wrong) == ({}, {})
    assert opened > 30
    assert (Turn.objects.count() > 40, Delivery.objects.count() >= LEDGER) == (True, True)


def test_what_is_ahead_shows_the_nearest_of_thousands(client, years):
    client.force_login(make_user("chongqing", role="member", is_rotation_admin=True))

    response = client.get(reverse("rotation:reminders"))

    assert response.context["total"] > 1000
    assert len(response.context["lines"]) == 100
    moments = [line.reminder.not_before for line in response.context["lines"]]
    assert moments == sorted(moments)
    assert dates.today(moments[0]) >= TODAY
