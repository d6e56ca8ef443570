"""Minutes that went round before versions kept what they were sent with: migrated, they say the same."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from rotation import documents, operations
from rotation.models import Consultation, Minutes
from tests.factories import make_user
from tests.rotation.work import NOW, as_held, decide, send_round

pytestmark = [
    pytest.mark.usefixtures("committed"),
    pytest.mark.time_machine(NOW),
    pytest.mark.thorough,
    pytest.mark.timeout(900),
]


def _migrate(name: str = "") -> None:
    """To the migration ``name``, or the newest."""
    executor = MigrationExecutor(connection)
    executor.migrate([("rotation", name)] if name else executor.loader.graph.leaf_nodes("rotation"))


def _paper(pk: int) -> str:
    consultation = Consultation.objects.for_page().with_work().get(pk=pk)
    paper = documents.Paper("minutes", "会商纪要", "")
    return sha256(repr(documents.compose(paper, consultation, timezone.now())).encode()).hexdigest()


def test_what_was_signed_before_says_the_same_after_going_back_and_forth(lead, staff, consultation):
    held = as_held(consultation, "jiangsu", "anhui")
    operations.convene(held.turn, now=NOW)
    decide(held, lead, body="每季度碰头一次")
    minutes = send_round(held, lead)
    anhui = make_user("anhui")
    said = operations.object_to_minutes(minutes, actor=anhui, objection="数字有误", now=held.starts_at)
    operations.answer_objection(said, actor=lead, answer="以附表为准", now=held.starts_at)
    for person in (lead, staff, anhui):
        operations.sign_minutes(minutes, actor=person, now=held.starts_at + timedelta(days=2))
    before = _paper(held.pk)
    facts, words = Minutes.objects.values_list("facts", "countersigned").get()

    try:
        _migrate("0013_search_by_pieces")
    finally:
        _migrate()

    assert Minutes.objects.values_list("facts", "countersigned").get() == (facts, words)
    assert _paper(held.pk) == before
