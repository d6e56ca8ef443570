"""Many at one consultation at once: nothing is lost, nothing counts twice, nothing slips past an end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from collab_portal.lib import dates
from organizations.network import MEMBERS
from rotation import operations
from rotation.models import Consultation, Minutes, PollAnswer, Turn
from tests.factories import committee, make_consultation, make_rotation, make_user
from tests.races import PATIENCE, ROUNDS, together
from tests.rotation.work import NOW, ask_dates, send_round, votes

pytestmark = [
    pytest.mark.usefixtures("committed"),
    pytest.mark.time_machine(NOW),
    pytest.mark.timeout(4 * PATIENCE),
]
ALL = [member.slug for member in MEMBERS]


@pytest.fixture
def people() -> dict[str, Any]:
    """One of the staff of each of the nineteen; 湖北 leads."""
    make_rotation(now=NOW)
    return {slug: make_user(slug) for slug in ALL}


def _next(round_: int) -> Consultation:
    """A consultation of its own for each round, thirty days ahead."""
    Consultation.objects.filter(status="scheduled").update(status="cancelled", reason="示例")
    operations.convene(Turn.objects.current(dates.today(NOW)).get(), now=NOW)
    return make_consultation(now=NOW, days=30 + round_ % 20)


def _held(round_: int, *slugs: str) -> Consultation:
    found = _next(round_)
    present = [committee(slug).pk for slug in slugs]
    return operations.hold(found, now=found.starts_at, present=present)


def _sign(minutes: Minutes, person: Any, now: Any) -> Callable[[], object]:
    return lambda: operations.sign_minutes(minutes, actor=person, now=now)


def test_a_late_signature_is_in_before_the_conclusion_or_refused_after_it(people):
    lead, late = people["hubei"], people["jiangsu"]
    outcomes = set()
    for round_ in range(ROUNDS):
        held = _held(round_, "jiangsu", "anhui")
        minutes, after = send_round(held, lead), held.starts_at + timedelta(days=2)
        calls = [
            _sign(minutes, late, after),
            lambda held=held, after=after: operations.close_consultation(held, actor=lead, now=after),
        ]

        answers = together(*(calls if round_ % 2 else reversed(calls)))

        refused = [answer for answer in answers if isinstance(answer, ValidationError)]
        held.refresh_from_db()
        signed = minutes.parties.filter(signed_at__isnull=False).exists()
        assert held.closed_at == after
        assert [error.messages for error in refused] == ([] if signed else [["会商已办结，不再收会签意见。"]])
        outcomes.add(signed)
    assert ROUNDS < 100 or outcomes == {True, False}


def test_an_answer_is_in_before_the_poll_is_decided_or_refused_after_it(people):
    lead = people["hubei"]
    outcomes = set()
    for round_ in range(ROUNDS):
        poll = ask_dates(_next(round_), lead)
        option, chosen = poll.options.all()[0], votes(poll)
        answering = [people[slug] for slug in ("jiangsu", "anhui", "zhejiang")]
        calls = [
            lambda person=person, poll=poll, chosen=chosen: operations.answer_poll(
                poll, actor=person, committee=person.committee, votes=chosen, now=NOW
            )
            for person in answering
        ]
        decide = [lambda option=option: operations.choose_option(option, actor=lead, now=NOW)]

        answers = together(*(decide + calls if round_ % 2 else calls + decide))

        given = set(PollAnswer.objects.filter(poll=poll).values_list("committee", flat=True))
        refused = [answer for answer in answers if isinstance(answer, ValidationError)]
        assert len(given) + len(refused) == len(answering)
        assert all("投票已结束，会商定于" in error.messages[0] for error in refused)
        assert all(answer.votes.count() == 2 for answer in PollAnswer.objects.filter(poll=poll))
        poll.refresh_from_db()
        consultation = Consultation.objects.get(pk=poll.consultation_id)
        assert (poll.closed_at, consultation.starts_at) == (NOW, option.starts_at)
        assert poll.options.filter(chosen=True).count() == 1
        outcomes.add(len(given))
    assert ROUNDS < 100 or len(outcomes) > 1


def test_two_decisions_at_once_fix_one_date(people):
    lead, colleague = people["hubei"], make_user("hubei")
    for round_ in range(ROUNDS):
        poll = ask_dates(_next(round_), lead)
        first, second = poll.options.all()

        answers = together(
            lambda first=first: operations.choose_option(first, actor=lead, now=NOW),
            lambda second=second: operations.choose_option(second, actor=colleague, now=NOW),
        )

        refused = [answer for answer in answers if isinstance(answer, ValidationError)]
        assert [error.messages for error in refused] == [["投票已结束。"]]
        chosen = poll.options.get(chosen=True)
        assert Consultation.objects.get(pk=poll.consultation_id).starts_at == chosen.starts_at
