"""What people see and are told of the seals: a red bar, a letter a day, one more when something is broken."""

from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts import tasks
from accounts.models import Seal, SecurityEvent
from accounts.models.event import Kind
from accounts.sealing import seal, standing, verify
from accounts.sealing.chain import sealed_up_to
from notifications import seals
from notifications.models import Delivery
from tests.factories import make_user
from tests.trail.conftest import deeds

pytestmark = pytest.mark.django_db
MORNING = datetime.fromisoformat("2026-12-01T09:00+08:00")
NIGHT = datetime.fromisoformat("2026-12-01T03:00+08:00")


def duty(name: str) -> Any:
    return make_user(None, role="member", platform_role=name)


def spoil() -> None:
    """Somebody who owns the database takes a sealed row out."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_securityevent DISABLE TRIGGER USER")
        cursor.execute(
            "DELETE FROM accounts_securityevent WHERE id = (SELECT min(id) FROM accounts_securityevent)"
        )
        cursor.execute("ALTER TABLE accounts_securityevent ENABLE TRIGGER USER")


def letters(step: str) -> set[str]:
    rows = Delivery.objects.filter(step__startswith=step, channel=Delivery.Channel.EMAIL)
    return {row.recipient.username for row in rows.select_related("recipient") if row.recipient}


@pytest.mark.parametrize(("name", "sees"), [("auditor", True), ("security", True), ("system", False)])
def test_a_changed_row_turns_the_bar_red(name: str, sees: bool, client: Any) -> None:
    client.force_login(duty(name))
    deeds(3)
    seal()
    tasks.verify()
    assert standing.BROKEN not in client.get("/accounts/profile/").content.decode()

    spoil()
    tasks.verify()

    assert (standing.BROKEN in client.get("/accounts/profile/").content.decode()) is sees


def test_a_bar_goes_when_all_agrees_again() -> None:
    SecurityEvent.objects.create(kind=Kind.SEAL_BROKEN)
    cache.clear()
    assert standing.trouble() == standing.BROKEN

    standing.tell(verify())

    assert standing.trouble() == ""


def test_what_waits_for_six_hours_is_told() -> None:
    deeds(1)
    now = timezone.now()

    assert standing.trouble(now + timedelta(hours=5)) == ""
    cache.clear()
    assert standing.trouble(now + timedelta(hours=7)) == standing.WAITING

    seal()
    cache.clear()
    assert standing.trouble(now + timedelta(hours=7)) == ""


def test_the_bar_costs_nothing_while_it_is_remembered(django_assert_num_queries: Any) -> None:
    standing.trouble()

    with django_assert_num_queries(0):
        standing.trouble()


def test_every_auditor_gets_the_newest_signature_once_a_day() -> None:
    auditor, security = duty("auditor"), duty("security")
    deeds(2)
    seal()

    seals.tell(NIGHT)
    assert letters("head") == set()
    seals.tell(MORNING)
    told = Seal.objects.get()
    deeds(1)
    seal()
    seals.tell(MORNING + timedelta(hours=1))

    assert letters("head") == {auditor.username} != {security.username}
    assert told.mac in Delivery.objects.filter(channel="email").get().body
    seals.tell(MORNING + timedelta(days=1))
    assert Delivery.objects.filter(channel="email").count() == 2


def test_a_break_is_told_once_to_those_who_watch() -> None:
    people = {duty("auditor").username, duty("security").username}
    duty("system")
    deeds(3)
    seal()
    spoil()
    tasks.verify()

    seals.tell(NIGHT)
    seals.tell(NIGHT + timedelta(hours=1))

    assert letters("broken") == people
    assert Delivery.objects.filter(channel="email").count() == 2
    assert "应有 3 条，现有 2 条" in Delivery.objects.filter(channel="email")[0].body


def test_nothing_is_told_while_nothing_is_sealed() -> None:
    duty("auditor")

    seals.tell(MORNING)

    assert not Delivery.objects.exists()


def test_a_worker_without_the_key_leaves_sealing_to_who_has_it(settings: Any) -> None:
    settings.AUDIT_KEY = ""
    deeds(1)

    tasks.seal()
    tasks.verify()

    assert not Seal.objects.exists()
    assert not SecurityEvent.objects.filter(kind=Kind.VERIFIED).exists()


def test_whoever_watches_the_machine_sees_it_too(client: Any, settings: Any) -> None:
    def warned(word: str) -> bool:
        return any(word in warning for warning in client.get("/readyz").json()["warnings"])

    assert not warned("封存")
    SecurityEvent.objects.create(kind=Kind.SEAL_BROKEN)
    cache.clear()
    assert warned("与封存不符")
    assert not warned("能够改写")  # on a desk there is one role

    settings.DEMO_MODE = False
    assert warned("能够改写已封存的内容")


@pytest.mark.thorough
def test_a_portal_with_sample_data_begins_sealed() -> None:
    call_command("seed_demo", stdout=StringIO())

    assert sealed_up_to()["accounts_securityevent"] == SecurityEvent.objects.latest("pk").pk
    assert Seal.objects.count() == 12 + 1  # one over everything else
    assert verify().lines == []
    assert standing.trouble() == ""
    times = list(Seal.objects.order_by("number").values_list("made_at", flat=True))
    assert times == sorted(times)
