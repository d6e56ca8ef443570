"""Tables that one migration makes together go together, and come again as they were."""

import pytest
from django.core.management import call_command
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
MADE = {
    f"rotation_{name}{event}"
    for name in ("calendartoken", "reminderrule", "workdayoverride")
    for event in ("", "event")
}
# Tables that migrations after those made, and so go with them.
LATER = {
    f"rotation_{name}{event}" for name in ("minutesdecision", "workdaynotice") for event in ("", "event")
}


def tables() -> set[str]:
    return set(connection.introspection.table_names())


def promises() -> list[tuple[str, str]]:
    """Every constraint and trigger of these tables, as the database words it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE conrelid::regclass::text = ANY(%s)"
            " UNION SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%s) ORDER BY 1, 2",
            [sorted(MADE), sorted(MADE)],
        )
        return cursor.fetchall()


@pytest.mark.timeout(600)
def test_tables_made_together_go_and_come_again_with_all_their_promises() -> None:
    before, promised = tables(), promises()
    with connection.cursor() as cursor:  # Django thinks for longer than a page may, on a busy machine
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")

    call_command("migrate", "rotation", "0004", verbosity=0)
    assert before - tables() == MADE | LATER

    call_command("migrate", "rotation", verbosity=0)
    assert tables() == before
    assert promises() == promised
