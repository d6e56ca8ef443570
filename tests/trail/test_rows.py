"""What a row of the security trail holds, and that it stays."""

import json
from typing import Any

import pytest
import structlog
from django.db import IntegrityError, InternalError, connection, transaction

from accounts import trail
from accounts.models import SecurityEvent
from accounts.models.event import Kind
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_row_says_who_did_what_to_whom() -> None:
    admin, person = make_user(display_name="甲"), make_user("hubei", display_name="乙")

    row = trail.record(Kind.PERSON_DISABLED, person=admin, target=person, why="调离")

    row.refresh_from_db()
    assert (row.person_name, row.target_name, row.target) == ("甲", "乙", f"person:{person.pk}")
    assert (row.committee_id, row.facts, row.outcome) == (person.committee_id, {"why": "调离"}, "done")
    assert row.at is not None


def test_a_kind_tells_only_what_it_may() -> None:
    with pytest.raises(TypeError, match="password"):
        trail.record(Kind.SIGNED_IN, password="x")


def test_facts_are_bounded() -> None:
    row = trail.record(Kind.EXPORTED, query="江" * 10_000, file="\0甲" * 9_999)

    assert len(json.dumps(row.facts, ensure_ascii=False).encode()) <= 4_096
    assert "\0" not in row.facts["file"]


@pytest.mark.parametrize(
    "deed", ["UPDATE accounts_securityevent SET kind = 'x'", "DELETE FROM accounts_securityevent"]
)
def test_rows_can_be_neither_changed_nor_deleted(deed: str) -> None:
    trail.record(Kind.SIGNED_OUT, person=make_user())

    with pytest.raises((InternalError, IntegrityError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed)

    assert SecurityEvent.objects.count() == 1


def test_the_log_line_tells_the_same_as_the_row(django_capture_on_commit_callbacks: Any) -> None:
    with structlog.testing.capture_logs() as lines, django_capture_on_commit_callbacks(execute=True):
        row = trail.record(Kind.EXPORTED, person=make_user(), file="联合活动.xlsx")

    stored = trail.line(SecurityEvent.objects.get(pk=row.pk))
    told = next(line for line in lines if line["event"] == "security_event")
    assert {key: told[key] for key in stored} == stored
    assert set(told) - set(stored) == {"event", "log_level"}


def test_every_kind_says_what_it_tells_in_known_words() -> None:
    assert set(trail.FACTS) <= set(Kind.values)
    assert len(Kind.values) == 39
