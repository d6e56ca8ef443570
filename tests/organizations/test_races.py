"""Two at once: real threads on the real database."""

import uuid
from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from collab_portal.lib import dates
from collab_portal.lib.versions import StaleError
from organizations.models import Branch, Pairing
from organizations.operations import pairings
from organizations.operations.branches import edit_branch
from organizations.operations.ending import close_branch
from tests.factories import make_branch, make_pairing, make_user
from tests.races import PATIENCE, ROUNDS, only, together

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.timeout(PATIENCE)]


def refusals(results: list[object]) -> list[str]:
    return [" ".join(one.messages) for one in results if isinstance(one, ValidationError)]


def proposal(actor, own, partner, **fields):
    facts = {"submission": uuid.uuid4(), "theme": "共建", "term": {}, "now": timezone.now(), **fields}
    return partial(pairings.propose, actor=actor, own=own, partner=partner, **facts)


def test_of_two_who_propose_the_same_pair_at_once_one_does():
    here, there = make_user(), make_user("anhui")
    for _ in range(ROUNDS):
        first, second = make_branch(), make_branch("anhui")

        results = together(proposal(here, first, second), proposal(there, second, first))

        assert refusals(results) == ["这两个党组织已有待确认或进行中的结对。"]
        assert Pairing.objects.open().filter(first=first, second=second).count() == 1


def test_one_submission_sent_twice_at_once_is_one_pairing():
    actor = make_user()
    for _ in range(ROUNDS):
        call = proposal(actor, make_branch(), make_branch("anhui"))

        one, two = together(call, call)

        assert one.pk == two.pk


def test_a_proposal_and_a_refusal_of_the_one_before_leave_at_most_one_open():
    here, there = make_user(), make_user("zhejiang")
    for _ in range(ROUNDS):
        only(here, there)
        pairing = make_pairing(answer="proposed")
        term, now = pairing.terms.get(), timezone.now()

        together(
            partial(pairings.decline, term, actor=there, now=now, reason="另议"),
            proposal(here, pairing.first, pairing.second),
        )

        pairing.refresh_from_db()
        assert pairing.status == "declined"
        assert Pairing.objects.open().filter(first=pairing.first).count() <= 1


def test_renewing_and_ending_at_once_leave_no_open_renewal_of_an_ended_pairing():
    here, there = make_user(), make_user("zhejiang")
    for _ in range(ROUNDS):
        only(here, there)
        pairing, now = make_pairing(), timezone.now()

        together(
            partial(pairings.renew, pairing, actor=here, now=now, valid_until=date(2030, 1, 1)),
            partial(pairings.end, pairing, actor=there, now=now, reason="完成"),
        )

        pairing.refresh_from_db()
        assert pairing.status == "ended"
        assert not pairing.terms.awaiting_answer().exists()


def test_closing_a_branch_and_proposing_for_it_at_once_leave_no_pairing_of_a_closed_branch():
    actor = make_user()
    for _ in range(ROUNDS):
        own, partner = make_branch(), make_branch("anhui")

        results = together(
            proposal(actor, own, partner),
            partial(close_branch, own, actor=actor, now=timezone.now(), ends_on=dates.today()),
        )

        own.refresh_from_db()
        assert len(refusals(results)) == 1
        assert Pairing.objects.of_branch(own.pk).exists() == (own.ends_on is None)


def test_two_crossing_moves_make_no_ring():
    actor = make_user()
    for _ in range(ROUNDS):
        one, two = make_branch(), make_branch()

        results = together(
            partial(edit_branch, one, actor=actor, now=timezone.now(), version=1, parent=two),
            partial(edit_branch, two, actor=actor, now=timezone.now(), version=1, parent=one),
        )

        assert refusals(results) == ["上级不能是自己或自己的下级。"]
        assert Branch.objects.filter(pk__in=[one.pk, two.pk], parent=None).count() == 1


def test_of_two_editors_at_once_one_is_told():
    actor = make_user()
    for number in range(ROUNDS):
        branch, now = make_branch(), timezone.now()

        results = together(
            *(
                partial(edit_branch, branch, actor=actor, version=1, now=now, name=f"{who}{number}")
                for who in "甲乙"
            )
        )

        branch.refresh_from_db()
        told = [one for one in results if isinstance(one, StaleError)]
        assert [one.current.name for one in told] == [branch.name]
