"""公平情况 in words, and the timeline of a cycle."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from collab_portal.lib import dates
from organizations.network import MEMBERS
from rotation import operations
from rotation.fairness import fairness
from rotation.models import Consultation, Rotation, Turn
from rotation.operations import Wish
from rotation.planning import Cadence
from rotation.timeline import LEFT, WIDTH, timeline
from tests.factories import committee, make_consultation, make_rotation, make_user

NOW = datetime(2028, 3, 15, 2, 0, tzinfo=UTC)
TODAY = date(2028, 3, 15)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
FOUR = ["shanghai", "jiangsu", "qinghai", "xizang"]
PAGE = reverse("rotation:fairness", args=["basin"])


@pytest.fixture
def rotation() -> Rotation:
    """Four members by the quarter since January 2027; 上海 leads for the second time."""
    return make_rotation(now=NOW, order=FOUR, start=date(2027, 1, 1), cycles=2)


def _report(rotation: Rotation):
    members = rotation.members.on(TODAY).select_related("committee").order_by("position")
    return fairness(list(rotation.turns.for_list()), list(members), TODAY)


def test_it_says_how_often_each_led_since_when_and_who_is_next(rotation):
    report = _report(rotation)

    assert [(share.member.committee.slug, share.led) for share in report.shares] == [
        ("shanghai", 2),
        ("jiangsu", 1),
        ("qinghai", 1),
        ("xizang", 1),
    ]
    assert report.shares[0].last.starts_on == date(2028, 1, 1)
    assert report.shares[0].next is None
    assert report.shares[1].next.starts_on == date(2028, 4, 1)
    assert report.summary == [
        "自2027年1月1日（周五）起已有 5 个任期开始，排定至2028年12月31日（周日）。",
        "现有成员 4 家：1 家牵头过 2 次，3 家牵头过 1 次。",
        "下一任：江苏，2028年4月1日（周六）起。",
        "自始为成员的各家，牵头次数最多与最少相差 1 次。",
    ]
    assert report.sound


def test_gaps_doubles_and_who_waits_without_a_turn_are_named(rotation):
    last = Turn.objects.order_by("-starts_on")[0]
    Turn.objects.filter(pk=last.pk).update(starts_on=last.starts_on + timedelta(days=3))
    Turn.objects.filter(cycle=1, committee__slug="xizang").delete()
    rotation.members.create(committee=committee("hubei"), position=5, joined_on=date(2028, 3, 1))

    findings = _report(rotation).findings

    assert "2027年10月1日（周五）至2027年12月31日（周五）无人牵头。" in findings
    assert "2028年10月1日（周日）至2028年10月3日（周二）无人牵头。" in findings
    assert any(line.startswith("湖北是成员，但尚未牵头") for line in findings)


def test_a_group_that_leads_on_and_on_is_pointed_out():
    belt = [member.slug for member in MEMBERS[:4]]
    rest = [member.slug for member in MEMBERS[11:15]]
    mixed = [slug for pair in zip(belt, rest, strict=True) for slug in pair]
    rotation = make_rotation(now=NOW, order=mixed, start=date(2028, 1, 1))
    assert _report(rotation).findings == []

    wish = Wish((mixed[0], *belt[1:], *rest), Cadence.QUARTER, date(2028, 4, 1))
    operations.store(wish, actor=None, seen=rotation.revision, now=NOW)

    assert _report(Rotation.objects.get()).findings == [
        "第1轮中同一组别连续牵头 4 任；如需错开，可在编排次序时穿插。"
    ]


def test_nothing_planned_is_said_and_breaks_nothing(client):
    Rotation.objects.create(name="轮值", slug="basin", starts_on=TODAY)
    client.force_login(make_user())

    assert "还没有排定任期" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("cycles", [1, 5])
def test_the_page_costs_the_same_however_many_turns(client, django_assert_num_queries, cycles):
    make_rotation(now=NOW, start=date(2028, 1, 1), cycles=cycles)
    client.force_login(make_user(role="member"))

    with django_assert_num_queries(6):  # session, user, rotation, turns, members, bell
        response = client.get(PAGE)

    assert len(response.context["it"].shares) == 19


def test_the_timeline_lies_end_to_end_and_knows_today_and_the_meetings(rotation):
    turns = list(Turn.objects.filter(cycle=2).for_list())
    consultation = make_consultation(turns[0], now=NOW, days=10)

    drawn = timeline(turns, [consultation], TODAY)

    assert drawn.bars[0].x == LEFT
    assert round(drawn.bars[-1].x + drawn.bars[-1].width) == round(LEFT + WIDTH)
    for bar, following in zip(drawn.bars, drawn.bars[1:], strict=False):
        assert abs(bar.x + bar.width - following.x) < 0.2
    assert [bar.state for bar in drawn.bars] == ["now", "future", "future", "future"]
    assert drawn.bars[0].x < drawn.now < drawn.bars[0].dots[0] < drawn.bars[1].x
    assert timeline([], [], TODAY) is None
    assert timeline(turns, [], date(2031, 1, 1)).now is None


def test_the_home_draws_the_cycle_beside_the_wheel(client, rotation, django_assert_max_num_queries):
    for turn in Turn.objects.filter(cycle=2):
        start = dates.start_of(turn.ends_on)
        facts = {
            "title": "会商",
            "status": "scheduled",
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
        }
        Consultation.objects.update_or_create(turn=turn, number=1, defaults=facts)
    client.force_login(make_user())

    with django_assert_max_num_queries(12):
        html = client.get("/rotation/").content.decode()

    assert html.count('class="timeline-bar') == 4
    assert html.count('class="timeline-dot"') == 4
    assert 'class="wheel"' in html
