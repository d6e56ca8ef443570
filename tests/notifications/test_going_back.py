"""Migrations backwards: the ledger's rows of chat groups are never thrown away."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.recorder import MigrationRecorder

from notifications.models import Delivery, Robot
from notifications.robot_operations import test_robot as tell_group

pytestmark = pytest.mark.django_db
LAST = ("notifications", "0003_group_rows_stay")


def applied() -> bool:
    return LAST in MigrationRecorder(connection).applied_migrations()


def test_going_back_is_refused_in_words_while_a_groups_row_exists() -> None:
    robot = Robot.objects.create(kind="wecom", name="工作群", key="k" * 36, topics=[])
    tell_group(robot)
    connection.check_constraints()  # as a commit does; a table with checks to come is not altered

    with pytest.raises(IrreversibleError, match="台账中有 1 条群消息"):
        call_command("migrate", "notifications", "0002", verbosity=0)

    assert applied()
    assert Delivery.objects.filter(recipient=None).count() == 1


@pytest.mark.thorough
def test_without_such_rows_it_goes_back_and_on_again() -> None:
    call_command("migrate", "notifications", "0001", verbosity=0)
    assert not applied()
    assert "notifications_robot" not in connection.introspection.table_names()

    call_command("migrate", "notifications", "0003", verbosity=0)
    assert applied()
