"""An alliance's chair goes round by a rotation: derived from dates, only members take it."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from notifications.models import Notification
from organizations.chairs import chairs_of
from organizations.operations import alliances
from rotation import operations
from rotation.models import Rotation, Turn
from rotation.operations import Wish
from rotation.planning import Cadence
from tests.factories import (
    committee,
    make_alliance,
    make_branch,
    make_consultation,
    make_rotation,
    make_user,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW), pytest.mark.usefixtures("followed")]
NEW = reverse("rotation:rotation-new")
ORDER = ("zhejiang", "jiangsu", "anhui")


@pytest.fixture
def alliance():
    return make_alliance(now=NOW, name="水利联盟")


def chaired(alliance, *, slug="chair", start=date(2026, 10, 1), order=ORDER):
    """A rotation of the alliance's chair; 浙江 sits from October unless ``start`` says otherwise."""
    operations.store(
        Wish(order, Cadence.QUARTER, start, alliance=alliance.pk),
        actor=None,
        seen=0,
        now=NOW,
        backdated=True,
        slug=slug,
        name="水利联盟轮值主席",
    )
    return Rotation.objects.get(slug=slug)


def make_branch_join(alliance, slug):
    """A fourth member, so that one may leave without ending it."""
    alliances.invite(alliance, actor=make_user(), now=NOW, members=[make_branch(slug)])
    alliances.answer(alliance, actor=make_user(slug), now=NOW, agree=True)


def wish(one, **fields):
    own = {f"order_{slug}": str(number) for number, slug in enumerate(ORDER, start=1)}
    facts = {"name": "水利联盟轮值主席", "slug": "chair", "pool": "custom", "cadence": "quarter"}
    return facts | {"start": "2027-01-01", "cycles": "1", "alliance": str(one.pk)} | own | fields


def admin(client):
    client.force_login(make_user(role="member", is_rotation_admin=True))


def test_the_alliances_page_tells_who_sits_and_who_is_next_with_dates_and_turns(client, alliance):
    rotation = chaired(alliance)
    client.force_login(make_user("hubei"))
    now, following = rotation.turns.order_by("starts_on")[:2]

    page = client.get(alliance.get_absolute_url())

    assert (page.context["chairs"].current.committee.slug, page.context["chairs"].next.committee.slug) == (
        "zhejiang",
        "jiangsu",
    )
    text = page.content.decode()
    for turn, span in ((now, "2026年10月1日"), (following, "2027年1月1日")):
        assert turn.get_absolute_url() in text
        assert span in text
    assert [one.committee.slug for one in page.context["in_chair"]] == ["zhejiang"]
    assert rotation.get_absolute_url() in text


def test_the_chair_changes_with_the_day_and_nobody_does_anything(client, alliance, time_machine):
    chaired(alliance)
    sitting = []

    for moment in (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), datetime(2026, 12, 31, 16, 0, tzinfo=UTC)):
        time_machine.move_to(moment)
        client.force_login(make_user("hubei"))
        found = client.get(alliance.get_absolute_url()).context["chairs"]
        sitting.append(found.current.committee.slug)

    assert sitting == ["zhejiang", "jiangsu"]


def test_the_list_names_the_chair_in_the_same_queries_for_one_and_for_five(client, django_assert_num_queries):
    client.force_login(make_user("hubei"))

    for number in range(5):
        chaired(make_alliance(now=NOW), slug=f"chair-{number}")
        if number in {0, 4}:
            with django_assert_num_queries(8):  # session, user, inbox, rows, count, members, rotations, turns
                page = client.get(reverse("organizations:alliances"))

    assert page.content.decode().count("现任轮值主席：浙江") == 5


def test_where_no_rotation_is_linked_the_chair_typed_by_hand_stays(client, alliance):
    keeper = make_user()
    seat = alliance.members.get(committee__slug="anhui")
    alliances.edit(alliance, actor=keeper, version=alliance.version, now=NOW, chair=seat.branch)
    client.force_login(keeper)

    page = client.get(alliance.get_absolute_url())

    assert page.context["chairs"] is None
    assert [one.branch for one in page.context["in_chair"]] == [seat.branch]
    assert (
        "chair"
        in client.get(reverse("organizations:alliance-edit", args=[alliance.pk])).context["form"].fields
    )


