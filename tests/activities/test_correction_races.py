"""Two at once on a correction, with real threads."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from activities import counting, operations, tallies
from activities.models import Activity
from activities.operations import corrections
from collab_portal.lib.versions import StaleError
from tests.activities.test_counting import invariants
from tests.factories import make_activity, make_user
from tests.factories import make_correction as proposed
from tests.races import PATIENCE, ROUNDS, only, together

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.timeout(PATIENCE)]
OTHERS = ("zhejiang", "anhui")


def in_force(activity: Activity) -> Activity:
    return Activity.objects.get(pk=activity.pk)


def test_two_editors_correct_one_record_at_once_and_one_is_told():
    editors = [make_user("jiangsu") for _ in range(2)]
    for _ in range(ROUNDS):
        only(*editors)
        activity = make_activity("jiangsu", OTHERS, confirmed=True)

        results = together(
            *(partial(proposed, activity, who, place=who.username, version=1) for who in editors)
        )

        refused = [result for result in results if isinstance(result, StaleError)]
        assert (len(refused), activity.corrections.open().count(), activity.corrections.count()) == (1, 1, 1)


def test_a_signature_and_a_revision_at_once_leave_no_unread_signature():
    host, partner = make_user("jiangsu"), make_user("zhejiang")
    for _ in range(ROUNDS):
        only(host, partner)
        activity = make_activity("jiangsu", ("zhejiang",), confirmed=True)
        correction = proposed(activity, place="太湖")

        signed, revised = together(
            partial(corrections.agree, correction, actor=partner, now=timezone.now()),
            partial(proposed, activity, host, place="常州"),
        )

        now = in_force(activity)
        if isinstance(signed, ValidationError):  # the text had changed: nobody signed what he had not read
            assert (now.place, activity.corrections.open().get().pk) == ("", revised.pk)
        else:
            assert now.place == "太湖"
            assert activity.corrections.get(pk=correction.pk).status == "applied"
    invariants()


def test_a_signature_and_a_withdrawal_at_once_leave_one_of_them():
    host, partner = make_user("jiangsu"), make_user("zhejiang")
    for _ in range(ROUNDS):
        only(host, partner)
        activity = make_activity("jiangsu", ("zhejiang",), confirmed=True)
        correction = proposed(activity, place="太湖")

        results = together(
            partial(corrections.agree, correction, actor=partner, now=timezone.now()),
            partial(corrections.withdraw, correction, actor=host, now=timezone.now()),
        )

        correction.refresh_from_db()
        assert [isinstance(result, ValidationError) for result in results].count(True) == 1
        assert (correction.status, in_force(activity).place) in {("applied", "太湖"), ("withdrawn", "")}
    invariants()


def test_records_of_one_month_confirmed_at_once_are_all_in_its_sums():
    partner = make_user("zhejiang")
    for round_ in range(1, ROUNDS + 1):
        only(partner)
        records = [make_activity("jiangsu", ("zhejiang",)) for _ in range(4)]

        together(
            *(partial(operations.confirm, record, actor=partner, now=timezone.now()) for record in records)
        )

        assert counting.totals().activities == 4 * round_
    assert tallies.differences() == 0
