"""Seals: what they cover, what they find out, and what does not disturb them."""

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from accounts import trail
from accounts.models import Seal
from accounts.models.event import Kind
from accounts.sealing import KeyMissing, heads, seal, verify
from accounts.sealing.chain import sealed_up_to
from tests.factories import make_user
from tests.trail.conftest import change, deeds
from tests.trail.tampers import TAMPERS, as_owner, tamper
from tests.trail.test_append_only import age

pytestmark = pytest.mark.django_db


LAST = "DELETE FROM accounts_securityevent WHERE id = (SELECT max(id) FROM accounts_securityevent)"


def three_seals() -> None:
    for number in range(3):
        deeds(5)
        change(f"第 {number} 次")
        age("2 hours")
        seal()


def test_what_was_sealed_is_as_it_was() -> None:
    three_seals()

    found = verify()

    assert (found.lines, found.seals) == ([], 3)
    assert found.head == Seal.objects.latest("number").mac
    parts = [part for row in Seal.objects.all() for part in row.parts]
    counts = {name: sum(part["count"] for part in parts if part["table"] == name) for name in sealed_up_to()}
    assert counts["accounts_securityevent"] == 15
    assert counts["accounts_userevent"] == 3 + 3  # three people made, three names changed
    assert counts["pghistory_context"] == 3
    assert found.rows == sum(counts.values())


def test_nothing_new_makes_no_seal() -> None:
    deeds(3)

    assert seal() is not None
    assert seal() is None


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
@pytest.mark.parametrize("name", TAMPERS)
def test_tampering_is_found(name: str, algorithm: str, settings: Any) -> None:
    settings.AUDIT_DIGEST = algorithm
    three_seals()

    assert tamper(name, random.Random(7)).lines

    assert verify().lines == []


def test_a_missing_row_is_named_with_its_seal() -> None:
    deeds(4)
    row = seal()
    assert row is not None
    part = next(part for part in row.parts if part["table"] == "accounts_securityevent")

    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_securityevent WHERE id = %s", [part["to"]])
        lines = verify().lines

    assert lines == [f"第 1 号封存：安全日志 1–{part['to']} 应有 4 条，现有 3 条"]


def test_a_dropped_last_seal_is_found_by_a_head_kept_elsewhere() -> None:
    three_seals()
    kept = Seal.objects.latest("number")

    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_seal WHERE number = 3")
        assert verify().lines == []  # the database alone does not know
        assert len(verify(head=kept.mac).lines) == 1
        assert len(verify(heads=heads.read(next(heads.folder().glob("*.txt")))).lines) == 1

    assert verify(head=Seal.objects.get(number=1).mac).lines == []


def test_a_column_added_later_breaks_nothing() -> None:
    three_seals()

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_securityevent ADD COLUMN later text NOT NULL DEFAULT 'x'")
        cursor.execute("ALTER TABLE accounts_userevent ADD COLUMN later integer")

    assert verify().lines == []


def test_a_column_gone_is_told_in_words() -> None:
    three_seals()

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_userevent DROP COLUMN office_phone")

    assert "第 1 号封存：用户历史的列 office_phone 已不存在，无法核对" in verify().lines


def test_a_context_of_the_last_hour_waits() -> None:
    make_user()
    change()
    seal()
    assert "pghistory_context" not in sealed_up_to()

    age("61 minutes")
    seal()

    assert sealed_up_to()["pghistory_context"] > 0


def test_another_key_is_found_out(settings: Any) -> None:
    three_seals()

    settings.AUDIT_KEY = "x" * 40

    with pytest.raises(KeyMissing, match="不等于一致"):
        verify()


def test_without_the_key_nothing_is_sealed_or_compared(settings: Any) -> None:
    settings.AUDIT_KEY = ""

    with pytest.raises(KeyMissing):
        seal()
    with pytest.raises(KeyMissing):
        verify()


def test_a_clock_set_back_changes_nothing() -> None:
    deeds(3)
    seal(timezone.now())
    deeds(3)
    seal(timezone.now() - timedelta(days=400))

    assert verify().lines == []


def test_heads_leave_the_database_at_once(tmp_path: Path) -> None:
    with structlog.testing.capture_logs() as lines:
        three_seals()

    kept = [head for file in sorted((tmp_path / "seals").glob("*.txt")) for head in heads.read(file)]
    assert [(head.number, head.mac) for head in kept] == list(Seal.objects.values_list("number", "mac"))
    assert [line["mac"] for line in lines if line["event"] == "sealed"] == [head.mac for head in kept]
    assert {oct(file.stat().st_mode & 0o777) for file in (tmp_path / "seals").glob("*.txt")} == {"0o600"}