def test_where_one_is_linked_the_organiser_is_told_where_the_chair_comes_from(client, alliance):
    rotation = chaired(alliance)
    client.force_login(make_user())
    edit = reverse("organizations:alliance-edit", args=[alliance.pk])
    asked = {"name": alliance.name, "line": "tax", "version": "1", "work_plan": "新计划"}

    page = client.get(edit)
    response = client.post(edit, asked | {"chair": str(alliance.members.first().branch_id)})

    alliance.refresh_from_db()
    assert "chair" not in page.context["form"].fields
    assert rotation.get_absolute_url() in page.content.decode()
    assert (response.status_code, alliance.work_plan, alliance.chair) == (302, "新计划", None)


def test_an_administrator_links_a_new_rotation_to_the_members_of_an_alliance(client, alliance):
    admin(client)
    asked = wish(alliance, pool="alliance")

    preview = client.get(NEW, asked)
    stored = client.post(NEW, asked | {"seen": "0"})

    assert "现任轮值主席" in preview.content.decode()
    assert stored.headers["Location"] == "/rotation/rotations/chair/"
    rotation = Rotation.objects.get(slug="chair")
    assert rotation.alliance == alliance
    assert [turn.committee.slug for turn in rotation.turns.order_by("starts_on")] == list(ORDER)
    turn = rotation.turns.first()
    for page in (rotation.get_absolute_url(), turn.get_absolute_url(), "/rotation/rotations/"):
        assert alliance.get_absolute_url() in client.get(page).content.decode()


