"""交接: what it lists, who signs when, what is frozen, how both sides get to know."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from collab_portal.lib import dates
from collab_portal.lib.verbs import follow
from rotation import operations
from rotation.handover import protocol
from rotation.models import Handover, Resolution, Turn
from tests.factories import committee, make_consultation, make_rotation, make_user

BEGAN = date(2026, 11, 1)  # 湖北 until 31 January, then 湖南
HELD = date(2026, 12, 10)
NOW = datetime(2027, 2, 3, 2, 0, tzinfo=UTC)
EARLIER = datetime(2027, 1, 20, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def turn() -> Turn:
    make_rotation(now=NOW, start=BEGAN)
    return _turn("hubei")


@pytest.fixture
def leaving(turn):
    return make_user("hubei")


@pytest.fixture
def arriving(turn):
    return make_user("hunan")


def _turn(slug: str) -> Turn:
    return Turn.objects.get(committee__slug=slug)


def _sign(turn, person, now=NOW, seen=None):
    seen = seen or protocol(turn, person, dates.today(now)).seen
    return operations.sign_handover(turn, actor=person, seen=seen, now=now)


def _resolution(turn, **fields):
    consultation = turn.consultations.first() or turn.consultations.create(
        title="流域会商",
        status="held",
        held_on=HELD,
        starts_at=dates.start_of(HELD),
        ends_at=dates.end_of(HELD),
    )
    author = make_user("hubei")
    facts = {
        "number": consultation.resolutions.count() + 1,
        "title": "联络员制度",
        "due_on": date(2027, 6, 1),
    }
    row = Resolution.objects.create(
        consultation=consultation, created_by=author, created_at=NOW, **{**facts, **fields}
    )
    row.owners.create(committee=committee("jiangsu"), main=True)
    follow([row, consultation])
    return row


def _words(sheet) -> str:
    return str(sheet.stored())


def test_the_list_compiles_itself_from_what_is_open(turn, leaving):
    _resolution(turn, title="建立联络员制度", due_on=date(2027, 1, 5))
    _resolution(turn, title="已办完的事", status="done", settled_on=date(2027, 1, 9))
    consultation = turn.consultations.get()
    consultation.items.create(
        committee=committee("anhui"),
        kind="solve",
        title="跨省医保结算",
        status="deferred",
        reason="材料不齐",
        proposed_by=leaving,
        created_at=NOW,
        screened_by=leaving,
        screened_at=NOW,
        submission="6c1f1c1e-0000-4000-8000-000000000001",
    )

    sheet = protocol(turn, leaving, dates.today(NOW)).sheet

    decided, topics, meetings, days = sheet.sections
    assert [(row.title, row.late) for row in decided.rows] == [("建立联络员制度", True)]
    assert "责任工委：江苏" in decided.rows[0].detail
    assert [row.title for row in topics.rows] == ["跨省医保结算"]
    assert [row.title for row in meetings.rows] == ["流域会商"]
    assert [row.title for row in days.rows] == ["移交方牵头权限", "湖南任期", "下次会商"]


def test_both_signatures_end_it_in_either_order(turn, leaving, arriving):
    for first, second in ((leaving, arriving), (arriving, leaving)):
        with transaction.atomic():
            _sign(turn, first)
            handover = _sign(turn, second)
            assert handover.is_done
            assert (handover.outgoing_by, handover.incoming_by) == (leaving, arriving)
            assert handover.successor == _turn("hunan")
            transaction.set_rollback(True)


def test_signing_twice_is_signing_once(turn, leaving):
    first = _sign(turn, leaving)

    again = _sign(turn, make_user("hubei"), seen="whatever", now=NOW + timedelta(hours=1))

    assert (again.outgoing_by, again.outgoing_at) == (leaving, first.outgoing_at)


def test_nobody_signs_or_writes_for_another(turn):
    strangers = [
        make_user("anhui"),
        make_user("hubei", role="member"),
        make_user("hunan", role="member", is_rotation_admin=True),
        make_user(None, role="member", platform_role="system"),
    ]

    for person in strangers:
        with pytest.raises(PermissionDenied):
            operations.sign_handover(turn, actor=person, seen="", now=NOW)
        with pytest.raises(PermissionDenied):
            operations.write_handover(turn, actor=person, contact="", note="", now=NOW)
        with pytest.raises(PermissionDenied):
            operations.reopen_handover(turn, actor=person, reason="改", now=NOW)
    assert not Handover.objects.exists()


def test_a_co_lead_reads_but_does_not_sign_for_the_lead(turn, client):
    operations.set_co_lead(turn, committee("sichuan"), today=BEGAN)
    person = make_user("sichuan")
    client.force_login(person)

    assert client.get(reverse("rotation:handover", args=[turn.pk])).status_code == 200
    with pytest.raises(PermissionDenied):
        operations.sign_handover(turn, actor=person, seen="", now=NOW)


@pytest.mark.parametrize(
    ("slug", "day", "words"),
    [("hubei", date(2027, 1, 10), "自2027年1月18日"), ("hunan", date(2027, 1, 31), "自就任之日2027年2月1日")],
)
def test_each_side_signs_in_its_days(turn, slug, day, words):
    person, early = make_user(slug), dates.start_of(day)

    with pytest.raises(ValidationError, match=words):
        _sign(turn, person, now=early)

    _sign(turn, person, now=early + timedelta(days=8))


def test_without_a_next_turn_nobody_signs(turn):
    last = Turn.objects.order_by("-starts_on")[0]
    person, day = make_user(last.committee.slug), dates.start_of(last.ends_on)

    with pytest.raises(ValidationError, match="下一任尚未排定"):
        _sign(last, person, now=day)


def test_who_goes_on_leading_hands_over_to_nobody(turn, leaving):
    following = _turn("hunan")
    Turn.objects.filter(pk=following.pk).update(cycle=2, committee=turn.committee)

    with pytest.raises(ValidationError, match="无须交接"):
        _sign(turn, leaving)

    assert operations.open_handover(turn, now=NOW) is None


def test_the_first_signature_freezes_list_and_note_and_the_second_signs_the_same(turn, leaving, arriving):
    row = _resolution(turn)
    operations.write_handover(turn, actor=leaving, contact="张三 027-1", note="材料在档案室", now=NOW)
    _sign(turn, leaving)
    Resolution.objects.filter(pk=row.pk).update(title="改过的题目")

    shown = protocol(turn, arriving, dates.today(NOW))
    handover = _sign(turn, arriving)

    assert shown.changed
    assert "联络员制度" in _words(shown.sheet)
    assert "联络员制度" in str(handover.sheet)
    assert handover.note == "材料在档案室"
    with pytest.raises(ValidationError, match="已由双方签字"):
        operations.write_handover(turn, actor=leaving, contact="李四", note="", now=NOW)


def test_what_changed_since_it_was_read_is_not_signed(turn, leaving):
    seen = protocol(turn, leaving, dates.today(NOW)).seen
    operations.write_handover(turn, actor=leaving, contact="", note="补充说明", now=NOW)

    with pytest.raises(ValidationError, match="交接内容刚有变化"):
        _sign(turn, leaving, seen=seen)

    _sign(turn, leaving)


def test_after_one_signature_the_note_stays_and_the_incoming_contact_may_come(turn, leaving, arriving):
    _sign(turn, leaving)

    with pytest.raises(ValidationError, match="已有一方签字"):
        operations.write_handover(turn, actor=leaving, contact="", note="又想起一件", now=NOW)
    operations.write_handover(turn, actor=arriving, contact="李四 0731-2", note="不是我写的", now=NOW)

    handover = Handover.objects.get()
    assert (handover.incoming_contact, handover.note, handover.outgoing_by) == ("李四 0731-2", "", leaving)


def test_a_signature_is_taken_back_or_returned_with_a_reason(turn, leaving, arriving):
    _sign(turn, leaving)
    with pytest.raises(ValidationError, match="请说明"):
        operations.reopen_handover(turn, actor=arriving, reason=" ", now=NOW)

    handover = operations.reopen_handover(turn, actor=arriving, reason="缺少框架协议台账", now=NOW)

    assert (handover.outgoing_at, handover.sheet, handover.returned) == (None, None, "缺少框架协议台账")
    assert "湖北任期的交接已退回修改" in [notice.title for notice in leaving.notifications.all()]
    _sign(turn, leaving)
    assert Handover.objects.get().returned == ""


def test_a_done_handover_is_frozen_by_the_database(turn, leaving, arriving):
    _sign(turn, leaving)
    _sign(turn, arriving)

    for change in ({"note": "改写"}, {"outgoing_at": None, "outgoing_by": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Handover.objects.update(**change)
    with pytest.raises(ValidationError, match="已由双方签字"):
        operations.reopen_handover(turn, actor=leaving, reason="改", now=NOW)


def test_the_incoming_side_is_whoever_leads_after_a_swap(turn, leaving):
    _sign(turn, leaving, now=EARLIER)
    admin = make_user(role="member", is_rotation_admin=True)
    operations.order_swap(_turn("hunan"), _turn("sichuan"), actor=admin, reason="统筹", now=EARLIER)

    with pytest.raises(PermissionDenied):
        operations.sign_handover(turn, actor=make_user("hunan"), seen="", now=NOW)
    handover = _sign(turn, make_user("sichuan"))

    assert handover.is_done
    assert handover.successor.committee.slug == "sichuan"


def test_both_sides_are_told_once_and_reminded_when_late(turn, leaving, arriving):
    secretary = make_user(role="member", is_rotation_admin=True)
    for _ in range(2):
        operations.advance(now=EARLIER)
        operations.advance(now=NOW)
    late = datetime(2027, 2, 20, 2, 0, tzinfo=UTC)
    for _ in range(2):
        operations.advance(now=late)

    titles = [notice.title for notice in leaving.notifications.filter(step__startswith="handover")]
    assert sorted(titles) == ["湖北向湖南交接轮值", "湖北向湖南交接轮值：尚未签字"]
    assert arriving.notifications.filter(step__startswith="handover").count() == 2
    assert [notice.title for notice in secretary.notifications.all()] == ["湖北向湖南交接轮值：逾期未完成"]


def test_signing_settles_what_asked_for_it(turn, leaving, arriving):
    colleague = make_user("hubei")
    operations.advance(now=NOW)

    _sign(turn, leaving)

    assert colleague.notifications.get(step="handover-open").settled_at is not None
    assert arriving.notifications.get(step="handover-open").settled_at is None


def test_my_work_names_it_for_both_until_each_has_signed(turn, leaving, arriving, client):
    operations.advance(now=NOW)

    def line(person):
        client.force_login(person)
        return "签字交接：湖北任期" in client.get("/my/").content.decode()

    assert (line(leaving), line(arriving), line(make_user("anhui"))) == (True, True, False)
    _sign(turn, leaving)
    assert (line(leaving), line(arriving)) == (False, True)
    _sign(turn, arriving)
    assert (line(leaving), line(arriving)) == (False, False)


@pytest.mark.parametrize(("role", "told"), [("staff", True), ("member", False)])
def test_the_rotations_home_tells_the_staff_of_a_side_and_opens_for_everybody(turn, client, role, told):
    operations.advance(now=NOW)
    client.force_login(make_user("hubei", role=role))

    page = client.get("/rotation/")

    assert page.status_code == 200
    assert ("湖北任期的交接等待贵单位签字" in page.content.decode()) is told


def test_both_leads_click_their_way_through_a_handover(turn, leaving, arriving, client):
    page = reverse("rotation:handover", args=[turn.pk])
    client.force_login(leaving)
    note = {"contact": "张三 027-1", "note": "<b>档案</b>在一楼", "version": "1"}
    assert client.post(reverse("rotation:handover-write", args=[turn.pk]), note).status_code == 302

    for person in (leaving, arriving):
        client.force_login(person)
        response = client.get(page)
        assert "交接尚未完成" in response.content.decode()
        assert "&lt;b&gt;档案&lt;/b&gt;在一楼" in response.content.decode()
        seen = {"seen": response.context["it"].seen}
        assert (
            client.post(reverse("rotation:handover-sign", args=[turn.pk]), seen).headers["Location"] == page
        )

    done = client.get(page).content.decode()
    assert "双方已签字" in done
    assert "交接尚未完成" not in done


@pytest.mark.parametrize(
    ("slug", "fields", "status"),
    [
        ("hubei", {}, 200),
        ("hunan", {}, 200),
        ("anhui", {}, 404),
        ("hubei", {"role": "member"}, 404),
        ("anhui", {"role": "member", "is_rotation_admin": True}, 200),
    ],
)
def test_the_two_sides_and_the_secretariat_read_it(turn, client, slug, fields, status):
    client.force_login(make_user(slug, **fields))

    assert client.get(reverse("rotation:handover", args=[turn.pk])).status_code == status


@pytest.mark.parametrize("seen", ["", "x" * 5000, "\x00"])
def test_a_damaged_signature_is_refused_in_words(turn, leaving, client, seen):
    client.force_login(leaving)

    response = client.post(reverse("rotation:handover-sign", args=[turn.pk]), {"seen": seen}, follow=True)

    assert "交接内容刚有变化" in response.content.decode()
    assert not Handover.objects.exists()


@pytest.mark.parametrize("rows", [1, 5])
def test_the_page_costs_the_same_however_long_the_list(
    turn, leaving, client, django_assert_max_num_queries, rows
):
    for _ in range(rows):
        _resolution(turn)
    make_consultation(_turn("hunan"), now=NOW)
    operations.advance(now=NOW)
    client.force_login(leaving)

    with django_assert_max_num_queries(12):
        response = client.get(reverse("rotation:handover", args=[turn.pk]))

    assert response.content.decode().count("责任工委：江苏") == rows
