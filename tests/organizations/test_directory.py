"""名录: what can be found, by whom, at what cost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from collab_portal.lib import dates
from organizations.models import Branch
from tests.factories import committee, make_branch, make_pairing, make_user

pytestmark = pytest.mark.django_db
BRANCHES = reverse("organizations:branches")


def names(response):
    return [branch.name for branch in response.context["page"].rows]


@pytest.fixture
def staff(client):
    user = make_user()
    client.force_login(user)
    return user


@pytest.mark.parametrize("rows", [1, 5])
def test_directory_costs_the_same_however_long(client, staff, django_assert_num_queries, rows):
    for _ in range(rows):
        make_branch("zhejiang")

    with django_assert_num_queries(5):  # session, user, inbox, rows, count
        response = client.get(BRANCHES)

    assert len(response.context["page"].rows) == rows


@pytest.mark.parametrize("query", ["税", "税务", "务局机关", "JS-01", "js-01", "王"])
def test_any_substring_of_name_code_or_contact_is_found(client, staff, query):
    make_branch(name="江苏省税务局机关党委", code="JS-01", contact_name="王某")
    make_branch(name="江苏省水利厅机关党委", code="JS-02", contact_name="李某")

    assert names(client.get(BRANCHES, {"q": query})) == ["江苏省税务局机关党委"]


@pytest.mark.parametrize("query", ["%", "_", "\\", "'", "税务厅", "税局", "{税务}", "\n"])
def test_nothing_but_a_substring_is_found(client, staff, query):
    make_branch(name="江苏省税务局机关党委")

    assert names(client.get(BRANCHES, {"q": query})) == [] or query == "\n"


def test_a_member_can_not_search_by_contact(client):
    make_branch(name="江苏省税务局机关党委", contact_name="王某")
    client.force_login(make_user(role="member"))

    assert names(client.get(BRANCHES, {"q": "王某"})) == []
    assert names(client.get(BRANCHES, {"q": "税务"})) == ["江苏省税务局机关党委"]


def test_every_filter_narrows_to_what_it_says(client, staff):
    today = dates.today()
    unit = make_branch("zhejiang", name="甲", kind="unit", line="water")
    make_branch("anhui", name="乙", term_ends_on=today - timedelta(days=1))
    make_branch("anhui", name="丙", term_ends_on=today + timedelta(days=90))
    make_branch("anhui", name="丁", ends_on=today)
    make_branch("zhejiang", name="戊", parent=unit, term_ends_on=today + timedelta(days=91))
    pairing = make_pairing()

    def found(**chosen):
        return set(names(client.get(BRANCHES, chosen)))

    paired = {pairing.first.name, pairing.second.name}
    everything = {"甲", "乙", "丙", "丁", "戊", *paired}
    assert found() == everything - {"丁"}
    assert found(state="all") == everything
    assert found(state="ended") == {"丁"}
    assert found(committee="anhui") == {"乙", "丙"}
    assert found(kind="unit") == {"甲"}
    assert found(line="water") == {"甲"}
    assert found(term="overdue") == {"乙"}
    assert found(term="due") == {"丙"}
    assert found(paired="yes") == paired
    assert found(paired="no") == everything - {"丁"} - paired
    assert found(parent=unit.pk) == {"戊"}
    assert found(committee="anhui", term="due", q="丙") == {"丙"}


@pytest.mark.parametrize(
    "chosen",
    [
        {"committee": "nowhere"},
        {"kind": "x"},
        {"q": "长" * 5000},
        {"q": "\0"},
        {"parent": "9" * 40},
        {"parent": "-1"},
        {"after": "x"},
        {"term": "'", "state": "1;"},
    ],
)
def test_nonsense_in_the_url_is_no_error(client, staff, chosen):
    make_branch()

    assert client.get(BRANCHES, chosen).status_code == 200


def test_pages_go_on_without_a_gap_and_come_back(client, staff):
    Branch.objects.bulk_create(
        Branch(committee=committee(), code=f"C{n:03}", name=f"支部{n}", kind="branch") for n in range(45)
    )

    first = client.get(BRANCHES)
    second = client.get(f"{BRANCHES}?{first.context['page'].next_query}")
    third = client.get(f"{BRANCHES}?{second.context['page'].next_query}")
    back = client.get(f"{BRANCHES}?{third.context['page'].previous_query}")

    seen = [*names(first), *names(second), *names(third)]
    assert seen == [f"支部{n}" for n in range(45)]
    assert names(back) == names(second)


def test_htmx_gets_the_rows_alone(client, staff):
    make_branch(name="江苏省税务局机关党委")

    page = client.get(BRANCHES, headers={"HX-Request": "true"}).content.decode()

    assert "江苏省税务局机关党委" in page
    assert "<html" not in page


def test_the_tree_opens_level_by_level(client, staff):
    unit = make_branch("zhejiang", name="浙江省税务局", kind="unit")
    child = make_branch("zhejiang", name="浙江省税务局机关党委", parent=unit)
    make_branch("zhejiang", name="浙江省税务局第一支部", parent=child)

    tree = client.get(reverse("organizations:branch-tree"), {"committee": "zhejiang"})
    level = client.get(
        reverse("organizations:branch-children", args=[unit.pk]), headers={"HX-Request": "true"}
    )
    plain = client.get(reverse("organizations:branch-children", args=[unit.pk]))

    assert [(one.name, one.has_children) for one in tree.context["branches"]] == [("浙江省税务局", True)]
    assert [one.name for one in level.context["branches"]] == ["浙江省税务局机关党委"]
    assert plain.url == unit.get_absolute_url()


@pytest.mark.parametrize("rows", [1, 5])
def test_the_tree_costs_the_same_however_wide(client, staff, django_assert_num_queries, rows):
    for _ in range(rows):
        make_branch()

    with django_assert_num_queries(5):  # session, user, inbox, committees, level
        client.get(reverse("organizations:branch-tree"))


def test_a_branch_shows_its_ancestors_from_the_root_down(client, staff, django_assert_max_num_queries):
    unit = make_branch(name="单位")
    middle = make_branch(name="党委", parent=unit)
    branch = make_branch(name="支部", parent=middle)

    with django_assert_max_num_queries(12):
        response = client.get(branch.get_absolute_url())

    assert [one.name for one in response.context["ancestors"]] == ["单位", "党委"]


@pytest.mark.parametrize("rows", [1, 5])
def test_a_branch_page_costs_the_same_however_much_it_has(client, staff, django_assert_num_queries, rows):
    unit = make_branch("anhui")
    for _ in range(rows):
        make_branch("anhui", parent=unit)
        make_pairing("anhui", own=unit)

    with django_assert_num_queries(8):  # session, user, inbox, branch, children, pairings, life, activities
        response = client.get(unit.get_absolute_url())

    assert len(response.context["pairings"]) == len(response.context["branches"]) == rows


def test_a_person_of_the_branch_sees_its_contact(client):
    branch = make_branch(contact_name="王某某")
    client.force_login(make_user(role="member", branch=branch))

    assert "王某某" in client.get(branch.get_absolute_url()).content.decode()


def test_the_picker_offers_active_branches_only(client, staff):
    make_branch("anhui", name="安徽省税务局机关党委")
    make_branch(name="江苏省税务局机关党委")
    make_branch("anhui", name="安徽省税务局旧支部", ends_on=date(2020, 1, 1))
    url = reverse("organizations:branch-options")

    every = client.get(url, {"q": "税务局"}).json()["results"]
    own = client.get(url, {"q": "税务局", "scope": "own"}).json()["results"]

    assert [(one["text"], one["detail"]) for one in every] == [
        ("安徽省税务局机关党委", "安徽"),
        ("江苏省税务局机关党委", "江苏"),
    ]
    assert [one["text"] for one in own] == ["江苏省税务局机关党委"]
    assert client.get(url).json() == {"results": []}
    assert client.get(url, {"q": "\0" * 9}).json() == {"results": []}


def test_term_states_follow_the_beijing_day():
    today = date(2026, 11, 23)
    states = {
        days: Branch(term_ends_on=today + timedelta(days=days)).term_state(today) for days in (-1, 0, 90, 91)
    }

    assert states == {-1: "overdue", 0: "due", 90: "due", 91: ""}
