"""Pairings that sleep, and pairings that could be."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from notifications.models import Notification
from organizations.models import Pairing
from organizations.operations import pairings
from tests.factories import make_activity, make_branch, make_pairing, make_user

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]  # also when midnight passes
TODAY = dates.today(NOW)
LIST, SUGGESTIONS = reverse("organizations:pairings"), reverse("organizations:pairing-suggestions")


def old_pairing(days=200, **fields):
    pairing = make_pairing(**fields)
    Pairing.objects.filter(pk=pairing.pk).update(started_on=TODAY - timedelta(days=days))
    return Pairing.objects.get(pk=pairing.pk)


def active_on(pairing, days_ago, confirmed=True):
    held = TODAY - timedelta(days=days_ago)
    return make_activity(pairing=pairing, confirmed=confirmed, held_on=held, ended_on=held)


def dormant(days=180):
    return set(Pairing.objects.dormant(TODAY, timedelta(days=days)))


def test_it_sleeps_once_nothing_confirmed_happened_for_so_long():
    quiet, busy, unsigned, young = old_pairing(), old_pairing(), old_pairing(), old_pairing(179)
    active_on(busy, 179)
    active_on(unsigned, 5, confirmed=False)

    assert dormant() == {quiet, unsigned}
    assert dormant(90) == {quiet, unsigned, young, busy}


def test_an_ended_pairing_sleeps_no_more():
    pairings.end(old_pairing(), actor=make_user(), now=NOW, reason="完成")

    assert dormant() == set()


def test_the_list_finds_them_and_says_when_they_were_active(client):
    pairing = old_pairing(theme="久未活动")
    active_on(pairing, 190)
    old_pairing(10)
    client.force_login(make_user("fujian"))

    response = client.get(LIST, {"dormant": "180"})

    assert [row.theme for row in response.context["page"].rows] == ["久未活动"]
    assert "最近活动" in response.content.decode()


def test_the_other_side_is_nudged_once_until_something_happens(client):
    pairing, partner = old_pairing(), make_user("zhejiang")
    url = reverse("organizations:pairing-nudge", args=[pairing.pk])
    client.force_login(make_user())

    client.post(url)
    client.post(url)

    told = Notification.objects.filter(recipient=partner, title__contains="没有活动")
    assert told.count() == 1
    assert "已提醒过对方" in client.get(pairing.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match="已提醒过一次"):
        pairings.nudge(pairing, actor=make_user("zhejiang"), now=NOW)


def test_after_an_activity_it_may_sleep_and_be_nudged_again():
    pairing = old_pairing(900)
    pairings.nudge(pairing, actor=make_user(), now=NOW - timedelta(days=400))
    active_on(pairing, 300)

    pairings.nudge(pairing, actor=make_user(), now=NOW)

    pairing.refresh_from_db()
    assert pairing.nudged_on == TODAY


def test_nobody_is_nudged_about_a_busy_pairing_or_by_a_stranger():
    pairing = old_pairing()
    with pytest.raises(PermissionDenied):
        pairings.nudge(pairing, actor=make_user("fujian"), now=NOW)
    active_on(pairing, 3)

    with pytest.raises(ValidationError, match="近期有活动"):
        pairings.nudge(pairing, actor=make_user(), now=NOW)


def test_within_one_committee_the_people_of_both_branches_are_told():
    one, two = make_branch(), make_branch()
    person = make_user(role="member", branch=two)
    pairing = old_pairing(own=one, with_branch=two)

    pairings.nudge(pairing, actor=make_user(), now=NOW)

    assert Notification.objects.filter(recipient=person).exists()


# suggestions


def offers(client, **query):
    rows = client.get(SUGGESTIONS, query).context["page"].rows
    return {row.name: [one.name for one in row.offers] for row in rows}


def test_same_line_and_kind_elsewhere_not_yet_paired(client):
    own = make_branch(name="我方")
    make_branch("anhui", name="可结对")
    make_branch("anhui", name="另一系统", line="water")
    make_branch("anhui", name="另一类别", kind="unit")
    make_branch("anhui", name="已撤销", ends_on=TODAY)
    make_branch(name="本工委", line="grain")
    client.force_login(make_user())

    assert offers(client) == {"我方": ["可结对"]}
    assert own.committee.slug == "jiangsu"


def test_who_is_paired_or_asked_is_not_suggested(client):
    asked = make_branch(name="已提议")
    make_branch(name="未结对")
    other = make_branch("anhui", name="对方")
    make_pairing("jiangsu", "anhui", own=asked, with_branch=other, answer="proposed")
    client.force_login(make_user())

    assert offers(client) == {"未结对": ["对方"]}


def test_between_two_committees_and_on_one_line(client):
    make_branch(name="税务")
    make_branch(name="水利", line="water")
    make_branch("anhui", name="皖税")
    make_branch("hubei", name="鄂税")
    make_branch("hubei", name="鄂水", line="water")
    client.force_login(make_user("fujian"))

    assert offers(client, of="jiangsu", partner="anhui") == {"税务": ["皖税"]}
    assert offers(client, of="jiangsu", line="water") == {"水利": ["鄂水"]}
    assert offers(client, of="anhui", partner="jiangsu") == {"皖税": ["税务"]}
    assert offers(client, of="x", partner="\x00", line="y") == {}


def test_two_clicks_from_the_list_to_the_proposal(client):
    own, other = make_branch(), make_branch("anhui")
    client.force_login(make_user())
    page = client.get(SUGGESTIONS).content.decode()
    first = f"{reverse('organizations:pairing-propose')}?own={own.pk}&amp;partner={other.pk}"

    form = client.get(first.replace("&amp;", "&")).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    client.post(reverse("organizations:pairing-propose"), sent)

    assert first in page
    pairing = Pairing.objects.get()
    assert (pairing.status, pairing.theme) == ("proposed", "税务系统党建结对共建")


def test_only_ones_own_branches_offer_the_click(client):
    make_branch()
    make_branch("anhui")
    client.force_login(make_user("fujian"))

    assert "pairings/propose" not in client.get(SUGGESTIONS, {"of": "jiangsu"}).content.decode()


@pytest.mark.parametrize("rows", [1, 5])
def test_suggestions_cost_the_same_however_many(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_branch()
        make_branch("anhui")
    client.force_login(make_user("fujian"))

    # session and user with committee, inbox, the chosen committee, rows, count, counterparts
    with django_assert_num_queries(7):
        response = client.get(SUGGESTIONS, {"of": "jiangsu"})

    assert len(response.context["page"].rows) == rows


@pytest.mark.parametrize("rows", [1, 5])
def test_a_pairing_page_with_its_quiet_costs_no_more(client, django_assert_num_queries, rows):
    pairing = old_pairing()
    for _ in range(rows):
        active_on(pairing, 190)
    client.force_login(make_user("fujian"))

    with django_assert_num_queries(7):  # session, user, inbox, pairing, terms, activities, pieces
        client.get(pairing.get_absolute_url())
