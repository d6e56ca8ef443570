"""A page of organizations tells what the apps above know: who leads, joint activities, publications."""

from datetime import date

import pytest
from django.urls import reverse

from collab_portal.lib import dates
from rotation.models import Turn
from tests.factories import (
    committee,
    make_activity,
    make_article,
    make_branch,
    make_pairing,
    make_rotation,
    make_user,
)

pytestmark = pytest.mark.django_db


def titles(panel):
    return [row.title for row in panel.context["rows"]]


def panels_of(client, obj):
    found = client.get(obj.get_absolute_url()).context["panels"]
    return {panel.template.split("/")[0]: panel for panel in found}


def test_a_committee_tells_who_leads_then_what_was_done_then_what_was_written(client):
    make_rotation("anhui")
    client.force_login(make_user("hubei"))

    panels = client.get(committee("anhui").get_absolute_url()).context["panels"]

    assert [panel.template.split("/")[0] for panel in panels] == [
        *("rotation", "activities", "experience", "commons")
    ]


@pytest.mark.parametrize("rows", [1, 5])
def test_a_committee_page_costs_the_same_however_much_its_panels_hold(
    client, django_assert_num_queries, rows
):
    make_rotation("anhui")
    for _ in range(rows):
        make_activity("anhui", ("hubei", "jiangsu"), confirmed=True)
        make_article("anhui")
        make_pairing("anhui", "hubei")
    client.force_login(make_user("sichuan"))
    anhui = committee("anhui")

    # session, user, inbox, committee, figures, batches, pairings, turns, totals, activities, articles
    with django_assert_num_queries(11):
        panels = panels_of(client, anhui)

    assert len(panels["activities"].context["rows"]) == len(panels["experience"].context["rows"]) == rows


def test_the_own_committees_page_with_its_history_stays_below_the_limit(
    client, django_assert_max_num_queries
):
    make_rotation("anhui")
    make_activity("anhui")
    make_article("anhui")
    client.force_login(make_user("anhui", "admin"))
    url = committee("anhui").get_absolute_url()

    with django_assert_max_num_queries(12):
        client.get(url)


def test_the_lead_of_today_says_how_long_and_what_comes_next(client):
    make_rotation("anhui")
    client.force_login(make_user("hubei"))
    turn = Turn.objects.current(dates.today()).get()

    leading = panels_of(client, committee("anhui"))["rotation"].context
    waiting = panels_of(client, committee("hubei"))["rotation"].context

    assert leading["days_left"] == (turn.ends_on - dates.today()).days
    assert leading["rows"][0][1] == "now"
    assert (waiting["days_left"], [state for _, state in waiting["rows"]]) == (None, ["future"])


def test_the_last_three_terms_stand_newest_first(client):
    rotation = make_rotation("hubei")
    for cycle, year in enumerate((2005, 2010, 2015, 2020), start=101):
        days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 3, 31)}
        rotation.turns.create(committee=committee("anhui"), cycle=cycle, **days)
    client.force_login(make_user("hubei"))

    rows = panels_of(client, committee("anhui"))["rotation"].context["rows"]

    assert [turn.starts_on.year for turn, state in rows if state == "past"] == [2020, 2015, 2010]


def test_a_committee_whose_next_term_is_not_planned_is_told_so(client):
    make_rotation("anhui")
    client.force_login(make_user("hubei"))
    Turn.objects.future(dates.today()).filter(committee=committee("hubei")).update(
        starts_on=date(2020, 1, 1), ends_on=date(2020, 3, 31)
    )

    response = client.get(committee("hubei").get_absolute_url())

    assert "下次牵头尚未排定。" in response.content.decode()


def test_without_a_rotation_nothing_is_said_about_leading(client):
    client.force_login(make_user())

    assert list(panels_of(client, committee("anhui"))) == ["activities", "experience", "commons"]


