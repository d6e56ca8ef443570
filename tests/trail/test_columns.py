"""A migration that changes a sealed column waits until all was sealed anew."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader

from accounts.models import Seal
from accounts.sealing import columns, seal, verify
from accounts.sealing.renewing import renew
from collab_portal.lib.together import Together
from tests.trail.conftest import deeds

pytestmark = pytest.mark.django_db
GONE = ("accounts_userevent", "office_phone")


@pytest.fixture(scope="module")
def state() -> Any:
    return MigrationLoader(None).project_state()


@pytest.mark.parametrize(
    ("operation", "found"),
    [
        (operations.RemoveField("userevent", "office_phone"), {GONE}),
        (operations.RemoveField("userevent", "committee"), {("accounts_userevent", "committee_id")}),
        (operations.RenameField("UserEvent", "office_phone", "phone"), {GONE}),
        (operations.AlterField("userevent", "office_phone", models.IntegerField()), {GONE}),
        (Together([operations.RemoveField("userevent", "office_phone")]), {GONE}),
        (operations.AlterField("userevent", "office_phone", models.TextField()), set()),
        (operations.AlterField("userevent", "office_phone", models.CharField(max_length=99)), set()),
        (operations.AddField("userevent", "later", models.IntegerField(null=True)), set()),
    ],
)
def test_an_operation_is_known_for_what_it_changes(operation: Any, found: set[Any], state: Any) -> None:
    assert columns.changes(operation, "accounts", state) == found


def test_deleting_a_history_model_changes_all_its_columns(state: Any) -> None:
    found = columns.changes(operations.DeleteModel("UserEvent"), "accounts", state)

    assert GONE in found
    assert len(found) > 15


def test_nothing_waits_now() -> None:
    deeds(1)
    seal()

    assert columns.changed_next() == set()
    assert columns.sealed_columns()["accounts_userevent"] >= {"office_phone", "pgh_created_at"}
    call_command("migrate", verbosity=0)


def test_on_a_desk_all_is_sealed_anew_without_asking(monkeypatch: Any, settings: Any) -> None:
    settings.DEMO_MODE = True
    deeds(1)
    seal()
    monkeypatch.setattr(columns, "changed_next", lambda: {GONE})

    call_command("migrate", verbosity=0)

    assert "office_phone" not in columns.sealed_columns()["accounts_userevent"]


def test_migrate_refuses_until_all_was_sealed_anew(monkeypatch: Any, settings: Any) -> None:
    settings.DEMO_MODE = False
    deeds(1)
    seal()
    monkeypatch.setattr(columns, "changed_next", lambda: {GONE})

    with pytest.raises(CommandError, match=r"accounts_userevent\.office_phone"):
        call_command("migrate", verbosity=0)

    renew("去掉办公电话", but={GONE})
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_userevent DROP COLUMN office_phone")
    assert verify().lines == []
    assert Seal.objects.latest("number").reason == "去掉办公电话"
