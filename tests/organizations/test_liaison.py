"""联络组: a committee's own; a unit has one group; what it raises stays open until solved."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from collab_portal.lib.versions import StaleError
from organizations.models import LiaisonGroup, LiaisonVisit
from organizations.operations import liaison
from tests.factories import make_branch, make_user

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes
TODAY = dates.today(NOW)
LIST, NEW = reverse("organizations:liaison"), reverse("organizations:liaison-new")


def make_group(slug="jiangsu", units=(), **fields):
    facts = {"name": "一组", "people": [("张三", "025-1"), ("李四", "")], "note": "", **fields}
    return liaison.save_group(
        None, actor=make_user(slug), submission=uuid.uuid4(), version=1, units=units, now=NOW, **facts
    )


def make_units(number, slug="jiangsu"):
    return [make_branch(slug, kind="unit") for _ in range(number)]


def typed(**fields):
    people = "张三 025-1\n李四"
    return {"name": "一组", "people": people, "submission": str(uuid.uuid4()), "version": "1", **fields}


def visit(group, unit, **facts):
    facts = {"visited_on": TODAY, "problem": "缺场地", "reply": "", **facts}
    return liaison.record_visit(
        group, actor=make_user(), submission=uuid.uuid4(), now=NOW, branch=unit, **facts
    )


def test_from_the_form_to_the_solved_problem(client):
    units = make_units(3)
    client.force_login(make_user())

    client.post(NEW, typed(units=[unit.pk for unit in units]))
    group = LiaisonGroup.objects.get()
    visits = reverse("organizations:liaison-visit", args=[group.pk])
    sent = {"branch": units[0].pk, "visited_on": str(TODAY), "problem": "缺场地"}
    client.post(visits, {**sent, "submission": str(uuid.uuid4())})
    row = LiaisonVisit.objects.get()
    settle = reverse("organizations:liaison-settle", args=[row.pk])
    client.post(settle, {"reply": "已协调", "solved": "on"})

    row.refresh_from_db()
    assert [(one.name, one.office_phone) for one in group.people.all()] == [("张三", "025-1"), ("李四", "")]
    assert (row.reply, row.solved_on, row.is_open) == ("已协调", TODAY, False)


@pytest.mark.parametrize(("units", "said"), [(2, "不足 3 个单位"), (3, ""), (4, ""), (5, "超过 4 个单位")])
def test_too_many_and_too_few_units_are_said(client, units, said):
    make_group(units=make_units(units))
    client.force_login(make_user())

    page = client.get(LIST).content.decode()

    assert [words for words in ("不足 3 个单位", "超过 4 个单位") if words in page] == [said] * bool(said)


def test_units_without_a_group_are_named(client):
    kept, free = make_units(2)
    make_group(units=[kept])
    client.force_login(make_user())

    assert client.get(LIST).context["unassigned"] == [free]


def test_a_unit_has_one_group():
    [unit] = make_units(1)
    make_group(units=[unit])

    with pytest.raises(ValidationError, match="已由其他联络组联系"):
        make_group(name="二组", units=[unit])

    assert LiaisonGroup.objects.count() == 1


@pytest.mark.parametrize(("unit", "said"), [({"slug": "anhui"}, "本工委"), ({"ends_on": TODAY}, "已撤销")])
def test_only_living_units_of_its_own_committee(unit, said):
    with pytest.raises(ValidationError, match=said):
        make_group(units=[make_branch(**unit)])


def test_a_later_save_takes_the_form_as_it_stands():
    first, second = make_units(2)
    group = make_group(units=[first])

    facts = {"name": "一组", "note": "", "people": [("李四", "2"), ("王五", "")], "units": [second]}
    liaison.save_group(group, actor=make_user(), submission=uuid.uuid4(), version=1, now=NOW, **facts)

    assert [(one.name, one.office_phone) for one in group.people.all()] == [("李四", "2"), ("王五", "")]
    assert [row.branch for row in group.units.all()] == [second]


def test_of_two_editors_the_second_is_told():
    group = make_group()
    facts = {"name": "一组", "note": "", "people": [("张三", "")], "units": [], "submission": uuid.uuid4()}
    liaison.save_group(group, actor=make_user(), version=1, now=NOW, **facts)

    with pytest.raises(StaleError):
        liaison.save_group(group, actor=make_user(), version=1, now=NOW, **facts)


def test_a_group_that_ended_frees_its_units_and_keeps_its_visits():
    [unit] = make_units(1)
    group = make_group(units=[unit])
    visit(group, unit)

    liaison.end_group(group, actor=make_user(), now=NOW)
    other = make_group(name="二组", units=[unit])

    assert other.units.get().branch == unit
    assert group.visits.count() == 1


@pytest.mark.parametrize(
    ("facts", "said"),
    [({"visited_on": TODAY + timedelta(days=1)}, "不能晚于今天"), ({"branch": None}, "本组联系的单位")],
)
def test_a_visit_is_past_and_to_a_unit_of_the_group(facts, said):
    [unit] = make_units(1)
    group = make_group(units=[unit])
    facts = {"unit": facts.pop("branch", unit) or make_branch(), **facts}

    with pytest.raises(ValidationError, match=said):
        visit(group, **facts)


def test_a_solved_problem_is_not_answered_again():
    [unit] = make_units(1)
    row = visit(make_group(units=[unit]), unit)
    liaison.settle_visit(row, actor=make_user(), now=NOW, reply="已办", solved=True)

    with pytest.raises(ValidationError, match="已经解决"):
        liaison.settle_visit(row, actor=make_user(), now=NOW, reply="再办", solved=False)


@pytest.mark.parametrize(
    ("slug", "role", "expected"),
    [("jiangsu", "staff", (200, 200)), ("jiangsu", "member", (403, 404)), ("anhui", "staff", (200, 404))],
)
def test_groups_are_their_own_staffs_alone(client, slug, role, expected):
    group = make_group()
    client.force_login(make_user(slug, role))

    assert (client.get(LIST).status_code, client.get(group.get_absolute_url()).status_code) == expected
    assert "张三" not in client.get(LIST).content.decode() or slug == "jiangsu"


def test_a_unit_and_those_under_it_see_their_contact(client):
    unit, other = make_units(2)
    branch = make_branch(parent=unit)
    make_group(units=[unit])
    make_group(name="二组", units=[other], people=[("王五", "")])

    def shows(person):
        client.force_login(person)
        return "张三" in client.get(branch.get_absolute_url()).content.decode()

    assert shows(make_user(role="member", branch=branch))
    assert shows(make_user())
    assert not shows(make_user("anhui"))
    assert not shows(make_user(role="member"))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "必填"),
        ("people", "\n \n", "必填"),
        ("people", "长" * 41, "姓名过长"),
        ("people", "张三 " + "1" * 41, "办公电话过长"),
        ("people", "\n".join(f"甲{number}" for number in range(11)), "最多 10 人"),
        ("units", ["x"], ""),
        ("units", ["9" * 40], ""),
    ],
)
def test_bad_input_is_said_beside_the_field(client, field, value, said):
    client.force_login(make_user())

    response = client.post(NEW, typed(**{field: value}))

    assert said in " ".join(response.context["form"].errors[field])
    assert not LiaisonGroup.objects.exists()


@pytest.mark.parametrize("rows", [1, 5])
def test_the_overview_costs_the_same_however_long(client, django_assert_num_queries, rows):
    for number in range(rows):
        [unit] = make_units(1)
        visit(make_group(name=f"第{number}组", units=[unit]), unit)
    client.force_login(make_user())

    with django_assert_num_queries(9):  # session, user, inbox, groups, people, units, branches, free, visits
        response = client.get(LIST)

    assert len(response.context["groups"]) == rows


@pytest.mark.parametrize("rows", [1, 5])
def test_a_group_costs_the_same_however_many_visits(client, django_assert_max_num_queries, rows):
    [unit] = make_units(1)
    group = make_group(units=[unit])
    for _ in range(rows):
        visit(group, unit)
    client.force_login(make_user())

    with django_assert_max_num_queries(12):
        response = client.get(group.get_absolute_url())

    assert len(response.context["page"].rows) == rows
