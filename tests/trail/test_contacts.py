"""Whose contacts a person saw: one row a day, person and committee, of other committees only."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import tracing
from accounts.models import SecurityEvent
from collab_portal.lib.dates import today
from organizations.models import Committee
from tests.factories import committee, make_branch, make_pairing, make_rotation, make_user

pytestmark = pytest.mark.django_db


def seen() -> list[tuple[str, str, Any]]:
    rows = SecurityEvent.objects.filter(kind="contacts_seen").order_by("pk")
    return [(row.person_name, row.target_name, row.facts["of"]) for row in rows]


@pytest.fixture(autouse=True)
def offices(db: None) -> None:
    Committee.objects.filter(slug__in=["anhui", "hubei", "jiangsu"]).update(office_phone="000-示例")


def test_a_page_with_a_telephone_of_others_leaves_one_row_a_day(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(make_user(display_name="李江"))
    branch = make_branch("zhejiang", contact_name="张三")

    for path in [committee("anhui").get_absolute_url(), branch.get_absolute_url()] * 2:
        assert client.get(path).status_code == 200

    assert seen() == [("李江", "安徽", "工委办公电话和邮箱"), ("李江", "浙江", "党组织名录")]
    assert SecurityEvent.objects.first().target == f"committee:{committee('anhui').pk}"  # type: ignore[union-attr]

    tomorrow = today() + timedelta(days=1)
    monkeypatch.setattr(tracing.dates, "today", lambda: tomorrow)
    client.get(branch.get_absolute_url())
    assert len(seen()) == 3


def test_own_contacts_and_pages_without_any_leave_nothing(client: Client) -> None:
    client.force_login(make_user())
    bare = make_branch("zhejiang")

    for path in (committee().get_absolute_url(), make_branch(contact_name="王五").get_absolute_url()):
        assert client.get(path).status_code == 200
    for path in (committee("hunan").get_absolute_url(), bare.get_absolute_url()):
        assert client.get(path).status_code == 200

    assert seen() == []


def test_who_may_not_see_contacts_leaves_nothing(client: Client) -> None:
    client.force_login(make_user(role="member"))

    client.get(committee("anhui").get_absolute_url())
    client.get(make_branch("zhejiang", contact_name="张三").get_absolute_url())
    client.get(reverse("organizations:branch-export"))

    assert seen() == []


def test_exports_name_each_committee_whose_contacts_they_hold(client: Client) -> None:
    client.force_login(make_user(display_name="甲"))
    make_branch("zhejiang", contact_name="张三")
    make_branch("anhui", contact_phone="1")
    make_branch("hunan")
    make_branch(contact_name="自己")

    client.get(reverse("organizations:branch-export"))

    assert sorted(seen()) == [("甲", "安徽", "党组织名录"), ("甲", "浙江", "党组织名录")]


def test_a_pairing_shows_the_contact_of_the_other_side(client: Client) -> None:
    pairing = make_pairing()
    type(pairing).objects.filter(pk=pairing.pk).update(first_phone="1", second_contact="张三")
    client.force_login(make_user(display_name="甲"))

    assert client.get(pairing.get_absolute_url()).status_code == 200
    assert seen() == [("甲", "浙江", "结对共建")]
    client.get(reverse("organizations:pairing-export"))

    assert len(seen()) == 1


def test_a_handover_shows_the_offices_of_both_sides(client: Client) -> None:
    from rotation.models import Turn

    make_rotation("hubei")
    turn = Turn.objects.get(committee__slug="hubei")
    client.force_login(make_user("jiangsu", role="member", is_rotation_admin=True, display_name="甲"))

    assert client.get(reverse("rotation:handover", args=[turn.pk])).status_code == 200

    assert ("甲", "湖北", "工委办公电话和邮箱") in seen()


def test_the_second_look_costs_one_query(client: Client) -> None:
    client.force_login(make_user())
    page = committee("anhui").get_absolute_url()
    client.get(page)

    with CaptureQueriesContext(connection) as queries:
        client.get(page)

    assert len([query for query in queries if "accounts_securityevent" in query["sql"]]) == 1
