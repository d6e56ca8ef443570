"""A plan is stored whole or not at all, and what has begun is never touched."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from notifications.models import Delivery
from organizations.network import MEMBERS
from rotation import operations
from rotation.models import Consultation, Rotation, RotationMember, Turn
from rotation.operations import Wish
from rotation.planning import Cadence
from rotation.preview import Kind
from tests.factories import committee, make_rotation, make_user

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW), pytest.mark.usefixtures("followed")]
ALL = tuple(member.slug for member in MEMBERS)
BELT = tuple(member.slug for member in MEMBERS if member.group == "belt")


def _store(order=ALL, cadence=Cadence.QUARTER, start=date(2027, 1, 1), cycles=1, seen=None, now=NOW):
    rotation = Rotation.objects.first()
    known = (rotation.revision if rotation else 0) if seen is None else seen
    return operations.store(Wish(tuple(order), cadence, start, cycles), actor=None, seen=known, now=now)


def _turns() -> list[tuple[int, str, str, str]]:
    rows = Turn.objects.order_by("starts_on").values_list("cycle", "committee__slug", "starts_on", "ends_on")
    return [(cycle, slug, f"{start}", f"{end}") for cycle, slug, start, end in rows]


def test_a_first_plan_gives_every_one_of_the_nineteen_a_turn():
    diff = _store()

    assert len(diff.of(Kind.NEW)) == 19
    assert [row[1] for row in _turns()] == list(ALL)
    assert _turns()[0] == (1, "shanghai", "2027-01-01", "2027-03-31")
    assert RotationMember.objects.count() == 19


def test_storing_the_same_plan_again_changes_nothing():
    _store()
    before = (_turns(), Rotation.objects.get().revision, Delivery.objects.count())

    diff = _store(seen=0)

    assert diff.changed is False
    assert (_turns(), Rotation.objects.get().revision, Delivery.objects.count()) == before


def test_turns_that_have_begun_stay_as_they_are_when_everything_else_changes():
    make_rotation(now=NOW)  # 湖北 from 1 November to 31 January
    running = Turn.objects.current(date(2026, 11, 23)).values().get()

    _store(BELT, Cadence.MONTH, date(2027, 2, 1))

    assert Turn.objects.filter(pk=running["id"]).values().get() == running
    assert len(_turns()) == 11
    assert _turns()[1] == (1, "shanghai", "2027-02-01", "2027-02-28")


def test_a_turn_that_moves_keeps_its_number_and_raises_its_revision():
    make_rotation(now=NOW)
    hunan = Turn.objects.get(committee__slug="hunan")

    _store(
        order=("hubei", "chongqing", "hunan", *[s for s in ALL if s not in {"hubei", "chongqing", "hunan"}]),
        start=date(2027, 2, 1),
    )

    moved = Turn.objects.get(pk=hunan.pk)
    assert (moved.starts_on, moved.revision) == (date(2027, 5, 1), hunan.revision + 1)
    assert moved.updated_at == NOW


def test_a_new_member_leads_at_the_end_of_the_running_cycle():
    make_rotation(now=NOW, order=BELT)
    _store(start=date(2027, 2, 1), order=(*BELT[:3], "fujian", *BELT[3:]))

    assert [row[1] for row in _turns()][-1] == "fujian"
    assert RotationMember.objects.get(committee__slug="fujian").joined_on == date(2027, 2, 1)


def test_after_a_member_leaves_the_others_close_up():
    make_rotation(now=NOW)
    _store(order=tuple(slug for slug in ALL if slug != "hunan"), start=date(2027, 2, 1))

    assert len(_turns()) == 18
    assert RotationMember.objects.get(committee__slug="hunan").left_on == date(2027, 2, 1)
    assert not Turn.objects.filter(committee__slug="hunan").exists()


def test_more_cycles_only_add_turns():
    make_rotation(now=NOW)
    order = [row[1] for row in _turns()]
    before = _turns()

    _store(order=order, start=date(2027, 2, 1), cycles=2)

    assert _turns()[:19] == before
    assert len(_turns()) == 38


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (date(2026, 11, 22), "不能早于今天"),
        (date(2026, 11, 23), "请改为 2027-02-01"),
        (date(2027, 1, 31), "请改为 2027-02-01"),
        (date(2027, 3, 1), "重叠，请改为 2027-05-01"),
    ],
)
def test_a_start_that_touches_what_has_begun_or_cuts_a_turn_is_refused(start, words):
    make_rotation(now=NOW)
    before = _turns()

    with pytest.raises(ValidationError, match=words) as refusal:
        _store(start=start)

    assert list(refusal.value.message_dict) == ["start"]
    assert _turns() == before


def test_a_start_that_leaves_days_without_a_lead_is_refused():
    make_rotation(now=NOW, order=("hubei",))

    with pytest.raises(ValidationError, match="2027-02-01 起将无人牵头"):
        _store(start=date(2027, 4, 1))


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"order": ()}, "order"),
        ({"order": ("shanghai", "shanghai")}, "order"),
        ({"cadence": Cadence.YEAR, "cycles": 5}, "cycles"),
        ({"cycles": 0}, "cycles"),
    ],
)
def test_an_impossible_wish_is_refused_and_leaves_nothing_behind(wish, field):
    with pytest.raises(ValidationError) as refusal:
        _store(**wish)

    assert list(refusal.value.message_dict) == [field]
    assert not Rotation.objects.exists()


def test_a_preview_that_is_out_of_date_is_not_stored():
    _store()

    with pytest.raises(ValidationError, match="其他管理员"):
        _store(BELT, seen=0)

    assert len(_turns()) == 19


def test_a_turn_with_a_dated_consultation_neither_goes_nor_moves_away_from_it():
    make_rotation(now=NOW)
    turn = Turn.objects.get(committee__slug="hunan")
    consultation = operations.convene(turn, now=NOW)
    moment = datetime(2027, 4, 20, 1, tzinfo=UTC)
    arrangement = operations.Arrangement(moment, moment.replace(hour=3), "onsite", "一会议室")
    operations.schedule(consultation, title="会商", agenda="", arrangement=arrangement, now=NOW)

    with pytest.raises(ValidationError, match="请先将其改期或取消"):
        _store(order=tuple(slug for slug in ALL if slug != "hunan"), start=date(2027, 2, 1))
    with pytest.raises(ValidationError, match="请先将其改期或取消"):
        _store(order=tuple(reversed(ALL)), start=date(2027, 2, 1))


def test_a_turn_that_goes_ends_its_undated_consultation_and_takes_its_reminders_along():
    make_rotation(now=NOW)
    make_user("hunan")
    consultation = operations.convene(Turn.objects.get(committee__slug="hunan"), now=NOW)
    open_rows = Delivery.objects.filter(topic=consultation.topic, status="pending")
    assert open_rows.exists()

    _store(order=tuple(slug for slug in ALL if slug != "hunan"), start=date(2027, 2, 1))

    assert Consultation.objects.get(pk=consultation.pk).status == "cancelled"
    assert not open_rows.exists()


def test_a_moved_turn_reminds_its_lead_by_the_new_dates():
    make_rotation(now=NOW)
    make_user("hunan")
    consultation = operations.convene(Turn.objects.get(committee__slug="hunan"), now=NOW)

    _store(order=[row[1] for row in _turns()], cadence=Cadence.MONTH, start=date(2027, 2, 1))

    rows = Delivery.objects.filter(topic=consultation.topic, status="pending")
    assert set(rows.values_list("revision", "step")) == {(1, "fix-60"), (1, "agenda-45"), (1, "fix-30")}
    assert {f"{row.not_before:%Y-%m-%d}" for row in rows.filter(step="fix-30")} == {"2027-01-29"}


def test_those_whose_turns_change_hear_their_dates_once():
    person = make_user("shanghai")
    make_user("shanghai", role="member")

    _store()
    _store()

    notices = person.notifications.all()
    assert [notice.title for notice in notices] == ["长江流域机关党建协作轮值排期有变动：请查看贵单位的任期"]
    assert notices[0].body == "第1轮：2027年1月1日（周五）至2027年3月31日（周三）"
    assert (
        Delivery.objects.filter(topic__startswith="rotation:").count() == 2
    )  # inbox and e-mail of one person


def test_the_database_refuses_overlapping_turns():
    rotation = make_rotation(now=NOW)
    running = Turn.objects.current(date(2026, 11, 23)).get()

    with pytest.raises(IntegrityError, match="turn_no_overlap"), transaction.atomic():
        _squeeze_in(rotation, running.ends_on)


def _squeeze_in(rotation: Rotation, day: date) -> None:
    Turn.objects.create(
        rotation=rotation, committee=committee("shanghai"), cycle=9, starts_on=day, ends_on=day
    )
    connection.check_constraints()  # deferred: turns may change places within a transaction


def test_the_database_refuses_a_second_turn_in_a_cycle():
    rotation = make_rotation(now=NOW)

    with pytest.raises(IntegrityError, match="turn_once_a_cycle"), transaction.atomic():
        _lead_again(rotation)


def _lead_again(rotation: Rotation) -> None:
    Turn.objects.create(
        rotation=rotation,
        committee=committee("hubei"),
        cycle=1,
        starts_on=date(2090, 1, 1),
        ends_on=date(2090, 1, 2),
    )
    connection.check_constraints()  # deferrable: two leads may change places in one statement


def test_history_says_what_was_before():
    make_rotation(now=NOW)
    turn = Turn.objects.get(committee__slug="hunan")
    _store(order=[row[1] for row in _turns()], cadence=Cadence.MONTH, start=date(2027, 2, 1))

    from collab_portal.lib.history import changes_of

    changes = changes_of(turn)
    assert [change.label for change in changes] == ["修改", "新建"]
    assert ("结束日期", "2027年4月30日（周五）", "2027年2月28日（周日）") in changes[0].fields


@pytest.mark.time_machine(NOW)
def test_only_the_secretariat_convenes_in_a_turn_that_is_long_over(client):
    make_rotation(now=NOW, start=date(2026, 1, 1))
    past = Turn.objects.past(date(2026, 11, 23)).for_list().first()
    address = reverse("rotation:convene", args=[past.pk])

    answers = []
    for person in (make_user(past.committee.slug), make_user("gansu", role="member", is_rotation_admin=True)):
        client.force_login(person)
        answers.append(client.post(address).status_code)

    assert answers == [403, 302]
    assert past.consultations.count() == 1