def test_a_stored_rotation_is_linked_and_unlinked_without_moving_a_turn(client, alliance):
    admin(client)
    client.post(NEW, wish(alliance, alliance="") | {"seen": "0"})
    page, turns = (
        reverse("rotation:rotation-plan", args=["chair"]),
        list(Turn.objects.values("pk", "starts_on")),
    )
    linked = []

    for number in (str(alliance.pk), ""):
        given = client.get(page).context["form"].initial | {"alliance": number}
        preview = client.get(page, given)
        assert not preview.context["draft"].unchanged
        assert not preview.context["draft"].diff.changed
        client.post(page, given | {"seen": str(preview.context["draft"].seen)})
        linked.append(Rotation.objects.get(slug="chair").alliance)

    assert linked == [alliance, None]
    assert list(Turn.objects.values("pk", "starts_on")) == turns


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"order_hubei": "4", "order_hunan": "5"}, "alliance", "湖北、湖南在“水利联盟”中没有成员党组织"),
        ({"pool": "belt"}, "alliance", "没有成员党组织"),
        ({"pool": "alliance", "alliance": ""}, "alliance", "请选择联盟。"),
        ({"alliance": "999999"}, "alliance", "该联盟不在运行中"),
        ({"alliance": "x' or 1=1"}, "alliance", "该联盟不在运行中"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_stores_nothing(client, alliance, change, field, said):
    admin(client)

    for response in (client.get(NEW, wish(alliance, **change)), client.post(NEW, wish(alliance, **change))):
        assert list(response.context["form"].errors) == [field]
        assert said in response.context["form"].errors[field][0]
    assert not Rotation.objects.exists()


def test_an_alliance_has_one_rotation_of_its_chair(client, alliance):
    chaired(alliance, slug="first")
    admin(client)

    response = client.post(NEW, wish(alliance) | {"seen": "0"})

    assert "已由轮值“水利联盟轮值主席”确定" in response.context["form"].errors["alliance"][0]
    assert Rotation.objects.count() == 1


@pytest.mark.parametrize("status", ["proposed", "ended"])
def test_only_an_alliance_in_force_is_offered(client, alliance, status):
    if status == "ended":
        alliances.end(alliance, actor=make_user(), now=NOW, reason="任务完成")
    else:
        alliance = make_alliance(answer="proposed", now=NOW)
    admin(client)

    response = client.get(NEW, wish(alliance))

    assert "该联盟不在运行中" in response.context["form"].errors["alliance"][0]
    assert alliance not in response.context["form"].fields["alliance"].queryset


def test_a_committee_outside_the_alliance_does_not_join_its_rotation(client, alliance):
    rotation = chaired(alliance)
    admin(client)

    asked = {"kind": "join", "committee": "hubei", "day": "2027-07-01", "reason": "扩大"}
    response = client.post(rotation.members_url, asked)

    assert "湖北在“水利联盟”中没有成员党组织" in response.content.decode()
    assert rotation.members.count() == 3


def test_one_that_left_the_alliance_is_named_on_its_page_and_leaves_the_rotation(client):
    alliance = make_alliance("zhejiang", "anhui", "shanghai", now=NOW)
    rotation = chaired(alliance)
    member = alliance.members.get(committee__slug="zhejiang")
    alliances.leave(member, actor=make_user("zhejiang"), now=NOW, reason="机构调整")
    admin(client)
    page = client.get(alliance.get_absolute_url()).content.decode()

    asked = {"kind": "leave", "committee": "zhejiang", "day": "2027-01-01", "reason": "退出联盟"}
    response = client.post(rotation.members_url, asked | {"seen": str(rotation.revision)})

    assert "该工委现无成员党组织" in page
    assert response.status_code == 302
    assert rotation.members.get(committee=committee("zhejiang")).left_on == date(2027, 1, 1)


def test_an_alliance_that_ended_has_no_chair_and_its_rotation_can_still_be_planned(client, alliance):
    rotation = chaired(alliance)
    alliances.end(alliance, actor=make_user(), now=NOW, reason="任务完成")
    admin(client)

    asked = {"kind": "leave", "committee": "anhui", "day": "2027-04-01", "reason": "调整"}
    response = client.post(rotation.members_url, asked | {"seen": str(rotation.revision)})

    assert client.get(alliance.get_absolute_url()).context["chairs"] is None
    assert response.status_code == 302


def test_two_rotations_never_share_an_alliance_however_they_are_stored(alliance):
    chaired(alliance, slug="first")

    with pytest.raises(ValidationError, match="确定"):
        chaired(alliance, slug="second")

    assert list(Rotation.objects.values_list("slug", flat=True)) == ["first"]


def test_committees_are_told_of_their_turn_under_the_name_of_their_rotation(client, alliance):
    person = make_user("zhejiang")
    admin(client)
    client.post(NEW, wish(alliance) | {"seen": "0"})

    notice = Notification.objects.get(recipient=person)

    assert notice.title == "水利联盟轮值主席排期有变动：请查看贵单位的任期"
    assert notice.url == "/rotation/rotations/chair/"


def test_the_basins_plan_offers_no_alliance(client):
    make_rotation(now=NOW)
    admin(client)

    assert "alliance" not in client.get(reverse("rotation:plan")).context["form"].fields


def planners_told(admin):
    return list(Notification.objects.filter(recipient=admin, title__startswith="联盟成员有变动"))


def test_who_leaves_the_alliance_takes_no_further_turn_and_the_planner_is_told(alliance, time_machine):
    planner, leaver = make_user(role="member", is_rotation_admin=True), make_user("jiangsu")
    make_branch_join(alliance, "fujian")
    rotation = chaired(alliance)
    seat = alliance.members.get(committee__slug="jiangsu")

    alliances.leave(seat, actor=leaver, now=NOW, reason="机构改革")

    ahead = rotation.turns.future(date(2026, 11, 23)).order_by("starts_on")
    assert [turn.committee.slug for turn in ahead] == ["anhui"]
    [note] = planners_told(planner)
    assert "江苏已退出联盟，不再轮值主席" in note.body
    after = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)
    time_machine.move_to(after)
    operations.advance(now=after)
    assert not Notification.objects.filter(recipient=leaver, step="lead").exists()
    chair = chairs_of([alliance.pk], date(2027, 1, 4))[alliance.pk]
    assert chair.current.committee.slug == "anhui"
    assert len(planners_told(planner)) == 1


def test_an_alliance_that_ends_has_no_chair_to_come(alliance):
    planner = make_user(role="member", is_rotation_admin=True)
    rotation = chaired(alliance)

    alliances.end(alliance, actor=make_user(), now=NOW, reason="完成")

    assert not rotation.turns.future(date(2026, 11, 23)).exists()
    assert "2 个主席任期已撤销" in planners_told(planner)[0].body


def test_a_turn_with_a_dated_consultation_stays_and_the_planner_is_asked_but_nobody_outside_chairs(alliance):
    planner = make_user(role="member", is_rotation_admin=True)
    make_branch_join(alliance, "fujian")
    rotation = chaired(alliance)
    turn = rotation.turns.get(committee__slug="jiangsu")
    make_consultation(turn, now=NOW, days=60)

    alliances.leave(
        alliance.members.get(committee__slug="jiangsu"), actor=make_user(), now=NOW, reason="机构改革"
    )

    assert rotation.turns.filter(pk=turn.pk).exists()
    assert "排期未能自动调整" in planners_told(planner)[0].body
    chair = chairs_of([alliance.pk], date(2027, 1, 4))[alliance.pk]
    assert chair.current is None
