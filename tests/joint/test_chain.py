"""A chain of signatures: who signs when, what follows, and what one more signature takes."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from collab_portal.lib.dates import BEIJING
from collab_portal.lib.joint.chain import Chain, Link
from collab_portal.lib.steps import Step
from experience.models import COLUMN

NOW = datetime(2026, 12, 1, 10, tzinfo=BEIJING)
FOURTH = Link("clearing", "clear", "rotation_admin", "会签", days=1, passed="会签完成")
LONGER = Chain((*COLUMN.links[:2], FOURTH, COLUMN.last), done=COLUMN.done)


def signature(passed=True):
    return SimpleNamespace(passed=passed, at=NOW, signer="某人")


def test_one_more_signature_is_one_more_link():
    ways = [(*move.sources, move.target) for move in LONGER.moves("pass")]

    assert ways == [("editing", "reviewing"), ("reviewing", "clearing"), ("clearing", "issuing")]
    assert LONGER.choices[2] == ("clear", "会签")
    assert (LONGER.after(FOURTH), LONGER.after(LONGER.last)) == (COLUMN.last, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "day"), [("editing", 4), ("clearing", 2), ("issued", None), ("draft", None)]
)
def test_who_signs_has_as_many_working_days_as_the_link_says(status, day):
    due = LONGER.due(status, NOW)

    assert (due and due.day) == day


def test_somebody_signs_what_their_duties_say():
    holder = SimpleNamespace(has_duty=lambda duty: duty in {"rotation_admin", "issuer"})

    assert [link.label for link in LONGER.held_by(holder)] == ["会签", "签发"]


def test_the_stepper_shows_who_signed_what_is_waited_for_and_where_it_came_back():
    assert LONGER.steps("reviewing", {"edit": signature()}) == [
        Step("编辑", "done", NOW, "某人"),
        Step("审核", "now"),
        Step("会签", "next"),
        Step("签发", "next"),
    ]
    assert LONGER.steps("returned", {"edit": signature(passed=False)})[0] == Step(
        "编辑退回", "stopped", NOW, "某人"
    )
