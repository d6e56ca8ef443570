"""The nineteen and their pages."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from collab_portal.lib import dates
from organizations.network import MEMBERS
from tests.factories import (
    committee,
    make_activity,
    make_agreement,
    make_branch,
    make_pairing,
    make_resource,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = reverse("organizations:list")


def page_of(slug):
    return reverse("organizations:detail", args=[slug])


@pytest.fixture
def staff(client):
    user = make_user()
    client.force_login(user)
    return user


def test_the_nineteen_stand_in_the_initiatives_order_by_group(client, staff):
    groups = client.get(LIST).context["groups"]

    assert [(label, len(found)) for label, found in groups] == [("长江经济带", 11), ("长江流域其他省区", 8)]
    assert [one.slug for _, found in groups for one in found] == [member.slug for member in MEMBERS]


def test_the_nineteen_by_reach(client, staff):
    groups = client.get(LIST, {"by": "reach"}).context["groups"]

    assert [label for label, _ in groups] == ["上游", "中游", "下游"]
    assert sum(len(found) for _, found in groups) == 19


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same_however_much_they_have(client, staff, django_assert_num_queries, rows):
    for _ in range(rows):
        make_pairing("jiangsu", "anhui")
        make_resource("jiangsu")
        make_agreement("jiangsu", proposer="anhui", answer="proposed")

    # session, user, inbox, committees; three numbers of their cards; what waits
    with django_assert_num_queries(8):
        client.get(LIST)


def test_each_card_s_numbers_open_lists_that_are_as_long(client, staff):
    today = dates.today()
    make_activity("anhui", ("hubei",), confirmed=True, held_on=today)
    make_activity("anhui", ("hubei",), held_on=today)
    make_pairing("jiangsu", "anhui")
    make_pairing("anhui", "anhui")
    make_pairing("anhui", "hubei", answer="proposed")
    make_resource("anhui")
    make_resource("anhui", closed_on=today, close_reason="改建")

    groups = client.get(LIST).context["groups"]

    figures = {one.slug: one.figures for _, found in groups for one in found}
    told = [(figure.label, figure.number) for figure in figures["anhui"]]
    assert told == [("本年场次", 1), ("结对", 2), ("共享资源", 1)]
    assert figures["fujian"] == []
    listed = [client.get(figure.url).context["page"].total for figure in figures["anhui"]]
    assert listed == [1, 2, 1]


def test_what_waits_for_one_s_committee_is_said_to_its_staff_alone(client):
    make_agreement("jiangsu", proposer="anhui", answer="proposed")
    make_pairing("anhui", "jiangsu", answer="proposed")
    seen = {}
    for slug, role in (("jiangsu", "staff"), ("jiangsu", "member"), ("anhui", "staff")):
        client.force_login(make_user(slug, role))
        told = client.get(LIST).context["attention"]
        seen[slug, role] = [(label, number) for label, number, _ in told]

    assert seen == {
        ("jiangsu", "staff"): [("结对答复", 1), ("协议会签", 1)],
        ("jiangsu", "member"): [],
        ("anhui", "staff"): [],
    }


@pytest.mark.parametrize("rows", [1, 5])
def test_a_committee_page_costs_the_same_however_much_it_has(client, staff, django_assert_num_queries, rows):
    for _ in range(rows):
        make_pairing("anhui", "hubei")

    # session, user, inbox, committee, figures, batches, pairings, turns, totals, activities, articles
    with django_assert_num_queries(11):
        response = client.get(page_of("anhui"))

    assert len(response.context["pairings"]) == response.context["branch_total"] == rows


def test_figures_count_active_branches_only(client, staff):
    make_branch("anhui", kind="unit", line="water")
    make_branch("anhui", kind="branch", line="water")
    make_branch("anhui", ends_on=dates.today() - timedelta(1))
    make_branch("hubei")

    shown = client.get(page_of("anhui")).context

    assert (shown["branch_total"], shown["by_kind"], shown["by_line"]) == (
        2,
        [("unit", 1), ("branch", 1)],
        [("water", 2)],
    )


@pytest.mark.parametrize(
    ("slug", "role", "contacts", "history"),
    [("jiangsu", "staff", True, True), ("anhui", "staff", True, False), ("jiangsu", "member", False, False)],
)
def test_contacts_and_history_by_viewpoint(client, slug, role, contacts, history):
    type(committee()).objects.filter(slug="jiangsu").update(office_phone="025-83390000")
    client.force_login(make_user(slug, role))

    page = client.get(page_of("jiangsu")).content.decode()

    assert ("025-83390000" in page, "变更记录" in page) == (contacts, history)


def test_the_committees_admin_keeps_its_introduction(client):
    url = reverse("organizations:edit", args=["jiangsu"])
    client.force_login(make_user(role="admin"))

    typed = {"introduction": "两人一组联系部门。", "office_phone": "025", "office_email": "a@b.cn"}
    client.post(url, typed | {"version": "1"})
    refused = client.post(url, {"office_email": "x"})

    assert committee().introduction == "两人一组联系部门。"
    assert "office_email" in refused.context["form"].errors


@pytest.mark.parametrize("slug", ["nowhere", "branches0", uuid.uuid4().hex * 4])
def test_an_unknown_committee_is_not_found(client, staff, slug):
    assert client.get(page_of(slug)).status_code == 404
