"""共享资源: registered by one committee, read by all, asked for on its free days."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from commons.models import Closure, Resource
from commons.operations import resources as operations
from tests.factories import committee, make_branch, make_resource, make_user

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
TODAY = dates.today(NOW)
LIST, NEW = reverse("commons:resources"), reverse("commons:resource-new")


def typed(**fields):
    facts = {"title": "城南基地", "kind": "science", "line": "tax", "notice_days": "7", "place": "城南"}
    return {**facts, "submission": str(uuid.uuid4()), **fields}


def titles(client, **query):
    return sorted(one.title for one in client.get(LIST, query).context["page"].rows)


def shut(resource, first, last, reason="检修"):
    return operations.add_closure(
        resource,
        actor=make_user(resource.committee.slug),
        now=NOW,
        first=TODAY + timedelta(days=first),
        last=TODAY + timedelta(days=last),
        reason=reason,
    )


def test_staff_register_one_and_everybody_finds_it(client):
    client.force_login(make_user())

    answer = client.post(NEW, typed(capacity="200", summary="<p>看<b>示例</b></p><script>1</script>"))

    resource = Resource.objects.get()
    assert answer.url == resource.get_absolute_url()
    assert (resource.committee.slug, resource.capacity, resource.version) == ("jiangsu", 200, 1)
    assert "script" not in resource.summary
    client.force_login(make_user("anhui", role="member"))
    page = client.get(resource.get_absolute_url()).content.decode()
    assert "城南基地" in page
    assert "申请使用" not in page
    assert titles(client, q="城南") == ["城南基地"]


def test_a_double_click_registers_one(client):
    client.force_login(make_user())
    form = typed()

    client.post(NEW, form)
    client.post(NEW, form)

    assert Resource.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-5"}, "capacity"),
        ({"capacity": "9" * 30}, "capacity"),
        ({"notice_days": "366"}, "notice_days"),
        ({"quantity": "二"}, "quantity"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"title": ""}, "title"),
        ({"title": "长" * 81}, "title"),
        ({"kind": "castle"}, "kind"),
        ({"code": "1E+05"}, "code"),
        ({"how_to": "本件机密★1年"}, "how_to"),
        ({"source_on": "2026-02-31"}, "source_on"),
        ({"paused_until": "1900-01-01"}, "paused_until"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(client, fields, where):
    client.force_login(make_user())

    answer = client.post(NEW, typed(**fields))

    assert where in answer.context["form"].errors
    assert not Resource.objects.exists()


def test_it_is_kept_by_a_branch_of_its_committee_or_by_somebody_named_not_both(client):
    client.force_login(make_user())
    own, foreign = make_branch(), make_branch("anhui")

    both = client.post(NEW, typed(branch=own.pk, keeper="某馆"))
    strange = client.post(NEW, typed(branch=foreign.pk))

    assert list(both.context["form"].errors) == ["keeper"]
    assert list(strange.context["form"].errors) == ["branch"]


@pytest.mark.parametrize("alike", ["城南基地", "城南基地。", "城 南 基 地", "“城南基地”"])
def test_a_name_that_reads_the_same_is_the_same_thing(client, alike):
    make_resource(title="城南基地")
    client.force_login(make_user())

    answer = client.post(NEW, typed(title=alike))

    assert "看上去相同" in answer.context["form"].errors["title"][0]


def test_of_two_who_edit_the_second_sees_both_texts(client):
    resource = make_resource(place="城南")
    client.force_login(make_user())
    edit = reverse("commons:resource-edit", args=[resource.pk])
    client.post(edit, typed(title=resource.title, place="城东", version="1"))

    late = client.post(edit, typed(title=resource.title, place="城西", version="1"))

    resource.refresh_from_db()
    assert (resource.place, resource.version) == ("城东", 2)
    assert [(row.theirs, row.mine) for row in late.context["form"].theirs if row.label == "地点"] == [
        ("城东", "城西")
    ]


def test_only_its_own_committee_changes_it():
    resource = make_resource("anhui")

    with pytest.raises(PermissionDenied):
        operations.close_resource(resource, actor=make_user(), now=NOW, reason="改建")


def test_closed_it_stays_readable_and_comes_back_unless_its_name_is_taken(client):
    resource = make_resource(title="城南基地")
    staff = make_user()
    client.force_login(staff)

    client.post(reverse("commons:resource-close", args=[resource.pk]), {"reason": "改建"})

    assert titles(client) == []
    assert titles(client, state="closed") == ["城南基地"]
    page = client.get(resource.get_absolute_url()).content.decode()
    assert "改建" in page
    assert "?resource=" not in page
    make_resource(title="城南基地")
    with pytest.raises(ValidationError, match="看上去相同"):
        operations.reopen_resource(resource, actor=staff, now=NOW)


def test_the_list_is_narrowed_by_kind_committee_reach_and_free_day(client):
    make_resource("shanghai", title="甲", kind="red")
    taken = make_resource("hubei", title="乙", kind="lecturer")
    make_resource("hubei", title="丙", kind="culture", paused_until=TODAY + timedelta(days=5))
    shut(taken, 2, 3)
    client.force_login(make_user())
    day = str(TODAY + timedelta(days=2))

    assert titles(client, kind="bases") == ["丙", "甲"]
    assert titles(client, kind="lecturer") == ["乙"]
    assert titles(client, committee="hubei") == ["丙", "乙"]
    assert titles(client, reach="lower") == ["甲"]
    assert titles(client, on=day) == ["甲"]
    assert titles(client, on=str(TODAY + timedelta(days=6))) == ["丙", "乙", "甲"]
    assert titles(client, kind="castle", committee="mars") == ["丙", "乙", "甲"]


def test_the_picture_along_the_river_counts_what_was_asked_for_and_opens_it(client):
    for slug, kind in (("shanghai", "red"), ("hubei", "red"), ("hubei", "red"), ("hubei", "venue")):
        make_resource(slug, kind=kind)
    client.force_login(make_user())

    along = client.get(LIST, {"kind": "red", "committee": "hubei"}).context["along"]

    assert [(name, number, here) for name, _, number, here in along] == [
        ("上海", 1, False),
        ("湖北", 2, True),
    ]
    assert len(client.get(LIST + along[1][1]).context["page"].rows) == 2


@pytest.mark.parametrize("day", ["2026-02-31", "x", "9999-99-99"])
def test_a_day_that_does_not_exist_is_told_and_the_api_refuses_it(client, day):
    make_resource()
    client.force_login(make_user())

    page, api = client.get(LIST, {"on": day}), client.get("/api/v1/resources", {"on": day})

    assert "on" in page.context["filter"].errors
    assert len(page.context["page"].rows) == 1
    assert api.status_code == 422


@pytest.mark.parametrize("rows", [1, 5])
@pytest.mark.parametrize(("address", "queries"), [("list", 6), ("api", 4)])
def test_the_list_costs_the_same_however_long(client, django_assert_num_queries, rows, address, queries):
    for _ in range(rows):
        make_resource("hubei", branch=make_branch("hubei"))
    client.force_login(make_user())
    client.get(LIST)

    with django_assert_num_queries(queries):
        client.get(LIST if address == "list" else "/api/v1/resources")


@pytest.mark.parametrize("closures", [1, 5])
def test_the_page_costs_the_same_however_many_closing_days(client, django_assert_num_queries, closures):
    resource = make_resource()
    for number in range(closures):
        shut(resource, number * 3, number * 3 + 1)
    client.force_login(make_user())
    client.get(resource.get_absolute_url())

    with django_assert_num_queries(11):
        client.get(resource.get_absolute_url())


def test_six_weeks_say_in_words_which_days_are_free(client):
    resource = make_resource(paused_until=TODAY + timedelta(days=1))
    shut(resource, 3, 4)
    client.force_login(make_user())

    weeks = client.get(resource.get_absolute_url()).context["weeks"]

    days = {day.date: day.words for week in weeks for day in week}
    assert len(days) == 42
    assert [days[TODAY + timedelta(days=number)] for number in range(6)] == [
        *("暂停", "暂停", "可用", "关闭", "关闭", "可用")
    ]
    for asked in ("2026-02-31", "x", "1800-01-01", "9999-12-31", str(TODAY + timedelta(days=60))):
        assert client.get(resource.get_absolute_url(), {"from": asked}).status_code == 200


@pytest.mark.parametrize(
    ("first", "last", "reason", "where"),
    [
        (2, 1, "检修", "last"),
        (-9, -8, "检修", "last"),
        (3, 400, "检修", "last"),
        (3, 4, "", "reason"),
        (1, 5, "再修", "first"),
    ],
)
def test_closing_days_that_cannot_be_are_refused_beside_the_field(client, first, last, reason, where):
    resource = make_resource()
    shut(resource, 5, 6)
    client.force_login(make_user())
    days = {"first": str(TODAY + timedelta(days=first)), "last": str(TODAY + timedelta(days=last))}

    answer = client.post(reverse("commons:closure-add", args=[resource.pk]), {**days, "reason": reason})

    assert list(answer.context["closure_form"].errors) == [where]
    assert Closure.objects.count() == 1


def test_closing_days_can_be_taken_back_twice(client):
    closure = shut(make_resource(), 5, 6)
    client.force_login(make_user())
    remove = reverse("commons:closure-remove", args=[closure.pk])

    assert [client.post(remove).status_code for _ in range(2)] == [302, 404]
    assert not Closure.objects.exists()


def test_the_database_holds_what_the_form_says():
    resource = make_resource(code="A1")
    for broken in (
        {"code": "A1"},
        {"title": resource.title},
        {"capacity": 0},
        {"keeper": "某馆", "branch": make_branch()},
        {"closed_on": TODAY},
        {"kind": "castle"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_resource(**broken)


def test_a_committee_shows_what_it_shares(client):
    client.force_login(make_user())

    page = client.get(committee("hubei").get_absolute_url()).content.decode()

    assert f'href="{LIST}?committee=hubei"' in page


def test_the_picker_offers_what_may_be_asked_for(client):
    make_resource("hubei", title="城南基地")
    make_resource("anhui", title="城南讲堂", closed_on=TODAY, close_reason="改建")
    client.force_login(make_user())

    found = client.get(reverse("commons:resource-options"), {"q": "城南"}).json()["results"]

    assert [(one["text"], one["detail"]) for one in found] == [("城南基地", "湖北 · 科创教育基地")]
    assert client.get(reverse("commons:resource-options"), {"q": "\0"}).json()["results"] == []
