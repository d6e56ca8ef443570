"""Wherever several committees sign one thing: how it is made, and how a committee says its word there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils import timezone

from activities import operations as activities
from activities.operations import corrections
from organizations.models import Committee
from organizations.operations import agreements
from rotation import operations as rotation
from tests.factories import (
    committee,
    make_activity,
    make_agreement,
    make_consultation,
    make_correction,
    make_user,
)
from tests.rotation.work import send_round


@dataclass(frozen=True)
class Place:
    """``make``: something that 江苏 and ``others`` are to sign, as yet signed by 江苏 alone.

    ``goes_on``: after an objection the others still sign.
    """

    name: str
    make: Callable[[tuple[str, ...]], Any]
    parties: str
    sign: Callable[..., Any]
    object_to: Callable[..., Any]
    is_done: Callable[[Any], bool]
    goes_on: bool = True

    def rows(self, thing: Any) -> Any:
        return getattr(thing, self.parties)

    def of(self, thing: Any, slug: str) -> Any:
        return self.rows(thing).get(committee__slug=slug)


def _correction(others: tuple[str, ...]) -> Any:
    return make_correction(make_activity("jiangsu", others, confirmed=True), place="太湖")


def _minutes(others: tuple[str, ...]) -> Any:
    lead, meeting = make_user("jiangsu"), make_consultation(days=30)
    present = [committee(slug).pk for slug in others]
    held = rotation.hold(meeting, now=meeting.starts_at, present=present)
    minutes = send_round(held, lead)
    rotation.sign_minutes(minutes, actor=lead, now=held.starts_at)
    return minutes


def _object_to_minutes(minutes: Any, *, reason: str, **by: Any) -> Any:
    return rotation.object_to_minutes(minutes, objection=reason, **by)


PLACES = (
    Place(
        "agreement",
        lambda others: make_agreement(*others, answer="proposed"),
        "parties",
        partial(agreements.answer, agree=True),
        partial(agreements.answer, agree=False),
        lambda row: row.status == "active",
        goes_on=False,
    ),
    Place(
        "record",
        lambda others: make_activity("jiangsu", others),
        "participations",
        activities.confirm,
        activities.dispute,
        lambda row: row.status == "confirmed",
    ),
    Place(
        "correction",
        _correction,
        "answers",
        corrections.agree,
        corrections.object_to,
        lambda row: row.status == "applied",
    ),
    Place(
        "minutes",
        _minutes,
        "parties",
        rotation.sign_minutes,
        _object_to_minutes,
        lambda row: row.signed_at is not None,
    ),
)


def say(verb: Callable[..., Any], thing: Any, slug: str, **facts: Any) -> Callable[[], Any]:
    """One of the staff of a committee says it now."""
    return partial(verb, thing, actor=make_user(slug), now=timezone.now(), **facts)


def others() -> tuple[str, ...]:
    """All but 江苏, in the order of the nineteen."""
    return tuple(
        Committee.objects.exclude(slug="jiangsu").order_by("position").values_list("slug", flat=True)
    )