def test_a_head_that_was_not_written_is_written_with_the_next() -> None:
    deeds(1)
    seal()
    file = next(heads.folder().glob("*.txt"))
    file.unlink()

    deeds(1)
    seal()

    assert [head.number for head in heads.read(file)] == [1, 2]


def test_a_seal_that_is_gone_is_told_in_the_log() -> None:
    three_seals()

    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_seal WHERE number = 3")
        with structlog.testing.capture_logs() as lines:
            seal()

    assert [line["number"] for line in lines if line["event"] == "seal_gone"] == [3]


def test_a_spoilt_file_of_heads_is_told_in_words(tmp_path: Path) -> None:
    for text in ("三个 词 呀\n", "2026-11-30 \uff11 ab", "a b", "x " + "9" * 400 + " y"):
        (tmp_path / "heads").write_text(text)
        with pytest.raises(ValueError, match="第 1 行"):
            heads.read(tmp_path / "heads")


@pytest.mark.parametrize("command", ["audit_seal", "audit_verify"])
def test_commands_without_the_key_end_with_two(command: str, settings: Any, capsys: Any) -> None:
    settings.AUDIT_KEY = ""

    with pytest.raises(CommandError, match="AUDIT_KEY") as error:
        call_command(command)

    assert error.value.returncode == 2


def test_verifying_is_recorded(capsys: Any) -> None:
    three_seals()

    call_command("audit_verify")

    row = trail.SecurityEvent.objects.latest("pk")
    assert (row.kind, row.facts["seals"]) == (Kind.VERIFIED, 3)
    assert row.target == "seal:3"
    assert "3 号封存" in capsys.readouterr().out


def test_a_break_ends_with_one_and_is_recorded(capsys: Any) -> None:
    three_seals()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_securityevent DISABLE TRIGGER USER")
        cursor.execute(LAST)

    with pytest.raises(SystemExit) as end:
        call_command("audit_verify")

    assert end.value.code == 1
    assert "应有 5 条，现有 4 条" in capsys.readouterr().out
    assert trail.SecurityEvent.objects.latest("pk").kind == Kind.SEAL_BROKEN


def test_part_of_the_chain_alone_does_not_count_as_verified() -> None:
    three_seals()

    call_command("audit_verify", since=2)

    assert not trail.SecurityEvent.objects.filter(kind=Kind.VERIFIED).exists()


def test_renewing_stands_for_all_before_it() -> None:
    three_seals()
    make_user()

    call_command("audit_seal", renew="列有变更")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_userevent ADD COLUMN later integer")

    row = Seal.objects.latest("number")
    assert (row.reason, verify().lines) == ("列有变更", [])
    assert {part["renewed"] for part in row.parts} == {True}
    assert tamper("update", random.Random(1)).lines


def test_a_broken_chain_is_not_renewed() -> None:
    three_seals()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_securityevent DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM accounts_securityevent")

    with pytest.raises(CommandError, match="不符"):
        call_command("audit_seal", renew="列有变更")

    assert Seal.objects.count() == 3


def test_the_nightly_comparison_knows_what_was_sealed_on_this_machine(capsys: Any) -> None:
    three_seals()
    call_command("audit_verify", kept=True)

    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_seal WHERE number = 3")
        with pytest.raises(SystemExit) as end:
            call_command("audit_verify", kept=True)
        assert end.value.code == 1

    assert "第 3 号封存：库外保存有签名，库中已没有" in capsys.readouterr().out


def test_a_file_that_is_no_list_of_heads_cannot_be_compared(tmp_path: Path) -> None:
    (tmp_path / "heads").write_bytes(b"\xff\xfe\x00")
    for file in (tmp_path / "heads", tmp_path / "nowhere", tmp_path):
        with pytest.raises(CommandError, match="无法读取") as error:
            call_command("audit_verify", heads=file)
        assert error.value.returncode == 2


def test_units_run_commands_that_there_are_and_one_alone_has_the_key() -> None:
    deploy = Path(__file__).parents[2] / "deploy"
    for name, command in (("seal", "audit_seal"), ("verify", "audit_verify")):
        text = (deploy / f"portal-{name}.service").read_text()
        assert command in get_commands()
        assert f"manage.py {command}" in text
        assert "/etc/portal-seal.env" in text
    assert "AUDIT_KEY" in (deploy / "portal-seal.env.example").read_text()
    assert not any("AUDIT_KEY=" in path.read_text() for path in deploy.glob("portal.env*"))


def test_a_head_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    deeds(1)
    (tmp_path / "seals").write_text("")  # no folder

    with pytest.raises(CommandError, match="未能写入"):
        call_command("audit_seal")

    (tmp_path / "seals").unlink()
    deeds(1)
    seal()
    assert [head.number for head in heads.kept()] == [1, 2]
