"""What one committee says of what several sign: the same wherever it is said."""

from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from notifications.models import Notification
from rotation import operations as rotation
from tests.factories import make_rotation, make_user
from tests.joint.places import PLACES, Place, others, say

pytestmark = pytest.mark.django_db
TWO = ("zhejiang", "anhui")


@pytest.fixture(params=PLACES, ids=lambda place: place.name)
def place(request: pytest.FixtureRequest) -> Place:
    make_rotation("jiangsu")
    return request.param


@pytest.fixture(params=[place for place in PLACES if place.goes_on], ids=lambda place: place.name)
def going_on(request: pytest.FixtureRequest) -> Place:
    make_rotation("jiangsu")
    return request.param


def words(place: Place, thing: Any) -> dict[str, tuple[bool, bool, bool]]:
    """Of each committee but 江苏 whether it signed, objects, owes: of the rows at hand and as asked for."""
    board = [row for row in place.rows(thing).for_board() if row.committee.slug != "jiangsu"]
    rows = place.rows(thing).exclude(committee__slug="jiangsu")
    signed = set(rows.values_list("pk", flat=True)) - set(rows.unsigned().values_list("pk", flat=True))
    asked = [signed, *(set(kind.values_list("pk", flat=True)) for kind in (rows.objecting(), rows.owing()))]
    found = {row.committee.slug: (row.is_signed, row.is_objecting, row.is_owing) for row in board}
    assert found == {row.committee.slug: tuple(row.pk in kind for kind in asked) for row in board}
    return found


SIGNED, OBJECTS, OWES = (True, False, False), (False, True, False), (False, False, True)


def test_each_committee_signs_objects_or_still_owes(place):
    thing = place.make((*TWO, "hubei"))

    say(place.sign, thing, "anhui")()
    say(place.object_to, thing, "zhejiang", reason="数字有误")()

    assert words(place, thing) == {"anhui": SIGNED, "zhejiang": OBJECTS, "hubei": OWES}
    thing.refresh_from_db()
    assert not place.is_done(thing)
    rows = {row.committee.slug: row for row in place.rows(thing).for_board()}
    assert [rows[slug].badge for slug in ("anhui", "zhejiang", "hubei")] == [
        type(rows["anhui"]).SIGNED,
        type(rows["anhui"]).OBJECTED,
        type(rows["anhui"]).OWED,
    ]
    assert (rows["zhejiang"].objection, rows["zhejiang"].objected_by.committee.slug) == (
        "数字有误",
        "zhejiang",
    )


def test_whoever_objected_may_sign_and_its_signature_is_its_word(going_on):
    thing = going_on.make(TWO)
    say(going_on.object_to, thing, "zhejiang", reason="数字有误")()

    say(going_on.sign, thing, "zhejiang")()

    assert words(going_on, thing) == {"zhejiang": SIGNED, "anhui": OWES}


def test_signing_again_changes_nothing(place):
    thing = place.make(TWO)
    say(place.sign, thing, "zhejiang")()
    before = place.of(thing, "zhejiang")

    with suppress(ValidationError):  # an agreement says so, elsewhere a second click passes
        say(place.sign, thing, "zhejiang")()

    after = place.of(thing, "zhejiang")
    assert (after.signed_by, after.signed_at) == (before.signed_by, before.signed_at)


@pytest.mark.parametrize("reason", ["", "  ", "见附件 机密★"])
def test_an_objection_has_a_reason_that_may_be_read_here(place, reason):
    thing = place.make(TWO)

    with pytest.raises(ValidationError):
        say(place.object_to, thing, "zhejiang", reason=reason)()

    assert words(place, thing)["zhejiang"] == OWES


def test_the_same_objection_again_is_said_once(going_on):
    thing, person = going_on.make(TWO), make_user("zhejiang")
    for _ in range(2):
        going_on.object_to(thing, actor=person, reason="数字有误", now=timezone.now())

    told = Notification.objects.filter(recipient__committee__slug="jiangsu", body="数字有误")
    assert told.values("topic", "step").distinct().count() == 1
    assert going_on.of(thing, "zhejiang").objected_by == person


@pytest.mark.parametrize(
    "half", [{"signed_by": None}, {"signed_at": None}, {"objected_at": timezone.now()}, {"objection": "异议"}]
)
def test_the_database_refuses_half_a_word(place, half):
    thing = place.make(TWO)
    signed = place.of(thing, "jiangsu")

    with pytest.raises(IntegrityError), transaction.atomic():
        place.rows(thing).filter(pk=signed.pk).update(**half)


@pytest.mark.parametrize("many", [1, 18])
def test_who_said_what_is_one_query_however_many_are_asked(place, django_assert_num_queries, many):
    thing = place.make(others()[:many])

    with django_assert_num_queries(1):
        shown = [
            (row.committee.short_name, str(row.signed_by), row.badge) for row in place.rows(thing).for_board()
        ]

    assert len(shown) == many + 1


def test_who_was_answered_is_asked_again_and_may_say_the_same_once_more():
    make_rotation("jiangsu")
    minutes = next(place for place in PLACES if place.name == "minutes")
    thing, lead = minutes.make(TWO), make_user("jiangsu")
    object_to = say(minutes.object_to, thing, "zhejiang", reason="数字有误")
    said = object_to()

    rotation.answer_objection(said, actor=lead, answer="以附表为准", now=timezone.now())

    assert words(minutes, thing)["zhejiang"] == (False, True, True)
    assert object_to().answer == ""
    assert words(minutes, thing)["zhejiang"] == OBJECTS
