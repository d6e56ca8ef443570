"""Two at once over one resource: real threads on the real database."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from activities import operations
from activities.models import ResourceUse
from collab_portal.lib.dates import today
from tests.activities.test_edit import edited
from tests.factories import make_resource, make_use, make_user
from tests.races import PATIENCE, ROUNDS, together
from todos.operations import audit

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.timeout(PATIENCE)]


def grant(use, who):
    return operations.grant(use, actor=who, now=timezone.now(), asked=1)


def test_of_two_grants_for_the_same_time_one_stands():
    owners = [make_user("jiangsu"), make_user("jiangsu")]
    for number in range(ROUNDS):
        hall = make_resource("jiangsu", exclusive=True)
        uses = [
            make_use("jiangsu", host, resource=hall, days=20 + number, partners=("hubei",))
            for host in ("zhejiang", "anhui")
        ]

        together(*(partial(grant, use, who) for use, who in zip(uses, owners, strict=True)))

        answers = ResourceUse.objects.filter(resource=hall).values_list("answer", flat=True)
        assert sorted(answers) == ["", "granted"]
    assert audit(timezone.now(), repair=False).differing == []


def test_a_grant_and_a_move_at_once_never_promise_the_new_day_unasked():
    owner, host = make_user("jiangsu"), make_user("zhejiang")
    for number in range(ROUNDS):
        use = make_use("jiangsu", "zhejiang", days=20 + number)
        day = today() + timedelta(days=40 + number)

        together(
            partial(grant, use, owner),
            partial(edited, use.activity, host, held_on=day, ended_on=day),
        )

        use.refresh_from_db()
        assert (use.answer, use.asked, today(use.starts_at)) == ("", 2, day)
    assert audit(timezone.now(), repair=False).differing == []
