"""协议与机制: what a kind of agreement asks for, and a year's plan under one."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from organizations.models import FrameworkAgreement
from organizations.operations import agreements
from tests.factories import committee, make_agreement, make_user
from tests.my_work import awaiting

NOW = timezone.now()
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
YEAR = dates.today(NOW).year
LIST, PROPOSE = reverse("organizations:agreements"), reverse("organizations:agreement-propose")
Kind = FrameworkAgreement.Kind


def sent(**fields):
    facts = {"title": "信息互通机制", "committees": [committee("zhejiang").pk]}
    return {**facts, "submission": str(uuid.uuid4()), **fields}


def test_a_mechanism_says_which(client):
    client.force_login(make_user())
    address = f"{PROPOSE}?kind=mechanism"

    without = client.post(address, sent()).context["form"].errors
    client.post(address, sent(mechanism="information", level="bureau", scope="沿江两省"))

    made = FrameworkAgreement.objects.get()
    assert list(without) == ["mechanism"]
    assert (made.kind, made.mechanism, made.level, made.scope) == (
        "mechanism",
        "information",
        "bureau",
        "沿江两省",
    )
    assert "工作机制（信息互通）" in client.get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", ["nonsense", "naming", "plan", "", "\x00"])
def test_a_kind_nobody_offers_there_is_a_framework(client, kind):
    client.force_login(make_user())

    client.post(f"{PROPOSE}?kind={kind}", sent())

    assert FrameworkAgreement.objects.get().kind == "framework"


def test_who_is_to_sign_reads_the_kind_in_what_waits():
    person = make_user("zhejiang")
    make_agreement(answer="proposed", kind=Kind.MECHANISM, mechanism="goods", title="物资互济")

    assert [line.title for line in awaiting(person, NOW)] == ["物资互济"]
    assert person.notifications.get().title == "请会签工作机制：物资互济"


def test_a_plan_is_of_the_same_parties_for_one_year(client):
    under = make_agreement("zhejiang", "anhui", outside="玉林市")
    client.force_login(make_user("anhui"))
    address = f"{PROPOSE}?under={under.pk}"
    offered = client.get(address).context["form"]

    client.post(address, sent(title="年度计划", year=YEAR, items="联学一次\n联训一次"))

    plan = FrameworkAgreement.objects.get(kind="plan")
    assert "committees" not in offered.fields
    assert (plan.under, plan.year, str(plan.expires_on)) == (under, YEAR, f"{YEAR}-12-31")
    assert (plan.outside, plan.committee.slug) == ("玉林市", "anhui")
    assert {party.committee.slug for party in plan.parties.all()} == {"jiangsu", "zhejiang", "anhui"}
    assert plan.title in client.get(under.get_absolute_url()).content.decode()


def test_an_agreement_has_one_plan_a_year_and_the_next_follows_it():
    under = make_agreement(items=["联学"])
    plan = make_plan(under, YEAR)

    with pytest.raises(ValidationError, match="这一年度已有计划"):
        make_plan(under, YEAR)
    make_plan(under, YEAR + 1, renews=plan)

    plan.refresh_from_db()
    assert plan.status == "renewed"


def make_plan(under, year, **fields):
    plan = agreements.propose(
        actor=make_user(),
        submission=uuid.uuid4(),
        now=NOW,
        committees=[],
        items=[],
        title=f"{year} 年计划",
        kind=Kind.PLAN,
        under=under,
        year=year,
        **fields,
    )
    return agreements.answer(plan, actor=make_user("zhejiang"), now=NOW, agree=True)


@pytest.mark.parametrize(
    ("fields", "year", "why"),
    [
        ({}, YEAR - 1, "只能制定"),
        ({}, YEAR + 2, "只能制定"),
        ({"expires_on": dates.today(NOW)}, YEAR + 1, "请先续签"),
        ({"answer": "proposed"}, YEAR, "只有执行中"),
    ],
)
def test_a_plan_is_for_a_year_of_its_agreement(fields, year, why):
    with pytest.raises(ValidationError, match=why):
        make_plan(make_agreement(**fields), year)


def test_a_plan_stands_under_no_plan_and_nobody_plans_for_others(client):
    under = make_agreement()
    client.force_login(make_user("fujian"))

    assert client.get(f"{PROPOSE}?under={under.pk}").status_code == 403
    with pytest.raises(ValidationError, match="只有执行中"):
        make_plan(make_plan(under, YEAR), YEAR)


def test_a_naming_is_not_renewed_and_kinds_do_not_change_by_renewal():
    naming = make_agreement(kind=Kind.NAMING)

    with pytest.raises(ValidationError, match="不续签"):
        make_agreement(kind=Kind.NAMING, renews=naming)
    with pytest.raises(ValidationError, match="同类"):
        make_agreement(renews=make_agreement(kind=Kind.MECHANISM, mechanism="goods"))


@pytest.mark.parametrize(
    ("chosen", "titles"), [({"kind": "mechanism"}, ["机制"]), ({"level": "city"}, ["市"])]
)
def test_the_list_is_chosen_by_kind_and_level(client, chosen, titles):
    make_agreement(title="机制", kind=Kind.MECHANISM, mechanism="goods")
    make_agreement(title="市", level="city")
    client.force_login(make_user("fujian", role="member"))

    assert [row.title for row in client.get(LIST, chosen).context["page"].rows] == titles
