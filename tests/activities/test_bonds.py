"""Pairings, alliances and agreements show their activities and lead to the next one, filled in."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib.dates import chinese_date, today
from organizations.operations import alliances
from tests.factories import (
    committee,
    make_activity,
    make_agreement,
    make_alliance,
    make_correction,
    make_pairing,
    make_user,
)

pytestmark = pytest.mark.django_db
LOG = reverse("activities:log")
MAKE = {
    "pairing": lambda: make_pairing(),
    "alliance": lambda: make_alliance(),
    "agreement": lambda: make_agreement(),
}


def initial(client, query: str) -> dict:
    return client.get(f"{LOG}?{query}").context["form"].initial


@pytest.mark.parametrize("kind", MAKE)
def test_a_party_goes_from_the_page_to_the_form_and_a_stranger_does_not(client, kind):
    bond = MAKE[kind]()
    link = f"{LOG}?{kind}={bond.pk}"
    seen = {}

    for slug, role in (("jiangsu", "staff"), ("jiangsu", "member"), ("fujian", "staff")):
        client.force_login(make_user(slug, role=role))
        seen[slug, role] = link in client.get(bond.get_absolute_url()).content.decode()

    assert seen == {("jiangsu", "staff"): True, ("jiangsu", "member"): False, ("fujian", "staff"): False}


@pytest.mark.parametrize("kind", ["pairing", "alliance"])
def test_what_was_logged_under_it_stands_on_its_page(client, kind):
    bond = MAKE[kind]()
    activity = make_activity("jiangsu", ("zhejiang", "anhui"), held_on=today(), **{kind: bond})
    client.force_login(make_user("jiangsu"))

    assert str(activity) in client.get(bond.get_absolute_url()).content.decode()


def test_an_agreement_shows_what_all_its_parties_did_since_it_is_in_force(client):
    now = timezone.now()
    agreement = make_agreement("zhejiang", now=now - timedelta(days=30))
    both = make_activity("jiangsu", ("zhejiang", "anhui"))
    alone = make_activity("jiangsu", ("anhui",))
    before = make_activity("jiangsu", ("zhejiang",), held_on=today(now) - timedelta(days=40))
    client.force_login(make_user("jiangsu"))

    page = client.get(agreement.get_absolute_url()).content.decode()

    assert [str(one) in page for one in (both, alone, before)] == [True, False, False]


def test_a_pairing_fills_in_both_sides(client):
    pairing = make_pairing()
    client.force_login(make_user("zhejiang"))
    own, other = (
        (pairing.first, pairing.second)
        if pairing.first_committee_id == committee("zhejiang").pk
        else (pairing.second, pairing.first)
    )

    found = initial(client, f"pairing={pairing.pk}")

    assert (found["pairing"], found["host_branch"], found["partners"]) == (
        pairing.pk,
        own.pk,
        [f"branch-{other.pk}"],
    )


def test_an_alliance_fills_in_every_other_member(client):
    alliance = make_alliance("zhejiang", "anhui")
    client.force_login(make_user("anhui"))

    found = initial(client, f"alliance={alliance.pk}")

    members = {
        member.branch_id: member.committee.slug for member in alliance.members.select_related("committee")
    }
    assert members[found["host_branch"]] == "anhui"
    others = {f"branch-{pk}" for pk, slug in members.items() if slug != "anhui"}
    assert set(found["partners"]) == others


def test_an_agreement_fills_in_its_other_parties(client):
    agreement = make_agreement("zhejiang", "anhui")
    client.force_login(make_user("jiangsu"))

    found = initial(client, f"agreement={agreement.pk}")

    assert set(found["partners"]) == {f"committee-{committee(slug).pk}" for slug in ("zhejiang", "anhui")}


@pytest.mark.parametrize("query", ["pairing=x", "alliance=999999", "agreement=" + "9" * 30, "pairing=0"])
def test_what_is_not_there_or_not_ours_leaves_the_form_empty(client, query):
    make_pairing()
    client.force_login(make_user("fujian"))

    assert set(initial(client, query)) == {"submission"}


def test_only_who_belonged_to_an_alliance_on_its_day_logs_under_it(client, filled_form):
    """Who left counts until it left, who joined from then on; the host and one more have to."""
    now = timezone.now() - timedelta(days=40)
    alliance = make_alliance("zhejiang", "anhui", "hubei", now=now)
    day = today(now)
    seat = alliance.members.get(committee__slug="zhejiang")
    alliances.leave(seat, actor=make_user("zhejiang"), now=now + timedelta(days=20), reason="调整")
    client.force_login(make_user("jiangsu"))

    def refusals(held_on, *partners: str) -> list[str]:
        chosen = [f"committee-{committee(slug).pk}" for slug in partners]
        form = filled_form(held_on=str(held_on), alliance=str(alliance.pk), partners=chosen)
        page = client.post(LOG, form)
        return [] if page.status_code == 302 else page.context["form"].errors["alliance"]

    assert refusals(day + timedelta(days=19), "zhejiang") == []
    gone = day + timedelta(days=20)
    assert refusals(gone, "zhejiang", "fujian") == [
        f"{chinese_date(gone)}这一联盟中其他成员没有参加，不能登记在它的名下。"
    ]
    assert refusals(gone, "zhejiang", "anhui") == []
    assert "江苏没有成员" in refusals(day - timedelta(days=1), "anhui")[0]


def test_a_correction_cannot_move_a_record_to_a_day_before_its_alliance():
    now = timezone.now() - timedelta(days=9)
    alliance = make_alliance(now=now)
    activity = make_activity("jiangsu", ("zhejiang",), alliance=alliance, confirmed=True)

    with pytest.raises(ValidationError, match="江苏没有成员"):
        make_correction(activity, held_on=today(now) - timedelta(days=1))


@pytest.mark.parametrize("kind", ["pairing", "alliance"])
def test_the_end_of_a_bond_names_what_is_announced_under_it_to_both_sides(client, kind):
    bond = MAKE[kind]()
    announced = make_activity("jiangsu", ("zhejiang",), held_on=today() + timedelta(days=9), **{kind: bond})
    make_activity("jiangsu", ("zhejiang",), held_on=today(), **{kind: bond})
    ending, other = make_user("jiangsu"), make_user("zhejiang")
    client.force_login(ending)

    page = client.post(reverse(f"organizations:{kind}-end", args=[bond.pk]), {"reason": "期满"}, follow=True)

    day = chinese_date(announced.held_on)
    said = f"名下已预告的活动不随之取消：“{announced}”（{day}）。"
    assert said in page.content.decode()
    assert other.notifications.get(step="ended").body == f"原因：期满\n{said}"
