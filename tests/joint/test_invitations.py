"""Whatever one committee proposes to another: answered once, taken back, or void."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from collab_portal.lib.history import acting, changes_of
from collab_portal.lib.joint.invitation import Invitation
from tests.factories import make_user
from tests.joint.invitations import ASKED, ASKER, CASES, NOW
from todos.operations import audit

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW),
    pytest.mark.parametrize("case", CASES, ids=lambda case: case.model.__name__),
]


@pytest.fixture(autouse=True)
def _followed(db):
    """Whatever a test did, no verb forgot to say what it changed."""
    yield
    if not connection.needs_rollback:
        assert audit(timezone.now(), repair=False).differing == []


@pytest.fixture
def asked():
    return make_user(ASKED)


def said(row):
    row.refresh_from_db()
    return row.status, row.answered_by, row.answered_at and NOW, row.reason


@pytest.mark.parametrize(("agree", "reason", "status"), [(True, "", "agreed"), (False, "不便", "declined")])
def test_an_answer_says_who_gave_it_and_why(case, asked, agree, reason, status):
    row = case.make()

    case.answer(row, actor=asked, agree=agree, reason=reason, now=NOW)

    assert said(row) == (status, asked, NOW, reason)


@pytest.mark.parametrize("reason", ["", "  "])
def test_declining_needs_a_reason_beside_its_field(case, asked, reason):
    row = case.make()

    with pytest.raises(ValidationError) as refused, transaction.atomic():
        case.answer(row, actor=asked, agree=False, reason=reason, now=NOW)

    assert refused.value.messages == ["不同意须写明理由。"]
    assert said(row) == ("proposed", None, None, "")


def test_what_is_answered_is_neither_answered_otherwise_nor_taken_back(case, asked):
    row, proposer = case.make(), make_user(ASKER)
    case.answer(row, actor=asked, agree=True, now=NOW)
    kept = said(row)

    for again in (
        lambda: case.answer(row, actor=asked, agree=False, reason="晚了", now=NOW),
        lambda: case.withdraw(row, actor=proposer, now=NOW),
    ):
        with pytest.raises(ValidationError), transaction.atomic():
            again()

    assert said(row) == kept


def test_what_is_taken_back_is_not_answered_any_more(case, asked):
    row, proposer = case.make(), make_user(ASKER)

    case.withdraw(row, actor=proposer, now=NOW)

    assert said(row) == ("withdrawn", proposer, NOW, "")
    with pytest.raises(ValidationError), transaction.atomic():
        case.answer(row, actor=asked, agree=True, now=NOW)


def test_what_the_calendar_ends_is_void_and_nobodys_deed(case):
    row = case.make()

    case.lapse(row)

    assert said(row)[:3] == ("lapsed", None, NOW)
    assert row.reason


def test_history_names_who_answered(case, asked):
    row = case.make()
    with acting(asked, ""):
        case.answer(row, actor=asked, agree=True, now=NOW)

    assert changes_of(row)[0].who == str(asked)


def test_the_database_holds_an_answer_to_its_moment_person_and_reason(case, asked):
    row = case.make()

    for facts in (
        {"status": "agreed"},
        {"answered_at": NOW},
        {"answered_by": asked},
        {"status": "withdrawn", "answered_at": NOW},
        {"status": "declined", "answered_at": NOW, "answered_by": asked},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            case.model.objects.filter(pk=row.pk).update(**facts)


def test_every_invitation_is_proved_here(case):
    assert {one.model for one in CASES} == set(Invitation.__subclasses__())
