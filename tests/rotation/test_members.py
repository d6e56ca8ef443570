"""加入与退出 from a date: what was before stays byte for byte, what follows closes up, decisions stay."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from collab_portal.lib.history import changes_of
from organizations.network import MEMBERS
from rotation import operations
from rotation.models import Resolution, Rotation, RotationMember, Turn
from rotation.planning import Cadence
from tests.factories import committee, make_consultation, make_rotation, make_user
from tests.rotation import work

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW), pytest.mark.usefixtures("followed")]
ALL = [member.slug for member in MEMBERS]
ELEVEN = ALL[:11]


@pytest.fixture
def admin():
    return make_user(role="member", is_rotation_admin=True)


@pytest.fixture
def rotation(admin) -> Rotation:
    """The eleven, two cycles of quarters from 1 November 2026 on; 上海 leads."""
    return make_rotation(now=NOW, order=ELEVEN, cycles=2)


def _change(admin, slug: str, kind: str, day: date | None) -> None:
    rotation = Rotation.objects.get()
    operations.change_member(
        rotation, committee(slug), kind, day, actor=admin, reason="统筹", seen=rotation.revision, now=NOW
    )


def _leads(cycle: int) -> list[str]:
    turns = Turn.objects.filter(cycle=cycle).order_by("starts_on")
    return list(turns.values_list("committee__slug", flat=True))


def _rows(before: date) -> list[dict]:
    return list(Turn.objects.filter(starts_on__lt=before).order_by("pk").values())


def test_who_joins_leads_at_the_end_of_the_running_cycle_and_then_in_order(rotation, admin):
    day = date(2027, 6, 15)
    before = _rows(day)

    _change(admin, "qinghai", "join", day)

    assert _leads(1) == [*ELEVEN, "qinghai"]
    assert _leads(2) == [*ELEVEN, "qinghai"]
    assert _rows(day) == before
    member = RotationMember.objects.get(committee__slug="qinghai")
    assert (member.position, member.joined_on, member.left_on) == (12, day, None)


def test_who_leaves_keeps_what_began_before_and_the_rest_closes_up(rotation, admin):
    day = date(2027, 9, 1)  # 江苏 has led, 安徽 leads from 1 August on
    before = _rows(day)

    _change(admin, "anhui", "leave", day)
    _change(admin, "jiangxi", "leave", day)

    assert _leads(1) == [slug for slug in ELEVEN if slug != "jiangxi"]
    assert _leads(2) == [slug for slug in ELEVEN if slug not in {"anhui", "jiangxi"}]
    assert _rows(day) == before


def test_calling_it_off_brings_back_the_same_plan(rotation, admin):
    stored = list(Turn.objects.order_by("starts_on").values_list("committee", "starts_on", "ends_on"))
    for slug, kind, day in (("qinghai", "join", date(2027, 6, 1)), ("anhui", "leave", date(2028, 1, 1))):
        _change(admin, slug, kind, day)
        _change(admin, slug, "keep", None)

    assert list(Turn.objects.order_by("starts_on").values_list("committee", "starts_on", "ends_on")) == stored
    assert not RotationMember.objects.filter(committee__slug="qinghai").exists()
    assert RotationMember.objects.get(committee__slug="anhui").left_on is None


def test_a_day_beyond_the_horizon_is_kept_for_the_plans_to_come(rotation, admin):
    turns = list(Turn.objects.order_by("pk").values())

    _change(admin, "anhui", "leave", date(2040, 1, 1))

    assert list(Turn.objects.order_by("pk").values()) == turns
    assert RotationMember.objects.get(committee__slug="anhui").left_on == date(2040, 1, 1)


@pytest.mark.parametrize("pool", ["belt", "custom"])
def test_a_new_plan_forgets_no_day_that_was_set(rotation, admin, client, pool):
    _change(admin, "anhui", "leave", date(2028, 1, 1))
    client.force_login(admin)
    form = client.get(reverse("rotation:plan")).context["form"].initial

    response = client.get(
        reverse("rotation:plan"), {key: str(value) for key, value in form.items()} | {"pool": pool}
    )

    assert response.context["draft"].unchanged
    assert "安徽自2028年1月1日（周六）退出" in response.content.decode()


def test_an_earlier_day_may_be_set_for_who_is_to_come(rotation, admin):
    _change(admin, "qinghai", "join", date(2028, 6, 15))

    _change(admin, "qinghai", "join", date(2027, 6, 15))

    assert RotationMember.objects.get(committee__slug="qinghai").joined_on == date(2027, 6, 15)


def test_who_left_may_come_back_later(rotation, admin, time_machine):
    _change(admin, "anhui", "leave", date(2026, 12, 1))
    time_machine.move_to(datetime(2027, 3, 1, 2, tzinfo=UTC))
    back = Rotation.objects.get()
    operations.change_member(
        back,
        committee("anhui"),
        "join",
        date(2027, 4, 1),
        actor=admin,
        reason="恢复",
        seen=back.revision,
        now=datetime(2027, 3, 1, 2, tzinfo=UTC),
    )

    spells = RotationMember.objects.filter(committee__slug="anhui").order_by("joined_on")
    assert list(spells.values_list("joined_on", "left_on")) == [
        (date(2026, 11, 1), date(2026, 12, 1)),
        (date(2027, 4, 1), None),
    ]
    assert _leads(1)[-1] == "anhui"


def test_the_decisions_of_who_leaves_stay_and_the_preview_names_them(rotation, admin, client):
    lead = make_user("shanghai")
    consultation = make_consultation(now=NOW, days=5)
    work.as_held(consultation, "anhui")
    row = work.decide(consultation, lead, owners=[committee("anhui").pk])
    client.force_login(admin)
    asked = {"kind": "leave", "committee": "anhui", "day": "2026-12-31", "reason": "机构调整"}

    preview = client.get(rotation.members_url, asked)
    seen = {"seen": str(preview.context["draft"].seen)}
    response = client.post(rotation.members_url, asked | seen)

    assert "退出后仍由其办理" in preview.content.decode()
    assert row.title in preview.content.decode()
    assert response.status_code == 302
    assert [owner.committee.slug for owner in Resolution.objects.get().owners.all()] == ["anhui"]
    assert "anhui" not in _leads(1)


def test_reason_and_person_are_history(rotation, admin):
    _change(admin, "anhui", "leave", date(2028, 1, 1))

    change = changes_of(RotationMember.objects.get(committee__slug="anhui"))[0]

    assert (change.who, change.reason) == (admin.display_name, "统筹")
    assert change.fields == [("退出日期", "", "2028年1月1日（周六）")]


@pytest.mark.parametrize(
    ("slug", "kind", "day", "words"),
    [
        ("anhui", "join", date(2027, 1, 1), "已是这一轮值的成员"),
        ("qinghai", "leave", date(2027, 1, 1), "不是这一轮值的成员"),
        ("qinghai", "keep", None, "不是这一轮值的成员"),
        ("anhui", "keep", None, "没有待取消"),
        ("qinghai", "join", None, "请填写日期"),
        ("qinghai", "join", date(2026, 11, 22), "不能早于今天"),
        ("anhui", "leave", date(2020, 1, 1), "不能早于今天"),
        ("qinghai", "join", date(2101, 1, 1), "最远到 2100 年"),
    ],
)
def test_what_cannot_be_is_said(rotation, admin, slug, kind, day, words):
    before = list(RotationMember.objects.order_by("pk").values())

    with pytest.raises(ValidationError, match=words):
        _change(admin, slug, kind, day)

    assert list(RotationMember.objects.order_by("pk").values()) == before


def test_the_last_member_cannot_leave(admin):
    make_rotation(now=NOW, order=["hubei"])

    with pytest.raises(ValidationError, match="至少保留一家"):
        _change(admin, "hubei", "leave", date(2027, 6, 1))


def test_only_a_rotation_admin_changes_members(rotation):
    with pytest.raises(PermissionDenied):
        _change(make_user("hubei", role="admin"), "anhui", "leave", date(2028, 1, 1))


def test_of_two_administrators_the_second_is_asked_to_look_again(rotation, admin):
    seen = Rotation.objects.get().revision
    _change(admin, "anhui", "leave", date(2028, 1, 1))

    with pytest.raises(ValidationError, match="其他管理员刚刚保存"):
        operations.change_member(
            Rotation.objects.get(),
            committee("jiangxi"),
            "leave",
            date(2028, 1, 1),
            actor=admin,
            reason="统筹",
            seen=seen,
            now=NOW,
        )


@pytest.mark.parametrize(
    "change", [{"kind": "x"}, {"day": "2027-13-40"}, {"committee": "nobody"}, {"reason": ""}]
)
def test_a_damaged_form_is_explained(rotation, admin, client, change):
    client.force_login(admin)
    asked = {"kind": "leave", "committee": "anhui", "day": "2028-01-01", "reason": "统筹"} | change

    for response in (client.get(rotation.members_url, asked), client.post(rotation.members_url, asked)):
        assert response.status_code == 200
        assert "error-summary" in response.content.decode()
    assert Rotation.objects.get().revision == rotation.revision


def test_a_plan_with_another_cadence_keeps_days_too(rotation, admin):
    _change(admin, "anhui", "leave", date(2028, 1, 1))
    start, cycles = operations.standing(Rotation.objects.get(), TODAY)
    spells = operations.dated(Rotation.objects.get(), start)

    operations.store(
        operations.Wish(tuple(ELEVEN), Cadence.MONTH, start, cycles, spells),
        actor=None,
        seen=Rotation.objects.get().revision,
        now=NOW,
    )

    later = Turn.objects.filter(committee__slug="anhui", starts_on__gte=date(2028, 1, 1))
    assert not later.exists()
