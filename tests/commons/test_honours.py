"""荣誉: lines of organisations with their sums; of a person a line with its source, no more."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from collab_portal.lib import dates
from commons.models import Honour
from organizations.levels import Level
from tests.factories import make_branch, make_document, make_honour, make_user
from tests.imports.helpers import check, commit, counts, undo, workbook

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("commons:honours"), reverse("commons:honour-new")
HEAD = ["荣誉名称", "级别", "对象", "获奖者", "数量", "授予单位", "年度", "来源标题"]


def typed(**fields):
    facts = {
        "title": "先进集体",
        "level": "city",
        "category": "other",
        "subject": "organisation",
        "winner": "某支部",
        "quantity": "1",
        "awarder": "某机关",
        "year": "2025",
    }
    return {**facts, "submission": str(uuid.uuid4()), **fields}


def rows(client, address):
    return list(client.get(address).context["page"].rows)


def test_staff_enter_one_edit_it_and_take_it_back(client):
    client.force_login(make_user())
    form = typed()
    client.post(NEW, form)
    client.post(NEW, form)
    honour = Honour.objects.get()

    client.post(reverse("commons:honour-edit", args=[honour.pk]), typed(awarder="又一机关", version="1"))
    late = client.post(
        reverse("commons:honour-edit", args=[honour.pk]), typed(awarder="第三机关", version="1")
    )

    assert [(row.theirs, row.mine) for row in late.context["form"].theirs] == [("又一机关", "第三机关")]
    client.force_login(make_user("anhui"))
    delete = reverse("commons:honour-delete", args=[honour.pk])
    assert client.post(delete).status_code == 403
    client.force_login(make_user())
    assert [client.post(delete).status_code for _ in range(2)] == [302, 404]
    assert Honour.pgh_event_model.objects.filter(pgh_label="delete").count() == 1


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"title": ""}, "title"),
        ({"level": "world"}, "level"),
        ({"year": "1900"}, "year"),
        ({"year": "9" * 30}, "year"),
        ({"quantity": "0"}, "quantity"),
        ({"quantity": "-1"}, "quantity"),
        ({"winner": ""}, "winner"),
        ({"winner": "本件机密★1年"}, "winner"),
        ({"subject": "person", "winner": "张三"}, "source_title"),
        ({"title": "先 进 集 体。"}, "title"),
        ({"document": "999999"}, "document"),
        ({"awarded_on": "2026-02-31"}, "awarded_on"),
        ({"year": str(dates.today().year + 1)}, "year"),
        (
            {"year": str(dates.today().year), "awarded_on": str(dates.today() + timedelta(days=1))},
            "awarded_on",
        ),
        ({"year": "2024", "awarded_on": "2023-12-31"}, "awarded_on"),
        ({"year": "2021", "awarded_on": "2025-07-01"}, "awarded_on"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(client, fields, where):
    make_honour(title="先进集体", level="city", winner="某支部")
    client.force_login(make_user())

    answer = client.post(NEW, typed(**{"title": "又一项", **fields}))

    assert where in answer.context["form"].errors
    assert Honour.objects.count() == 1


def test_it_is_won_by_a_branch_of_its_committee_or_by_who_was_published(client):
    client.force_login(make_user())
    own, foreign = make_branch(), make_branch("anhui")

    both = client.post(NEW, typed(branch=own.pk))
    strange = client.post(NEW, typed(branch=foreign.pk, winner=""))
    many = client.post(NEW, typed(branch=own.pk, winner="", quantity="3"))

    assert list(both.context["form"].errors) == ["winner"]
    assert list(strange.context["form"].errors) == ["branch"]
    assert list(many.context["form"].errors) == ["quantity"]


def test_every_figure_opens_the_list_that_adds_up_to_it(client):
    for level in Level.values:
        make_honour(level=level, quantity=3)
        make_honour("anhui", level=level, year=2024)
    make_honour(subject="person", winner="党员", quantity=77)
    make_honour(subject="post", quantity=2)
    client.force_login(make_user())

    for address in (LIST, f"{LIST}?committee=jiangsu", f"{LIST}?level=city&year=2024"):
        table = client.get(address).context["years"]
        cells = [cell for year in table for cell in year.cells if cell.number]
        assert cells
        for cell in cells:
            assert sum(one.quantity for one in rows(client, f"{LIST}?{cell.query}")) == cell.number
    found = {year.year: [cell.number for cell in year.cells] for year in client.get(LIST).context["years"]}
    assert found == {2025: [3, 5, 3, 3, 0, 77, 0, 0], 2024: [1, 1, 1, 1, 0, 0, 0, 0]}


def test_a_person_is_not_looked_for_and_has_no_page(client):
    make_honour(subject="person", winner="张三丰", source_title="某报", title="优秀党务工作")
    make_honour(winner="张三村支部")
    client.force_login(make_user())

    assert [one.winner for one in rows(client, f"{LIST}?q=张三")] == ["张三村支部"]
    assert [one.winner for one in rows(client, f"{LIST}?q=优秀党务")] == ["张三丰"]
    assert client.get(reverse("search"), {"q": "张三丰"}).context["answer"].total == 0
    assert "honours" not in client.get("/api/openapi.json").content.decode()


def test_a_committees_own_paper_is_cited_by_that_committee_alone(client):
    secret, open_one = make_document("anhui", scope="own", title="内部"), make_document("anhui", title="公开")
    client.force_login(make_user())

    page = client.get(NEW).content.decode()

    assert "内部" not in page
    assert "公开" in page
    refused = client.post(NEW, typed(document=secret.pk))
    assert list(refused.context["form"].errors) == ["document"]
    client.post(NEW, typed(document=open_one.pk, subject="person"))
    assert Honour.objects.get().document == open_one


def test_the_database_holds_what_the_form_says():
    make_honour(title="甲")
    for broken in (
        {"title": "甲"},
        {"winner": ""},
        {"quantity": 0},
        {"level": "world"},
        {"subject": "person"},
        {"subject": "person", "winner": "", "branch": make_branch(), "source_title": "某报"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_honour(**broken)


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_however_long(client, django_assert_num_queries, number):
    for _ in range(number):
        make_honour(branch=make_branch(), winner="")
    client.force_login(make_user())
    client.get(LIST)

    with django_assert_num_queries(7):  # the seventh: what the column wrote of them
        client.get(LIST)


def table(*lines, user=None):
    return check(workbook(HEAD, *lines), user or make_user(), kind="honours")


def test_a_table_brings_new_ones_updates_and_is_undone():
    staff = make_user()
    kept = make_honour(title="甲", level="city", winner="某支部", awarder="旧机关")
    lines = (
        ["甲", "市县级", "集体", "某支部", 1, "新机关", 2025, ""],
        ["乙", "国家级", "", "某厅", 2, "某部", 2024, ""],
    )

    job = commit(table(*lines, user=staff), staff)

    assert counts(job) == (1, 1, 0, 0)
    undo(job, staff)
    kept.refresh_from_db()
    assert kept.awarder == "旧机关"
    assert Honour.objects.count() == 1


@pytest.mark.parametrize(
    ("line", "label"),
    [
        (["甲", "宇宙级", "", "某支部", "", "某机关", 2025, ""], "级别"),
        (["甲", "国家级", "个人", "张三", 1, "某机关", 2025, ""], "来源标题"),
        (["甲", "国家级", "", "", "", "某机关", 2025, ""], "获奖者"),
        (["甲", "国家级", "", "某支部", 0, "某机关", 2025, ""], "数量"),
        (["甲", "国家级", "", "某支部", "", "某机关", 1900, ""], "年度"),
    ],
)
def test_what_cannot_be_is_told_beside_its_cell(line, label):
    job = table(line)

    assert [one[0] for one in job.rows.get().problems] == [label]