def test_the_years_figure_and_the_list_it_leads_to_agree(client):
    today = dates.today()
    make_activity("anhui", ("hubei",), confirmed=True, held_on=date(today.year, 1, 1))
    make_activity("hubei", ("anhui", "jiangsu"), confirmed=True, held_on=date(today.year, 1, 1))
    make_activity("anhui", ("hubei",), confirmed=True, held_on=date(today.year - 1, 12, 31))
    make_activity("anhui", ("hubei",), held_on=date(today.year, 1, 1))
    client.force_login(make_user("anhui"))

    response = client.get(committee("anhui").get_absolute_url())

    query = f"committee=anhui&year={today.year}&status=confirmed"
    totals = {panel.template: panel for panel in response.context["panels"]}["activities/_panel.html"].context
    assert query.replace("&", "&amp;") in response.content.decode()
    listed = client.get(f"{reverse('activities:list')}?{query}").context["page"].total
    assert (totals["totals"].activities, totals["totals"].attendances, listed) == (2, 30, 2)


@pytest.mark.parametrize(
    ("slug", "role", "seen"),
    [
        ("anhui", "staff", {"草稿", "待确认", "已确认"}),
        ("hubei", "staff", {"待确认", "已确认"}),
        ("sichuan", "staff", {"已确认"}),
        ("anhui", "member", {"待确认", "已确认"}),
    ],
)
def test_a_panel_shows_only_what_the_reader_may_see(client, slug, role, seen):
    make_activity("anhui", ("hubei",), title="草稿", publish=False)
    make_activity("anhui", ("hubei",), title="待确认")
    make_activity("anhui", ("hubei",), title="已确认", confirmed=True)
    make_article("anhui", status="draft", title="未刊")
    make_article("anhui", title="已刊")
    client.force_login(make_user(slug, role))

    panels = panels_of(client, committee("anhui"))

    assert set(titles(panels["activities"])) == seen
    assert titles(panels["experience"]) == ["已刊"]


def test_a_line_names_the_partners_in_their_order(client):
    make_activity("jiangsu", ("hubei", "anhui"), confirmed=True)
    client.force_login(make_user("sichuan"))

    page = client.get(committee("hubei").get_absolute_url()).content.decode()

    assert "江苏（牵头）、安徽、湖北" in page


@pytest.mark.parametrize("rows", [1, 5])
def test_a_branch_lists_what_it_hosted_and_what_it_joined(client, django_assert_num_queries, rows):
    branch, other = make_branch("jiangsu"), make_branch("jiangsu")
    hosted = [make_activity(host_branch=branch, confirmed=True) for _ in range(rows)]
    joined = make_activity(confirmed=True)
    joined.participations.get(committee=committee("jiangsu")).branches.add(branch)
    make_activity(host_branch=other, confirmed=True)
    client.force_login(make_user("sichuan"))

    with django_assert_num_queries(8):  # session, user, inbox, branch, children, pairings, life, activities
        panel = panels_of(client, branch)["activities"]

    assert {row.pk for row in panel.context["rows"]} == {joined.pk, *(one.pk for one in hosted)}


@pytest.mark.parametrize("rows", [1, 5])
def test_a_pairing_lists_its_activities(client, django_assert_num_queries, rows):
    pairing = make_pairing()
    own = {make_activity(pairing=pairing, confirmed=True).pk for _ in range(rows)}
    make_activity(confirmed=True)
    client.force_login(make_user("sichuan"))

    with django_assert_num_queries(7):  # session, user, inbox, pairing, terms, activities, pieces
        panel = panels_of(client, pairing)["activities"]

    assert {row.pk for row in panel.context["rows"]} == own


def test_a_long_history_is_cut_and_says_so(client):
    pairing = make_pairing()
    for _ in range(21):
        make_activity(pairing=pairing, confirmed=True)
    client.force_login(make_user("sichuan"))

    response = client.get(pairing.get_absolute_url())

    assert len(response.context["panels"][0].context["rows"]) == 20
    assert "只列最近 20 项" in response.content.decode()
