"""Two at once: real threads on the real database."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from activities import operations
from activities.models import Activity
from activities.operations import Party, placing
from collab_portal.lib.dates import today
from collab_portal.lib.versions import StaleError
from tests.activities.test_counting import invariants
from tests.activities.test_edit import edited
from tests.factories import committee, make_activity, make_user
from tests.races import PATIENCE, ROUNDS, together

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.timeout(PATIENCE)]


def test_a_signature_and_an_edit_at_once_leave_no_unread_signature():
    partner, host = make_user("zhejiang"), make_user("jiangsu")
    for number in range(ROUNDS):
        activity = make_activity("jiangsu", ("zhejiang", "anhui"))

        together(
            lambda activity=activity: operations.confirm(
                activity, actor=partner, now=timezone.now(), version=1
            ),
            lambda activity=activity, number=number: edited(activity, host, place=f"地点{number}"),
        )

        activity.refresh_from_db()
        assert activity.version == 2
        invariants()


def test_two_edits_at_once_one_wins():
    editors = [make_user("jiangsu"), make_user("jiangsu")]
    for _ in range(ROUNDS):
        activity = make_activity("jiangsu", ("zhejiang",))
        parties = [Party(committee("jiangsu").pk, "host"), Party(committee("zhejiang").pk)]

        results = together(
            *(
                lambda who=who, activity=activity, parties=parties: operations.edit(
                    activity,
                    actor=who,
                    version=1,
                    facts={"place": who.username},
                    parties=parties,
                    now=timezone.now(),
                )
                for who in editors
            )
        )

        refused = [result for result in results if isinstance(result, StaleError)]
        activity.refresh_from_db()
        assert (len(refused), activity.version) == (1, 2)


def test_a_double_click_makes_one_record():
    user = make_user("jiangsu")
    parties = [Party(committee("jiangsu").pk, "host"), Party(committee("zhejiang").pk)]
    for _ in range(ROUNDS):
        number = uuid.uuid4()

        def log(number: uuid.UUID = number) -> tuple[Activity, bool]:
            facts = {"title": "双击", "kind": "party_day", "held_on": today()}
            return operations.log(
                actor=user, submission=number, facts=facts, parties=parties, now=timezone.now()
            )

        results = together(log, log)

        assert sorted(new for _, new in results) == [False, True]
        assert Activity.objects.filter(submission=number).count() == 1


def test_a_signature_and_a_cancellation_at_once_leave_one_of_them():
    partner, host = make_user("zhejiang"), make_user("jiangsu")
    for _ in range(ROUNDS):
        activity = make_activity("jiangsu", ("zhejiang",))

        together(
            lambda activity=activity: operations.confirm(activity, actor=partner, now=timezone.now()),
            lambda activity=activity: operations.cancel(
                activity, actor=host, reason="取消", now=timezone.now()
            ),
        )

        activity.refresh_from_db()
        assert activity.status in {"confirmed", "cancelled"}
        invariants()


def test_the_last_places_are_given_once_however_many_ask_at_once():
    slugs = ("zhejiang", "anhui", "hubei", "shanghai")
    staff, host = [make_user(slug) for slug in slugs], make_user("jiangsu")
    for _ in range(ROUNDS):
        activity = make_activity("jiangsu", slugs, held_on=today() + timedelta(days=9))
        seen = placing.stamp(activity)
        operations.set_places(activity, actor=host, places=5, quotas={}, version=seen, now=timezone.now())
        asked = partial(operations.reply, activity, reply="attend", expected=3)

        together(*(partial(asked, actor=who, now=timezone.now()) for who in staff))

        rows = activity.participations.exclude(role="host").values_list("admitted", flat=True)
        assert sorted(rows) == [0, 0, 2, 3]
