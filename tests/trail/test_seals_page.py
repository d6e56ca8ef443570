"""封存 and 归档: what auditor and security admin see of the seals, and how two of them let old months go."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import operations
from accounts.models import Retirement, Seal, SecurityEvent, User
from accounts.models.seal import FIRST
from accounts.sealing import seal, standing, verify
from collab_portal.lib.dates import today
from notifications.models import Notification
from tests.accounts.conftest import hashed
from tests.accounts.helpers import signed_in
from tests.factories import make_user
from tests.trail.conftest import deeds
from tests.trail.test_standing import spoil

pytestmark = pytest.mark.django_db
SEALS, RETIRE = "/accounts/security/seals/", "/accounts/security/retire/"
NOW = datetime.fromisoformat("2026-11-30T09:00+08:00")
OLD = date(2025, 7, 1)


def duty(name: str) -> User:
    return make_user(None, role="member", platform_role=name)


def page(client: Client, **asked: str) -> str:
    return client.get(SEALS, asked).content.decode()


@pytest.fixture
def auditor(client: Client) -> Client:
    client.force_login(duty("auditor"))
    return client


def test_the_page_says_what_was_sealed_and_that_it_agrees(auditor: Client) -> None:
    deeds(3)
    row = seal()
    standing.tell(verify())

    text = page(auditor)

    assert row is not None
    assert "最近一次核验与封存一致" in text
    assert "当时核验 1 号封存" in text
    assert (row.mac in text, "安全日志 3 条" in text) == (True, True)


def test_a_break_is_told_line_by_line(auditor: Client) -> None:
    deeds(3)
    seal()
    spoil()
    standing.tell(verify())

    text = page(auditor)

    assert "须核查" in text
    assert "应有 3 条，现有 2 条" in text


def test_nothing_sealed_says_what_to_look_at(auditor: Client) -> None:
    assert "portal-seal.timer" in page(auditor)


@pytest.mark.parametrize(
    ("kept", "words"), [("true", "在封存之中"), ("other", "不在封存之中"), ("x", "64 位")]
)
def test_a_signature_kept_elsewhere_is_looked_up(auditor: Client, kept: str, words: str) -> None:
    deeds(1)
    row = seal()
    assert row is not None

    text = page(auditor, head={"true": row.mac, "other": FIRST}.get(kept, kept))

    assert words in text


@pytest.mark.parametrize("seals", [1, 500])
def test_the_page_costs_the_same_however_many_seals(
    auditor: Client, seals: int, django_assert_max_num_queries: Any
) -> None:
    Seal.objects.bulk_create(
        Seal(
            number=number,
            made_at=timezone.now(),
            algorithm="sha256",
            parts=[{"table": "accounts_securityevent", "from": number - 1, "to": number, "count": 1}],
            previous=f"{number:064}",
            mac=f"{number + 1:064}",
        )
        for number in range(1, seals + 1)
    )
    cache.clear()

    with django_assert_max_num_queries(12):
        text = page(auditor)

    assert text.count("<tr>") == min(seals, 50) + 1
    assert ("after=" in text) is (seals > 50)


@pytest.mark.parametrize(("days", "seen"), [(1, False), (3, True)])
def test_a_comparison_that_does_not_come_is_told(days: int, seen: bool, settings: Any) -> None:
    settings.DEMO_MODE = False
    deeds(1)
    seal()
    cache.clear()

    told = standing.trouble(timezone.now() + timedelta(days=days)) == standing.BLIND

    assert told is seen


# 归档


def propose(actor: User, before: date = OLD) -> Retirement:
    return operations.propose_retirement(before, actor=actor, reason="年度归档", now=NOW)


def decide(retirement: Retirement, actor: User, verdict: str) -> Retirement:
    return operations.decide_retirement(retirement, actor=actor, verdict=Retirement.Verdict(verdict), now=NOW)


@pytest.mark.parametrize(("first", "second"), [("auditor", "security"), ("security", "auditor")])
def test_either_proposes_and_the_other_agrees(first: str, second: str) -> None:
    one, two = duty(first), duty(second)

    agreed = decide(propose(one), two, "granted")

    assert (agreed.verdict, agreed.proposed_by, agreed.decided_by) == ("granted", one, two)
    kinds = list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["retire_asked", "retire_decided"]
    assert set(Notification.objects.values_list("recipient", "title")) == {
        (two.pk, "请确认归档安全日志"),
        (one.pk, "归档安全日志：同意"),
    }


def test_nobody_agrees_with_the_own_duty() -> None:
    one = duty("auditor")
    retirement = propose(one)

    for somebody in (one, duty("auditor"), duty("system"), make_user()):
        with pytest.raises(PermissionDenied):
            decide(retirement, somebody, "granted")
    with pytest.raises(IntegrityError), transaction.atomic():
        Retirement.objects.update(decided_by=one, decided_at=NOW, verdict="granted")


def test_who_changed_over_does_not_agree_with_oneself() -> None:
    """Two in one person: the auditor who proposed is security admin now."""
    one = duty("auditor")
    retirement = propose(one)
    User.objects.filter(pk=one.pk).update(platform_role="security")
    one.refresh_from_db()

    with pytest.raises(PermissionDenied):
        decide(retirement, one, "granted")


def test_one_proposal_is_open_and_can_be_taken_back() -> None:
    one, two = duty("auditor"), duty("security")
    first = propose(one)
    with pytest.raises(ValidationError, match="尚未办结"):
        propose(two)
    decide(first, two, "granted")
    with pytest.raises(ValidationError, match="已作出决定"):
        decide(first, two, "refused")

    decide(first, one, "withdrawn")

    assert decide(propose(two), one, "refused").verdict == "refused"


def test_a_month_too_young_is_not_even_proposed() -> None:
    with pytest.raises(ValidationError, match="至少保留"):
        propose(duty("auditor"), date(2026, 11, 1))


def test_the_pages_lead_from_one_to_the_other() -> None:
    one, two = duty("auditor"), duty("security")
    month = f"{today() - timedelta(days=500):%Y-%m}"
    first = signed_in(one).post(RETIRE, {"before": month, "reason": "年度归档"}, follow=True)
    assert "已提出，等另一方确认" in first.content.decode()
    assert "确认归档" not in first.content.decode()
    assert "请确认：归档" in signed_in(two).get("/my/").content.decode()
    assert "请确认：归档" not in signed_in(one).get("/my/").content.decode()

    place = reverse("accounts:retire-decide", args=[Retirement.objects.get().pk])
    second = signed_in(two).post(place, {"verdict": "granted"}, follow=True).content.decode()

    assert "已确认，待执行" in second
    assert "audit_retire" in second


def test_both_pages_ask_for_the_password_first() -> None:
    one = make_user(None, role="member", platform_role="auditor", password=hashed())
    browser = Client()
    browser.force_login(one)
    retirement = propose(duty("security"))
    month = f"{today() - timedelta(days=500):%Y-%m}"

    for place, data in (
        (RETIRE, {"before": month, "reason": "年度归档"}),
        (reverse("accounts:retire-decide", args=[retirement.pk]), {"verdict": "granted"}),
    ):
        assert browser.post(place, data).headers["Location"].startswith("/accounts/reauthenticate/")
    assert Retirement.objects.get().verdict == ""


def test_what_is_wrong_stands_beside_its_field() -> None:
    browser = signed_in(duty("auditor"))

    answer = browser.post(RETIRE, {"before": "2026-11", "reason": "字" * 201})

    assert set(answer.context["form"].errors) == {"before", "reason"}
    assert "字" * 201 in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same(rows: int, django_assert_max_num_queries: Any) -> None:
    one, two = duty("auditor"), duty("security")
    for _ in range(rows):
        decide(propose(one), two, "refused")
    browser = signed_in(two)

    with django_assert_max_num_queries(12):
        browser.get(RETIRE)
