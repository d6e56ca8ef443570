"""The invitations there are, each asked of 浙江 by 江苏: how one is made, answered, taken back, made void."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from organizations.models import AllianceMember, PairingTerm
from organizations.operations import alliances, pairings
from rotation import operations
from rotation.models import Rotation, Swap, Turn
from rotation.operations.swaps import let_swaps_lapse
from tests.factories import make_alliance, make_pairing, make_rotation, make_user

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3_650)  # every turn has begun by then
ASKER, ASKED = "jiangsu", "zhejiang"


@dataclass(frozen=True)
class Case:
    """``lapse`` is what the calendar does; each of the others takes ``actor``."""

    model: type
    make: Callable[[], Any]
    answer: Callable[..., Any]
    withdraw: Callable[..., Any]
    lapse: Callable[..., Any]


def _answer_term(term, *, agree, reason="", **by):
    return pairings.agree(term, **by) if agree else pairings.decline(term, reason=reason, **by)


def _invited() -> AllianceMember:
    return make_alliance(ASKER, ASKER, ASKED, answer="proposed").members.get(committee__slug=ASKED)


def _swap() -> Swap:
    if not Rotation.objects.exists():
        make_rotation(now=NOW)
    mine, theirs = (Turn.objects.get(committee__slug=slug, cycle=1) for slug in (ASKER, ASKED))
    return operations.propose_swap(mine, theirs, actor=make_user(ASKER), reason="换届", now=NOW)


CASES = [
    Case(
        PairingTerm,
        lambda: make_pairing(ASKER, ASKED, answer="proposed").terms.get(),
        _answer_term,
        pairings.withdraw,
        lambda term: pairings.conclude(term.pairing, actor=None, now=NOW, reason="到期自动撤销"),
    ),
    Case(
        AllianceMember,
        _invited,
        lambda member, **facts: alliances.answer(member.alliance, **facts),
        alliances.uninvite,
        lambda member: alliances.lapse(member, actor=None, now=NOW, reason="到期自动撤销"),
    ),
    Case(
        Swap,
        _swap,
        operations.answer_swap,
        operations.withdraw_swap,
        lambda swap: let_swaps_lapse(now=LATER),
    ),
]
