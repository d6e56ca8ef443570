"""What the database alone refuses is a sentence for the person and a line in the log, no server error."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import RequestFactory

from collab_portal.conflicts import ConflictPages
from rotation.models import Rotation, Turn
from tests.factories import make_rotation

pytestmark = pytest.mark.django_db


def _answer(error: Exception):
    request = RequestFactory().get("/rotation/")
    request.user, request.resolver_match = AnonymousUser(), None
    return ConflictPages(lambda request: None).process_exception(request, error)


def _raised(act) -> Exception:
    def do() -> None:
        act()
        connection.check_constraints()  # planning left them deferred

    with pytest.raises((IntegrityError, ProtectedError)) as caught, transaction.atomic():
        do()
    return caught.value


def test_a_constraint_says_its_own_sentence():
    make_rotation()
    turn = Turn.objects.order_by("pk")[0]
    twice = {"rotation": turn.rotation, "committee": turn.committee, "cycle": turn.cycle}
    dates = {"starts_on": "2090-01-01", "ends_on": "2090-02-01"}

    answer = _answer(_raised(lambda: Turn.objects.create(**twice, **dates)))

    assert answer.status_code == 409
    assert "<h1>一轮之内每个工委只牵头一次</h1>" in answer.content.decode()


def test_what_others_still_need_is_not_deleted():
    make_rotation()

    answer = _answer(_raised(lambda: Rotation.objects.all().delete()))

    assert answer.status_code == 409
    assert "还有其他记录用到它，不能删除" in answer.content.decode()


def test_other_errors_stay_errors():
    assert _answer(ValueError("x")) is None
