"""Who may, and who is asked, is decided by the days in question; what nobody answered in time lapses."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from collab_portal.lib import dates
from notifications.models import Notification
from rotation import operations
from rotation.models import Rotation, RotationMember, Swap, Turn
from tests.factories import committee, make_user
from tests.rotation.work import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def admin(lead):
    return make_user("gansu", role="member", is_rotation_admin=True)


def _leave(slug: str, day, admin) -> None:
    rotation = Rotation.objects.get()
    facts = {"actor": admin, "reason": "机构调整", "seen": rotation.revision, "now": NOW}
    operations.change_member(rotation, committee(slug), "leave", day, **facts)


def test_a_committee_outside_the_rotation_is_not_offered_and_cannot_co_lead(client, admin):
    turn = Turn.objects.future(TODAY).for_list()[0]
    RotationMember.objects.filter(committee__slug="gansu").delete()
    client.force_login(admin)
    page = reverse("rotation:co-lead", args=[turn.pk])

    answer = client.post(page, {"co_lead": "gansu"})

    assert list(answer.context["form"].errors) == ["co_lead"]
    assert 'value="gansu"' not in client.get(page).content.decode()
    with pytest.raises(ValidationError, match="不是这一轮值的成员，不能协同牵头"):
        operations.set_co_lead(turn, committee("gansu"), today=TODAY, actor=admin)


def test_a_co_lead_that_leaves_the_rotation_keeps_no_lead(admin):
    turn = Turn.objects.future(TODAY).for_list()[1]
    former, leading = make_user("yunnan"), make_user(turn.committee.slug)
    operations.set_co_lead(turn, committee("yunnan"), today=TODAY, actor=admin)

    _leave("yunnan", turn.starts_on, admin)

    assert Turn.objects.get(pk=turn.pk).co_lead is None
    for person in (former, leading):
        assert person.notifications.filter(step="co-lead-ended").count() == 1


def test_a_co_lead_that_leaves_during_its_term_leads_until_that_day(admin):
    turn = Turn.objects.current(TODAY).get()
    day = TODAY + timedelta(days=20)
    operations.set_co_lead(turn, committee("yunnan"), today=TODAY, actor=admin)
    _leave("yunnan", day, admin)

    operations.advance(now=NOW)
    before = Turn.objects.get(pk=turn.pk).co_lead
    operations.advance(now=dates.start_of(day))

    assert before == committee("yunnan")
    assert Turn.objects.get(pk=turn.pk).co_lead is None


def test_a_proposal_nobody_answered_lapses_when_a_turn_begins_and_frees_both(client, admin):
    first, second, third = Turn.objects.future(TODAY).for_list()[:3]
    asking, asked = make_user(first.committee.slug), make_user(second.committee.slug)
    swap = operations.propose_swap(first, second, actor=asking, reason="换届", now=NOW)
    begun = dates.start_of(first.starts_on)

    operations.advance(now=begun - timedelta(days=1))
    before = Swap.objects.get().status
    operations.advance(now=begun)

    swap.refresh_from_db()
    assert (before, swap.status, swap.reason) == ("proposed", "lapsed", "任期已经开始，逾期未答复。")
    waiting = Notification.objects.filter(topic=f"swap:{swap.pk}", recipient=asked, settled_at=None)
    assert not waiting.filter(kind="action").exists()
    told = asking.notifications.get(step="answered")
    assert told.title == f"与{second.committee.short_name}调换任期的提议已失效"
    again = operations.propose_swap(second, third, actor=asked, reason="换届", now=begun)
    assert again.status == "proposed"
