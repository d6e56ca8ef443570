"""Old months of the trail go out whole, sealed, exported and by two people's word, or not at all."""

import hashlib
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from accounts import trail
from accounts.models import Retirement, Seal, SecurityEvent, User
from accounts.models.event import Kind
from accounts.sealing import seal, verify
from accounts.sealing.renewing import renew
from accounts.sealing.retiring import Refused, retire
from collab_portal.environment import Environment
from tests.factories import make_user
from tests.trail.conftest import deeds
from tests.trail.tampers import as_owner

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-11-30T09:00+08:00")
JULY, OCTOBER = date(2025, 7, 1), date(2025, 10, 1)


@pytest.fixture(autouse=True)
def _sealed() -> None:
    """Three rows of May, three of August, three of now, each month sealed."""
    for moment in ("2025-05-20T12:00+08:00", "2025-08-20T12:00+08:00"):
        for number in range(3):
            trail.record(Kind.EXPORTED, at=datetime.fromisoformat(moment), file=f"{number}.xlsx")
        seal()
    deeds(3)
    seal()


def duty(name: str, **fields: Any) -> User:
    return make_user(None, role="member", platform_role=name, **fields)


@pytest.fixture
def pair() -> dict[str, User]:
    return {name: duty(name) for name in ("auditor", "security")}


def agree(before: date, *, auditor: User, security: User) -> Retirement:
    """What one has proposed and the other agreed to."""
    Retirement.objects.filter(done_at=None).delete()
    return Retirement.objects.create(
        before=before,
        reason="试",
        proposed_by=security,
        proposed_at=NOW,
        decided_by=auditor,
        decided_at=NOW,
        verdict="granted",
    )


def test_sealed_months_go_out_and_what_stays_is_as_sealed(pair: dict[str, User], tmp_path: Path) -> None:
    done = retire(agree(JULY, **pair), now=NOW)

    assert (done.rows, done.seal.number) == (3, 4)
    assert SecurityEvent.objects.exclude(kind=Kind.RETIRED).count() == 6
    assert verify().lines == []
    row = SecurityEvent.objects.get(kind=Kind.RETIRED)
    assert row.facts == {"before": "2025-07", "rows": 3, "file": done.digest}
    assert row.target_name == f"{pair['auditor'].username}、{pair['security'].username}"
    assert done.seal.parts[0]["by"] == [pair["auditor"].username, pair["security"].username]
    assert oct(done.file.stat().st_mode & 0o777) == "0o600"


def test_the_file_holds_what_its_seals_say(pair: dict[str, User]) -> None:
    done = retire(agree(OCTOBER, **pair), now=NOW)

    data = done.file.read_bytes()
    assert hashlib.sha256(data).hexdigest() == done.digest
    lines = data.decode().splitlines()
    told, rows = [json.loads(line) for line in lines[:2]], lines[2:]
    for part in told:
        mine, rows = rows[: part["count"]], rows[part["count"] :]
        leaves = b"".join(hashlib.sha256(line.encode()).digest() for line in mine)
        assert hashlib.sha256(leaves).hexdigest() == part["digest"]
    assert rows == []


def test_twice_and_renewed_afterwards(pair: dict[str, User]) -> None:
    retire(agree(JULY, **pair), now=NOW)
    seal()
    assert retire(agree(OCTOBER, **pair), now=NOW).rows == 3
    renew("试")

    assert verify().lines == []
    with pytest.raises(Refused, match="没有"):
        retire(agree(OCTOBER, **pair), now=NOW)


def test_a_row_put_back_among_the_retired_is_found(pair: dict[str, User]) -> None:
    retire(agree(JULY, **pair), now=NOW)

    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO accounts_securityevent (id, kind, outcome, person_name, account_digest,"
                " device, session, request_id, target, target_name, facts)"
                " VALUES (1, 'exported', 'done', '', '', '', '', '', '', '', '{}')"
            )
        assert verify().lines == [verify().lines[0]]
        assert "已归档移出，现又有 1 条" in verify().lines[0]


def test_rows_removed_without_that_are_a_break() -> None:
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_securityevent WHERE at < '2025-07-01'")
        assert "应有 3 条，现有 0 条" in verify().lines[0]


@pytest.mark.parametrize(("days", "goes"), [(399, False), (400, True)])
def test_what_is_younger_than_the_days_to_keep_stays(days: int, goes: bool, pair: dict[str, User]) -> None:
    now = datetime.fromisoformat("2025-07-01T09:00+08:00") + timedelta(days=days)

    if goes:
        retire(agree(JULY, **pair), now=now)
    else:
        with pytest.raises(Refused, match="至少保留 400 天"):
            retire(agree(JULY, **pair), now=now)

    assert (
        SecurityEvent.objects.filter(at__lt=datetime.fromisoformat("2025-07-01T00:00+08:00")).exists()
        is not goes
    )


@pytest.mark.parametrize(("text", "starts"), [("179", False), ("180", True)])
def test_less_than_half_a_year_is_not_to_be_had(text: str, starts: bool, monkeypatch: Any) -> None:
    monkeypatch.setenv("AUDIT_KEEP_DAYS", text)

    if starts:
        assert Environment(Path()).audit_keep_days() == 180
    else:
        with pytest.raises(SystemExit, match="六个月"):
            Environment(Path()).audit_keep_days()


def test_only_an_auditor_and_a_security_admin_together(pair: dict[str, User]) -> None:
    auditor, security = pair["auditor"], pair["security"]
    closed = make_user(None, role="member", platform_role="security", is_active=False)

    for two in (
        (auditor, duty("auditor")),
        (security, duty("security")),
        (auditor, make_user()),
        (auditor, closed),
    ):
        with pytest.raises(Refused, match="共同确认"):
            retire(agree(JULY, auditor=two[0], security=two[1]), now=NOW)
    assert SecurityEvent.objects.count() == 9


def test_nothing_goes_out_of_a_broken_trail(pair: dict[str, User]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_securityevent DISABLE TRIGGER USER")
        cursor.execute(
            "DELETE FROM accounts_securityevent WHERE id = (SELECT max(id) FROM accounts_securityevent)"
        )
        cursor.execute("ALTER TABLE accounts_securityevent ENABLE TRIGGER USER")

    with pytest.raises(Refused, match="不符"):
        retire(agree(JULY, **pair), now=NOW)
    assert Seal.objects.count() == 3


def test_the_command_carries_out_only_what_both_agreed_on(pair: dict[str, User]) -> None:
    with pytest.raises(CommandError, match="年-月"):
        call_command("audit_retire", "--before", "2025-13")
    with pytest.raises(CommandError, match="没有已确认的 2025-07"):
        call_command("audit_retire", "--before", "2025-07")
    asked = agree(OCTOBER, **pair)
    with pytest.raises(CommandError, match="没有已确认的 2025-07"):
        call_command("audit_retire", "--before", "2025-07")

    call_command("audit_retire", "--before", "2025-10")

    asked.refresh_from_db()
    assert (asked.seal, Seal.objects.latest("number").parts[0]["count"]) == (4, 6)
    with pytest.raises(CommandError, match="没有已确认的 2025-10"):
        call_command("audit_retire", "--before", "2025-10")


def test_a_young_month_stays_whoever_agreed(pair: dict[str, User]) -> None:
    young = timezone.now().date().replace(day=1) - timedelta(days=31)
    agree(young.replace(day=1), **pair)

    with pytest.raises(CommandError, match="至少保留"):
        call_command("audit_retire", "--before", f"{young:%Y-%m}")
