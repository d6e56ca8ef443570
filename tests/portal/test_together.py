"""Tables that one migration makes together go together, and come again as they were."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def promises() -> list[tuple[str, str]]:
    """Each constraint, index and trigger of the column, by name: a restored one is worded otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE conrelid::regclass::text LIKE 'experience\\_%'"
            " UNION SELECT tablename, indexname FROM pg_indexes WHERE tablename LIKE 'experience\\_%'"
            " UNION SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'experience\\_%' ORDER BY 1, 2"
        )
        return cursor.fetchall()


@pytest.mark.thorough
def test_tables_made_together_go_and_come_again_with_all_their_promises() -> None:
    promised = promises()
    with connection.cursor() as cursor:  # Django thinks for longer than a page may, on a busy machine
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")

    call_command("migrate", "experience", "zero", verbosity=0)
    assert promises() == []

    call_command("migrate", "experience", verbosity=0)
    assert len(promised) > 300
    assert promises() == promised


def test_a_database_that_stopped_within_the_folded_migrations_is_left_alone_in_words() -> None:
    MigrationRecorder.Migration.objects.filter(app="rotation").exclude(name="0001_turns").delete()

    with pytest.raises(CommandError, match=r"停在已合并的迁移中间.*rotation\.0029"):
        call_command("migrate", verbosity=0)

    assert MigrationRecorder.Migration.objects.filter(app="rotation").count() == 1
