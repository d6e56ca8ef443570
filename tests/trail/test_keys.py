"""Another key: old seals stay comparable, a former key ends nothing, and a lost one is said."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from accounts.models import Seal, SecurityEvent
from accounts.sealing import KeyMissing, seal, verify
from accounts.sealing.chain import append, part, sealed_up_to, sign
from accounts.sealing.renewing import Broken, renew
from accounts.sealing.tables import tables
from collab_portal.environment import Environment
from tests.trail.conftest import deeds
from tests.trail.tampers import as_owner
from tests.trail.test_standing import spoil

pytestmark = pytest.mark.django_db
OLD, NEW, THIRD = "k" * 40, "n" * 40, "t" * 40


@pytest.fixture(autouse=True)
def _two_seals() -> None:
    for _ in range(2):
        deeds(3)
        seal()


def change(settings: Any, new: str = NEW, *old: str) -> None:
    settings.AUDIT_KEY, settings.AUDIT_OLD_KEYS = new, list(old)


def exit_of(*asked: str) -> tuple[int, str]:
    try:
        call_command("audit_verify", *asked, verbosity=0)
    except CommandError as error:
        return error.returncode, str(error)
    except SystemExit as end:
        return int(str(end.code)), ""
    return 0, ""


def test_a_changed_key_seals_on_and_old_seals_stay_comparable(settings: Any) -> None:
    change(settings, NEW, OLD)
    row = renew("更换密钥")
    deeds(2)
    seal()

    assert (row.number, row.parts[0]["rekeyed"]) == (3, True)
    assert (verify().lines, verify().unknown, verify().seals) == ([], 0, 4)
    assert exit_of() == (0, "")


def test_keys_change_more_than_once(settings: Any) -> None:
    change(settings, NEW, OLD)
    renew("第一次")
    change(settings, THIRD, OLD, NEW)
    renew("第二次")
    deeds(1)
    seal()

    assert verify().lines == []


def test_nothing_is_sealed_with_another_key_by_the_way(settings: Any) -> None:
    change(settings)
    deeds(1)

    with pytest.raises(KeyMissing, match="AUDIT_OLD_KEYS"):
        seal()
    with pytest.raises(CommandError) as error:
        call_command("audit_seal")
    assert error.value.returncode == 2
    assert Seal.objects.count() == 2


def test_a_change_without_the_old_key_is_refused_in_words(settings: Any) -> None:
    change(settings)

    with pytest.raises(CommandError, match="--lost-key") as error:
        call_command("audit_seal", "--renew", "换")
    assert error.value.returncode == 2


def test_a_lost_key_begins_anew_and_says_what_cannot_be_compared(settings: Any, capsys: Any) -> None:
    change(settings)
    assert exit_of() == (2, exit_of()[1])
    assert "不等于一致" in exit_of()[1]

    call_command("audit_seal", "--renew", "密钥遗失", "--lost-key")
    deeds(1)
    seal()

    code, words = exit_of()
    assert (code, "第 1–2 号封存所用的密钥不在" in words) == (2, True)
    assert exit_of("--since", "3")[0] == 0
    assert SecurityEvent.objects.filter(kind="verified").exists()
    settings.AUDIT_OLD_KEYS = [OLD]  # found again
    assert exit_of()[0] == 0


def test_after_a_lost_key_changes_are_found_as_before(settings: Any) -> None:
    change(settings)
    renew("密钥遗失", lost_key=True)
    spoil()

    assert exit_of("--since", "3")[0] == 1


def test_lost_is_not_said_of_a_key_that_is_there() -> None:
    with pytest.raises(Broken, match="没有遗失"):
        renew("试", lost_key=True)


def test_a_change_hides_nothing_that_was_changed_before(settings: Any) -> None:
    spoil()
    change(settings, NEW, OLD)

    with pytest.raises(Broken, match="应有 3 条，现有 2 条"):
        renew("更换密钥")


def forged(key: str) -> None:
    """A seal as somebody makes it who has the database and ``key``."""
    newest = Seal.objects.latest("number")
    name = "accounts_securityevent"
    one = part(tables()[name], ["id"], sealed_up_to()[name], sealed_up_to()[name] + 1)
    row = Seal(
        number=newest.number + 1,
        made_at=newest.made_at,
        algorithm="sha256",
        parts=[one],
        previous=newest.mac,
    )
    row.mac = sign(row, key)
    row.save(force_insert=True)


def test_a_former_key_signs_nothing_any_more(settings: Any) -> None:
    change(settings, NEW, OLD)
    renew("泄露，更换")
    forged(OLD)

    assert "第 4 号封存：签名不符" in verify().lines[0]


def test_a_former_key_ends_no_chain(settings: Any) -> None:
    """Whoever has the leaked key drops the change and goes on with it."""
    change(settings, NEW, OLD)
    renew("泄露，更换")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_seal WHERE number = 3")
        forged(OLD)
        lines = verify().lines

    assert any("现行 AUDIT_KEY" in line for line in lines)


def test_a_changed_first_seal_is_no_lost_key(settings: Any) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_seal SET reason = 'x' WHERE number = 1")
        lines = verify().lines

    assert "第 1 号封存：签名不符" in lines[0]


def test_a_seal_that_somebody_added_stops_no_sealing(settings: Any) -> None:
    forged("f" * 40)
    deeds(1)

    row = seal()

    assert row is not None
    assert row.number == 4
    assert any("第 3 号封存：签名不符" in line for line in verify().lines)


def test_a_key_that_takes_over_without_saying_so_is_told(settings: Any) -> None:
    change(settings, NEW, OLD)
    name = "accounts_securityevent"
    deeds(1)
    top = SecurityEvent.objects.latest("pk").pk
    append(
        [part(tables()[name], ["id"], sealed_up_to()[name], top)], now=Seal.objects.latest("number").made_at
    )

    assert any("不是更换密钥的一号" in line for line in verify().lines)


@pytest.mark.parametrize("text", ["", OLD, f"{OLD}, {NEW}", "short"])
def test_old_keys_are_as_long_as_the_key(text: str, monkeypatch: Any, tmp_path: Any) -> None:
    monkeypatch.setenv("AUDIT_OLD_KEYS", text)

    if text != "short":
        assert len(Environment(tmp_path).audit_old_keys()) == len([key for key in text.split(",") if key])
    else:
        with pytest.raises(SystemExit, match="AUDIT_OLD_KEYS"):
            Environment(tmp_path).audit_old_keys()
